"""What PostgreSQL itself holds of governance, whoever writes and however fast.

I1 a decision has the consent of every seat, on its version, in every circle that had to give it;
I3 nobody joins a college once somebody has spoken; I7 an objection and an adoption exclude each
other; I8 what was adopted never changes; I11 a position is its person's; D6 no circle is its own
ancestor; E1 folded ballots stay folded once the round is over; numbers have no hole.
"""

from django.db import migrations

from coopstudio.final import final

MANDATES = """
CREATE FUNCTION mandate_follows_its_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT circle_id, kind INTO NEW.circle_id, NEW.kind
      FROM governance_circlerole WHERE id = NEW.role_id;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_follows_its_role BEFORE INSERT OR UPDATE OF role_id, circle_id, kind
    ON governance_mandate FOR EACH ROW EXECUTE FUNCTION mandate_follows_its_role();
"""

CIRCLES = """
CREATE FUNCTION circles_are_a_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above bigint := NEW.parent_id; depth integer := 1;
BEGIN
    WHILE above IS NOT NULL LOOP
        IF above = NEW.id OR depth >= 6 THEN
            RAISE EXCEPTION 'circle % stands in itself, or too deep', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'circles_are_a_tree';
        END IF;
        SELECT parent_id INTO above FROM governance_circle WHERE id = above;
        depth := depth + 1;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER circles_are_a_tree BEFORE INSERT OR UPDATE OF parent_id
    ON governance_circle FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION circles_are_a_tree();
"""

ROUNDS = """
CREATE FUNCTION college_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM governance_round
                WHERE id = NEW.round_id AND (closed_at IS NOT NULL OR voided_at IS NOT NULL))
       OR EXISTS (SELECT FROM governance_position p JOIN governance_seat s ON s.id = p.seat_id
                   WHERE s.round_id = NEW.round_id)
       OR EXISTS (SELECT FROM governance_turn t JOIN governance_seat s ON s.id = t.seat_id
                   WHERE s.round_id = NEW.round_id) THEN
        RAISE EXCEPTION 'the college of round % is frozen', NEW.round_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'college_is_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER college_is_frozen BEFORE INSERT ON governance_seat
    FOR EACH ROW EXECUTE FUNCTION college_is_frozen();

CREATE FUNCTION round_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.kind, OLD.circle_id, OLD.opened_at, OLD.is_async)
        IS DISTINCT FROM (NEW.kind, NEW.circle_id, NEW.opened_at, NEW.is_async)
       OR OLD.proposal_id IS DISTINCT FROM NEW.proposal_id
       OR OLD.version_id IS DISTINCT FROM NEW.version_id
       OR OLD.election_id IS DISTINCT FROM NEW.election_id
       OR (OLD.closed_at IS NOT NULL AND OLD.closed_at IS DISTINCT FROM NEW.closed_at)
       OR (OLD.voided_at IS NOT NULL AND OLD.voided_at IS DISTINCT FROM NEW.voided_at) THEN
        RAISE EXCEPTION 'round % only ends', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'round_only_ends';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER round_only_ends BEFORE UPDATE ON governance_round
    FOR EACH ROW EXECUTE FUNCTION round_only_ends();

CREATE FUNCTION position_is_its_persons() RETURNS trigger LANGUAGE plpgsql AS $$
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
           AND NOT EXISTS (SELECT FROM governance_position WHERE seat_id = o.id)
    ) THEN
        RAISE EXCEPTION 'the person proposed speaks last'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nominee_speaks_last';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER position_is_its_persons BEFORE INSERT ON governance_position
    FOR EACH ROW EXECUTE FUNCTION position_is_its_persons();

CREATE FUNCTION turn_in_an_open_round() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r governance_round;
BEGIN
    SELECT o.* INTO r FROM governance_round o JOIN governance_seat s ON s.round_id = o.id
     WHERE s.id = NEW.seat_id FOR SHARE OF o;
    IF r.closed_at IS NOT NULL OR r.voided_at IS NOT NULL THEN
        RAISE EXCEPTION 'round % is over', r.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_in_an_open_round';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER turn_in_an_open_round BEFORE INSERT ON governance_turn
    FOR EACH ROW EXECUTE FUNCTION turn_in_an_open_round();
"""

DECISIONS = """
CREATE FUNCTION decision_has_every_consent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last integer; asked text;
BEGIN
    PERFORM FROM governance_circle WHERE id = NEW.circle_id FOR UPDATE;
    PERFORM FROM governance_round
      WHERE version_id = NEW.version_id AND kind = 'consent' AND voided_at IS NULL FOR UPDATE;
    SELECT kind INTO asked FROM governance_proposal
     WHERE id = NEW.proposal_id AND circle_id = NEW.circle_id;
    IF NOT EXISTS (
        SELECT FROM governance_version v WHERE v.id = NEW.version_id
           AND v.proposal_id = NEW.proposal_id AND v.number = (
               SELECT max(number) FROM governance_version WHERE proposal_id = NEW.proposal_id)
    ) OR asked IS NULL THEN
        RAISE EXCEPTION 'a decision is the last version of its proposal, in its circle'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_is_the_last_version';
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT NEW.circle_id AS circle_id
            UNION SELECT circle_id FROM governance_concern
                   WHERE proposal_id = NEW.proposal_id AND must_consent
        ) c WHERE NOT EXISTS (
            SELECT FROM governance_round r JOIN governance_seat s ON s.round_id = r.id
             WHERE r.version_id = NEW.version_id AND r.kind = 'consent'
               AND r.voided_at IS NULL AND r.circle_id = c.circle_id)
    ) OR EXISTS (
        SELECT FROM governance_seat s JOIN governance_round r ON r.id = s.round_id
         WHERE r.version_id = NEW.version_id AND r.kind = 'consent' AND r.voided_at IS NULL
           AND coalesce((SELECT p.kind FROM governance_position p WHERE p.seat_id = s.id
                          ORDER BY p.id DESC LIMIT 1), '') NOT IN ('consent', 'deemed')
    ) THEN
        RAISE EXCEPTION 'somebody did not consent to version %', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_has_every_consent';
    END IF;
    IF asked IN ('policy', 'renewal', 'circle', 'aim') AND NEW.review_on IS NULL THEN
        RAISE EXCEPTION 'a decision has its review date'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_has_its_review';
    END IF;
    SELECT coalesce(max(number), 0) INTO last FROM governance_decision
     WHERE circle_id = NEW.circle_id AND year = NEW.year;
    IF NEW.number <> last + 1 THEN
        RAISE EXCEPTION 'decision % of % would leave a hole', NEW.number, NEW.year
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_have_no_hole';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_has_every_consent BEFORE INSERT ON governance_decision
    FOR EACH ROW EXECUTE FUNCTION decision_has_every_consent();

CREATE FUNCTION decision_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR to_jsonb(OLD) - '{kept_by_id,review_moved_to,proceeded_at}'::text[]
          IS DISTINCT FROM to_jsonb(NEW) - '{kept_by_id,review_moved_to,proceeded_at}'::text[]
       OR (OLD.proceeded_at IS NOT NULL AND NEW.proceeded_at IS DISTINCT FROM OLD.proceeded_at) THEN
        RAISE EXCEPTION 'decision % is final', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_never_changes BEFORE UPDATE OR DELETE ON governance_decision
    FOR EACH ROW EXECUTE FUNCTION decision_never_changes();

CREATE FUNCTION acts_have_no_hole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('governance.sole_associate_register'));
    SELECT coalesce(max(register_number), 0) INTO last FROM governance_legalact;
    IF NEW.register_number <> last + 1 THEN
        RAISE EXCEPTION 'act % would leave a hole in the register', NEW.register_number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'acts_have_no_hole';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_have_no_hole BEFORE INSERT ON governance_legalact
    FOR EACH ROW WHEN (NEW.register_number IS NOT NULL) EXECUTE FUNCTION acts_have_no_hole();

CREATE FUNCTION objection_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.words, OLD.touches, OLD.round_id, OLD.position_id)
        IS DISTINCT FROM (NEW.words, NEW.touches, NEW.round_id, NEW.position_id)
       OR (OLD.ended_at IS NOT NULL AND OLD.state <> 'orphan' AND NEW.state <> OLD.state) THEN
        RAISE EXCEPTION 'objection % keeps its words', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_keeps_its_words';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER objection_keeps_its_words BEFORE UPDATE ON governance_objection
    FOR EACH ROW EXECUTE FUNCTION objection_keeps_its_words();
"""

BALLOTS = """
CREATE FUNCTION ballots_stay_folded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE over boolean;
BEGIN
    SELECT r.closed_at IS NOT NULL OR r.voided_at IS NOT NULL OR r.kind <> 'nomination' INTO over
      FROM governance_round r JOIN governance_seat s ON s.round_id = r.id
     WHERE s.id = coalesce(NEW.seat_id, OLD.seat_id) FOR SHARE OF r;
    IF over THEN
        RAISE EXCEPTION 'the ballots of this round are opened'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ballots_stay_folded';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER ballots_stay_folded BEFORE INSERT OR UPDATE OR DELETE ON governance_ballot
    FOR EACH ROW EXECUTE FUNCTION ballots_stay_folded();
"""

UNDO = """
DROP TRIGGER ballots_stay_folded ON governance_ballot;
DROP FUNCTION ballots_stay_folded();
DROP TRIGGER objection_keeps_its_words ON governance_objection;
DROP FUNCTION objection_keeps_its_words();
DROP TRIGGER acts_have_no_hole ON governance_legalact;
DROP FUNCTION acts_have_no_hole();
DROP TRIGGER decision_never_changes ON governance_decision;
DROP FUNCTION decision_never_changes();
DROP TRIGGER decision_has_every_consent ON governance_decision;
DROP FUNCTION decision_has_every_consent();
DROP TRIGGER turn_in_an_open_round ON governance_turn;
DROP FUNCTION turn_in_an_open_round();
DROP TRIGGER position_is_its_persons ON governance_position;
DROP FUNCTION position_is_its_persons();
DROP TRIGGER round_only_ends ON governance_round;
DROP FUNCTION round_only_ends();
DROP TRIGGER college_is_frozen ON governance_seat;
DROP FUNCTION college_is_frozen();
DROP TRIGGER circles_are_a_tree ON governance_circle;
DROP FUNCTION circles_are_a_tree();
DROP TRIGGER mandate_follows_its_role ON governance_mandate;
DROP FUNCTION mandate_follows_its_role();
"""

FINAL = ("version", "measure", "seat", "turn", "position", "hesitation", "nomination",
         "reading", "legalact")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        migrations.RunSQL(MANDATES + CIRCLES + ROUNDS + DECISIONS + BALLOTS, UNDO),
        *(final(f"governance_{name}") for name in FINAL),
    ]
