"""What leaves the books is known: who took which file, and when."""

from django.db import transaction

from contributions import documents
from contributions.events import Event
from coopstudio.journal.api import record


@transaction.atomic
def take(year, kind, *, by):
    """Note that somebody takes a file of this exercice (« fec », « beancount », « archive »…)."""
    record(Event.EXPORTED, year, by=by, kind=kind)


@transaction.atomic
def ask_notice(year, *, by):
    """The notice of its file, as a paper."""
    record(Event.NOTICE_ASKED, year, by=by)
    return documents.fec_notice(year)
