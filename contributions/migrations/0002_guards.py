"""The guard of the ledger is PostgreSQL (specification, section 5).

The functions that keep numbers, balances and the chain run with the rights of their owner; the role
of the pages has no right to write those tables itself. Whoever writes, with whatever rights: entries
balance, stand in an open year, are numbered without a hole, sealed, and never change.
"""

from django.db import migrations

from coopstudio.final import final

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

YEARS = """
CREATE FUNCTION year_closes_once() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL
       OR (OLD.id, OLD.code, OLD.starts_on, OLD.ends_on)
          IS DISTINCT FROM (NEW.id, NEW.code, NEW.starts_on, NEW.ends_on) THEN
        RAISE EXCEPTION 'fiscal year % is kept as it is', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'year_closes_once';
    END IF;
    IF NEW.closed_at IS NOT NULL AND EXISTS (
        SELECT FROM contributions_fiscalyear WHERE ends_on < OLD.starts_on AND closed_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a year before % is open', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'years_close_in_order';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER year_closes_once BEFORE UPDATE OR DELETE ON contributions_fiscalyear
    FOR EACH ROW EXECUTE FUNCTION year_closes_once();
"""

CONTRACTS = """
CREATE FUNCTION contract_opens_its_balance() RETURNS trigger {DEFINER} AS $$
BEGIN
    INSERT INTO contributions_contractbalance
        (contract_id, committed, received, taken_on, repaid, returned, waived, passed_on, paid)
    VALUES (NEW.id, NEW.committed, 0, 0, 0, 0, 0, 0, 0);
    RETURN NULL;
END $$;
CREATE TRIGGER contract_opens_its_balance AFTER INSERT ON contributions_contract
    FOR EACH ROW EXECUTE FUNCTION contract_opens_its_balance();

CREATE FUNCTION contract_keeps_its_terms() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.in_force_on IS NOT NULL
       OR to_jsonb(OLD) - 'in_force_on' IS DISTINCT FROM to_jsonb(NEW) - 'in_force_on' THEN
        RAISE EXCEPTION 'contract % keeps its terms', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contract_keeps_its_terms BEFORE UPDATE OR DELETE ON contributions_contract
    FOR EACH ROW EXECUTE FUNCTION contract_keeps_its_terms();

CREATE FUNCTION contracts_have_no_hole() RETURNS trigger {DEFINER} AS $$
DECLARE last integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('contributions.contract'), NEW.year);
    SELECT coalesce(max(number), 0) INTO last FROM contributions_contract WHERE year = NEW.year;
    NEW.number := last + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_have_no_hole BEFORE INSERT ON contributions_contract
    FOR EACH ROW EXECUTE FUNCTION contracts_have_no_hole();
"""

ENTRIES = """
ALTER TABLE contributions_entry ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION entry_takes_its_number() RETURNS trigger {DEFINER} AS $$
DECLARE y contributions_fiscalyear;
BEGIN
    SELECT * INTO y FROM contributions_fiscalyear WHERE id = NEW.year_id FOR SHARE;
    IF y.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'fiscal year % is closed', y.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_in_an_open_year';
    END IF;
    IF NEW."on" NOT BETWEEN y.starts_on AND y.ends_on THEN
        RAISE EXCEPTION '% is outside fiscal year %', NEW."on", y.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_within_its_year';
    END IF;
    INSERT INTO contributions_counter AS c (book_id, year_id, last)
    VALUES (NEW.book_id, NEW.year_id, 1)
    ON CONFLICT (book_id, year_id) DO UPDATE SET last = c.last + 1
    RETURNING last INTO NEW.number;
    NEW.xact := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER entry_takes_its_number BEFORE INSERT ON contributions_entry
    FOR EACH ROW EXECUTE FUNCTION entry_takes_its_number();

CREATE FUNCTION line_comes_with_its_entry() RETURNS trigger {DEFINER} AS $$
DECLARE bound bigint;
BEGIN
    IF (SELECT xact FROM contributions_entry WHERE id = NEW.entry_id)
           IS DISTINCT FROM pg_current_xact_id()
       OR EXISTS (SELECT FROM contributions_seal WHERE entry_id = NEW.entry_id) THEN
        RAISE EXCEPTION 'entry % is written already', NEW.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_comes_with_its_entry';
    END IF;
    SELECT contract_id INTO bound FROM contributions_account WHERE number = NEW.account_id;
    IF (bound IS NOT NULL AND NEW.contract_id IS DISTINCT FROM bound)
       OR (NEW.account_id LIKE '4688%' AND NEW.contract_id IS NULL) THEN
        RAISE EXCEPTION 'account % is of another contract', NEW.account_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_names_its_contract';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER line_comes_with_its_entry BEFORE INSERT ON contributions_line
    FOR EACH ROW EXECUTE FUNCTION line_comes_with_its_entry();
"""

BALANCES = """
CREATE FUNCTION contract_moves(account text, nature text, side text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN account LIKE '1034%' THEN CASE nature || side
            WHEN 'receiptC' THEN 'received'
            WHEN 'in_kindC' THEN 'received'
            WHEN 'repayment_decidedD' THEN 'repaid'
            WHEN 'return_in_kindD' THEN 'returned'
            WHEN 'waiverD' THEN 'waived'
            WHEN 'transmissionD' THEN 'passed_on'
            WHEN 'transmissionC' THEN 'taken_on'
            WHEN 'openingC' THEN 'nothing'
        END
        WHEN account LIKE '4688%' THEN CASE nature || side
            WHEN 'repayment_decidedC' THEN 'nothing'
            WHEN 'repayment_paidD' THEN 'paid'
            WHEN 'transfer_returnedC' THEN 'unpaid'
            WHEN 'openingC' THEN 'nothing'
        END
        ELSE 'nothing'
    END
$$;

CREATE FUNCTION line_moves_its_contract() RETURNS trigger {DEFINER} AS $$
DECLARE why text; what text; side text := NEW.side; amount bigint := NEW.cents;
BEGIN
    SELECT nature INTO why FROM contributions_entry WHERE id = NEW.entry_id;
    IF why = 'reversal' THEN
        SELECT o.nature INTO why FROM contributions_entry e
          JOIN contributions_entry o ON o.id = e.reverses_id WHERE e.id = NEW.entry_id;
        side := CASE side WHEN 'D' THEN 'C' ELSE 'D' END;
        amount := -amount;
    END IF;
    what := contract_moves(NEW.account_id, why, side);
    IF what IS NULL THEN
        RAISE EXCEPTION 'no % moves account % on side %', why, NEW.account_id, side
            USING ERRCODE = 'check_violation', CONSTRAINT = 'apports_bear_no_interest';
    ELSIF what <> 'nothing' THEN
        UPDATE contributions_contractbalance SET
            received = received + CASE what WHEN 'received' THEN amount ELSE 0 END,
            taken_on = taken_on + CASE what WHEN 'taken_on' THEN amount ELSE 0 END,
            repaid = repaid + CASE what WHEN 'repaid' THEN amount ELSE 0 END,
            returned = returned + CASE what WHEN 'returned' THEN amount ELSE 0 END,
            waived = waived + CASE what WHEN 'waived' THEN amount ELSE 0 END,
            passed_on = passed_on + CASE what WHEN 'passed_on' THEN amount ELSE 0 END,
            paid = paid + CASE what WHEN 'paid' THEN amount WHEN 'unpaid' THEN -amount ELSE 0 END
          WHERE contract_id = NEW.contract_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER line_moves_its_contract AFTER INSERT ON contributions_line
    FOR EACH ROW WHEN (NEW.account_id LIKE '1034%' OR NEW.account_id LIKE '4688%')
    EXECUTE FUNCTION line_moves_its_contract();
"""

SEALS = """
CREATE FUNCTION entry_text(of bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', e.book_id, y.code, e.number, e."on", e.piece, e.piece_on, e.label,
                     e.validated_on, e.nature, e.source_key, coalesce(e.reverses_id::text, ''))
           || E'\\n' || (
        SELECT string_agg(concat_ws('|', l.rank, l.account_id, coalesce(l.contract_id::text, ''),
                                    l.side, l.cents), E'\\n' ORDER BY l.rank)
          FROM contributions_line l WHERE l.entry_id = e.id)
      FROM contributions_entry e JOIN contributions_fiscalyear y ON y.id = e.year_id
     WHERE e.id = of
$$;

CREATE FUNCTION seal_of(previous text, said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(previous || E'\\n' || said, 'UTF8')), 'hex')
$$;

CREATE FUNCTION entry_balances() RETURNS trigger {DEFINER} AS $$
DECLARE off bigint; lines integer; c contributions_chain; sealed text;
BEGIN
    SELECT coalesce(sum(CASE side WHEN 'D' THEN cents ELSE -cents END), 0), count(*)
      INTO off, lines FROM contributions_line WHERE entry_id = NEW.id;
    IF off <> 0 OR lines < 2 THEN
        RAISE EXCEPTION 'entry % is off by % cents, on % lines', NEW.id, off, lines
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balances';
    END IF;
    IF NEW.nature = 'reversal' AND (
        EXISTS (SELECT FROM contributions_entry
                 WHERE id = NEW.reverses_id AND nature IN ('reversal', 'opening'))
        OR EXISTS (
            SELECT FROM contributions_line
             WHERE entry_id IN (NEW.id, NEW.reverses_id)
             GROUP BY account_id, contract_id, cents
            HAVING sum(CASE side WHEN 'D' THEN 1 ELSE -1 END) <> 0
                OR count(*) FILTER (WHERE entry_id = NEW.id)
                   <> count(*) FILTER (WHERE entry_id = NEW.reverses_id))
    ) THEN
        RAISE EXCEPTION 'entry % does not mirror what it reverses', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reversal_is_a_mirror';
    END IF;
    IF NEW.nature = 'repayment_decided' AND EXISTS (
        SELECT FROM contributions_line WHERE entry_id = NEW.id AND contract_id IS NOT NULL
         GROUP BY contract_id
        HAVING sum(CASE side WHEN 'D' THEN cents ELSE -cents END) <> 0
    ) THEN
        RAISE EXCEPTION 'entry % owes to somebody what another gave', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'each_is_owed_their_own';
    END IF;
    IF NEW.nature = 'transmission' AND EXISTS (
        SELECT FROM contributions_line WHERE entry_id = NEW.id AND account_id NOT LIKE '1034%'
    ) THEN
        RAISE EXCEPTION 'entry % takes an apport out of the apports', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_transmission_stays_in_1034';
    END IF;
    INSERT INTO contributions_chain (id, rank, digest) VALUES (1, 0, repeat('0', 64))
        ON CONFLICT DO NOTHING;
    SELECT * INTO c FROM contributions_chain WHERE id = 1 FOR UPDATE;
    sealed := seal_of(c.digest, entry_text(NEW.id));
    INSERT INTO contributions_seal (entry_id, rank, previous, digest, sealed_at)
    VALUES (NEW.id, c.rank + 1, c.digest, sealed, clock_timestamp());
    UPDATE contributions_chain SET rank = c.rank + 1, digest = sealed WHERE id = 1;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON contributions_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();
"""

DO = YEARS + CONTRACTS + ENTRIES + BALANCES + SEALS
UNDO = """
DROP TRIGGER entry_balances ON contributions_entry;
DROP FUNCTION entry_balances();
DROP FUNCTION seal_of(text, text);
DROP FUNCTION entry_text(bigint);
DROP TRIGGER line_moves_its_contract ON contributions_line;
DROP FUNCTION line_moves_its_contract();
DROP FUNCTION contract_moves(text, text, text);
DROP TRIGGER line_comes_with_its_entry ON contributions_line;
DROP FUNCTION line_comes_with_its_entry();
DROP TRIGGER entry_takes_its_number ON contributions_entry;
DROP FUNCTION entry_takes_its_number();
ALTER TABLE contributions_entry DROP COLUMN xact;
DROP TRIGGER contract_keeps_its_terms ON contributions_contract;
DROP FUNCTION contract_keeps_its_terms();
DROP TRIGGER contracts_have_no_hole ON contributions_contract;
DROP FUNCTION contracts_have_no_hole();
DROP TRIGGER contract_opens_its_balance ON contributions_contract;
DROP FUNCTION contract_opens_its_balance();
DROP TRIGGER year_closes_once ON contributions_fiscalyear;
DROP FUNCTION year_closes_once();
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial")]

    operations = [
        migrations.RunSQL(DO.replace("{DEFINER}", DEFINER), UNDO),
        *(final(f"contributions_{name}") for name in ("account", "book", "entry", "line", "seal")),
    ]
