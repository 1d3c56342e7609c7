"""A voice is written by its person; or, aloud, by somebody who is in the open meeting with them.

Nobody writes a voice for somebody who is absent (I1, I6, I11), in a round of words either.
"""

from django.db import migrations

HEARD = """
CREATE FUNCTION heard_in_the_room(r governance_round, speaker bigint, writer bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT r.is_async AND EXISTS (
        SELECT FROM governance_meeting m
          JOIN governance_presence s ON s.meeting_id = m.id AND s.left_at IS NULL
          JOIN governance_presence w ON w.meeting_id = m.id AND w.left_at IS NULL
         WHERE m.circle_id = r.circle_id AND m.state IN ('open', 'agreed')
           AND s.person_id = speaker AND w.person_id = writer)
$$;
"""
POSITION = """
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
        NEW.is_aloud AND {heard}
    ) THEN
        RAISE EXCEPTION 'a position is said by its own seat'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'position_is_its_persons';
    END IF;
    IF s.speaks_last AND EXISTS (
        SELECT FROM governance_seat o WHERE o.round_id = r.id AND NOT o.speaks_last
           AND NOT EXISTS (SELECT FROM governance_position WHERE seat_id = o.id)
           AND (r.meeting_id IS NULL OR EXISTS (
               SELECT FROM governance_presence p WHERE p.meeting_id = r.meeting_id
                  AND p.person_id = o.person_id AND p.left_at IS NULL))
    ) THEN
        RAISE EXCEPTION 'the person proposed speaks last'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nominee_speaks_last';
    END IF;
    RETURN NEW;
END $$;
"""
TURN = """
CREATE OR REPLACE FUNCTION turn_in_an_open_round() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r governance_round; s governance_seat;
BEGIN
    SELECT * INTO s FROM governance_seat WHERE id = NEW.seat_id;
    SELECT * INTO r FROM governance_round WHERE id = s.round_id FOR SHARE;
    IF r.closed_at IS NOT NULL OR r.voided_at IS NOT NULL THEN
        RAISE EXCEPTION 'round % is over', r.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_in_an_open_round';
    END IF;{own}
    RETURN NEW;
END $$;
"""
OWN = """
    IF NEW.by_id <> s.person_id AND NOT heard_in_the_room(r, s.person_id, NEW.by_id) THEN
        RAISE EXCEPTION 'what is said is said by its own seat'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_is_its_persons';
    END IF;"""
ROOM = "heard_in_the_room(r, s.person_id, NEW.by_id)"
SEATED = """NOT r.is_async AND EXISTS (
            SELECT FROM governance_seat WHERE round_id = r.id AND person_id = NEW.by_id)"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_last_among_those_present")]

    operations = [
        migrations.RunSQL(
            HEARD + POSITION.replace("{heard}", ROOM) + TURN.replace("{own}", OWN),
            POSITION.replace("{heard}", SEATED)
            + TURN.replace("{own}", "")
            + "DROP FUNCTION heard_in_the_room(governance_round, bigint, bigint);",
        )
    ]
