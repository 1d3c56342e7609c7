"""A round that is posted stays, a right that passes on is what its transmission says, and money goes
where it was confirmed two days before, by the clock of PostgreSQL.

A contract that was settled lives again only while something is due under it: a transfer came back.
"""

from django.db import migrations, models
from django.db.models import Q

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

CONTRACTS = """
CREATE OR REPLACE FUNCTION contract_keeps_its_terms() RETURNS trigger {DEFINER} AS $$
DECLARE lives_again boolean := TG_OP = 'UPDATE' AND OLD.state IN ('settled', 'passed_on')
    AND NEW.state = 'in_force' AND NEW.ended_at IS NULL AND EXISTS (
        SELECT FROM contributions_contractbalance
         WHERE contract_id = OLD.id AND repaid > paid);
BEGIN
    IF TG_OP = 'DELETE'
       OR to_jsonb(OLD) - 'in_force_on' - 'state' - 'ended_at'
          IS DISTINCT FROM to_jsonb(NEW) - 'in_force_on' - 'state' - 'ended_at'
       OR (OLD.in_force_on IS NOT NULL AND NEW.in_force_on IS DISTINCT FROM OLD.in_force_on)
       OR (OLD.state IN ('lapsed', 'settled', 'waived', 'passed_on', 'resolved')
           AND NOT lives_again) THEN
        RAISE EXCEPTION 'contract % keeps its terms', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION followers_hold_a_transmission() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.in_force_on IS NOT NULL AND NEW.follows_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM contributions_transmission t
          JOIN contributions_contract before ON before.id = t.contract_id
         WHERE t.to_id = NEW.id AND before.id = NEW.follows_id AND before.id <> NEW.id
           AND before.in_force_on = NEW.in_force_on
    ) THEN
        RAISE EXCEPTION 'contract % follows another one without a transmission', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'followers_hold_a_transmission';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION a_transmission_is_its_entry() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM contributions_entry e
          JOIN contributions_line gives ON gives.entry_id = e.id AND gives.side = 'D'
           AND gives.contract_id = NEW.contract_id
          JOIN contributions_line takes ON takes.entry_id = e.id AND takes.side = 'C'
           AND takes.contract_id = NEW.to_id AND takes.cents = NEW.cents
          JOIN contributions_contract heir ON heir.id = NEW.to_id
           AND heir.follows_id = NEW.contract_id
         WHERE e.id = NEW.entry_id AND e.nature = 'transmission'
    ) THEN
        RAISE EXCEPTION 'transmission % and its entry do not say the same', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_transmission_is_its_entry';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_transmission_is_its_entry AFTER INSERT ON contributions_transmission
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION a_transmission_is_its_entry();

CREATE FUNCTION a_waiver_stays_as_it_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.entry_id IS NOT NULL THEN
        RAISE EXCEPTION 'waiver % is written in the books: it stays as it is', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER a_waiver_stays_as_it_was_written BEFORE UPDATE OR DELETE ON contributions_waiver
    FOR EACH ROW EXECUTE FUNCTION a_waiver_stays_as_it_was_written();
"""

ROUNDS = """
CREATE FUNCTION a_posted_round_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('draft', 'computed', 'consented') THEN
        IF NEW.state IN ('sent', 'paid') OR (NEW.state = 'posted' AND OLD.state <> 'consented') THEN
            RAISE EXCEPTION 'round % was not posted', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF OLD.state NOT IN ('draft', 'computed', 'consented') AND (
        TG_OP = 'DELETE' OR to_jsonb(OLD) - 'state' IS DISTINCT FROM to_jsonb(NEW) - 'state'
        OR (OLD.state, NEW.state) NOT IN (
            ('posted', 'sent'), ('posted', 'cancelled'), ('sent', 'paid'), ('paid', 'sent'),
            ('posted', 'posted'), ('sent', 'sent'), ('paid', 'paid'), ('cancelled', 'cancelled'))
    ) THEN
        RAISE EXCEPTION 'round % is posted: it stays as it is', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER a_posted_round_stays BEFORE UPDATE OR DELETE ON contributions_repaymentround
    FOR EACH ROW EXECUTE FUNCTION a_posted_round_stays();

CREATE OR REPLACE FUNCTION posted_rounds_stay() RETURNS trigger {DEFINER} AS $$
DECLARE concerned bigint; stands text;
BEGIN
    FOREACH concerned IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.round_id]
        WHEN 'DELETE' THEN ARRAY[OLD.round_id] ELSE ARRAY[OLD.round_id, NEW.round_id] END LOOP
        SELECT state INTO stands FROM contributions_repaymentround WHERE id = concerned FOR SHARE;
        IF stands IN ('posted', 'sent', 'paid', 'cancelled') THEN
            RAISE EXCEPTION 'round % is posted: it stays as it is', concerned
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION a_round_and_its_entry_say_the_same() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.state = 'cancelled' AND NEW.entry_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM contributions_entry WHERE reverses_id = NEW.entry_id
    ) THEN
        RAISE EXCEPTION 'round % is cancelled without the mirror of its entry', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_is_cancelled_by_its_mirror';
    END IF;
    IF NEW.state IN ('posted', 'sent', 'paid') AND (
        (SELECT nature FROM contributions_entry WHERE id = NEW.entry_id) <> 'repayment_decided'
        OR EXISTS (
            SELECT FROM contributions_line l
             WHERE l.entry_id = NEW.entry_id AND l.side = 'D' AND l.cents IS DISTINCT FROM (
                SELECT cents FROM contributions_share
                 WHERE round_id = NEW.id AND contract_id = l.contract_id))
    ) THEN
        RAISE EXCEPTION 'the entry of round % gives something else', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_is_its_entry';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_round_and_its_entry_say_the_same
    AFTER INSERT OR UPDATE ON contributions_repaymentround
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION a_round_and_its_entry_say_the_same();

CREATE FUNCTION rounds_decide_repayments() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.nature = 'repayment_decided' AND NOT the_owner_says('reading again') AND NOT EXISTS (
        SELECT FROM contributions_repaymentround
         WHERE entry_id = NEW.id AND state NOT IN ('draft', 'computed', 'consented')
    ) THEN
        RAISE EXCEPTION 'entry % repays what no round decided', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rounds_decide_repayments';
    END IF;
    IF NEW.nature = 'reversal' AND EXISTS (
        SELECT FROM contributions_repaymentround
         WHERE entry_id = NEW.reverses_id AND state <> 'cancelled'
    ) THEN
        RAISE EXCEPTION 'entry % undoes a round that is not cancelled', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_is_cancelled_by_its_mirror';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER rounds_decide_repayments AFTER INSERT ON contributions_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.nature IN ('repayment_decided', 'reversal'))
    EXECUTE FUNCTION rounds_decide_repayments();
"""

MONEY = """
ALTER TABLE contributions_payoutaccount ADD COLUMN clock_at timestamptz;
UPDATE contributions_payoutaccount SET clock_at = confirmed_at WHERE confirmed_at IS NOT NULL;
COMMENT ON COLUMN contributions_payoutaccount.clock_at IS
    'when PostgreSQL itself saw it confirmed: whoever writes confirmed_at does not choose this';

CREATE OR REPLACE FUNCTION a_payout_account_keeps_its_iban() RETURNS trigger {DEFINER} AS $$
DECLARE moves text[] := ARRAY['confirmed_by_id', 'confirmed_at', 'usable_from', 'clock_at'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF (NEW.confirmed_at IS NOT NULL OR NEW.ended_at IS NOT NULL) AND NOT writes_as_owner() THEN
            RAISE EXCEPTION 'a payout account is confirmed after it was given'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'given_then_confirmed';
        END IF;
    ELSIF to_jsonb(OLD) - 'ended_at' - moves IS DISTINCT FROM to_jsonb(NEW) - 'ended_at' - moves
       OR ((OLD.confirmed_at IS NOT NULL OR OLD.ended_at IS NOT NULL)
           AND to_jsonb(OLD) - 'ended_at' IS DISTINCT FROM to_jsonb(NEW) - 'ended_at')
       OR (OLD.ended_at IS NOT NULL AND OLD.ended_at IS DISTINCT FROM NEW.ended_at)
       OR NEW.confirmed_at < NEW.asked_at THEN
        RAISE EXCEPTION 'payout account % is replaced, never changed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.clock_at := CASE WHEN NEW.confirmed_at IS NULL THEN NULL
        WHEN TG_OP = 'INSERT' OR OLD.confirmed_at IS NULL THEN clock_timestamp()
        ELSE OLD.clock_at END;
    RETURN NEW;
END $$;
CREATE TRIGGER a_payout_account_is_given_first BEFORE INSERT ON contributions_payoutaccount
    FOR EACH ROW EXECUTE FUNCTION a_payout_account_keeps_its_iban();

CREATE FUNCTION money_goes_where_it_was_confirmed() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM contributions_payoutaccount p
          JOIN contributions_share s ON s.id = NEW.share_id AND s.cents = NEW.cents
          JOIN contributions_contract c ON c.id = s.contract_id AND c.person_id = p.person_id
         WHERE p.id = NEW.payout_id AND p.confirmed_at IS NOT NULL AND p.ended_at IS NULL
           AND (writes_as_owner() OR p.clock_at <= clock_timestamp() - interval '47 hours')
    ) THEN
        RAISE EXCEPTION 'transfer % goes to an account that nobody may use', NEW.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_goes_where_it_was_confirmed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER money_goes_where_it_was_confirmed BEFORE INSERT ON contributions_transfer
    FOR EACH ROW EXECUTE FUNCTION money_goes_where_it_was_confirmed();

CREATE FUNCTION a_transfer_stays_as_it_was_ordered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text[] := ARRAY['state', 'why', 'paid_entry_id', 'returned_entry_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'returned'
       OR to_jsonb(OLD) - told IS DISTINCT FROM to_jsonb(NEW) - told
       OR (OLD.paid_entry_id IS NOT NULL AND NEW.paid_entry_id IS DISTINCT FROM OLD.paid_entry_id)
    THEN
        RAISE EXCEPTION 'transfer % stays as it was ordered', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_transfer_stays_as_it_was_ordered BEFORE UPDATE OR DELETE ON contributions_transfer
    FOR EACH ROW EXECUTE FUNCTION a_transfer_stays_as_it_was_ordered();

CREATE FUNCTION a_batch_leaves_for_confirmed_accounts() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF EXISTS (
        SELECT FROM contributions_transfer t JOIN contributions_payoutaccount p ON p.id = t.payout_id
         WHERE t.batch_id = NEW.id AND t.state = 'ready' AND p.ended_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'batch % holds an account that is not used any more', NEW.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_goes_where_it_was_confirmed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_batch_leaves_for_confirmed_accounts BEFORE UPDATE ON contributions_batch
    FOR EACH ROW WHEN (OLD.sent_at IS NULL AND NEW.sent_at IS NOT NULL)
    EXECUTE FUNCTION a_batch_leaves_for_confirmed_accounts();
"""

UNDO = """
DROP TRIGGER a_batch_leaves_for_confirmed_accounts ON contributions_batch;
DROP FUNCTION a_batch_leaves_for_confirmed_accounts();
DROP TRIGGER a_transfer_stays_as_it_was_ordered ON contributions_transfer;
DROP FUNCTION a_transfer_stays_as_it_was_ordered();
DROP TRIGGER money_goes_where_it_was_confirmed ON contributions_transfer;
DROP FUNCTION money_goes_where_it_was_confirmed();
DROP TRIGGER a_payout_account_is_given_first ON contributions_payoutaccount;
DROP TRIGGER a_payout_account_keeps_its_iban ON contributions_payoutaccount;
DROP FUNCTION a_payout_account_keeps_its_iban();
ALTER TABLE contributions_payoutaccount DROP COLUMN clock_at;
DROP TRIGGER rounds_decide_repayments ON contributions_entry;
DROP FUNCTION rounds_decide_repayments();
DROP TRIGGER a_round_and_its_entry_say_the_same ON contributions_repaymentround;
DROP FUNCTION a_round_and_its_entry_say_the_same();
DROP TRIGGER a_posted_round_stays ON contributions_repaymentround;
DROP FUNCTION a_posted_round_stays();
DROP TRIGGER a_waiver_stays_as_it_was_written ON contributions_waiver;
DROP FUNCTION a_waiver_stays_as_it_was_written();
DROP TRIGGER a_transmission_is_its_entry ON contributions_transmission;
DROP FUNCTION a_transmission_is_its_entry();
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0010_guards_of_entries")]

    operations = [
        migrations.RemoveConstraint("contract", "a_contract_commits_something"),
        migrations.AddConstraint(
            "contract",
            models.CheckConstraint(
                name="a_contract_commits_something",
                condition=Q(committed__gt=0, follows=None) | Q(committed=0, follows__isnull=False),
                violation_error_message="Un apport engage au moins un centime.",
            ),
        ),
        migrations.RunSQL((CONTRACTS + ROUNDS + MONEY).replace("{DEFINER}", DEFINER), UNDO),
        migrations.RunSQL(
            "REVOKE ALL ON FUNCTION a_transmission_is_its_entry(), posted_rounds_stay(), "
            "a_round_and_its_entry_say_the_same(), rounds_decide_repayments(), "
            "a_payout_account_keeps_its_iban(), money_goes_where_it_was_confirmed(), "
            "a_batch_leaves_for_confirmed_accounts(), contract_keeps_its_terms(), "
            "followers_hold_a_transmission() FROM PUBLIC",
            migrations.RunSQL.noop,
        ),
    ]
