"""What leaves the house as a sheet: no formula, dates as dates, and a memory that stays flat."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import repeat

import openpyxl
import pytest

from coopstudio.sheets.api import as_csv, as_ods, as_xlsx, harmless, read, sent
from tests.sheets.opened import in_ods, in_xlsx
from tests.sheets.uploads import upload

ATTACKS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1",
    "\ufeff=1", "＝1", "＋1", "－1", "＠SUM", "|calc", "%0A", "=HYPERLINK(\"http://x\";\"y\")",
]  # fmt: skip
WRITERS = pytest.mark.parametrize("write", [as_csv, as_ods, as_xlsx])


def told(text):
    return list(csv.reader(io.StringIO(text), delimiter=";"))


# --- formulas ---


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_can_be_taken_for_a_formula(text):
    assert told("".join(as_csv(["x"], [[text]])))[-1] == [f"'{text}"]


def test_no_title_either():
    assert "".join(as_csv(["=1"], [])) == '\ufeff"\'=1"\r\n'


@pytest.mark.parametrize("text", ["", "Noémie", "06 12 34 56 78", "00 41 79 123 45 67", "(replié)",
                                  "D’Almeida", "l’an = 12 mois", "12"])  # fmt: skip
def test_what_is_harmless_stays_as_it_was_written(text):
    assert harmless(text) == text


@pytest.mark.parametrize("text", [*ATTACKS, "a\x00b\ud800", "<b>&\"'"])
def test_in_ods_every_text_is_text(text):
    cells = in_ods(as_ods(["x"], [[text]]).read())

    assert cells[1][0][0] == "string"
    assert cells[1][0][2] is None


@pytest.mark.parametrize("text", [*ATTACKS, "a\x00b\ud800", "<b>&\"'"])
def test_in_xlsx_every_text_is_text(text):
    book = openpyxl.load_workbook(as_xlsx(["x"], [[text]]))

    cell = book.worksheets[0]["A2"]
    assert cell.data_type in {"s", "n"}  # an empty text is no cell
    assert not (cell.data_type == "n" and cell.value)


def test_a_dangerous_text_stays_text_when_somebody_edits_its_cell_in_excel():
    book = openpyxl.load_workbook(as_xlsx(["x"], [["=1+1"], ["Noémie"]]))

    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [cell.quotePrefix for cell in cells] == [True, False]


# --- kinds ---


def test_a_date_and_a_number_keep_their_kind_in_ods():
    cells = in_ods(as_ods(["x", "y"], [[date(2026, 12, 3), 12]]).read())

    assert cells[1] == [("date", "03/12/2026", None), ("float", "12", None)]


def test_a_date_and_a_number_keep_their_kind_in_xlsx():
    row = [date(2026, 12, 3), 12, Decimal("30.50"), "01000", None, True]

    cells = in_xlsx(as_xlsx(["a", "b", "c", "d", "e", "f"], [row]).read())

    assert cells[1] == [datetime(2026, 12, 3), 12, 30.5, "01000", None, "oui"]


def test_an_instant_is_its_day_in_paris():
    night = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)

    assert told("".join(as_csv(["x"], [[night]])))[-1] == ["01/06/2026"]


def test_a_sum_of_euros_has_a_comma_in_csv():
    assert told("".join(as_csv(["x"], [[Decimal("30.50")]])))[-1] == ["30,50"]


def test_the_sheet_bears_its_name():
    assert openpyxl.load_workbook(as_xlsx(["x"], [], title="Membres / 2026")).sheetnames == [
        "Membres   2026"
    ]


# --- the way back ---


@WRITERS
def test_what_was_written_is_read_again(write):
    rows = [["Élodie", "01000", date(2026, 12, 3)], ["D’Almeida", "", "l’an = 12"]]
    made = write(["Prénom", "Code postal", "Depuis"], rows)
    content = "".join(made).encode() if write is as_csv else made.read()

    sheet = read(upload(content))

    first, second = sheet.rows
    assert sheet.head == ["Prénom", "Code postal", "Depuis"]
    day = "03/12/2026" if write is as_csv else date(2026, 12, 3)
    assert (first.cells, second.cells) == (["Élodie", "01000", day], rows[1])


# --- the answer, the cost ---


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
def test_the_answer_is_a_file_that_nobody_keeps(form):
    answer = sent(form, "membres-2026-12-03", ["x"], [["Noémie"]])

    assert answer["Content-Disposition"] == f'attachment; filename="membres-2026-12-03.{form}"'
    assert answer["Cache-Control"] == "private, no-store"


@WRITERS
def test_a_long_file_does_not_fill_the_memory(write):
    row = [12, "Noémie", "D’Almeida", date(2026, 12, 3), "Des cercles de parole" * 5]
    tracemalloc.start()

    for _part in write(["x"] * 5, repeat(row, 20_000)):
        pass

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
