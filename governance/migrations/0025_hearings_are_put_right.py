"""What was written of people outside is put right as they ask; nothing else of a hearing changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PUT_RIGHT = """
DROP TRIGGER governance_hearing_is_final ON governance_hearing;
CREATE FUNCTION hearing_is_only_put_right() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may text[] := '{who,words,corrected_by_id,corrected_at}';
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(OLD) - may IS DISTINCT FROM to_jsonb(NEW) - may
       OR NEW.corrected_by_id IS NULL OR NEW.corrected_at IS NULL
       OR NEW.corrected_at <= coalesce(OLD.corrected_at, OLD.at) THEN
        RAISE EXCEPTION 'hearing % is only put right', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hearing_is_only_put_right';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hearing_is_only_put_right BEFORE UPDATE OR DELETE ON governance_hearing
    FOR EACH ROW EXECUTE FUNCTION hearing_is_only_put_right();
"""
FINAL = """
DROP TRIGGER hearing_is_only_put_right ON governance_hearing;
DROP FUNCTION hearing_is_only_put_right();
CREATE TRIGGER governance_hearing_is_final BEFORE UPDATE OR DELETE ON governance_hearing
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0024_poles_and_hearings_hold_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="corrected_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="corrigé le"),
        ),
        migrations.AddField(
            model_name="hearing",
            name="corrected_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(PUT_RIGHT, FINAL),
    ]
