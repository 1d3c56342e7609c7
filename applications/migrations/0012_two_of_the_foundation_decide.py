"""The two who carry a decision are of the foundation on its day, as Paris counts days."""

from django.db import migrations

DECIDE = """
CREATE OR REPLACE FUNCTION applications_two_decide() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agree integer;
    refuse integer;
    today date := (NEW.decided_at AT TIME ZONE 'Europe/Paris')::date;
BEGIN
    WITH spoke AS (
        SELECT DISTINCT ON (said.founder_id) said.*
        FROM applications_position said
        JOIN applications_application one ON one.id = said.application_id
        WHERE said.application_id = NEW.application_id
          AND said.cycle = NEW.cycle
          AND said.founder_id IS DISTINCT FROM one.person_id
          AND said.attempt = (
              SELECT count(*) FROM applications_decision before
              WHERE before.application_id = NEW.application_id AND before.cycle = NEW.cycle
                AND before.reopened_at IS NOT NULL)
        ORDER BY said.founder_id, said.at DESC, said.id DESC
    ), judged AS (
        SELECT stance = 'consent' AND outcome = NEW.outcome
               AND parting_id IS NOT DISTINCT FROM NEW.parting_id AS agrees,
               ARRAY(
                   SELECT held.role FROM members_office held
                   WHERE held.person_id = spoke.founder_id AND held.started_on <= today
                     AND (held.ended_on IS NULL OR held.ended_on >= today)
               )::text[] AS roles
        FROM spoke
    )
    SELECT count(*) FILTER (WHERE agrees AND roles && ARRAY['founder', 'stand_in']),
           count(*) FILTER (WHERE NOT agrees AND 'founder' = ANY(roles))
    INTO agree, refuse FROM judged;
    IF agree < 2 OR refuse > 0 THEN
        RAISE EXCEPTION 'two_people_decide_a_candidature' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0011_long_names"),
        ("members", "0021_stand_in"),
    ]

    operations = [migrations.RunSQL(DECIDE, migrations.RunSQL.noop)]
