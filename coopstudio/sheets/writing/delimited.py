"""CSV as French Excel opens it: UTF-8 with its mark, semicolons, every cell quoted, CRLF."""

import csv
from datetime import date
from decimal import Decimal

from coopstudio.french.dates import digits
from coopstudio.sheets.writing.cells import harmless, plain

BOM = "\ufeff"
ROWS_AT_ONCE = 200


def as_csv(head, rows):
    """The lines of a CSV, some hundreds at once."""
    line = _Line()
    writer = csv.writer(line, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(harmless, head))
    yield BOM + line.taken()
    for rank, row in enumerate(rows, start=1):
        writer.writerow([_said(plain(cell)) for cell in row])
        if rank % ROWS_AT_ONCE == 0:
            yield line.taken()
    yield line.taken()


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
    if isinstance(cell, str):  # nearly every cell
        return harmless(cell)
    if isinstance(cell, date):
        return digits(cell)
    if isinstance(cell, (float, Decimal)):
        return f"{cell}".replace(".", ",")
    return cell
