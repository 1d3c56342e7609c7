"""XLSX: values as they were computed, days as days, and the zeros that a format shows."""

import re
import zipfile
from datetime import date, datetime, time

import openpyxl

from coopstudio.sheets.reading.sheet import SheetRefused, letter

PADDED = re.compile(r"0{2,15}")  # « 00000 », the format of postcodes


def opened(file, wanted):
    """(name of the sheet, others that hold something, its rows)."""
    book = _opened(file, values=True)
    filled = [sheet.title for sheet in book.worksheets if _is_filled(sheet)]
    if not filled:
        raise SheetRefused("Ce classeur est vide : aucune de ses feuilles ne contient de ligne.")
    name = wanted if wanted in filled else filled[0]
    rows = _with_formulas(file, book, name) if _has_formulas(file) else _rows(book[name])
    return name, [title for title in filled if title != name], rows


def _opened(file, *, values):
    file.seek(0)
    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
    except Exception as trouble:  # the library says no in a dozen ways
        raise SheetRefused from trouble


def _is_filled(sheet):
    if sheet.sheet_state != "visible":
        return False
    rows = sheet.iter_rows(values_only=True, max_row=200)
    return any(cell not in (None, "") for row in _told(rows) for cell in row)


def _told(rows):
    """Rows, or the refusal of a sheet that breaks on the way."""
    try:
        yield from rows
    except SheetRefused:
        raise
    except Exception as trouble:
        raise SheetRefused from trouble


def _rows(sheet):
    sheet.reset_dimensions()
    for number, row in enumerate(_told(sheet.iter_rows()), start=1):
        yield number, [_said(cell) for cell in row]


def _has_formulas(file):
    """Whether some cell of some sheet is computed."""
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/sheet"):
                with archive.open(part) as content:
                    while piece := content.read(1 << 20):
                        if b"<f>" in piece or b"<f " in piece or b"<f/" in piece:
                            return True
    return False


def _with_formulas(file, book, name):
    """The values of the formulas; one that was never computed is told, not read as nothing."""
    formulas = _opened(file, values=False)[name]
    formulas.reset_dimensions()
    for (number, cells), row in zip(_rows(book[name]), _told(formulas.iter_rows()), strict=False):
        for rank, (value, cell) in enumerate(zip(cells, row, strict=False)):
            if value == "" and cell.data_type == "f":
                raise SheetRefused(
                    f"La case {letter(rank)}{number} contient une formule qui n’a pas été "
                    "calculée. Ouvrez le fichier dans votre tableur, enregistrez-le, puis "
                    "déposez-le de nouveau."
                )
        yield number, cells


def _said(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, str)):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    return f"{value}"


def _number(value, shape):
    if float(value).is_integer():
        figures = f"{int(value)}"
        return figures.zfill(len(shape)) if PADDED.fullmatch(shape) else figures
    return f"{value!r}".replace(".", ",")
