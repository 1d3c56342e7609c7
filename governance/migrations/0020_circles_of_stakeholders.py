"""A circle of stakeholders: by the first circle, led by somebody of it, one delegate or several."""

import django.contrib.postgres.constraints
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import governance.models.circles

MANDATE = """
CREATE OR REPLACE FUNCTION mandate_follows_its_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT r.circle_id, r.kind, r.kind = 'delegate' AND c.kind = 'stakeholders'
      INTO NEW.circle_id, NEW.kind, NEW.is_shared
      FROM governance_circlerole r JOIN governance_circle c ON c.id = r.circle_id
     WHERE r.id = NEW.role_id;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER mandate_follows_its_role
    BEFORE INSERT OR UPDATE OF role_id, circle_id, kind, is_shared
    ON governance_mandate FOR EACH ROW EXECUTE FUNCTION mandate_follows_its_role();

CREATE FUNCTION link_may_be_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT NEW.kind = 'second' AND kind = 'stakeholders' INTO NEW.is_shared
      FROM governance_circle WHERE id = NEW.child_id;
    RETURN NEW;
END $$;
CREATE TRIGGER link_may_be_shared BEFORE INSERT OR UPDATE OF child_id, kind, is_shared
    ON governance_link FOR EACH ROW EXECUTE FUNCTION link_may_be_shared();
"""
"""Nobody says of a mandate or a link that several hold it: it follows from its circle."""

NOT_MANDATE = """
DROP TRIGGER link_may_be_shared ON governance_link;
DROP FUNCTION link_may_be_shared();
CREATE OR REPLACE FUNCTION mandate_follows_its_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT circle_id, kind INTO NEW.circle_id, NEW.kind
      FROM governance_circlerole WHERE id = NEW.role_id;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER mandate_follows_its_role
    BEFORE INSERT OR UPDATE OF role_id, circle_id, kind
    ON governance_mandate FOR EACH ROW EXECUTE FUNCTION mandate_follows_its_role();
"""
WALLS = """
CREATE FUNCTION stakeholders_stand_by_the_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM governance_circle WHERE id = NEW.parent_id AND parent_id IS NULL) THEN
        RAISE EXCEPTION 'a circle of stakeholders stands by the first circle'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stakeholders_stand_by_the_first';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stakeholders_stand_by_the_first BEFORE INSERT OR UPDATE OF parent_id, kind
    ON governance_circle FOR EACH ROW WHEN (NEW.kind = 'stakeholders')
    EXECUTE FUNCTION stakeholders_stand_by_the_first();

CREATE FUNCTION stakeholders_are_led_by_a_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'leader' AND EXISTS (
        SELECT FROM governance_circle c WHERE c.id = NEW.circle_id AND c.kind = 'stakeholders'
           AND NOT EXISTS (
               SELECT FROM governance_circlemember m
                WHERE m.circle_id = c.parent_id AND m.person_id = NEW.person_id
                  AND m.standing <> 'guest' AND m.since <= NEW.since
                  AND (m.until IS NULL OR m.until > NEW.since))
    ) THEN
        RAISE EXCEPTION 'somebody of the first circle leads a circle of stakeholders'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stakeholders_are_led_by_a_member';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stakeholders_are_led_by_a_member BEFORE INSERT ON governance_mandate
    FOR EACH ROW EXECUTE FUNCTION stakeholders_are_led_by_a_member();
"""
NOT_WALLS = """
DROP TRIGGER stakeholders_are_led_by_a_member ON governance_mandate;
DROP FUNCTION stakeholders_are_led_by_a_member();
DROP TRIGGER stakeholders_stand_by_the_first ON governance_circle;
DROP FUNCTION stakeholders_stand_by_the_first();
"""
"""The trigger that copies the circle of a mandate comes first: triggers go by their names."""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0019_stakeholders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="link",
            name="one_person_holds_a_link",
        ),
        migrations.RemoveConstraint(
            model_name="mandate",
            name="one_holder_of_an_office_at_a_time",
        ),
        migrations.AddField(
            model_name="link",
            name="is_shared",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="tenu à plusieurs"
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="is_shared",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="tenu à plusieurs"
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_shared", False)),
                expressions=[
                    ("child", "="),
                    ("kind", "="),
                    (
                        governance.models.circles.Days(
                            "since",
                            django.db.models.functions.comparison.Coalesce("ended_on", "until"),
                        ),
                        "&&",
                    ),
                ],
                name="one_person_holds_a_link",
                violation_error_message="Ce lien est déjà tenu à ces dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("is_shared", False),
                    ("kind__in", ["leader", "delegate", "facilitator", "secretary", "log_keeper"]),
                ),
                expressions=[
                    ("circle", "="),
                    ("kind", "="),
                    (
                        governance.models.circles.Days(
                            "since",
                            django.db.models.functions.comparison.Coalesce("ended_on", "until"),
                        ),
                        "&&",
                    ),
                ],
                name="one_holder_of_an_office_at_a_time",
                violation_error_message="Ce rôle est déjà tenu à ces dates.",
            ),
        ),
        migrations.RunSQL(MANDATE, NOT_MANDATE),
        migrations.RunSQL(WALLS, NOT_WALLS),
    ]
