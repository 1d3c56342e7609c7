"""ODS, as LibreOffice opens it: days stay days, numbers stay numbers, every text is text."""

import tempfile
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from coopstudio.french.dates import digits
from coopstudio.sheets.writing.cells import for_xml, plain

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
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
<table:table table:name=%s>"""
TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"
 manifest:media-type="{TYPE}"/><manifest:file-entry manifest:full-path="content.xml"
 manifest:media-type="text/xml"/></manifest:manifest>"""


def as_ods(head, rows, *, title="Feuille"):
    """An open file that holds the sheet; whoever reads it closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (it is given open)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write((HEAD % quoteattr(for_xml(title))).encode())
            content.write(_row(_cell(word, style="tete") for word in head))
            for row in rows:
                content.write(_row(map(_cell, row)))
            content.write(TAIL.encode())
    file.seek(0)
    return file


def _row(cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>".encode()


def _cell(value, style=""):
    value = plain(value)
    if isinstance(value, str):
        words, kind, told = for_xml(value), "string", ""
    elif isinstance(value, date):
        words, kind, told = digits(value), "date", f' office:date-value="{value}"'
        style = style or "date"
    else:
        words, kind, told = f"{value}", "float", f' office:value="{value}"'
    styled = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell office:value-type="{kind}"{told}{styled}>'
        f"<text:p>{escape(words)}</text:p></table:table-cell>"
    )
