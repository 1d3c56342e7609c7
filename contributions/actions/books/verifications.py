"""The whole ledger is read again each night, and whenever somebody wants to be sure."""

from django.db import transaction
from django.utils import timezone

from contributions import emails
from contributions.events import Event
from contributions.fec.reading import outstanding_on
from contributions.models import Verification
from contributions.querysets.people import answer_for_books
from contributions.verifying import verify
from coopstudio.journal.api import record

LAST_DAY = timezone.datetime.max.date()


@transaction.atomic
def read_again(*, by, at):
    """Keep what the reading found; what is wrong is written to those who answer for the books."""
    verdict = verify()
    found = Verification.objects.create(
        at=at, entries=verdict.entries, digest=verdict.digest, wrong=verdict.wrong,
        outstanding=outstanding_on(LAST_DAY),
    )  # fmt: skip
    if verdict.wrong:
        record(Event.LEDGER_WRONG, found, by=by, count=len(verdict.wrong))
        for person in answer_for_books(on=timezone.localdate(at)):
            emails.ledger_wrong(found, person)
    elif by:
        record(Event.LEDGER_READ, found, by=by, entries=verdict.entries)
    return found


def read_nightly(*, at):
    """Once a day: the first round after midnight reads, the others leave it alone."""
    if Verification.objects.filter(at__date=timezone.localdate(at)).exists():
        return None
    return read_again(by=None, at=at)
