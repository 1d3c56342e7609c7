"""XLSX, as Excel opens it: days stay days, numbers stay numbers, every text is text.

Texts stand in their own cell and not in the shared table that Excel makes: nothing is gathered.
"""

import re
import tempfile
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from coopstudio.sheets.writing.cells import for_xml, is_risky, plain

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_ZERO = date(1899, 12, 30)
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BOLD, DAY, QUOTED = 1, 2, 3  # ranks in cellXfs
PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
 ContentType="application/xml"/><Override PartName="/xl/workbook.xml"
 ContentType="{KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml"
 ContentType="{KIND}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="{KIND}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship
 Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"
 Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{SPREADSHEET}"><numFmts count="1"><numFmt
 numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name
 val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills
 count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill
 patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs
 count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1"
 applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0"
 quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"
 builtinId="0"/></cellStyles></styleSheet>""",
}
HEAD = f"""<worksheet xmlns="{SPREADSHEET}"><sheetViews><sheetView workbookViewId="0"><pane
 ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<sheetFormatPr defaultColWidth="20" defaultRowHeight="15"/><sheetData>"""
TAIL = "</sheetData></worksheet>"


def as_xlsx(head, rows, *, title="Feuille"):
    """An open file that holds the sheet; whoever reads it closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (it is given open)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in PARTS.items():
            archive.writestr(name, XML + words)
        archive.writestr("xl/workbook.xml", XML + _workbook(title))
        with archive.open("xl/worksheets/sheet1.xml", "w") as content:
            content.write((XML + HEAD).encode())
            content.write(_row(_text(word, BOLD) for word in head))
            for row in rows:
                content.write(_row(map(_cell, row)))
            content.write(TAIL.encode())
    file.seek(0)
    return file


def _workbook(title):
    name = re.sub(r"[\\/*?:\[\]]", " ", for_xml(title)).strip()[:31] or "Feuille"
    return (
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _row(cells):
    return f"<row>{''.join(cells)}</row>".encode()


def _cell(value):
    value = plain(value)
    if isinstance(value, str):
        return _text(value, QUOTED if is_risky(value) else 0) if value else "<c/>"
    if isinstance(value, date):
        return f'<c s="{DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    return f"<c><v>{value}</v></c>"


def _text(words, style):
    said = escape(for_xml(words))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{said}</t></is></c>'
