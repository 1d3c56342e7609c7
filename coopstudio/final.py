"""What is final is refused by PostgreSQL itself: the operations of migrations that say so.

``final(table)`` is the wall of a model that declares ``FINAL = True``; the run-time role has no
right to change such a table either (``start/rights.py``). TRUNCATE is left to the rights alone;
the tables of the ledger refuse it as well (contributions, ``0010_guards_of_entries.py``).
"""

from django.db.migrations import RunSQL

FUNCTION = RunSQL(
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is final: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END $$;
    """,
    "DROP FUNCTION refuse_change();",
)


def final(table):
    """No row of this table is ever changed or deleted."""
    return _trigger(f"{table}_is_final", f"BEFORE UPDATE OR DELETE ON {table}")


def unchanged(table):
    """No row of this table is ever changed; it may only go, with the person who is erased."""
    return _trigger(f"{table}_is_never_changed", f"BEFORE UPDATE ON {table}")


def final_once(table, *, state, fields):
    """Once a row is in ``state``, none of these ``fields`` changes, nor the state itself."""
    changes = " OR ".join(
        f"OLD.{field} IS DISTINCT FROM NEW.{field}" for field in ("state", *fields)
    )
    when = f"WHEN (OLD.state = '{state}' AND ({changes}))"
    return _trigger(f"{table}_is_final_once_{state}", f"BEFORE UPDATE ON {table}", when)


def final_when(table, flag):
    """Once this flag of a row is true, the row is never changed again."""
    when = f"WHEN (OLD.{flag})"
    return _trigger(f"{table}_is_final_when_{flag}", f"BEFORE UPDATE ON {table}", when)


def _trigger(name, event, when=""):
    each = f"{event} FOR EACH ROW {when}"
    return RunSQL(
        f"CREATE OR REPLACE TRIGGER {name} {each} EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {event.rpartition(' ')[2]};",
    )
