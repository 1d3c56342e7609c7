"""ODS, read as it comes: a sheet of a hundred thousand repeated cells costs one.

What a cell shows is kept where its value would lose something: a postcode its zero.
"""

import re
import zipfile
import zlib
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from coopstudio.sheets.reading.kinds import BOMB
from coopstudio.sheets.reading.sheet import MOST_COLUMNS, SheetRefused

PLACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (PLACE % word for word in ("table", "office", "text"))
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
BROKEN = (ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, ValueError)
MOST_NODES, DEEPEST = 50_000, 60
"""Of one row, with all that stands in it: the widest row of LibreOffice has 16 384 cells."""

SHOWN = re.compile(r"[0-9 .\u00a0\u202f+-]+")
"""What a number shows that is a postcode or a telephone: read as it is shown."""


def opened(file, wanted):
    """(name of the sheet, others that hold something, its rows)."""
    filled = _filled(file)
    if not filled:
        raise SheetRefused("Ce classeur est vide : aucune de ses feuilles ne contient de ligne.")
    name = wanted if wanted in filled else filled[0]
    rows = ((number, cells) for _title, number, cells in _told(file, wanted=name))
    return name, [title for title in filled if title != name], rows


def _filled(file):
    titles = []
    for title, _number, cells in _told(file, looking=True):
        if any(cells) and title not in titles:
            titles.append(title)
    return titles


def _told(file, *, looking=False, wanted=None):
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
            for row in _rows(content, looking):
                if wanted in {None, row[0]}:
                    yield from _repeated(row, 1 if looking else row[3])
    except BROKEN as trouble:
        raise SheetRefused from trouble


def _repeated(row, times):
    title, number, cells, _again = row
    for rank in range(times if any(cells) else 1):
        yield title, number + rank, cells


def _rows(content, looking):
    """(title, number, cells, times) of every row, forgotten once told."""
    title, number, tables = "", 1, None
    for event, node in _bounded(iterparse(content, events=("start", "end"), forbid_dtd=True)):
        if event == "start" and node.tag == f"{TABLE}table":
            title, number, tables = node.get(f"{TABLE}name", ""), 1, node
        elif event == "end" and node.tag == f"{TABLE}table-row":
            cells = list(islice(_cells(node, number, looking), MOST_COLUMNS + 1))
            again = _times(node, "number-rows-repeated")
            yield title, number, cells, again
            number += again
            node.clear()
            if tables is not None:
                tables.clear()


def _bounded(events):
    """What is parsed, refused before what stands between two rows fills the memory."""
    held = depth = 0
    for event, node in events:
        depth += 1 if event == "start" else -1
        held += event == "start"
        if held > MOST_NODES or depth > DEEPEST:
            raise SheetRefused(BOMB)
        yield event, node
        if event == "end" and node.tag == f"{TABLE}table-row":
            held = 0


def _cells(row, number, looking):
    blank = 0
    for cell in row:
        if cell.tag not in CELLS:
            continue
        value = _said(cell)
        if value == "" and not looking and cell.get(f"{TABLE}formula") and _has_no_value(cell):
            raise SheetRefused(
                f"Une formule de la ligne {number} n’a pas été calculée. Ouvrez le fichier dans "
                "votre tableur, enregistrez-le, puis déposez-le de nouveau."
            )
        times = _times(cell, "number-columns-repeated")
        if value == "":
            blank += times
            continue
        yield from [""] * min(blank, MOST_COLUMNS + 1)
        yield from [value] * min(times, MOST_COLUMNS + 1)
        blank = 0


def _has_no_value(cell):
    return cell.get(f"{OFFICE}value-type") is None


def _times(node, word):
    said = node.get(TABLE + word, "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else 1


def _said(cell):
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return _day(cell.get(f"{OFFICE}date-value", ""))
    if kind == "boolean":
        return "oui" if cell.get(f"{OFFICE}boolean-value") == "true" else "non"
    shown = "\n".join(_words(line) for line in cell.findall(f"{TEXT}p"))
    if kind not in {"float", "currency", "percentage"}:
        return shown
    if kind == "float" and SHOWN.fullmatch(shown) and "." not in shown:
        return shown
    return _number(cell.get(f"{OFFICE}value", "")) or shown


def _day(said):
    """A day; an empty one is nothing."""
    return datetime.fromisoformat(said).date() if len(said) > 10 else date.fromisoformat(said)


def _number(said):
    figures = float(said) if said else None
    if figures is None:
        return ""
    return f"{int(figures)}" if figures.is_integer() else f"{figures!r}".replace(".", ",")


def _words(node):
    """The text of a line, with the blanks that ODS writes apart."""
    parts = [node.text or ""]
    for child in node:
        parts.append(_blank(child) or _words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _blank(child):
    if child.tag == f"{TEXT}s":
        return " " * min(_count(child), 100)
    return {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(child.tag, "")


def _count(child):
    said = child.get(f"{TEXT}c", "1")
    return int(said) if said.isdecimal() and len(said) < 5 else 1
