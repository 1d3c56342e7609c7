"""A payment, or a waiver of the whole, that was written by mistake is undone by its mirror alone.

The transfer whose payment was reversed awaits its answer again; a contract lives again while
something is due under it, or left to take back.
"""

from importlib import import_module

from django.db import migrations

before = import_module("contributions.migrations.0011_guards_of_rounds")

TRANSFERS = """
CREATE OR REPLACE FUNCTION a_transfer_stays_as_it_was_ordered() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE told text[] := ARRAY['state', 'why', 'paid_entry_id', 'returned_entry_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'returned'
       OR to_jsonb(OLD) - told IS DISTINCT FROM to_jsonb(NEW) - told
       OR (OLD.paid_entry_id IS NOT NULL AND NEW.paid_entry_id IS DISTINCT FROM OLD.paid_entry_id
           AND NOT (NEW.paid_entry_id IS NULL AND NEW.state = 'ready' AND EXISTS (
               SELECT FROM contributions_entry WHERE reverses_id = OLD.paid_entry_id)))
    THEN
        RAISE EXCEPTION 'transfer % stays as it was ordered', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
CONTRACTS = """
CREATE OR REPLACE FUNCTION contract_keeps_its_terms() RETURNS trigger {DEFINER} AS $$
DECLARE lives_again boolean := TG_OP = 'UPDATE'
    AND OLD.state IN ('settled', 'passed_on', 'waived')
    AND NEW.state = 'in_force' AND NEW.ended_at IS NULL AND EXISTS (
        SELECT FROM contributions_contractbalance
         WHERE contract_id = OLD.id AND (repaid > paid
            OR received + taken_on > repaid + returned + waived + passed_on));
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
"""


def _as_before(sql, name):
    """How the migration before this one wrote this function."""
    start = sql.index(f"FUNCTION {name}()")
    return f"CREATE OR REPLACE {sql[start : sql.index('END $$;', start)]}END $$;\n"


class Migration(migrations.Migration):
    dependencies = [("contributions", "0011_guards_of_rounds")]

    operations = [
        migrations.RunSQL(
            (TRANSFERS + CONTRACTS).replace("{DEFINER}", before.DEFINER),
            (
                _as_before(before.MONEY, "a_transfer_stays_as_it_was_ordered")
                + _as_before(before.CONTRACTS, "contract_keeps_its_terms")
            ).replace("{DEFINER}", before.DEFINER),
        )
    ]
