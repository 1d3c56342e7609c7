"""What each floor wants to find again after a restoration, without this one hearing of it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from psycopg import sql

PROOFS = {}


@dataclass(frozen=True)
class Proof:
    """``said()``: what is written beside the backup (JSON). ``wrong()``: French sentences."""

    said: object
    wrong: object


def proves(name, *, said, wrong):
    """Register what a floor proves: the head of a chain, for instance."""
    PROOFS[name] = Proof(said, wrong)


def counted():
    """{table: rows} of the whole database, as this transaction sees it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') "
            "AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        names = [name for (name,) in cursor.fetchall()]
        if not names:
            return {}
        counts = [sql.SQL("(SELECT count(*) FROM {})").format(sql.Identifier(n)) for n in names]
        cursor.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(counts)))
        return dict(zip(names, cursor.fetchone(), strict=True))


def stamp():
    """The file whose words say when the last backup was made."""
    return settings.VAR_DIR / "last-backup"


def last():
    """When the last backup was made, or None."""
    try:
        return datetime.fromisoformat(stamp().read_text())
    except (OSError, ValueError):
        return None
