"""Nothing is asked of the dead for a time that begins after them: nobody is written to."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from members.events import Event
from members.models import FeeCall, FeeTerm
from members.querysets.fees import EVER
from members.states import TermKind

AFTER = "La période commence après le décès."
BY_MISTAKE = "Le décès était inscrit par erreur."


def close_after(person, *, day, by, at):
    """Close the calls of what begins after ``day``; what was already paid is the estate's to ask
    back. ``person`` is locked."""
    for call in FeeCall.objects.of(person).filter(covers_from__gt=day).select_related("year"):
        with locked(call.year):
            standing = FeeCall.objects.standing(on=EVER).get(pk=call.pk)
            if standing.owed:
                _say(call, standing.paid, AFTER, by=by, at=at)
                record(Event.FEE_CLOSED, call, by=by, amount=standing.paid)


def reopen(person, *, by, at):
    """The death was written of the wrong person: what it closed is asked again."""
    for call in FeeCall.objects.of(person).select_related("year"):
        with locked(call.year):
            terms = list(call.terms.order_by("said_on", "pk"))
            if len(terms) > 1 and terms[-1].reference == AFTER:
                _say(call, terms[-2].amount, BY_MISTAKE, by=by, at=at)
                record(Event.FEE_REOPENED, call, by=by, amount=terms[-2].amount)


def _say(call, amount, why, *, by, at):
    FeeTerm.objects.create(
        call=call, kind=TermKind.CORRECTED, amount=amount, reference=why, at=at, by=by,
        said_on=timezone.localdate(at),
    )  # fmt: skip
