from django.db import migrations

from coopstudio.final import unchanged

FORWARD = """
CREATE FUNCTION applications_two_decide() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agree integer;
    refuse integer;
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
        SELECT founder_id, stance = 'consent' AND outcome = NEW.outcome
               AND parting_id IS NOT DISTINCT FROM NEW.parting_id AS agrees
        FROM spoke
    )
    SELECT count(*) FILTER (WHERE agrees),
           count(*) FILTER (WHERE NOT agrees AND EXISTS (
               SELECT FROM members_office held
               WHERE held.person_id = judged.founder_id AND held.role = 'founder'
                 AND held.started_on <= NEW.decided_at::date
                 AND (held.ended_on IS NULL OR held.ended_on >= NEW.decided_at::date)))
    INTO agree, refuse FROM judged;
    IF agree < 2 OR refuse > 0 THEN
        RAISE EXCEPTION 'two_people_decide_a_candidature' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION applications_decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what_was_decided_stays' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER two_people_decide BEFORE INSERT ON applications_decision
    FOR EACH ROW EXECUTE FUNCTION applications_two_decide();
CREATE TRIGGER what_was_decided_stays BEFORE UPDATE ON applications_decision
    FOR EACH ROW WHEN (
        (OLD.application_id, OLD.cycle, OLD.outcome, OLD.parting_id)
        IS DISTINCT FROM (NEW.application_id, NEW.cycle, NEW.outcome, NEW.parting_id)
        OR (OLD.reopened_at IS NOT NULL AND NEW.reopened_at IS NULL)
    ) EXECUTE FUNCTION applications_decided_stays();
"""

BACKWARD = """
DROP TRIGGER two_people_decide ON applications_decision;
DROP TRIGGER what_was_decided_stays ON applications_decision;
DROP FUNCTION applications_two_decide(), applications_decided_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_dossier_notes"),
        ("members", "0023_quorum"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        unchanged("applications_position"),
    ]
