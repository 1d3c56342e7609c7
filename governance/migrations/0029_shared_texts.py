"""A text is shared, when the circle declares it: one successor each, or all its parts (V1).

Every part has its own round; they begin together, on the day when the last one may, and until then
the text applies whole. PostgreSQL takes no part twice, no part of what has its successor, and no
successor of what was shared.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STARTS = """
CREATE FUNCTION decision_may_start_on(asked bigint) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN d.act_kind = '' THEN d.effect_on ELSE (
               SELECT greatest(d.effect_on, a.signed_on)
                 FROM governance_legalact a WHERE a.decision_id = d.id) END
      FROM governance_decision d WHERE d.id = asked
$$;

CREATE OR REPLACE FUNCTION decision_starts_on(asked bigint) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN d.shares_id IS NOT NULL THEN (
               SELECT CASE WHEN count(decision_may_start_on(s.id)) = max(p.parts)
                           THEN max(decision_may_start_on(s.id)) END
                 FROM governance_decision s JOIN governance_proposal p ON p.id = s.proposal_id
                WHERE s.shares_id = d.shares_id)
           WHEN d.act_kind = '' THEN d.effect_on ELSE (
               SELECT greatest(d.effect_on, a.signed_on)
                 FROM governance_legalact a WHERE a.decision_id = d.id) END
      FROM governance_decision d WHERE d.id = asked
$$;

CREATE OR REPLACE FUNCTION decision_is_followed(asked bigint, on_day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE n record;
BEGIN
    FOR n IN SELECT id, term_kind, term_on FROM governance_decision
              WHERE replaces_id = asked OR renews_id = asked OR shares_id = asked LOOP
        IF decision_starts_on(n.id) <= on_day AND (
            n.term_kind <> 'trial' OR n.term_on IS NULL OR n.term_on > on_day
            OR decision_is_followed(n.id, on_day)
            OR EXISTS (SELECT FROM governance_decision r
                        WHERE r.repeals_id = n.id AND decision_starts_on(r.id) <= on_day)
        ) THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;
"""

WHOLE = """
CREATE OR REPLACE FUNCTION decision_starts_on(asked bigint) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN d.act_kind = '' THEN d.effect_on ELSE (
               SELECT greatest(d.effect_on, a.signed_on)
                 FROM governance_legalact a WHERE a.decision_id = d.id) END
      FROM governance_decision d WHERE d.id = asked
$$;
DROP FUNCTION decision_may_start_on(bigint);

CREATE OR REPLACE FUNCTION decision_is_followed(asked bigint, on_day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE n record;
BEGIN
    FOR n IN SELECT id, term_kind, term_on FROM governance_decision
              WHERE replaces_id = asked OR renews_id = asked LOOP
        IF decision_starts_on(n.id) <= on_day AND (
            n.term_kind <> 'trial' OR n.term_on IS NULL OR n.term_on > on_day
            OR decision_is_followed(n.id, on_day)
            OR EXISTS (SELECT FROM governance_decision r
                        WHERE r.repeals_id = n.id AND decision_starts_on(r.id) <= on_day)
        ) THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;
"""

GUARDS = """
CREATE FUNCTION one_successor_or_all_its_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before bigint := coalesce(NEW.shares_id, NEW.replaces_id, NEW.renews_id, NEW.repeals_id);
    mine record; taken boolean;
BEGIN
    SELECT part, parts INTO mine FROM governance_proposal WHERE id = NEW.proposal_id;
    IF (mine.parts > 0) <> (NEW.shares_id IS NOT NULL) THEN
        RAISE EXCEPTION 'a part of a text is declared before its circle consents'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'parts_are_declared';
    END IF;
    IF before IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM FROM governance_decision WHERE id = before FOR NO KEY UPDATE;
    IF NEW.shares_id IS NOT NULL THEN
        SELECT EXISTS (SELECT FROM governance_decision d
                         JOIN governance_proposal p ON p.id = d.proposal_id
                        WHERE d.shares_id = before
                          AND (p.part = mine.part OR p.parts <> mine.parts))
            OR EXISTS (SELECT FROM governance_decision d
                        WHERE d.replaces_id = before OR d.renews_id = before
                           OR d.repeals_id = before)
          INTO taken;
    ELSE
        SELECT count(*) > 0 AND count(*) = max(p.parts) FROM governance_decision d
          JOIN governance_proposal p ON p.id = d.proposal_id
         WHERE d.shares_id = before INTO taken;
    END IF;
    IF taken THEN
        RAISE EXCEPTION 'decision % has its successor, or all its parts', before
            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_successor_or_all_its_parts';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_successor_or_all_its_parts BEFORE INSERT ON governance_decision
    FOR EACH ROW EXECUTE FUNCTION one_successor_or_all_its_parts();

CREATE FUNCTION a_part_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a text takes of another is declared once'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_part_never_changes';
END $$;
CREATE TRIGGER a_part_never_changes BEFORE UPDATE OF part, parts, about_decision_id
    ON governance_proposal FOR EACH ROW
    WHEN ((OLD.parts > 0 OR NEW.parts > 0) AND
          (OLD.part, OLD.parts, OLD.about_decision_id)
          IS DISTINCT FROM (NEW.part, NEW.parts, NEW.about_decision_id))
    EXECUTE FUNCTION a_part_never_changes();
"""

NO_GUARDS = """
DROP TRIGGER a_part_never_changes ON governance_proposal;
DROP FUNCTION a_part_never_changes();
DROP TRIGGER one_successor_or_all_its_parts ON governance_decision;
DROP FUNCTION one_successor_or_all_its_parts();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0028_links_stay_in_the_tree"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="proposal",
            name="one_proposal_of_a_tension_in_consent",
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="one_text_at_a_time_follows_a_decision",
        ),
        migrations.AddField(
            model_name="decision",
            name="shares",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="part",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="part"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="parts",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="parts en tout"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shares", None),
                    models.Q(("term_kind", "trial"), _negated=True),
                    ("term_on", None),
                    _connector="OR",
                ),
                name="a_part_is_no_trial",
                violation_error_message="Un texte partagé n’est pas un essai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("parts", 0),
                    ("state__in", ("consent", "objections", "reserved")),
                    models.Q(("kind", "renewal"), _negated=True),
                ),
                fields=("tension",),
                name="one_proposal_of_a_tension_in_consent",
                violation_error_message="Une autre proposition née de cette tension est déjà en consentement.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ("policy", "renewal", "repeal")),
                    ("parts", 0),
                    ("state__in", ("consent", "objections", "reserved")),
                ),
                fields=("about_decision",),
                name="one_text_at_a_time_follows_a_decision",
                violation_error_message="Une autre suite de ce texte est déjà en consentement.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("part", 0), ("parts", 0)),
                    models.Q(
                        ("about_decision__isnull", False),
                        ("kind", "policy"),
                        ("part__gte", 1),
                        ("part__lte", models.F("parts")),
                        ("parts__gte", 2),
                    ),
                    _connector="OR",
                ),
                name="a_part_is_one_of_a_shared_text",
                violation_error_message="Un texte se partage en deux parts au moins.",
            ),
        ),
        migrations.AddConstraint(
            "proposal",
            models.UniqueConstraint(
                name="one_text_at_a_time_takes_a_part",
                fields=["about_decision", "part"],
                condition=models.Q(state__in=("consent", "objections", "reserved"), parts__gt=0),
                violation_error_message="Cette part du texte est déjà en consentement.",
            ),
        ),
        migrations.RunSQL(STARTS, WHOLE),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
