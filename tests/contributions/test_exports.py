"""What leaves the books, from their pages: the file of entries, its notice, the plain text."""

import csv
import hashlib
import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from contributions import beancount
from contributions.actions import matching
from contributions.actions.entries import credit, debit
from contributions.books.closing import Closing
from contributions.fec import checking, notice, sums
from contributions.fec.checking import check, is_siren
from contributions.fec.notice import FIELDS as NOTICED
from contributions.fec.reading import digest_at_closing, faults_of, outstanding_on
from contributions.fec.rules import BY_CODE, RULES
from contributions.fec.signs import plain
from contributions.fec.writing import FIELDS, written
from contributions.models import (
    FiscalYear,
)
from contributions.states import Nature
from coopstudio import houses
from coopstudio.documents.models import Document
from members.models import Person
from tests.contributions import archive_factories as worlds
from tests.contributions.factories import (
    BANK,
    bank_line,
    posted,
    year,
)
from tests.members.factories import PARIS, treasurer

pytestmark = pytest.mark.django_db
SIREN = "732829320"


@pytest.fixture
def lived():
    return worlds.lived()


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
    assert "Il lui manque un nom" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert is_siren(houses.shown(settings.HOUSE).siren)
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


def test_the_file_of_a_closed_year_is_the_same_when_somebody_marries(client, lived):
    closed = FiscalYear.objects.get(code="2027")
    before = b"".join(written(closed))
    Person.objects.update(first_name="Camille", last_name="Martin-Œuvré")

    client.force_login(lived[0])
    page = client.get(f"/comptes/exercices/{closed.pk}/fec/?relire=oui").content.decode()

    assert b"".join(written(closed)) == before
    assert digest_at_closing(closed) == hashlib.sha256(before).hexdigest()
    assert "Le même qu’à la clôture" in page
    assert hashlib.sha256(before).hexdigest() in notice.text_of(closed).decode("iso8859-15")


def test_the_state_of_apports_says_whose_each_contract_is_and_adds_up(client, lived):
    client.force_login(lived[0])
    pk = FiscalYear.objects.get(code="2027").pk

    sheet = client.get(f"/comptes/exercices/{pk}/apports/?forme=csv")
    text = b"".join(sheet.streaming_content).decode("utf-8-sig")
    told = list(csv.reader(text.splitlines(), delimiter=";"))

    assert [row[:2] + row[4:] for row in told[1:]] == [
        ["APP-2027-0001", "Chloé Œuvré", "0", "1000", "0", "300", "0", "0", "700", "0"],
        ["APP-2027-0002", "Ousmane Diarra", "0", "500", "0", "0", "0", "0", "500", "0"],
        ["Ensemble", "", "0", "1500", "0", "300", "0", "0", "1200", "0"],
    ]


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


def test_a_year_is_closed_from_its_page_by_who_keeps_the_books(client, lived, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2029, 1, 9, tzinfo=PARIS))
    helene, fleur = lived
    _bank, line = bank_line(1_00, on=date(2028, 12, 30))
    url = f"/comptes/exercices/{year(2028).pk}/cloture/"
    client.force_login(fleur)
    by_founder = client.post(url, {"mot": "clore"})
    client.force_login(helene)
    unsure, early = client.post(url, {"mot": "oui"}), client.post(url, {"mot": "Clore"})
    matching.set_aside(line, why="Un écho de la banque", by=helene)
    sure = client.post(url, {"mot": "Clore"})

    asked = [one.status_code for one in (by_founder, unsure, early, sure)]
    assert asked == [404, 422, 422, 302]
    assert "Il reste 1 ligne de banque" in early.content.decode().replace("\u00a0", " ")
    assert FiscalYear.objects.get(code="2028").is_closed
    assert FiscalYear.objects.get(code="2029").entries.get().nature == Nature.OPENING


def test_a_closing_says_what_an_accountant_asks_first(lived):
    """Does the bank say what the books say on its last day; where does the last result go?"""
    day = date(2028, 1, 31)
    posted(Nature.MISC, debit(BANK, 100), credit("12000000", 100), on=day)
    bank, _line = bank_line(900, on=date(2028, 1, 9))

    def says(closing):
        bank.files.update(closing=closing, closing_on=day)
        told = Closing(FiscalYear.objects.get(code="2028"), today=date(2029, 1, 2)).checks
        return [(plain(one.words), one.tone) for one in told[-2:]]

    same, off = says(1_210_00), says(1_200_00)

    assert same == [
        (
            "Compte courant, au 31 janvier 2028 : 1 210,00 € au relevé et dans les comptes, au "
            "centime près.",
            "",
        ),
        (
            "L'excédent d'un exercice d'avant attend au 120 : 1,00 €. L'assemblée dit où il va, "
            "puis il s'écrit.",
            "told",
        ),
    ]
    assert (off[0][1], "L'écart de 10,00 €" in off[0][0]) == ("wrong", True)


def test_a_year_is_opened_from_its_page(client):
    client.force_login(treasurer())
    said = {"code": "2027", "starts_on": "2027-01-01", "ends_on": "2027-12-31"}

    wrong = client.post("/comptes/exercices/nouveau/", said | {"ends_on": "2026-12-31"})
    right = client.post("/comptes/exercices/nouveau/", said)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert client.get("/comptes/").status_code == 200
