"""Rows as a file that a spreadsheet opens: CSV as French Excel wants it, or ODS. Pure.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, which can
reach out of the sheet. In CSV such a text is given an apostrophe before it, as people do by hand;
in ODS every text says that it is text. Both are written row by row: memory stays flat.
"""

import csv
import tempfile
import unicodedata
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from coopstudio.french.dates import digits

BOM = "\ufeff"
FORMULAS = frozenset("=+-@|%\t\r\n\x00")
TYPE = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
ROWS_AT_ONCE = 200
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in [("office", "office"), ("table", "table"), ("text", "text"),
                        ("style", "style"), ("number", "datastyle"), ("fo", "xsl-fo-compatible")]
)  # fmt: skip
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMES} office:version="1.3"><office:automatic-styles>
<number:date-style style:name="jour"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>
</number:date-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="jour"/>
<style:style style:name="tete" style:family="table-cell">
<style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Candidatures">"""
TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"
 manifest:media-type="{TYPE["ods"]}"/><manifest:file-entry manifest:full-path="content.xml"
 manifest:media-type="text/xml"/></manifest:manifest>"""


def harmless(text):
    """``text``, with an apostrophe before it if a spreadsheet could take it for a formula.

    What comes first is judged as a spreadsheet may see it: blanks and invisible signs aside, and
    the wide signs of other keyboards (``＝``) taken for the plain ones.
    """
    seen = unicodedata.normalize("NFKC", text)
    first = next((sign for sign in seen if not _is_unseen(sign)), "")
    begins_oddly = seen[:1] in FORMULAS or first in FORMULAS
    return f"'{text}" if text and begins_oddly else text


def as_csv(head, rows):
    """The lines of a CSV: UTF-8 with its mark, semicolons, every cell quoted, CRLF."""
    line = _Line()
    writer = csv.writer(line, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    yield BOM + line.taken()
    for rank, row in enumerate(rows, start=1):
        writer.writerow([_said(cell) for cell in row])
        if rank % ROWS_AT_ONCE == 0:
            yield line.taken()
    yield line.taken()


def as_ods(head, rows):
    """An open file that holds the sheet; whoever reads it closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (it is given open)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE["ods"], zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(HEAD.encode())
            content.write(_row(_cell(word, style="tete") for word in head))
            for row in rows:
                content.write(_row(map(_cell, row)))
            content.write(TAIL.encode())
    file.seek(0)
    return file


class _Line:
    """What the writer has written since it was last asked."""

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def taken(self):
        text = "".join(self.parts)
        self.parts.clear()
        return text


def _said(cell):
    if isinstance(cell, date):
        return digits(cell)
    return harmless(cell) if isinstance(cell, str) else cell


def _row(cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>".encode()


def _cell(value, style=""):
    kind = {date: "date", int: "float"}.get(type(value), "string")
    told = {"date": "office:date-value", "float": "office:value"}.get(kind)
    given = f" {told}={quoteattr(f'{value}')}" if told else ""
    style = style or ("date" if kind == "date" else "")
    styled = f' table:style-name="{style}"' if style else ""
    words = digits(value) if kind == "date" else "".join(filter(_is_for_xml, f"{value}"))
    return (
        f'<table:table-cell office:value-type="{kind}"{given}{styled}>'
        f"<text:p>{escape(words)}</text:p></table:table-cell>"
    )


def _is_unseen(sign):
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc", "Zs"}


def _is_for_xml(sign):
    return sign in "\t\n" or (
        ord(sign) >= 0x20 and sign not in "\ufffe\uffff" and not 0xD800 <= ord(sign) <= 0xDFFF
    )
