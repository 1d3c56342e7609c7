"""In a meeting, the person proposed speaks after everybody who is there (E7).

Who is absent says it later, and the decision waits for them: nobody has to come back for it.
"""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION position_is_its_persons() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r governance_round; s governance_seat;
BEGIN
    SELECT * INTO s FROM governance_seat WHERE id = NEW.seat_id;
    SELECT * INTO r FROM governance_round WHERE id = s.round_id FOR SHARE;
    IF r.closed_at IS NOT NULL OR r.voided_at IS NOT NULL THEN
        RAISE EXCEPTION 'round % is over', r.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'position_in_an_open_round';
    END IF;
    IF NEW.by_id IS DISTINCT FROM s.person_id AND NEW.kind <> 'deemed' AND NOT (
        NEW.is_aloud AND NOT r.is_async AND EXISTS (
            SELECT FROM governance_seat WHERE round_id = r.id AND person_id = NEW.by_id)
    ) THEN
        RAISE EXCEPTION 'a position is said by its own seat'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'position_is_its_persons';
    END IF;
    IF s.speaks_last AND EXISTS (
        SELECT FROM governance_seat o WHERE o.round_id = r.id AND NOT o.speaks_last
           AND NOT EXISTS (SELECT FROM governance_position WHERE seat_id = o.id){there}
    ) THEN
        RAISE EXCEPTION 'the person proposed speaks last'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nominee_speaks_last';
    END IF;
    RETURN NEW;
END $$;
"""
THERE = """
           AND (r.meeting_id IS NULL OR EXISTS (
               SELECT FROM governance_presence p WHERE p.meeting_id = r.meeting_id
                  AND p.person_id = o.person_id AND p.left_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0007_diaries")]

    operations = [migrations.RunSQL(GUARD.replace("{there}", THERE), GUARD.replace("{there}", ""))]
