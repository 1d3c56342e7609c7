"""Sheets of spreadsheets: read whatever French programs write, write what they open.

``look_at(upload)`` refuses what is visibly no sheet; ``read(upload)`` gives a Sheet: its head, and
its rows one by one. ``sent(…)`` answers with a file in the form that the person chose among
``FORMS``.
"""

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from coopstudio.sheets.reading import LIMIT, Row, Sheet, SheetRefused, look_at, read
from coopstudio.sheets.writing import as_csv, as_ods, as_xlsx, opendocument, workbook
from coopstudio.sheets.writing.cells import harmless

__all__ = [
    "FORMS", "LIMIT", "Row", "Sheet", "SheetRefused", "TYPE", "as_csv", "as_ods", "as_xlsx",
    "harmless", "look_at", "read", "sent",
]  # fmt: skip

TYPE = {"csv": "text/csv; charset=utf-8", "ods": opendocument.TYPE, "xlsx": workbook.TYPE}
FORMS = [
    ("xlsx", "Excel", "XLSX, les dates restent des dates"),
    ("ods", "LibreOffice", "ODS, les dates restent des dates"),
    ("csv", "Un autre tableur", "CSV en français, point-virgule, accents compris"),
]
"""(code, for whom, what it is): what a page offers."""


def form_of(said):
    """The form that a person asked for; CSV when they said none that we know."""
    return said if said in TYPE else "csv"


def sent(form, stem, head, rows, *, title="Feuille"):
    """An HTTP answer with the sheet, to be saved as ``stem``.``form``. Nothing keeps it."""
    if form == "csv":
        answer = StreamingHttpResponse(as_csv(head, rows))
    else:
        write = {"ods": as_ods, "xlsx": as_xlsx}[form]
        answer = FileResponse(write(head, rows, title=title))
    answer["Content-Type"] = TYPE[form]
    answer["Content-Disposition"] = content_disposition_header(True, f"{stem}.{form}")
    answer["Cache-Control"] = "private, no-store"
    return answer
