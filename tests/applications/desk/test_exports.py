"""The list that leaves the house: nothing folded, no formula, one line in the journal."""

import csv
import io
import tracemalloc
from datetime import date
from itertools import repeat

import pytest
from odf import opendocument, table, teletype

from applications.desk.exports import COLUMNS
from applications.desk.sheets import as_csv, as_ods, harmless
from applications.models import Reading
from applications.states import State
from coopstudio.journal.models import Entry
from tests.applications.factories import NOON, application
from tests.members.factories import founder, member

EXPORT = "/candidatures/export/"
ATTACKS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1",
    "\ufeff=1", "＝1", "＋1", "－1", "＠SUM", "|calc", "%0A", "=HYPERLINK(\"http://x\";\"y\")",
]  # fmt: skip


@pytest.fixture
def fleur(client, db):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def in_csv(response):
    return read(response.getvalue())


def read(content):
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def in_ods(content):
    """The cells of the sheet as an office suite reads them: (kind, words)."""
    sheet = opendocument.load(io.BytesIO(content)).getElementsByType(table.Table)[0]
    rows = sheet.getElementsByType(table.TableRow)
    return [[_as_read(cell) for cell in row.getElementsByType(table.TableCell)] for row in rows]


def _as_read(cell):
    words = teletype.extractText(cell)
    return cell.getAttribute("valuetype"), words, cell.getAttribute("formula")


# --- formulas ---


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_can_be_taken_for_a_formula(text):
    told = list(csv.reader(io.StringIO("".join(as_csv(["x"], [[text]]))), delimiter=";"))

    assert told[-1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["", "Noémie", "06 12 34 56 78", "00 41 79 123 45 67", "(replié)",
                                  "D’Almeida", "l’an = 12 mois", "12"])  # fmt: skip
def test_what_is_harmless_stays_as_it_was_written(text):
    assert harmless(text) == text


@pytest.mark.parametrize("text", [*ATTACKS, "a\x00b\ud800", "<b>&\"'"])
def test_in_ods_every_text_is_text(text):
    cells = in_ods(as_ods(["x"], [[text]]).read())

    assert cells[1][0][0] == "string"
    assert cells[1][0][2] is None


def test_a_date_and_a_number_keep_their_kind_in_ods():
    cells = in_ods(as_ods(["x", "y"], [[date(2026, 12, 3), 12]]).read())

    assert cells[1] == [("date", "03/12/2026", None), ("float", "12", None)]


# --- the file ---


def test_the_csv_is_what_french_excel_opens(client, fleur):
    application(State.MET, phone="+33612345678", postcode="21200", town="Beaune")

    response = client.post(EXPORT, {"forme": "csv"})

    raw = response.getvalue()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 2
    [row] = read(raw)
    assert (row["Prénom"], row["Téléphone"], row["Code postal"], row["Envoyée le"]) == (
        "Noémie", "06 12 34 56 78", "21200", "11/05/2026",
    )  # fmt: skip


def test_a_telephone_from_abroad_stays_readable(client, fleur):
    application(State.MET, phone="+41791234567")

    [row] = in_csv(client.post(EXPORT))

    assert row["Téléphone"] == "00 41 79 123 45 67"


def test_the_ods_holds_the_same_rows(client, fleur):
    one = application(State.MET)

    response = client.post(EXPORT, {"forme": "ods"})

    head, row = in_ods(b"".join(response))
    assert [words for _kind, words, _formula in head] == COLUMNS
    assert (row[0], row[2]) == (("float", f"{one.number}", None), ("string", "Noémie", None))


def test_only_the_rows_of_the_view_are_taken(client, fleur):
    met = application(State.MET)
    application(State.CROSSED)

    rows = in_csv(client.post(f"{EXPORT}?vue=decider"))

    assert [row["Numéro"] for row in rows] == [f"{met.number}"]


def test_only_the_chosen_rows_are_taken(client, fleur):
    first, _second, third = [application(State.MET) for _ in range(3)]

    rows = in_csv(client.post(f"{EXPORT}?n={third.number}&n={first.number}&n=x&n=9999999"))

    assert [row["Numéro"] for row in rows] == [f"{first.number}", f"{third.number}"]


# --- what is folded ---


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_a_folded_row_has_neither_name_nor_address(client, fleur, form):
    application(
        State.READING, first_name="Wenceslas", last_name="Wojciechowski", email="w@exemple.fr",
        town="Pouilly", postcode="58150", phone="+33612345678",
    )  # fmt: skip

    response = client.post(EXPORT, {"forme": form})

    content = b"".join(response)
    told = (
        " ".join(words for row in in_ods(content) for _kind, words, _formula in row)
        if form == "ods"
        else content.decode()
    )
    assert "(replié)" in told
    words = ("Wenceslas", "Wojciechowski", "w@exemple.fr", "Pouilly", "58150", "34 56")
    assert [word for word in words if word in told] == []


def test_no_reading_leaves_the_house(client, fleur):
    thomas = founder("Thomas", "Marshall")
    one = application(State.READING)
    Reading.objects.create(
        application=one, reader=thomas, touches="Sa boussole.", wish="yes", written_at=NOON
    )

    assert "boussole" not in client.post(EXPORT).getvalue().decode()


def test_ones_own_candidature_is_not_in_the_list(client, fleur):
    application(State.MET, person=fleur)

    response = client.post(EXPORT)

    assert response.status_code == 302


# --- the journal, the cost ---


def test_the_journal_says_who_took_how_many(client, fleur):
    application(State.MET)
    application(State.READING)

    client.post(EXPORT, {"forme": "ods"})

    entry = Entry.objects.get(event="applications.exported")
    assert (entry.actor, entry.details) == (fleur, {"rows": 2, "folded": 1, "form": "ods"})


def test_looking_at_the_page_takes_nothing(client, fleur):
    application(State.READING)

    page = client.get(EXPORT)

    assert "1 sans nom" in page.text
    assert not Entry.objects.filter(event="applications.exported").exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_file_costs_the_same_questions_for_one_and_for_thirty(
    client, fleur, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        application(State.MET)

    with django_assert_max_num_queries(12):
        client.post(EXPORT).getvalue()


@pytest.mark.parametrize("write", [as_csv, as_ods])
def test_a_long_file_does_not_fill_the_memory(write):
    row = [12, "Noémie", "D’Almeida", date(2026, 12, 3), "Des cercles de parole" * 5]
    tracemalloc.start()

    for _part in write(["x"] * 5, repeat(row, 20_000)):
        pass

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_the_export_does_not_exist_for_a_member(client, db):
    client.force_login(member())

    assert client.post(EXPORT).status_code == 404
