"""A sheet that somebody gives us, whatever program wrote it, read row by row."""

from coopstudio.sheets.reading.kinds import CSV, ODS, XLSX, kind_of
from coopstudio.sheets.reading.sheet import Row, Sheet, SheetRefused, sheet_of

__all__ = ["LIMIT", "Row", "Sheet", "SheetRefused", "look_at", "read"]
LIMIT = 10 * 1024 * 1024  # octets


def look_at(upload, *, octets=LIMIT):
    """Refuse at once what is visibly no sheet: no row is read. Raises SheetRefused."""
    kind_of(upload, octets=octets)
    upload.seek(0)


def read(upload, *, sheet="", octets=LIMIT, rows=20_000):
    """The Sheet that an uploaded file holds: the one named ``sheet``, or the first with something.

    CSV in any encoding and with any separator of French programs, ODS, XLSX. ``octets`` and
    ``rows`` are the most that is taken. Raises SheetRefused, now or when a row is read, with the
    cause and the way out.
    """
    kind, file = kind_of(upload, octets=octets)
    name, others, found = READERS[kind](file, sheet)
    return sheet_of(found, most=rows, name=name, others=others)


def _delimited(file, sheet):
    from coopstudio.sheets.reading import delimited  # noqa: PLC0415

    return "", [], delimited.rows(file)


def _opendocument(file, sheet):
    from coopstudio.sheets.reading import opendocument  # noqa: PLC0415

    return opendocument.opened(file, sheet)


def _workbook(file, sheet):
    from coopstudio.sheets.reading import workbook  # noqa: PLC0415 (heavy)

    return workbook.opened(file, sheet)


READERS = {CSV: _delimited, ODS: _opendocument, XLSX: _workbook}
