"""A list leaves the house: the journal knows who took it, and how many lines it holds."""

from django.db import transaction

from applications.events import Event
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NothingToExport(Refused):
    message = "Il n’y a aucune candidature à exporter ici."


@transaction.atomic
def note_export(founder, *, rows, folded, form):
    """Take a list of so many rows, ``folded`` of them without a name, as ``csv`` or ``ods``."""
    if not rows:
        raise NothingToExport
    record(Event.EXPORTED, founder, by=founder, rows=rows, folded=folded, form=form)
