"""Sheets that come in: what French programs write is read, the rest is refused with a way out."""

import io
import re
import tracemalloc
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from coopstudio.sheets.api import SheetRefused, as_csv, as_ods, as_xlsx, read
from tests.sheets.uploads import archive, in_words, ods_of, saved, upload, workbook

TEXT = "Prénom;Nom;Code postal\nÉlodie;D’Almeida;01000\nJérôme;Œuvrard;21000\n"


def told(sheet):
    return sheet.head, [row.cells for row in sheet.rows]


READ = (
    ["Prénom", "Nom", "Code postal"],
    [["Élodie", "D’Almeida", "01000"], ["Jérôme", "Œuvrard", "21000"]],
)


# --- CSV: encodings ---


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_french_letters_are_read_whatever_program_wrote_them(encoding):
    assert told(read(in_words(TEXT, encoding))) == READ


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_capitals_alone_are_enough_to_know_an_old_encoding(encoding):
    text = "NOM;COMMUNE\nÉLODIE;LE CREUSOT\nJÉRÔME;CHÂTEAU-CHINON\n"

    _head, rows = told(read(in_words(text, encoding)))

    assert rows[1] == ["JÉRÔME", "CHÂTEAU-CHINON"]


def test_an_accent_late_in_a_long_file_is_read():
    text = "Nom;Commune\n" + "Martin;Dijon\n" * 8000 + "Lefèvre;Mâcon\n"

    *_rows, last = read(in_words(text, "cp1252")).rows

    assert last.cells == ["Lefèvre", "Mâcon"]


# --- CSV: separators, quotes, lines ---


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    assert told(read(in_words(TEXT.replace(";", separator)))) == READ


def test_commas_inside_a_text_are_not_taken_for_separators():
    text = "Nom;Métiers;Commune\nPerrin;conseil, formation, chant, danse;Dijon\n"

    assert told(read(in_words(text)))[1] == [
        ["Perrin", "conseil, formation, chant, danse", "Dijon"]
    ]


def test_the_line_sep_of_excel_says_it_and_is_passed_over():
    sheet = read(in_words("sep=,\r\n" + TEXT.replace(";", ",")))

    head, rows = sheet.head, list(sheet.rows)
    assert (head, [row.number for row in rows]) == (READ[0], [3, 4])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_read(end):
    assert told(read(in_words(TEXT.replace("\n", end)))) == READ


def test_quotes_hold_a_separator_a_quote_and_a_line():
    text = 'Nom;Mots\n"Perrin; fils";"il dit ""oui""\net revient"\n'

    assert told(read(in_words(text)))[1] == [["Perrin; fils", 'il dit "oui"\net revient']]


def test_the_apostrophe_that_we_put_before_a_formula_is_read_as_it_stands():
    content = "".join(as_csv(["Nom"], [["=1+1"]])).encode()

    assert told(read(upload(content)))[1] == [["'=1+1"]]


def test_one_column_is_a_sheet():
    assert told(read(in_words("Adresse e-mail\na@exemple.fr\n"))) == (
        ["Adresse e-mail"], [["a@exemple.fr"]],
    )  # fmt: skip


def test_rows_know_their_number_in_the_file():
    sheet = read(in_words("Nom;Commune\n\nPerrin;Dijon\n;\nZerrouki;Nevers\n"))

    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(3, "Perrin"), (5, "Zerrouki")]


# --- heads ---


def test_a_title_before_the_head_is_passed_over():
    sheet = read(workbook([["Membres de l’Institut"], [], ["Nom", "Commune"], ["Perrin", "Dijon"]]))

    assert told(sheet) == (["Nom", "Commune"], [["Perrin", "Dijon"]])


def test_words_merged_over_several_columns_are_passed_over():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Identité", None, "Adresse", None, None])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:E1")
    sheet.append(["Prénom", "Nom", "Rue", "Code postal", "Commune"])
    sheet.append(["Noémie", "Perrin", "2 rue Haute", "21000", "Dijon"])

    assert read(saved(book)).head == ["Prénom", "Nom", "Rue", "Code postal", "Commune"]


def test_a_column_without_a_title_has_its_letter():
    assert read(in_words("Nom;;Commune\nPerrin;x;Dijon\n")).head == ["Nom", "Colonne B", "Commune"]


def test_two_columns_of_the_same_name_are_told_apart():
    assert read(in_words("Nom;Nom\nPerrin;Petit\n")).head == ["Nom", "Nom (B)"]


def test_a_short_line_is_filled_and_a_long_one_is_told():
    sheet = read(in_words("Nom;Commune\nPerrin\nZerrouki;Nevers;de trop\n"))

    assert [len(row.cells) for row in sheet.rows] == [2, 3]


# --- XLSX ---


def test_a_day_is_a_day_and_a_postcode_keeps_its_zero():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Depuis", "Texte", "Format", "Nombre", "Somme", "À jour"])
    sheet.append([datetime(2019, 3, 2), "01000", 1000, 21000, 30.5, True])
    sheet["C2"].number_format = "00000"

    assert told(read(saved(book)))[1] == [
        [date(2019, 3, 2), "01000", "01000", "21000", "30,5", "oui"]
    ]


def test_the_days_of_an_old_mac_are_the_same_days():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Depuis"])
    book.active.append([datetime(2019, 3, 2)])

    assert told(read(saved(book)))[1] == [[date(2019, 3, 2)]]


def test_a_formula_that_was_never_computed_is_refused_by_its_cell():
    with pytest.raises(SheetRefused, match="La case B3 contient une formule"):
        list(read(workbook([["Nom", "Total"], ["Perrin", 1], ["Petit", "=1+1"]])).rows)


def test_a_formula_is_read_as_the_value_it_had():
    content = _with_cached_value(workbook([["Nom", "Total"], ["Perrin", "=1+1"]]).read())

    assert told(read(upload(content)))[1] == [["Perrin", "2"]]


def _with_cached_value(content):
    """As Excel would have saved it: the formula, and what it gave."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            words = re.sub(rb"</f><v ?/?>(</v>)?", b"</f><v>2</v>", old.read(name))
            new.writestr(name, words)
    return out.getvalue()


def test_the_first_sheet_that_holds_something_is_read_and_the_others_are_told():
    sheet = read(workbook([], [["Nom"], ["Perrin"]], [["Dépenses"], ["Loyer"]]))

    assert (sheet.name, sheet.others, told(sheet)[1]) == ("Feuille2", ["Feuille3"], [["Perrin"]])


def test_another_sheet_is_read_when_it_is_named():
    sheet = read(workbook([["Dépenses"], ["Loyer"]], [["Nom"], ["Perrin"]]), sheet="Feuille2")

    assert told(sheet)[1] == [["Perrin"]]


def test_a_hidden_sheet_is_not_read():
    book = openpyxl.Workbook()
    book.active.append(["Secret"])
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Membres")
    shown.append(["Nom"])
    shown.append(["Perrin"])

    sheet = read(saved(book))

    assert (sheet.name, sheet.others) == ("Membres", [])


# --- ODS ---


def test_what_libreoffice_shows_is_what_is_read():
    body = """<table:table table:name="Membres"><table:table-row>
      <table:table-cell office:value-type="string"><text:p>Nom</text:p></table:table-cell>
      <table:table-cell office:value-type="string"><text:p>Depuis</text:p></table:table-cell>
      <table:table-cell office:value-type="string"><text:p>Code postal</text:p></table:table-cell>
      <table:table-cell office:value-type="string"><text:p>Payé</text:p></table:table-cell>
      </table:table-row><table:table-row>
      <table:table-cell office:value-type="string"><text:p>De<text:s/>La<text:s text:c="2"/>Tour
      </text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2019-03-02"><text:p>02/03/19
      </text:p></table:table-cell>
      <table:table-cell office:value-type="float" office:value="1000"><text:p>01000</text:p>
      </table:table-cell>
      <table:table-cell office:value-type="currency" office:value="30.5"><text:p>30,50 €</text:p>
      </table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048574"><table:table-cell
      table:number-columns-repeated="16384"/></table:table-row></table:table>"""

    [row] = told(read(ods_of(body)))[1]

    assert row == ["De La  Tour", date(2019, 3, 2), "01000", "30,5"]


def test_cells_and_rows_written_once_for_several_are_several():
    body = """<table:table table:name="A"><table:table-row><table:table-cell
      office:value-type="string"><text:p>A</text:p></table:table-cell><table:table-cell
      office:value-type="string"><text:p>B</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"
      table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>
      </table:table>"""

    assert told(read(ods_of(body))) == (["A", "B"], [["x", "x"], ["x", "x"]])


def test_a_comment_beside_a_cell_is_not_its_text():
    body = """<table:table table:name="A"><table:table-row><table:table-cell
      office:value-type="string"><text:p>Nom</text:p></table:table-cell></table:table-row>
      <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>fâché
      </text:p></office:annotation><text:p>Perrin</text:p></table:table-cell></table:table-row>
      </table:table>"""

    assert told(read(ods_of(body)))[1] == [["Perrin"]]


def test_a_million_repeated_rows_stop_at_the_limit():
    body = """<table:table table:name="A"><table:table-row><table:table-cell
      office:value-type="string"><text:p>A</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1000000"><table:table-cell
      office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>
      </table:table>"""

    with pytest.raises(SheetRefused, match="plus de 20000 lignes"):
        list(read(ods_of(body)).rows)


# --- refusals ---


def refused(given, **limits):
    with pytest.raises(SheetRefused) as refusal:
        list(read(given, **limits).rows)
    return f"{refusal.value}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Ce fichier est vide"),
        (b"%PDF-1.7 ...", "C’est un PDF, pas un tableau"),
        (b"\x89PNG\r\n\x1a\n", "C’est une image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien classeur Excel (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "mot de passe"),
        (b"<html><body><table>", "C’est une page web"),
        (b"PK\x03\x04 broken", "abîmé ou incomplet"),
        (bytes(range(1, 32)) * 9, "ne se lit pas comme un tableau"),
        (b"\n\n;;\n", "Ce tableau est vide"),
        (b"Nom;Commune\n", "aucune ligne dessous"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_with_its_cause(content, words):
    assert words in refused(upload(content))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word__document_dot_xml": "x"}, "traitement de texte"),
        ({"Index__Document_dot_iwa": "x"}, "tableau de Numbers"),
        ({"xl__workbook_dot_bin": "x"}, ".xlsb"),
        ({"photo_dot_jpg": "x"}, "C’est une archive"),
        ({"xl__workbook_dot_xml": "x", "xl__vbaProject_dot_bin": "x"}, "macros"),
        ({"content_dot_xml": "x", "Basic__script_dot_xml": "x"}, "macros"),
        ({"content_dot_xml": "x", "META-INF__manifest_dot_xml": "<encryption-data/>"},
         "mot de passe"),
        ({"xl__workbook_dot_xml": "nothing"}, "ne se lit pas comme un tableau"),
        ({"content_dot_xml": "x", "mimetype": "application/vnd.oasis.opendocument.text"},
         "mais pas un tableau"),
    ],
)  # fmt: skip
def test_an_archive_that_is_no_sheet_is_refused_with_its_cause(parts, words):
    assert words in refused(archive(**parts))


def test_a_workbook_with_no_row_is_refused():
    assert "Ce classeur est vide" in refused(workbook([], []))


def test_a_bomb_is_not_unpacked():
    given = archive(xl__workbook_dot_xml="x", xl__sharedStrings_dot_xml="a" * 30_000_000)
    tracemalloc.start()

    words = refused(given)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "démesuré" in words
    assert peak < 2_000_000


CELL = (
    '<table:table-cell table:number-columns-repeated="101" office:value-type="string">'
    "<text:p>x</text:p></table:table-cell>"
)


@pytest.mark.parametrize(
    "inside",
    [
        CELL * 60_000,
        "<table:table-cell><text:p>" + "<text:s/>" * 60_000 + "</text:p></table:table-cell>",
        "<table:table-cell>" + "<text:p>" * 2_000 + "</text:p>" * 2_000 + "</table:table-cell>",
    ],
    ids=["wide", "wordy", "deep"],
)
def test_a_row_that_swells_in_the_memory_is_refused_before_it_does(inside):
    row = f"<table:table-row>{inside}</table:table-row>"

    with pytest.raises(SheetRefused, match="se déplie en quelque chose de démesuré"):
        read(ods_of(f'<table:table table:name="F">{row}</table:table>'))


def test_cells_written_once_for_very_many_cost_no_more_than_the_columns_that_are_taken():
    row = f"<table:table-row>{CELL * 20_000}</table:table-row>"
    tracemalloc.start()

    with pytest.raises(SheetRefused, match="plus de 100 colonnes"):
        read(ods_of(f'<table:table table:name="F">{row}</table:table>'))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 1024 * 1024


def test_entities_that_multiply_are_refused():
    body = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    given = archive(content_dot_xml=body, mimetype="application/vnd.oasis.opendocument.spreadsheet")

    assert "ne se lit pas comme un tableau" in refused(given)


def test_what_is_too_heavy_is_refused_with_both_weights():
    assert "la limite est de 1 Mo" in refused(upload(b"x" * 2_000_000), octets=1024 * 1024).replace(
        "\u00a0", " "
    )


def test_what_is_too_long_is_refused_with_its_limit():
    assert "plus de 3 lignes" in refused(in_words("Nom\n" + "Perrin\n" * 4), rows=3)


def test_a_quote_that_never_closes_is_told_by_its_line():
    text = 'Nom;Mots\nPerrin;ok\nPetit;"' + "la suite\n" * 20_000

    assert "guillemet" in refused(in_words(text))


# --- the cost ---


@pytest.mark.parametrize("write", [as_csv, as_ods, as_xlsx])
def test_ten_thousand_rows_do_not_fill_the_memory(write):
    rows = ([f"a{n}@exemple.fr", "Noémie", f"D’Almeida {n}", "21000"] for n in range(10_000))
    made = write(["Adresse", "Prénom", "Nom", "Code postal"], rows)
    given = upload("".join(made).encode() if write is as_csv else made.read())
    sheet = read(given)
    tracemalloc.start()

    count = sum(1 for _row in sheet.rows)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 4_000_000
