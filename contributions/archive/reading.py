"""An archive is read again into a house that holds no apport: same numbers, same seals, or nothing.

PostgreSQL numbers, sums and seals everything anew, by the same functions as the first time; what it
finds is compared with what the archive says.
"""

import hashlib
import json
import zipfile
from uuid import UUID

from django.db import connection, transaction

from contributions.archive import papers
from contributions.archive.proving import FIRST, NotTheSame, refuse_unless_it_proves, rows
from contributions.archive.tables import AFTER, BEFORE, LEFT_BEHIND, questions, rebuilt
from contributions.archive.writing import VERSION, lines_of
from contributions.models import Chain, FiscalYear
from contributions.verifying import verify
from coopstudio.files.models import PrivateFile
from coopstudio.files.store import keep
from coopstudio.refusals import Refused
from members.models import Person

BATCH = 1_000
OWNS = """
    SELECT pg_has_role(current_user, relowner, 'MEMBER')
      FROM pg_class WHERE oid = 'public.contributions_entry'::regclass
"""


class NotEmpty(Refused):
    message = "Cette maison tient déjà des apports : une archive se relit dans une maison vide."


class NotAnArchive(Refused):
    message = "Ce fichier n’est pas une archive des apports que cette version sache relire."


class NotTheOwner(Refused):
    message = (
        "Relire une archive demande le rôle qui possède la base : donnez à DATABASE_URL la valeur "
        "de DATABASE_OWNER_URL, pour cette commande seulement."
    )


class OtherPeople(Refused):
    message = "D’autres personnes portent déjà ces numéros : prenez une maison toute neuve."


def read(file):
    """Rebuild the ledger from an archive (a path or an open file), whole or not at all."""
    with zipfile.ZipFile(file) as bundle, transaction.atomic():
        manifest = _checked(bundle)
        _refuse_unless_empty()
        with connection.cursor() as cursor:
            _refuse_unless_owner(cursor)
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL coop.owner_says = 'reading again'")
            _people(rows(bundle, "person"))
            _files(bundle)
            for name in BEFORE:
                _insert(cursor, name, rows(bundle, name))
            _entries(cursor, bundle)
            for name in AFTER:
                _insert(cursor, name, rows(bundle, name))
            papers.bring_back(cursor, bundle, rows)
            _go_on_counting(cursor)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _compare(manifest, bundle)
    return manifest


def _checked(bundle):
    try:
        manifest = json.loads(bundle.read("manifeste.json"))
    except (KeyError, ValueError) as unknown:
        raise NotAnArchive from unknown
    if manifest.get("version") != VERSION:
        raise NotAnArchive
    refuse_unless_it_proves(bundle, manifest)
    return manifest


def _refuse_unless_empty():
    if any(model.objects.exists() for model in rebuilt()):
        raise NotEmpty


def _refuse_unless_owner(cursor):
    """The role of the pages counts on from no number, and is not believed when it reads again."""
    cursor.execute(OWNS)
    if not cursor.fetchone()[0]:
        raise NotTheOwner


def _people(told):
    for row in told:
        known = Person.objects.filter(pk=row["id"]).first()
        if known and known.email != row["email"]:
            raise OtherPeople
        if not known:
            Person.objects.create(**row)


def _files(bundle):
    names = set(bundle.namelist())
    for row in rows(bundle, "privatefile"):
        file = PrivateFile.objects.create(**row | {"id": UUID(row["id"])})
        if f"fichiers/{file.path}" in names:
            keep(file, bundle.read(f"fichiers/{file.path}"))


def _entries(cursor, bundle):
    """In the order of their seals; a year is closed before the next one takes over from it."""
    closed = [row for row in rows(bundle, "fiscalyear") if row["closed_at"]]
    waiting = []
    for row in rows(bundle, "entry"):
        if row["nature"] == "opening":
            waiting = _flush(cursor, waiting)
            starts_on = FiscalYear.objects.get(pk=row["year_id"]).starts_on.isoformat()
            closed = _close(cursor, closed, before=starts_on)
        waiting.append(row)
        if len(waiting) >= BATCH:
            waiting = _flush(cursor, waiting)
    _flush(cursor, waiting)
    _close(cursor, closed, before="9999")


def _flush(cursor, entries):
    """Write them, and have them sealed now: what else they must answer to waits for the end."""
    lines = [line for row in entries for line in row["lines"]]
    letters = [letter for row in entries for letter in row["letters"] or []]
    for name, told in (("entry", entries), ("line", lines), ("lettering", letters)):
        _insert(cursor, name, told)
    cursor.execute("SET CONSTRAINTS entry_balances IMMEDIATE")
    cursor.execute("SET CONSTRAINTS entry_balances DEFERRED")
    return []


def _close(cursor, years, *, before):
    left = []
    for row in years:
        if row["ends_on"] < before:
            cursor.execute(
                "UPDATE contributions_fiscalyear SET closed_at = %s, closed_by_id = %s "
                "WHERE id = %s",
                [row["closed_at"], row["closed_by_id"], row["id"]],
            )
        else:
            left.append(row)
    return left


def _insert(cursor, name, told):
    """Insert rows of one table, in their order; a year comes in open, whatever it became."""
    told = list(told)
    if not told:
        return
    if name == "fiscalyear":
        told = [row | {"closed_at": None, "closed_by_id": None} for row in told]
    table = f"contributions_{name}"
    columns = ", ".join(f'"{one}"' for one in _columns(cursor, table))
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {columns} "  # noqa: S608 (our own names)
        f"FROM json_populate_recordset(NULL::{table}, %s::json)",
        [json.dumps(told)],
    )


def _columns(cursor, table):
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _go_on_counting(cursor):
    """The next rows take the numbers that follow."""
    tables = ["members_person", *(f"contributions_{name}" for name in (*BEFORE, *AFTER))]
    for table in [*tables, "contributions_entry", "contributions_line", "contributions_lettering"]:
        if "id" in _columns(cursor, table):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) "  # noqa: S608
                f"FROM {table} HAVING max(id) IS NOT NULL"
            )


def _compare(manifest, bundle):
    """The chain, the balances, and every table that came back, to the byte."""
    head = Chain.objects.first()
    rank, digest = (head.rank, head.digest) if head else (0, FIRST)
    if (rank, digest) != (manifest["rank"], manifest["digest"]):
        raise NotTheSame("l’empreinte de la chaîne")
    if wrong := verify().wrong:
        raise NotTheSame(wrong[0])
    for name, question in questions().items():
        told = manifest["files"][f"tables/{name}.jsonl"]
        if name not in LEFT_BEHIND and _digest(lines_of(question)) != told:
            raise NotTheSame(f"la table {name}")


def _digest(pieces):
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
