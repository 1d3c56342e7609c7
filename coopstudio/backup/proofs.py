"""What each floor wants to find again after a restoration, without this one hearing of it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from psycopg import sql

PROOFS = {}
BACKUP, DRILL = "backup", "drill"
"""What is dated: the last file that was written, the last one that was brought back to try."""


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


def stamp(what=BACKUP):
    """The file whose words say when the last one was made."""
    return settings.VAR_DIR / f"last-{what}"


def note(at, what=BACKUP):
    """Write down that a backup, or a drill, was made: here, and where other machines read it."""
    stamp(what).write_text(at.isoformat())
    cache.set(f"house:{what}", at.isoformat(), timeout=None)


def last(what=BACKUP):
    """When the last one was made, here or by another machine; None if never."""
    found = [_here(what), _elsewhere(what)]
    return max(filter(None, found), default=None)


def _here(what):
    try:
        return datetime.fromisoformat(stamp(what).read_text())
    except (OSError, ValueError):
        return None


def _elsewhere(what):
    try:
        told = cache.get(f"house:{what}")
    except Error:
        return None
    return datetime.fromisoformat(told) if told else None
