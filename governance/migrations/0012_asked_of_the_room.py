"""Who facilitates is asked of the room; a mandate may end before its term; a domain of another
circle is touched with its consent, and circles stand in each other without a loop (E9, I9, D6).
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TREE = """
CREATE OR REPLACE FUNCTION circles_are_a_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above bigint := NEW.parent_id; depth integer := 1; below integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('governance.circles_are_a_tree'));
    WHILE above IS NOT NULL LOOP
        IF above = NEW.id OR depth >= 6 THEN
            RAISE EXCEPTION 'circle % stands in itself, or too deep', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'circles_are_a_tree';
        END IF;
        SELECT parent_id INTO above FROM governance_circle WHERE id = above;
        depth := depth + 1;
    END LOOP;
    WITH RECURSIVE inside(id, rank) AS (
        SELECT NEW.id, 0
        UNION ALL
        SELECT c.id, i.rank + 1 FROM governance_circle c JOIN inside i ON c.parent_id = i.id
         WHERE c.closed_at IS NULL AND i.rank < 6
    ) SELECT max(rank) INTO below FROM inside;
    IF depth + below > 6 THEN
        RAISE EXCEPTION 'what circle % holds would stand too deep', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'circles_are_a_tree';
    END IF;
    RETURN NEW;
END $$;
"""
"""One move at a time: two that cross would each see the tree as it was before the other."""

DOMAINS = """
CREATE FUNCTION domain_is_its_circles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.must_consent OR NOT EXISTS (
        SELECT FROM governance_domain WHERE id = NEW.domain_id AND circle_id = NEW.circle_id
    ) THEN
        RAISE EXCEPTION 'domain % is touched without the consent of its circle', NEW.domain_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'domain_holder_consents';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER domain_is_its_circles BEFORE INSERT OR UPDATE ON governance_concern
    FOR EACH ROW WHEN (NEW.domain_id IS NOT NULL) EXECUTE FUNCTION domain_is_its_circles();

CREATE FUNCTION concerns_stay_in_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.proposal_id, OLD.circle_id, OLD.must_consent)
           IS NOT DISTINCT FROM (NEW.proposal_id, NEW.circle_id, NEW.must_consent) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM governance_proposal WHERE id = OLD.proposal_id
                AND state IN ('consent', 'reserved', 'adopted')) THEN
        RAISE EXCEPTION 'circle % is being asked', OLD.circle_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'domain_holder_consents';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER concerns_stay_in_consent BEFORE UPDATE OR DELETE ON governance_concern
    FOR EACH ROW WHEN (OLD.must_consent) EXECUTE FUNCTION concerns_stay_in_consent();
"""
"""I9: whoever holds a domain that a text touches consents, and is not taken off on the way."""

UNDO = """
DROP TRIGGER concerns_stay_in_consent ON governance_concern;
DROP FUNCTION concerns_stay_in_consent();
DROP TRIGGER domain_is_its_circles ON governance_concern;
DROP FUNCTION domain_is_its_circles();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0011_successions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="round",
            name="an_agreement_says_its_subject",
        ),
        migrations.AddField(
            model_name="concern",
            name="domain",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.domain",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="asked_facilitator",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="asked_secretary",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="about_mandate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.mandate",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("policy", "une politique"),
                    ("act", "une décision d’exécution"),
                    ("renewal", "la reconduction d’un texte"),
                    ("repeal", "l’abrogation d’un texte"),
                    ("circle", "la création d’un cercle"),
                    ("closing", "la clôture d’un cercle"),
                    ("aim", "le but ou le domaine d’un cercle"),
                    ("member", "l’accueil d’une personne dans le cercle"),
                    ("exclusion", "le départ d’une personne du cercle"),
                    ("link", "un lien entre deux cercles"),
                    ("election", "une élection sans candidat"),
                    ("recall", "la fin d’un mandat avant son terme"),
                    ("abandon", "l’abandon d’une proposition"),
                ],
                default="policy",
                max_length=9,
                verbose_name="ce qui se décide",
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opening", "tour d’ouverture"),
                    ("agenda", "consentement à l’ordre du jour"),
                    ("clarification", "tour de clarification"),
                    ("reactions", "tour de réactions rapides"),
                    ("consent", "tour de consentement"),
                    ("assent", "accord du cercle"),
                    ("entrusting", "accord sur qui facilite et qui écrit"),
                    ("criteria", "tour des critères"),
                    ("nomination", "tour de nomination"),
                    ("confirmation", "tour de confirmation"),
                    ("closing", "tour de clôture"),
                ],
                max_length=13,
                verbose_name="tour",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "recall"), _negated=True),
                    ("about_mandate__isnull", False),
                    _connector="OR",
                ),
                name="a_mandate_that_would_end_is_named",
                violation_error_message="Dites de quel mandat il s’agit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["assent", "agenda", "entrusting"]), _negated=True),
                    models.Q(("subject", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_agreement_says_its_subject",
            ),
        ),
        migrations.RunSQL(TREE, migrations.RunSQL.noop),
        migrations.RunSQL(DOMAINS, UNDO),
    ]
