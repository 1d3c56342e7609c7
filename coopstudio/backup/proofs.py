"""What each floor wants to find again after a restoration, without this one hearing of it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from psycopg import sql

PROOFS = {}
STAMP = "house:backup"


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


def note(at):
    """Write down that a backup was made: here, and where the other machines read it."""
    stamp().write_text(at.isoformat())
    cache.set(STAMP, at.isoformat(), timeout=None)


def last():
    """When the last backup was made, here or by another machine; None if never."""
    found = [_here(), _elsewhere()]
    return max(filter(None, found), default=None)


def _here():
    try:
        return datetime.fromisoformat(stamp().read_text())
    except (OSError, ValueError):
        return None


def _elsewhere():
    try:
        told = cache.get(STAMP)
    except Error:
        return None
    return datetime.fromisoformat(told) if told else None
