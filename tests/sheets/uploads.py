"""Files as a browser gives them."""

import io
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from coopstudio.sheets.api import as_ods


def upload(content, name="membres.csv"):
    return SimpleUploadedFile(name, content)


def in_words(text, encoding="utf-8"):
    return upload(text.encode(encoding))


def workbook(*sheets):
    """An XLSX as other programs of the field make it. ``sheets``: lists of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rank, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Feuille{rank}")
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return upload(out.getvalue(), "membres.xlsx")


def archive(**parts):
    """A ZIP of these parts; « __ » stands for a slash, « _dot_ » for a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return upload(out.getvalue(), "membres.zip")


def ods_of(body, *, kind="application/vnd.oasis.opendocument.spreadsheet"):
    """An ODS whose table holds ``body``, as LibreOffice would write it."""
    with zipfile.ZipFile(as_ods([], [])) as model:
        content = model.read("content.xml").decode()
    start = content.index("<table:table ")
    end = content.index("</office:spreadsheet>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("mimetype", kind, zipfile.ZIP_STORED)
        box.writestr("content.xml", content[:start] + body + content[end:])
    return upload(out.getvalue(), "membres.ods")
