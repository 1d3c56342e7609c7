"""PostgreSQL too counts thirty days of closing in ninety at most, takes no answer after seven days,
and lets nobody open their own account."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q

COUNTED = """
CREATE FUNCTION days_closed(one members_lockout) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT greatest(1, least(one.until, (one.reopened_at AT TIME ZONE 'Europe/Paris')::date)
                       - (one.answered_at AT TIME ZONE 'Europe/Paris')::date)
$$;
CREATE FUNCTION closed_thirty_days_at_most() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM members_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM members_lockout last
          JOIN members_lockout one ON one.person_id = last.person_id AND one.is_confirmed
           AND one.answered_at BETWEEN last.answered_at - interval '90 days' AND last.answered_at
         WHERE last.person_id = NEW.person_id AND last.is_confirmed
         GROUP BY last.id HAVING sum(days_closed(one)) > 30
    ) THEN
        RAISE EXCEPTION 'account of % would be closed above thirty days in ninety', NEW.person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_thirty_days_at_most';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_thirty_days_at_most AFTER INSERT OR UPDATE ON members_lockout
    FOR EACH ROW WHEN (NEW.is_confirmed) EXECUTE FUNCTION closed_thirty_days_at_most();
"""
UNCOUNTED = """
DROP TRIGGER closed_thirty_days_at_most ON members_lockout;
DROP FUNCTION closed_thirty_days_at_most();
DROP FUNCTION days_closed(members_lockout);
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0037_details")]

    operations = [
        migrations.AddConstraint(
            "lockout",
            models.CheckConstraint(
                name="an_account_is_closed_within_a_week",
                condition=~Q(is_confirmed=True)
                | Q(answered_at__lt=F("proposed_at") + timedelta(days=7)),
                violation_error_message="Une proposition de fermeture tombe après sept jours.",
            ),
        ),
        migrations.AddConstraint(
            "lockout",
            models.CheckConstraint(
                name="somebody_else_opens_an_account",
                condition=~Q(reopened_by=F("person")),
                violation_error_message="Une autre personne rouvre ce compte.",
            ),
        ),
        migrations.RunSQL(COUNTED, UNCOUNTED),
    ]
