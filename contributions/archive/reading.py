"""An archive is read again into a house that holds no apport: same numbers, same seals, or nothing.

PostgreSQL numbers, sums and seals everything anew, by the same functions as the first time; what it
finds is compared with what the archive says.
"""

import hashlib
import json
import zipfile

from django.db import connection, transaction

from contributions.archive.tables import AFTER, BEFORE
from contributions.archive.writing import VERSION
from contributions.models import Chain, Contract, Entry, FiscalYear
from contributions.verifying import verify
from coopstudio.files.models import PrivateFile
from coopstudio.files.store import keep
from coopstudio.refusals import Refused
from members.models import Person

BATCH = 1_000


class NotEmpty(Refused):
    message = "Cette maison tient déjà des apports : une archive se relit dans une maison vide."


class NotAnArchive(Refused):
    message = "Ce fichier n’est pas une archive des apports que cette version sache relire."


class Altered(Refused):
    """A file of the archive is not the one that was written."""

    def __init__(self, name):
        super().__init__(
            f"« {name} » n’est plus le fichier qui fut écrit : son empreinte a changé."
        )


class OtherPeople(Refused):
    message = "D’autres personnes portent déjà ces numéros : prenez une maison toute neuve."


class NotTheSame(Refused):
    def __init__(self, what):
        super().__init__(f"Relue, l’archive ne dit plus la même chose : {what}.")


def read(file):
    """Rebuild the ledger from an archive (a path or an open file), whole or not at all."""
    with zipfile.ZipFile(file) as bundle, transaction.atomic():
        manifest = _checked(bundle)
        _refuse_unless_empty()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            _people(_rows(bundle, "person"))
            _scans(bundle)
            for name in BEFORE:
                _insert(cursor, name, _rows(bundle, name))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            _entries(cursor, bundle)
            for name in AFTER:
                _insert(cursor, name, _rows(bundle, name))
            _go_on_counting(cursor)
        _compare(manifest, bundle)
    return manifest


def _checked(bundle):
    try:
        manifest = json.loads(bundle.read("manifeste.json"))
    except (KeyError, ValueError) as unknown:
        raise NotAnArchive from unknown
    if manifest.get("version") != VERSION:
        raise NotAnArchive
    for name, digest in manifest["files"].items():
        with bundle.open(name) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise Altered(name)
    return manifest


def _refuse_unless_empty():
    if any(model.objects.exists() for model in (Entry, Contract, FiscalYear)):
        raise NotEmpty


def _rows(bundle, name):
    with bundle.open(f"tables/{name}.jsonl") as lines:
        for line in lines:
            yield json.loads(line)


def _people(rows):
    for row in rows:
        known = Person.objects.filter(pk=row["id"]).first()
        if known and known.email != row["email"]:
            raise OtherPeople
        if not known:
            Person.objects.create(**row)


def _scans(bundle):
    names = set(bundle.namelist())
    for row in _rows(bundle, "privatefile"):
        file = PrivateFile.objects.create(**row)
        if f"fichiers/{file.path}" in names:
            keep(file, bundle.read(f"fichiers/{file.path}"))


def _entries(cursor, bundle):
    """In the order of their seals; a year is closed before the next one takes over from it."""
    closed = [row for row in _rows(bundle, "fiscalyear") if row["closed_at"]]
    waiting = []
    for row in _rows(bundle, "entry"):
        if row["nature"] == "opening":
            waiting = _flush(cursor, waiting)
            starts_on = FiscalYear.objects.get(pk=row["year_id"]).starts_on.isoformat()
            closed = _close(cursor, closed, before=starts_on)
        waiting.append(row)
        if len(waiting) >= BATCH:
            waiting = _flush(cursor, waiting)
    _flush(cursor, waiting)
    _close(cursor, closed, before="9999")


def _flush(cursor, rows):
    lines = [line for row in rows for line in row["lines"]]
    letters = [letter for row in rows for letter in row["letters"] or []]
    for name, told in (("entry", rows), ("line", lines), ("lettering", letters)):
        _insert(cursor, name, told)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
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


def _insert(cursor, name, rows):
    """Insert rows of one table, in their order; a year comes in open, whatever it became."""
    rows = list(rows)
    if not rows:
        return
    if name == "fiscalyear":
        rows = [row | {"closed_at": None, "closed_by_id": None} for row in rows]
    table = f"contributions_{name}"
    columns = ", ".join(f'"{one}"' for one in _columns(cursor, table))
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {columns} "  # noqa: S608 (our own names)
        f"FROM json_populate_recordset(NULL::{table}, %s::json)",
        [json.dumps(rows)],
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
    head = Chain.objects.first()
    rank, digest = (head.rank, head.digest) if head else (0, "0" * 64)
    if (rank, digest) != (manifest["rank"], manifest["digest"]):
        raise NotTheSame("l’empreinte de la chaîne")
    if wrong := verify().wrong:
        raise NotTheSame(wrong[0])
    said = {row["contract_id"]: row for row in _rows(bundle, "contractbalance")}
    for contract in Contract.objects.select_related("balance"):
        told = said[contract.pk]
        found = {name: getattr(contract.balance, name) for name in told if name != "contract_id"}
        if found != {name: told[name] for name in found}:
            raise NotTheSame(f"le solde de {contract}")
