"""Who told of the role, who words the proposal, and nominations that only opened ballots give.

E1: no nomination is written while the ballots of its round are folded; one that has no seat (whose
it is cannot be known) only exists where the circle consented to unsigned reasons.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NOMINATIONS = """
CREATE FUNCTION nominations_come_from_opened_ballots() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r governance_round; e governance_election;
BEGIN
    SELECT * INTO r FROM governance_round WHERE id = NEW.round_id FOR SHARE;
    SELECT * INTO e FROM governance_election WHERE id = r.election_id;
    IF r.kind NOT IN ('nomination', 'confirmation')
       OR (r.kind = 'nomination' AND r.closed_at IS NULL)
       OR (NEW.seat_id IS NULL AND NOT coalesce(e.is_secret, false))
       OR (NEW.seat_id IS NOT NULL AND r.id <> (
           SELECT round_id FROM governance_seat WHERE id = NEW.seat_id)) THEN
        RAISE EXCEPTION 'the ballots of round % are folded', r.id
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'nominations_come_from_opened_ballots';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nominations_come_from_opened_ballots BEFORE INSERT ON governance_nomination
    FOR EACH ROW EXECUTE FUNCTION nominations_come_from_opened_ballots();
"""
UNDO = """
DROP TRIGGER nominations_come_from_opened_ballots ON governance_nomination;
DROP FUNCTION nominations_come_from_opened_ballots();
"""


def person():
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_circles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("election", "asked", person()),
        migrations.AddField("election", "told_by", person()),
        migrations.AddField(
            "election",
            "only_named",
            models.BooleanField(
                default=False, verbose_name="on ne change que pour un nom déjà dit"
            ),
        ),
        migrations.AddField(
            "nomination",
            "round",
            models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="nominations",
                to="governance.round",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "nomination",
            "seat",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="nominations",
                to="governance.seat",
            ),
        ),
        migrations.RunSQL(NOMINATIONS, UNDO),
    ]
