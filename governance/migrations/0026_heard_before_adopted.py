"""Nothing is adopted while a circle that is to be heard has said nothing; the text says what it
waits for (D8)."""

from django.db import migrations, models

HEARD = """
CREATE FUNCTION circles_are_heard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM governance_concern
                WHERE proposal_id = NEW.proposal_id AND NOT must_consent AND heard_at IS NULL) THEN
        RAISE EXCEPTION 'a circle that version % touches is not heard', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'circles_are_heard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER circles_are_heard BEFORE INSERT ON governance_decision
    FOR EACH ROW EXECUTE FUNCTION circles_are_heard();
"""
NOT_HEARD = """
DROP TRIGGER circles_are_heard ON governance_decision;
DROP FUNCTION circles_are_heard();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0025_hearings_are_put_right")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="held_back",
            field=models.CharField(
                blank=True, max_length=400, verbose_name="ce qui retient l’adoption"
            ),
        ),
        migrations.RunSQL(HEARD, NOT_HEARD),
    ]
