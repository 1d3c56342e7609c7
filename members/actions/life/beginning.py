"""From admitted to active: the first day is there, and the first fee if the statutes ask it."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.tending import alone
from members import documents, emails, fees, region
from members.events import Event
from members.models import Membership


class AlreadyBegun(Refused):
    message = "Cette adhésion a déjà commencé."


class TooEarly(Refused):
    message = "Le premier jour de cette adhésion n’est pas encore là."


class FeeAwaited(Refused):
    message = "Les statuts demandent que la première cotisation soit payée : elle ne l’est pas."


def begin(membership, *, at):
    """The membership begins. With a fee to pay first, its first day is the day the money came."""
    today = timezone.localdate(at)
    with locked(membership) as membership:
        if not membership.awaits:
            raise AlreadyBegun
        if membership.started_on > today:
            raise TooEarly
        if membership.awaits == Membership.Awaits.FEE:
            membership.started_on = max(membership.started_on, _paid_on(membership, today))
        membership.awaits = Membership.Awaits.NOTHING
        membership.save(update_fields=["awaits", "started_on"])
        transaction.on_commit(lambda: region.forget(on=today), robust=True)
        record(Event.BEGUN, membership, started_on=f"{membership.started_on}")
        emails.begun(membership, documents.attestation(membership, on=today))
    return membership


def begin_due(*, at):
    """Every admission whose first day is there; those whose fee is not paid simply wait."""
    for membership in Membership.objects.to_begin(on=timezone.localdate(at)):
        with alone(membership):
            begin(membership, at=at)


def _paid_on(membership, today):
    paid = fees.paid_since(membership.person, on=today, since=membership.started_on)
    if paid is None:
        raise FeeAwaited
    return paid
