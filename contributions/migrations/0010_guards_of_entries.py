"""Nobody borrows the hand of PostgreSQL, and an entry says what its nature says.

Our functions write balances and counters with the rights of their owner: nobody else may call them.
What the ledger keeps of itself is written by them alone, and no table of it is emptied by mistake.
The owner, who reads an archive again or empties a house, says so first:
``SET LOCAL coop.owner_says = 'reading again'`` (or ``'emptying'``); nobody else is heard.
"""

from django.db import migrations

from coopstudio.final import final

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

SAYING = """
CREATE FUNCTION writes_as_owner() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT pg_has_role(session_user, relowner, 'MEMBER')
      FROM pg_class WHERE oid = 'public.contributions_entry'::regclass
$$;
CREATE FUNCTION the_owner_says(what text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('coop.owner_says', true), '') = what AND writes_as_owner()
$$;
CREATE FUNCTION day_in_paris(at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (at AT TIME ZONE 'Europe/Paris')::date
$$;
"""

KEPT = """
CREATE FUNCTION the_ledger_keeps_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '% is written by the ledger itself: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION refuse_to_be_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT the_owner_says('emptying') THEN
        RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
BY_ITSELF = ("seal", "chain", "counter", "contractbalance")
NEVER_EMPTIED = (
    *BY_ITSELF, "entry", "line", "lettering", "account", "book", "fiscalyear", "contract",
    "version", "signatory", "signature", "certification", "receipt", "transmission", "anchor",
    "repaymentround", "share", "source", "batch", "transfer",
)  # fmt: skip

YEARS = """
CREATE FUNCTION years_follow_each_other() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.closed_at IS NOT NULL OR NEW.closed_by_id IS NOT NULL
       OR NEW.starts_on <> (SELECT max(ends_on) + 1 FROM contributions_fiscalyear) THEN
        RAISE EXCEPTION 'fiscal year % does not follow the last one', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'years_follow_each_other';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER years_follow_each_other BEFORE INSERT ON contributions_fiscalyear
    FOR EACH ROW EXECUTE FUNCTION years_follow_each_other();

CREATE FUNCTION a_year_is_over_before_it_closes() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF (day_in_paris(NEW.closed_at) <= NEW.ends_on AND NOT the_owner_says('reading again'))
       OR (NEW.closed_at > clock_timestamp() + interval '1 day' AND NOT writes_as_owner()) THEN
        RAISE EXCEPTION 'fiscal year % is not over', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_year_is_over_before_it_closes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_year_is_over_before_it_closes BEFORE UPDATE ON contributions_fiscalyear
    FOR EACH ROW EXECUTE FUNCTION a_year_is_over_before_it_closes();
"""

NATURES = """
CREATE FUNCTION fits_its_nature(nature text, account text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT account ~ CASE nature
        WHEN 'receipt' THEN '^(1034|51|53)'
        WHEN 'in_kind' THEN '^(1034|20|21)'
        WHEN 'repayment_decided' THEN '^(1034|4688)'
        WHEN 'repayment_paid' THEN '^(4688|51)'
        WHEN 'transfer_returned' THEN '^(4688|51)'
        WHEN 'return_in_kind' THEN '^(1034|20|21|28|7588)'
        WHEN 'waiver' THEN '^(1034|1024)'
        WHEN 'transmission' THEN '^1034'
        ELSE '^[1-8]'
    END
$$;

CREATE FUNCTION entries_say_their_nature() RETURNS trigger {DEFINER} AS $$
DECLARE astray text; too_early date; of bigint;
BEGIN
    SELECT min(account_id) INTO astray FROM contributions_line
     WHERE entry_id = NEW.id AND NOT fits_its_nature(NEW.nature, account_id);
    IF astray IS NOT NULL THEN
        RAISE EXCEPTION 'no % moves account %', NEW.nature, astray
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_say_their_nature';
    END IF;
    IF NEW."on" < (SELECT "on" FROM contributions_entry WHERE id = NEW.reverses_id) THEN
        RAISE EXCEPTION 'entry % is dated before what it reverses', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reversal_comes_after';
    END IF;
    SELECT contract_id, "on" INTO of, too_early FROM days_of_apports(ARRAY(
        SELECT contract_id FROM contributions_line WHERE entry_id = NEW.id AND side = 'D'
    )) WHERE stands < 0 AND "on" >= NEW."on" ORDER BY "on" LIMIT 1;
    IF of IS NOT NULL THEN
        RAISE EXCEPTION 'contract % would stand below zero on %', of, too_early
            USING ERRCODE = 'check_violation', CONSTRAINT = 'apports_never_go_below_zero';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_say_their_nature AFTER INSERT ON contributions_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.nature <> 'opening')
    EXECUTE FUNCTION entries_say_their_nature();

CREATE FUNCTION days_of_apports(of bigint[])
RETURNS TABLE (contract_id bigint, kind text, "on" date, stands numeric) LANGUAGE sql STABLE AS $$
    SELECT l.contract_id, left(l.account_id, 4), e."on",
           sum(sum(CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END))
               OVER (PARTITION BY l.contract_id, left(l.account_id, 4) ORDER BY e."on")
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE l.contract_id = ANY(of) AND e.nature <> 'opening'
       AND (l.account_id LIKE '1034%' OR l.account_id LIKE '4688%')
     GROUP BY 1, 2, 3
$$;
COMMENT ON FUNCTION days_of_apports IS
    'what each of these contracts is owed (1034) and due (4688) after each day it moved, in cents';
"""

HOURS = """
CREATE FUNCTION entries_are_validated_as_they_come() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.validated_on <> greatest(NEW."on", day_in_paris(NEW.written_at)) THEN
        RAISE EXCEPTION 'entry % was not validated on %', NEW.source_key, NEW.validated_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'validated_the_day_it_is_written';
    END IF;
    IF NOT writes_as_owner() AND (
        NEW.written_at > clock_timestamp() + interval '1 day' OR NEW.written_at < (
            SELECT e.written_at - interval '1 day' FROM contributions_seal s
              JOIN contributions_entry e ON e.id = s.entry_id ORDER BY s.rank DESC LIMIT 1)
    ) THEN
        RAISE EXCEPTION 'entry % is not written on %', NEW.source_key, NEW.written_at
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_are_written_as_they_come';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entries_are_validated_as_they_come BEFORE INSERT ON contributions_entry
    FOR EACH ROW EXECUTE FUNCTION entries_are_validated_as_they_come();
"""

LETTERS = """
CREATE FUNCTION letters_balance() RETURNS trigger {DEFINER} AS $$
DECLARE concerned contributions_lettering;
BEGIN
    concerned := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
    IF NOT the_owner_says('reading again') AND 0 <> (
        SELECT coalesce(sum(CASE l.side WHEN 'D' THEN l.cents ELSE -l.cents END), 0)
          FROM contributions_lettering t JOIN contributions_line l ON l.id = t.line_id
          JOIN contributions_entry e ON e.id = l.entry_id
          JOIN contributions_line one ON one.id = concerned.line_id
          JOIN contributions_entry its ON its.id = one.entry_id
         WHERE t.code = concerned.code AND l.account_id = one.account_id
           AND e.year_id = its.year_id
    ) THEN
        RAISE EXCEPTION 'the lines lettered % do not answer each other', concerned.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letters_balance';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER letters_balance AFTER INSERT OR DELETE ON contributions_lettering
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION letters_balance();
"""

ALONE = """
DO $$ DECLARE ours regprocedure; BEGIN
    FOR ours IN SELECT oid FROM pg_proc
                 WHERE pronamespace = 'public'::regnamespace AND prosecdef AND prokind = 'f' LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', ours);
    END LOOP;
END $$;
"""
"""A trigger needs no right to run its function; whoever hangs it on a table of theirs does."""

DO = (SAYING + KEPT + YEARS + NATURES + HOURS + LETTERS).replace("{DEFINER}", DEFINER)

UNDO = """
DROP TRIGGER letters_balance ON contributions_lettering;
DROP FUNCTION letters_balance();
DROP TRIGGER entries_are_validated_as_they_come ON contributions_entry;
DROP FUNCTION entries_are_validated_as_they_come();
DROP TRIGGER entries_say_their_nature ON contributions_entry;
DROP FUNCTION entries_say_their_nature();
DROP FUNCTION days_of_apports(bigint[]);
DROP FUNCTION fits_its_nature(text, text);
DROP TRIGGER a_year_is_over_before_it_closes ON contributions_fiscalyear;
DROP FUNCTION a_year_is_over_before_it_closes();
DROP TRIGGER years_follow_each_other ON contributions_fiscalyear;
DROP FUNCTION years_follow_each_other();
DROP FUNCTION refuse_to_be_emptied();
DROP FUNCTION the_ledger_keeps_itself();
DROP FUNCTION day_in_paris(timestamptz);
DROP FUNCTION the_owner_says(text);
DROP FUNCTION writes_as_owner();
"""


def kept(name):
    table = f"contributions_{name}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_keeps_itself BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION the_ledger_keeps_itself();",
        f"DROP TRIGGER {table}_keeps_itself ON {table};",
    )


def never_emptied(name):
    table = f"contributions_{name}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_be_emptied();",
        f"DROP TRIGGER {table}_is_never_emptied ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("contributions", "0009_guards_of_contracts")]

    operations = [
        migrations.RunSQL(DO, UNDO),
        *(kept(name) for name in BY_ITSELF),
        *(never_emptied(name) for name in NEVER_EMPTIED),
        final("contributions_anchor"),
        final("contributions_anchor_told"),
        migrations.RunSQL(ALONE, migrations.RunSQL.noop),
    ]
