"""The archive is written: files of entries, plain text, tables, papers, and the digest of each."""

import hashlib
import json
import tempfile
import zipfile

from django.conf import settings
from django.db import connection, transaction

from contributions import beancount
from contributions.archive.tables import questions
from contributions.fec import notice
from contributions.fec.reading import name_of, outstanding_on
from contributions.fec.writing import written
from contributions.models import Chain, FiscalYear, Signature
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.files.store import path_of

VERSION = 1
IN_MEMORY = 8 * 1024 * 1024
LAST_DAY = "9999-12-31"
READ_ME = """Archive des apports avec droit de reprise.

manifeste.json   ce que contient l’archive, et l’empreinte SHA-256 de chaque fichier
fec/             un fichier des écritures par exercice, avec sa notice
beancount/       les mêmes comptes en texte, relisibles par un autre programme
tables/          les lignes de la base, une par ligne, en JSON
documents/       les papiers remis, tels qu’ils furent remis
fichiers/        les papiers signés, numérisés

Une maison vide relit tout : manage.py import_ledger CETTE-ARCHIVE.zip
"""


class _Bundle:
    """A ZIP that remembers the digest of each file it was given."""

    def __init__(self, out):
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.digests = {}

    def add(self, name, pieces):
        digest = hashlib.sha256()
        with self.zip.open(name, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
        self.digests[name] = digest.hexdigest()


@transaction.atomic
def made(*, at):
    """The archive of this instant, as a file open at its beginning."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whoever asked closes it)
    bundle = _Bundle(out)
    _add_years(bundle)
    for name, question in questions().items():
        bundle.add(f"tables/{name}.jsonl", _rows(question))
    _add_papers(bundle)
    bundle.zip.writestr("LISEZ-MOI.txt", READ_ME)
    bundle.zip.writestr("manifeste.json", json.dumps(_manifest(bundle, at), indent=1))
    bundle.zip.close()
    out.seek(0)
    return out


def _add_years(bundle):
    for year in FiscalYear.objects.order_by("starts_on"):
        bundle.add(f"fec/{name_of(year)}", written(year))
        bundle.add(f"fec/notice-{year.code}.txt", [notice.text_of(year)])
        text = (piece.encode() for piece in beancount.written(year))
        bundle.add(f"beancount/{year.code}.beancount", text)


def _rows(question):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(one)::text FROM ({question}) one")  # noqa: S608
        while rows := cursor.fetchmany(2_000):
            yield "".join(f"{row}\n" for (row,) in rows).encode()


def _add_papers(bundle):
    for paper in Document.objects.filter(
        kind__startswith="contributions.", content__isnull=False
    ).iterator(20):
        bundle.add(f"documents/{paper.pk}.pdf", [bytes(paper.content)])
    scans = PrivateFile.objects.filter(pk__in=Signature.objects.values("scan"))
    for scan in scans:
        if path_of(scan).exists():
            bundle.add(f"fichiers/{scan.path}", [path_of(scan).read_bytes()])


def _manifest(bundle, at):
    head = Chain.objects.first()
    return {
        "version": VERSION,
        "house": settings.HOUSE.association,
        "siren": settings.HOUSE.siren,
        "made_at": at.isoformat(),
        "rank": head.rank if head else 0,
        "digest": head.digest if head else "0" * 64,
        "outstanding": outstanding_on(LAST_DAY),
        "files": bundle.digests,
    }
