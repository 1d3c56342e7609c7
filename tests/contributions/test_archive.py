"""What leaves the books comes back: the archive, the file of entries, the plain text."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contributions import beancount
from contributions.actions import years
from contributions.actions.entries import credit, debit, reverse, seal
from contributions.archive import reading, writing
from contributions.fec import checking, sums
from contributions.fec.checking import check
from contributions.fec.notice import FIELDS as NOTICED
from contributions.fec.reading import faults_of, name_of, outstanding_on
from contributions.fec.rules import BY_CODE, RULES
from contributions.fec.signs import plain
from contributions.fec.writing import FIELDS, written
from contributions.models import Chain, Contract, ContractBalance, Entry, FiscalYear, Lettering
from contributions.states import Nature
from contributions.verifying import verify
from coopstudio.documents.models import Document
from members.models import Person
from tests.contributions.factories import (
    AT,
    BANK,
    TODAY,
    contract,
    decided,
    keepers,
    paid,
    posted,
    received,
    year,
)
from tests.members.factories import PARIS, member, treasurer

pytestmark = pytest.mark.django_db
CLOSED = datetime(2028, 2, 2, 18, 5, tzinfo=PARIS)
SIREN = "732829320"


@pytest.fixture
def lived():
    """Two years, the first one closed: apports, a repayment, a mistake, letters."""
    people = keepers()
    years.open_year(
        by=None, at=AT, code="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31)
    )
    brought = contract(150_000, person=member("Chloé", "Œuvré"))
    other = contract(50_000, person=member("Ousmane", "Diarra"))
    received(brought, 100_000)
    received(other, 50_000)
    wrong = posted(Nature.MISC, debit("62700000", 1_200), credit(BANK, 1_200), book="BQ")
    seal()
    reverse(wrong, by=None, at=AT, on=TODAY, label="Saisi deux fois")
    decided(brought, 30_000)
    paid(brought, 30_000)
    lines = brought.lines.filter(account_id="46880000")
    Lettering.objects.bulk_create(Lettering(line=one, code="AA", on=TODAY) for one in lines)
    seal()
    years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)
    posted(Nature.MISC, debit(BANK, 900), credit("75411000", 900), on=date(2028, 1, 9))
    seal()
    return people


def empty_house():
    """Nothing is left of apports, as in a house that was just installed; people are gone too."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE members_person CASCADE")
        cursor.execute(
            "TRUNCATE contributions_account, contributions_book, contributions_fiscalyear, "
            "contributions_chain CASCADE"
        )
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def told():
    """All that must come back the same."""
    return {
        "chain": list(Chain.objects.values_list("rank", "digest")),
        "entries": list(
            Entry.objects.order_by("pk").values_list(
                "pk", "book", "number", "on", "label", "source_key", "seal__digest", "reverses"
            )
        ),
        "balances": list(ContractBalance.objects.order_by("pk").values()),
        "contracts": [f"{one} {one.state}" for one in Contract.objects.order_by("pk")],
        "years": list(FiscalYear.objects.order_by("pk").values_list("code", "closed_at")),
        "letters": list(Lettering.objects.order_by("pk").values_list("line", "code")),
        "names": list(
            Person.objects.filter(contracts__isnull=False).order_by("pk").values_list("last_name")
        ),
        "files": [b"".join(written(one)) for one in FiscalYear.objects.order_by("pk")],
    }


# --- there and back ---


@pytest.mark.django_db(transaction=True)
def test_an_empty_house_reads_the_archive_and_says_the_same(lived, tmp_path, capsys):
    before = told()
    path = tmp_path / "archive.zip"
    path.write_bytes(writing.made(at=CLOSED).read())
    empty_house()

    call_command("import_ledger", str(path))

    assert told() == before
    assert verify().wrong == []
    assert "mêmes numéros, mêmes sceaux" in capsys.readouterr().out
    assert posted(Nature.MISC, debit(BANK, 1), credit("75411000", 1), on=date(2028, 2, 1)).pk


def test_a_house_that_holds_apports_reads_no_archive(lived, tmp_path):
    path = tmp_path / "archive.zip"
    path.write_bytes(writing.made(at=CLOSED).read())

    with pytest.raises(CommandError, match="maison vide"):
        call_command("import_ledger", str(path))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "before", "after", "refusal"),
    [
        ("tables/entry.jsonl", b'"cents": 100000', b'"cents": 100001', reading.Altered),
        ("manifeste.json", b'"version": 1', b'"version": 9', reading.NotAnArchive),
    ],
)
def test_an_archive_that_was_touched_is_refused_and_nothing_stays(
    lived, name, before, after, refusal
):
    """The negative control: one cent, one figure."""
    touched = with_change(writing.made(at=CLOSED), name, before, after)
    empty_house()

    with pytest.raises(refusal):
        reading.read(touched)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_archive_rewritten_with_its_digests_does_not_find_its_chain(lived):
    """Who rewrites a line and its digest still does not hold the chain."""
    archive = writing.made(at=CLOSED)
    changed = with_change(archive, "tables/entry.jsonl", b"Saisi deux fois", b"Saisi trois foi")
    with zipfile.ZipFile(changed) as bundle:
        said = json.loads(bundle.read("manifeste.json"))
        text = bundle.read("tables/entry.jsonl")
    old = said["files"]["tables/entry.jsonl"].encode()
    new = hashlib.sha256(text).hexdigest().encode()
    changed.seek(0)
    forged = with_change(changed, "manifeste.json", old, new)
    empty_house()

    with pytest.raises(reading.NotTheSame, match="la chaîne"):
        reading.read(forged)


def with_change(archive, name, before, after):
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            if one == name:
                assert before in content
                content = content.replace(before, after, 1)
            new.writestr(one, content)
    out.seek(0)
    return out


def test_the_archive_holds_files_papers_and_no_confidence(lived):
    paper = Document.objects.create(
        kind="contributions.receipt", title="Reçu", template="x", data={}, content=b"%PDF-1.7",
        subject_kind="contributions.receipt", subject_id=1, state="issued", sha256="0" * 64,
        issued_at=AT,
    )  # fmt: skip
    with zipfile.ZipFile(writing.made(at=CLOSED)) as bundle:
        names = set(bundle.namelist())
        manifest = json.loads(bundle.read("manifeste.json"))

    assert {f"documents/{paper.pk}.pdf", "beancount/2027.beancount", "LISEZ-MOI.txt"} <= names
    assert f"fec/{name_of(year(2027))}" in names
    assert not [name for name in names if "hardship" in name or "payout" in name]
    assert manifest["outstanding"] == 120_000


# --- the file of entries ---


def test_both_years_have_a_file_without_fault(lived):
    assert [faults_of(one) for one in FiscalYear.objects.order_by("pk")] == [[], []]
    assert outstanding_on(date(2027, 2, 1)) == 0


def test_each_rule_is_told_in_words():
    source = "".join(Path(one.__file__).read_text() for one in (checking, sums))
    said = set(re.findall(r'wrong\(\s*[\w.]+, "([^"]+)"', source))

    assert said == set(BY_CODE)
    assert len(RULES) == len(BY_CODE)


def test_the_notice_describes_the_eighteen_fields_in_their_order():
    assert tuple(name for name, _words in NOTICED) == FIELDS


def test_words_that_a_flat_file_cannot_hold_are_never_an_empty_field():
    assert (plain("🌱"), plain("a\x01b\x0bc")) == ("-", "a b c")


def test_a_file_without_a_siren_is_refused_and_the_sheet_is_offered(client, lived, settings):
    client.force_login(lived[0])
    pk = FiscalYear.objects.get(code="2027").pk
    settings.HOUSE = replace(settings.HOUSE, siren="")

    refused = client.get(f"/comptes/exercices/{pk}/fec/fichier/")
    page = client.get(f"/comptes/exercices/{pk}/fec/?relire=oui").content.decode()
    sheet = client.get(f"/comptes/exercices/{pk}/ecritures/?forme=csv")

    assert (refused.status_code, sheet.status_code) == (302, 200)
    assert "Sans SIREN" in page
    assert "Ce fichier est juste" in page
    assert "Saisi deux fois" in b"".join(sheet.streaming_content).decode("utf-8-sig")


def test_the_file_leaves_under_its_name_and_somebody_else_may_check_it(client, lived, settings):
    client.force_login(lived[0])
    settings.HOUSE = replace(settings.HOUSE, siren=SIREN)
    pk = FiscalYear.objects.get(code="2027").pk
    answer = client.get(f"/comptes/exercices/{pk}/fec/fichier/")
    content, name = b"".join(answer.streaming_content), f"{SIREN}FEC20271231.txt"
    upload = io.BytesIO(content.replace(b"1000,00", b"1000.00", 1))
    upload.name = name

    page = client.post("/comptes/relire-un-fichier/", {"file": upload}).content.decode()

    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert check(content, name, apports=120_000) == []
    assert "Un point décimal : refusé depuis 2019" in page.replace("\u00a0", " ")


def test_the_notice_is_a_text_and_a_paper(client, lived):
    client.force_login(lived[0])
    pk = FiscalYear.objects.get(code="2027").pk
    text = client.get(f"/comptes/exercices/{pk}/fec/notice/").content.decode("iso8859-15")

    assert client.post(f"/comptes/exercices/{pk}/fec/notice/pdf/").status_code == 302
    assert "18. Idevise" in text
    assert Document.objects.get(kind="contributions.fec_notice").data["year"] == "2027"


# --- the plain text ---


def test_the_plain_text_balances_and_ends_with_its_balances(lived):
    text = "".join(beancount.written(year(2027)))
    postings = re.findall(r"^  (\w+:C\d{8})  (-?\d+\.\d\d) EUR$", text, re.MULTILINE)
    asserted = dict(re.findall(r"balance (\w+:C\d{8}) (-?\d+\.\d\d) EUR", text))
    sums = {}
    for account, amount in postings:
        sums[account] = sums.get(account, 0) + int(amount.replace(".", ""))

    assert sum(sums.values()) == 0
    assert sums == {name: int(amount.replace(".", "")) for name, amount in asserted.items()}


# --- exercices as pages ---


def test_a_year_is_closed_from_its_page_by_who_keeps_the_books(client, lived):
    helene, fleur = lived
    url = f"/comptes/exercices/{year(2028).pk}/cloture/"
    client.force_login(fleur)
    by_founder = client.post(url, {"mot": "clore"})
    client.force_login(helene)
    unsure, sure = client.post(url, {"mot": "oui"}), client.post(url, {"mot": "Clore"})

    assert (by_founder.status_code, unsure.status_code, sure.status_code) == (404, 422, 302)
    assert FiscalYear.objects.get(code="2028").is_closed
    assert FiscalYear.objects.get(code="2029").entries.get().nature == Nature.OPENING


def test_a_year_is_opened_from_its_page(client):
    client.force_login(treasurer())
    said = {"code": "2027", "starts_on": "2027-01-01", "ends_on": "2027-12-31"}

    wrong = client.post("/comptes/exercices/nouveau/", said | {"ends_on": "2026-12-31"})
    right = client.post("/comptes/exercices/nouveau/", said)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert client.get("/comptes/").status_code == 200
