"""A pole is of the circle of the text, a hearing is of a group that its version names, and a pair
said the other way round is the same pair."""

from django.db import migrations, models
from django.db.models.functions import Greatest, Least, Lower

POLES = """
CREATE FUNCTION pole_is_of_the_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE text_of bigint;
BEGIN
    IF TG_TABLE_NAME = 'governance_poletag' THEN
        SELECT p.circle_id INTO text_of FROM governance_turn t
          JOIN governance_seat s ON s.id = t.seat_id
          JOIN governance_round r ON r.id = s.round_id
          JOIN governance_proposal p ON p.id = r.proposal_id
         WHERE t.id = (to_jsonb(NEW)->>'turn_id')::bigint;
    ELSE
        SELECT circle_id INTO text_of FROM governance_proposal
         WHERE id = (to_jsonb(NEW)->>'proposal_id')::bigint;
    END IF;
    IF NOT EXISTS (
        SELECT FROM governance_polepair WHERE id = NEW.pair_id AND circle_id = text_of
    ) THEN
        RAISE EXCEPTION 'pair of poles % is held by another circle', NEW.pair_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pole_is_of_the_circle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pole_is_of_the_circle BEFORE INSERT ON governance_poletag
    FOR EACH ROW EXECUTE FUNCTION pole_is_of_the_circle();
CREATE TRIGGER pole_is_of_the_circle BEFORE INSERT ON governance_poleswap
    FOR EACH ROW EXECUTE FUNCTION pole_is_of_the_circle();
"""
NOT_POLES = """
DROP TRIGGER pole_is_of_the_circle ON governance_poleswap;
DROP TRIGGER pole_is_of_the_circle ON governance_poletag;
DROP FUNCTION pole_is_of_the_circle();
"""
HEARINGS = """
CREATE FUNCTION hearing_is_of_its_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM governance_version WHERE id = NEW.version_id
           AND proposal_id = NEW.proposal_id AND NEW."group" = ANY(groups)
    ) THEN
        RAISE EXCEPTION 'version % names no such group to hear', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hearing_is_of_its_text';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hearing_is_of_its_text BEFORE INSERT ON governance_hearing
    FOR EACH ROW EXECUTE FUNCTION hearing_is_of_its_text();
"""
NOT_HEARINGS = """
DROP TRIGGER hearing_is_of_its_text ON governance_hearing;
DROP FUNCTION hearing_is_of_its_text();
"""


def end_doubles(apps, schema_editor):
    """Where a circle declared a pair both ways, the first one stays."""
    pairs, seen = apps.get_model("governance", "PolePair").objects, set()
    for pair in pairs.filter(until=None).order_by("pk"):
        key = pair.circle_id, frozenset((pair.one.lower(), pair.other.lower()))
        if key in seen:
            pairs.filter(pk=pair.pk).update(until=pair.since)
        seen.add(key)


class Migration(migrations.Migration):
    dependencies = [("governance", "0023_mandates_keep_their_person")]

    operations = [
        migrations.RunPython(end_doubles, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="polepair", name="one_living_pair_of_these_poles"),
        migrations.AddConstraint(
            model_name="polepair",
            constraint=models.UniqueConstraint(
                models.F("circle"),
                Least(Lower("one"), Lower("other")),
                Greatest(Lower("one"), Lower("other")),
                condition=models.Q(("until", None)),
                name="one_living_pair_of_these_poles",
                violation_error_message="Ce couple est déjà là.",
            ),
        ),
        migrations.AlterField(
            model_name="objection",
            name="state",
            field=models.CharField(
                choices=[
                    ("voiced", "exprimée"),
                    ("heard", "entendue"),
                    ("explored", "en intégration"),
                    ("integrated", "intégrée"),
                    ("measured", "devenue une mesure"),
                    ("withdrawn", "retirée par qui l’a dite"),
                    ("orphan", "orpheline"),
                    ("closed", "close avec une note"),
                ],
                default="voiced",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.RunSQL(POLES, NOT_POLES),
        migrations.RunSQL(HEARINGS, NOT_HEARINGS),
    ]
