"""The archive is written: files of entries, plain text, tables, papers, and the digest of each."""

import hashlib
import json
import tempfile
import zipfile
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Sum

from contributions import beancount
from contributions.archive import proving
from contributions.archive.tables import files, questions
from contributions.fec import notice
from contributions.fec.reading import name_of, outstanding_on
from contributions.fec.writing import written
from contributions.models import Chain, ContractBalance, FiscalYear
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.files.store import content_of

VERSION = 3
IN_MEMORY = 8 * 1024 * 1024
LAST_DAY = "9999-12-31"
READ_ME = """Archive des apports avec droit de reprise.

manifeste.json   ce que contient l’archive, et l’empreinte SHA-256 de chaque fichier
fec/             un fichier des écritures par exercice, avec sa notice
beancount/       les mêmes comptes en texte, relisibles par un autre programme
tables/          les lignes de la base, une par ligne, en JSON
documents/       les papiers remis, à l’octet près
fichiers/        les papiers signés, numérisés ; les photos et les preuves de valeur des biens

Une maison vide la relit : manage.py import_ledger CETTE-ARCHIVE.zip
Elle y retrouve les personnes nommées, les exercices et leurs comptes, les écritures avec leurs
lettres, les contrats, leurs versions et leurs signatures, les versements attendus et reçus, les
renonciations, les transmissions, les biens et leurs évaluations, les promesses, les besoins et
leurs emplois, le cadre, les avis, les clauses, la banque et ses relevés, les empreintes confiées,
les tours avec leurs sources, leurs parts et leurs virements, les papiers remis et le journal.
Un tour revient avec les mots de la décision qui l’a consenti : elle-même se lit dans le registre de
la maison d’où il vient. D’un compte payé il reste le pays et les quatre derniers signes : chacun et
chacune redonne le sien. Un lot qui n’est pas remis à la banque ne le sera pas ailleurs : avant de
partir, payez ce qui est décidé.
Jamais ici : les demandes pour difficulté, et les comptes où chacun et chacune est payé.
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


def made(*, at):
    """The archive of one instant, whatever others write meanwhile, read again from its first byte:
    a file open at its beginning. Raises NotWhole when it does not prove what it says."""
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whoever asked closes it)
    with _one_instant():
        _write(out, at)
    _read_again(out)
    out.seek(0)
    return out


def due():
    """What was decided and is not paid yet, in cents: another house would not know to which
    accounts, which never leave."""
    told = ContractBalance.objects.aggregate(due=Sum(F("repaid") - F("paid"), default=0))
    return told["due"]


@contextmanager
def _one_instant():
    """A transaction of its own that sees the database as it was when it began. The tests open one
    before it: they are alone."""
    is_alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def _write(out, at):
    bundle = _Bundle(out)
    _add_years(bundle)
    for name, question in questions().items():
        bundle.add(f"tables/{name}.jsonl", lines_of(question))
    _add_papers(bundle)
    bundle.zip.writestr("LISEZ-MOI.txt", READ_ME)
    bundle.zip.writestr("manifeste.json", json.dumps(_manifest(bundle, at), indent=1))
    bundle.zip.close()


def _read_again(out):
    """What was written is read as whoever finds it in ten years will."""
    with zipfile.ZipFile(out) as bundle:
        manifest = json.loads(bundle.read("manifeste.json"))
        proving.refuse_unless_it_proves(bundle, manifest)


def _add_years(bundle):
    for year in FiscalYear.objects.order_by("starts_on"):
        bundle.add(f"fec/{name_of(year)}", written(year))
        bundle.add(f"fec/notice-{year.code}.txt", [notice.text_of(year)])
        text = (piece.encode() for piece in beancount.written(year))
        bundle.add(f"beancount/{year.code}.beancount", text)


def lines_of(question):
    """The rows of this question as lines of JSON, piece by piece (bytes)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(one)::text FROM ({question}) one")  # noqa: S608
        while rows := cursor.fetchmany(2_000):
            yield "".join(f"{row}\n" for (row,) in rows).encode()


def _add_papers(bundle):
    for paper in Document.objects.filter(
        kind__startswith="contributions.", content__isnull=False
    ).iterator(20):
        bundle.add(f"documents/{paper.pk}.pdf", [bytes(paper.content)])
    for file in PrivateFile.objects.raw(files()):
        if (content := content_of(file)) is not None:
            bundle.add(f"fichiers/{file.path}", [content])


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
