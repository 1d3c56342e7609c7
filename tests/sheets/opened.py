"""Sheets opened as office suites open them."""

import io

import openpyxl
from odf import opendocument, table, teletype


def in_ods(content):
    """The cells of the sheet: (kind, words, formula)."""
    sheet = opendocument.load(io.BytesIO(content)).getElementsByType(table.Table)[0]
    rows = sheet.getElementsByType(table.TableRow)
    return [[_as_read(cell) for cell in row.getElementsByType(table.TableCell)] for row in rows]


def in_xlsx(content):
    """The values of the cells."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def _as_read(cell):
    words = teletype.extractText(cell)
    return cell.getAttribute("valuetype"), words, cell.getAttribute("formula")
