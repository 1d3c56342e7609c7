"""A fee that was paid before this house kept the accounts: written down, and told to nobody."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.fees.calls import _made
from members.events import Event
from members.fees.due import Due
from members.fees.periods import period_of
from members.fees.tariffs import TariffBook
from members.models import FeeCall, FeePayment, FeeTerm
from members.querysets.fees import EVER
from members.states import TermKind


class MoreThanAsked(Refused):
    message = (
        "La cotisation déjà payée dépasse ce que l’appel de l’exercice demande : la trésorerie "
        "inscrit ce règlement, et dit ce que devient le reste."
    )


def take_over(membership, year, *, by, at, amount, received_on, means):
    """Write down that ``amount`` cents were paid for ``year``, elsewhere and before.

    Returns the payment; None when the year already has one of this person, or asks nothing of them.
    Above what an existing call asks it raises MoreThanAsked: somebody must say what the rest is.
    No letter leaves and no receipt is numbered: both were given elsewhere.
    """
    with locked(year) as year:
        call = year.calls.filter(person=membership.person_id).first()
        if call and call.payments.exists():
            return None
        if call and amount > FeeCall.objects.standing(on=EVER).get(pk=call.pk).asked:
            raise MoreThanAsked
        call = call or _call(membership, year, amount, by=by, at=at)
        if call is None:
            return None
        payment = FeePayment.objects.create(
            call=call, received_on=received_on, means=means, applied=amount, at=at, by=by
        )
        record(Event.FEE_TAKEN_OVER, call, by=by, payment=payment.pk, amount=amount)
    return payment


def _call(membership, year, amount, *, by, at):
    """The call that this payment settles: what was paid is what is asked, above the minimum."""
    tariff = TariffBook(year).usual_for(membership.category_id)
    period = period_of(year, membership.started_on)
    if not (tariff and period):
        return None
    today = timezone.localdate(at)
    asked = amount if amount >= tariff.minimum else tariff.amount
    call = _made(year, Due(membership.person, tariff, period, asked), on=today)
    year.save(update_fields=["calls_made"])
    FeeTerm.objects.create(
        call=call, kind=TermKind.CALLED, amount=asked, said_on=today, at=at, by=by
    )
    return call
