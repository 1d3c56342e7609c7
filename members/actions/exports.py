"""A list of members leaves the house: the journal knows who took it, and what it holds."""

from django.db import transaction

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event


class NothingToExport(Refused):
    message = "Personne n’était membre ce jour-là : il n’y a rien à prendre."


@transaction.atomic
def note_export(export, *, by, form):
    """Take a list away, as ``form``: its lines and its columns are written down, no name is."""
    rows = export.count()
    if not rows:
        raise NothingToExport
    record(
        Event.PEOPLE_EXPORTED, by, by=by, list=f"{export.which}", rows=rows, form=form,
        on=f"{export.on}", columns=[column.code for column in export.columns],
    )  # fmt: skip
    return rows
