"""« Décision d’exécution urgente » : a tension says in which domain its leader could not wait."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OF_ITS_CIRCLE = """
CREATE FUNCTION urgent_in_its_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT FROM governance_domain WHERE id = NEW.domain_id AND circle_id = NEW.circle_id
    ) THEN
        RAISE EXCEPTION 'what is urgent stands in a domain of its circle, and stays there'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'urgent_in_its_circle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER urgent_in_its_circle BEFORE INSERT ON governance_tension
    FOR EACH ROW WHEN (NEW.domain_id IS NOT NULL) EXECUTE FUNCTION urgent_in_its_circle();
CREATE TRIGGER urgent_stays BEFORE UPDATE OF domain_id ON governance_tension
    FOR EACH ROW WHEN (OLD.domain_id IS DISTINCT FROM NEW.domain_id)
    EXECUTE FUNCTION urgent_in_its_circle();
"""
UNDO = """
DROP TRIGGER urgent_stays ON governance_tension;
DROP TRIGGER urgent_in_its_circle ON governance_tension;
DROP FUNCTION urgent_in_its_circle();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0026_heard_before_adopted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="tension",
            name="domain",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.domain",
            ),
        ),
        migrations.AddConstraint(
            model_name="tension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("domain", None),
                    models.Q(("by__isnull", False), ("wish", "decide")),
                    _connector="OR",
                ),
                name="an_urgent_decision_has_its_author_and_is_to_ratify",
            ),
        ),
        migrations.RunSQL(OF_ITS_CIRCLE, UNDO),
    ]
