"""A worker reads the sheet that was given, and keeps of each row what the house may read.

Each batch is one transaction that holds the import and passes over the rows it already has: a
worker that dies is followed by another, and two of them keep no row twice.
"""

from itertools import batched

from django.core.files.base import ContentFile

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.sheets.api import SheetRefused, read
from members.events import Event
from members.importing.asked import columns_asked
from members.importing.columns import recognised, refused
from members.models import Detail, FeeYear, ImportFile, ImportLine
from members.states import ImportState

AT_ONCE = 500
MOST_ROWS = 20_000


def read_in(import_, *, at):
    """Keep the rows of the sheet and recognise its columns; its file then goes. A sheet that cannot
    be read to its end says why, and nothing of it stays."""
    given = ImportFile.objects.filter(import_of=import_).first()
    if given is None:
        return
    try:
        sheet = read(ContentFile(given.content), sheet=import_.sheet, rows=MOST_ROWS)
        for rows in batched(sheet.rows, AT_ONCE):
            _keep(import_, sheet.head, rows, at=at)
    except SheetRefused as refusal:
        _refuse(import_, str(refusal), at=at)
    else:
        _recognise(import_, sheet, at=at)


def without(unread, cells):
    """The cells as texts, those of the ranks ``unread`` emptied."""
    return ["" if rank in unread else f"{cell}" for rank, cell in enumerate(cells)]


def _keep(import_, head, rows, *, at):
    unread = {rank for rank, title in enumerate(head) if refused(title)}
    with locked(import_) as import_:
        if import_.state != ImportState.READING:
            return
        new = [row for row in rows if row.number > import_.reached]
        ImportLine.objects.bulk_create(
            ImportLine(import_of=import_, number=number, cells=without(unread, cells))
            for number, cells in new
        )
        import_.length += len(new)
        import_.reached, import_.touched_at = max(import_.reached, rows[-1].number), at
        import_.save(update_fields=["length", "reached", "touched_at"])


def _recognise(import_, sheet, *, at):
    years = FeeYear.objects.order_by("-starts_on").values_list("name", flat=True)
    with locked(import_) as import_:
        if import_.state != ImportState.READING:
            return
        import_.move_to(ImportState.RECEIVED)
        asked = columns_asked(Detail.objects.open())
        import_.head, import_.columns = sheet.head, recognised(sheet.head, years, asked)
        import_.sheet, import_.reached, import_.touched_at = sheet.name[:120], 0, at
        import_.save()
        import_.file.delete()
        record(Event.IMPORT_READ, import_, rows=import_.length)


def _refuse(import_, why, *, at):
    with locked(import_) as import_:
        if import_.state != ImportState.READING:
            return
        import_.move_to(ImportState.UNREAD)
        import_.refusal, import_.length, import_.reached = why[:500], 0, 0
        import_.forgotten_at = import_.touched_at = at
        import_.save()
        import_.file.delete()
        import_.lines.all().delete()
        record(Event.IMPORT_UNREAD, import_)
