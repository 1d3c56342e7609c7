"""Who writes for the pages confirms a duration at the hour it is: no other day is told to the wall.

The owner of the tables, who plays a demonstration or reads a backup again, says the hour of then.
"""

from django.db import migrations

DECIDE = """
CREATE OR REPLACE FUNCTION durations_two_decide() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed durations_duration;
BEGIN
    {hour}
    SELECT * INTO proposed FROM durations_duration WHERE id = NEW.duration_id;
    IF proposed.written_by_id = NEW.by_id THEN
        RAISE EXCEPTION 'two_people_decide_a_duration' USING ERRCODE = 'check_violation';
    END IF;
    IF proposed.since_on <= (NEW.at AT TIME ZONE 'Europe/Paris')::date THEN
        RAISE EXCEPTION 'confirmed_before_its_day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
HOUR = """
    IF NEW.at NOT BETWEEN clock_timestamp() - interval '1 hour'
                      AND clock_timestamp() + interval '1 hour'
       AND NOT (SELECT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class
                 WHERE oid = 'public.durations_duration'::regclass) THEN
        RAISE EXCEPTION 'confirmed_at_its_hour' USING ERRCODE = 'check_violation';
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("durations", "0002_two_decide")]

    operations = [migrations.RunSQL(DECIDE.format(hour=HOUR), DECIDE.format(hour=""))]
