"""What PostgreSQL holds of contracts, receipts and rounds (I10, I14, I16).

A contract enters into force by two signatures of two people, on its last version; on paper, two
people certified each. Nothing arrives before. Receipts are numbered without a hole. A round that is
posted gave exactly its envelope, and its shares never change.
"""

from django.db import migrations

from coopstudio.final import final

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

CONTRACTS = """
CREATE OR REPLACE FUNCTION contract_keeps_its_terms() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR to_jsonb(OLD) - 'in_force_on' - 'state' - 'ended_at'
          IS DISTINCT FROM to_jsonb(NEW) - 'in_force_on' - 'state' - 'ended_at'
       OR (OLD.in_force_on IS NOT NULL AND NEW.in_force_on IS DISTINCT FROM OLD.in_force_on)
       OR OLD.state IN ('lapsed', 'settled', 'waived', 'passed_on', 'resolved') THEN
        RAISE EXCEPTION 'contract % keeps its terms', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION two_people_signed() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.in_force_on IS NOT NULL AND NEW.follows_id IS NULL AND (
        SELECT count(DISTINCT (s.party, s.person_id))
          FROM contributions_signatory s
          JOIN contributions_signature g ON g.signatory_id = s.id
         WHERE s.version_id = (SELECT id FROM contributions_version
                                WHERE contract_id = NEW.id ORDER BY number LIMIT 1)
           AND (g.way = 'online' OR 2 <= (
                SELECT count(*) FROM contributions_certification WHERE signature_id = g.id))
           AND (s.party = 'association' OR s.person_id = NEW.person_id)
    ) < 2 THEN
        RAISE EXCEPTION 'contract % is not signed by two people', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'two_people_signed';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER two_people_signed AFTER INSERT OR UPDATE ON contributions_contract
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION two_people_signed();

CREATE FUNCTION apports_arrive_under_a_contract_in_force() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF (SELECT in_force_on FROM contributions_contract WHERE id = NEW.contract_id) IS NULL THEN
        RAISE EXCEPTION 'contract % is not in force', NEW.contract_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_in_force';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER apports_arrive_under_a_contract_in_force AFTER INSERT ON contributions_line
    FOR EACH ROW WHEN (NEW.account_id LIKE '1034%')
    EXECUTE FUNCTION apports_arrive_under_a_contract_in_force();
"""

RECEIPTS = """
CREATE FUNCTION receipts_have_no_hole() RETURNS trigger {DEFINER} AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('contributions.receipt'), NEW.year);
    SELECT coalesce(max(number), 0) + 1 INTO NEW.number
      FROM contributions_receipt WHERE year = NEW.year;
    RETURN NEW;
END $$;
CREATE TRIGGER receipts_have_no_hole BEFORE INSERT ON contributions_receipt
    FOR EACH ROW EXECUTE FUNCTION receipts_have_no_hole();

CREATE FUNCTION rounds_have_no_hole() RETURNS trigger {DEFINER} AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('contributions.round'), NEW.year);
    SELECT coalesce(max(number), 0) + 1 INTO NEW.number
      FROM contributions_repaymentround WHERE year = NEW.year;
    RETURN NEW;
END $$;
CREATE TRIGGER rounds_have_no_hole BEFORE INSERT ON contributions_repaymentround
    FOR EACH ROW EXECUTE FUNCTION rounds_have_no_hole();
"""

ROUNDS = """
CREATE FUNCTION a_round_gives_its_envelope() RETURNS trigger {DEFINER} AS $$
DECLARE given bigint; envelope bigint; owed bigint;
BEGIN
    IF NEW.state NOT IN ('posted', 'sent', 'paid') THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(sum(cents), 0), coalesce(sum(outstanding), 0) INTO given, owed
      FROM contributions_share WHERE round_id = NEW.id;
    SELECT coalesce(sum(cents), 0) INTO envelope
      FROM contributions_source WHERE round_id = NEW.id;
    IF given = 0 OR given > least(envelope, owed)
       OR (NEW.minimum = 0 AND given <> least(envelope, owed)) THEN
        RAISE EXCEPTION 'round % gives % cents of %', NEW.id, given, least(envelope, owed)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_gives_its_envelope';
    END IF;
    IF EXISTS (
        SELECT FROM contributions_share s
         WHERE s.round_id = NEW.id AND s.cents <> coalesce((
            SELECT sum(l.cents) FROM contributions_line l
             WHERE l.entry_id = NEW.entry_id AND l.contract_id = s.contract_id
               AND l.account_id LIKE '1034%' AND l.side = 'D'), 0)
    ) THEN
        RAISE EXCEPTION 'round % and its entry do not say the same', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_is_its_entry';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_round_gives_its_envelope
    AFTER INSERT OR UPDATE ON contributions_repaymentround
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION a_round_gives_its_envelope();

CREATE FUNCTION posted_rounds_stay() RETURNS trigger {DEFINER} AS $$
DECLARE concerned bigint;
BEGIN
    concerned := CASE TG_OP WHEN 'INSERT' THEN NEW.round_id ELSE OLD.round_id END;
    IF (SELECT state FROM contributions_repaymentround WHERE id = concerned)
           IN ('posted', 'sent', 'paid') THEN
        RAISE EXCEPTION 'round % is posted: it stays as it is', concerned
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER posted_shares_stay BEFORE INSERT OR UPDATE OR DELETE ON contributions_share
    FOR EACH ROW EXECUTE FUNCTION posted_rounds_stay();
CREATE TRIGGER posted_sources_stay BEFORE INSERT OR UPDATE OR DELETE ON contributions_source
    FOR EACH ROW EXECUTE FUNCTION posted_rounds_stay();
"""

STAYS = """
CREATE FUNCTION a_batch_stays_as_it_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.sent_at IS NOT NULL
       OR to_jsonb(OLD) - 'sent_at' - 'sent_by_id'
          IS DISTINCT FROM to_jsonb(NEW) - 'sent_at' - 'sent_by_id' THEN
        RAISE EXCEPTION 'batch % stays as it is', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_batch_stays_as_it_left BEFORE UPDATE OR DELETE ON contributions_batch
    FOR EACH ROW EXECUTE FUNCTION a_batch_stays_as_it_left();

CREATE FUNCTION a_clause_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR to_jsonb(OLD) - 'ended_on' IS DISTINCT FROM to_jsonb(NEW) - 'ended_on' THEN
        RAISE EXCEPTION 'clause % keeps its words', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_clause_keeps_its_words BEFORE UPDATE OR DELETE ON contributions_clause
    FOR EACH ROW EXECUTE FUNCTION a_clause_keeps_its_words();

CREATE FUNCTION a_payout_account_keeps_its_iban() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.person_id, OLD.iban, OLD.asked_at) IS DISTINCT FROM (NEW.person_id, NEW.iban, NEW.asked_at)
       OR (OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_by_id, OLD.confirmed_at, OLD.usable_from)
           IS DISTINCT FROM (NEW.confirmed_by_id, NEW.confirmed_at, NEW.usable_from)) THEN
        RAISE EXCEPTION 'payout account % is replaced, never changed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_payout_account_keeps_its_iban BEFORE UPDATE ON contributions_payoutaccount
    FOR EACH ROW EXECUTE FUNCTION a_payout_account_keeps_its_iban();
"""

UNDO = """
DROP TRIGGER a_payout_account_keeps_its_iban ON contributions_payoutaccount;
DROP FUNCTION a_payout_account_keeps_its_iban();
DROP TRIGGER a_clause_keeps_its_words ON contributions_clause;
DROP FUNCTION a_clause_keeps_its_words();
DROP TRIGGER a_batch_stays_as_it_left ON contributions_batch;
DROP FUNCTION a_batch_stays_as_it_left();
DROP TRIGGER posted_sources_stay ON contributions_source;
DROP TRIGGER posted_shares_stay ON contributions_share;
DROP FUNCTION posted_rounds_stay();
DROP TRIGGER a_round_gives_its_envelope ON contributions_repaymentround;
DROP FUNCTION a_round_gives_its_envelope();
DROP TRIGGER rounds_have_no_hole ON contributions_repaymentround;
DROP FUNCTION rounds_have_no_hole();
DROP TRIGGER receipts_have_no_hole ON contributions_receipt;
DROP FUNCTION receipts_have_no_hole();
DROP TRIGGER apports_arrive_under_a_contract_in_force ON contributions_line;
DROP FUNCTION apports_arrive_under_a_contract_in_force();
DROP TRIGGER two_people_signed ON contributions_contract;
DROP FUNCTION two_people_signed();
"""

FINAL = (
    "terms", "valuation", "appraisal", "version", "signatory", "signature", "certification",
    "receipt", "transmission",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_ways")]

    operations = [
        migrations.RunSQL(
            (CONTRACTS + RECEIPTS + ROUNDS + STAYS).replace("{DEFINER}", DEFINER), UNDO
        ),
        *(final(f"contributions_{name}") for name in FINAL),
    ]
