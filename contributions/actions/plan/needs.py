"""The plan: needs, what else finances them, and what was spent of the apports on each."""

from django.db import transaction
from django.db.models import Sum

from contributions.events import Event
from contributions.models import Entry, Need, Resource, Use
from contributions.plan import tracing
from contributions.states import Side
from coopstudio.db import locked
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

SPENT_ON = ("2", "6")
"""Classes of accounts on which one spends: things, shares of the company, costs."""


class AlreadyClosed(Refused):
    message = "Ce besoin est déjà fermé : il ne se change plus."


class ClosedTooEarly(Refused):
    message = "Un besoin ne se ferme pas avant d’avoir été ouvert."


class MoreThanPromised(Refused):
    message = "Ce qui est encaissé ne dépasse pas ce qui est promis : revoyez l’un ou l’autre."


class AlreadyEnded(Refused):
    message = "Cette ressource est déjà retirée du plan."


class NothingSpent(Refused):
    message = (
        "Cette écriture n’est pas une dépense : on rattache à un besoin un achat, une charge, "
        "ou le capital versé à la société."
    )


class UsedAlready(Refused):
    message = "Cette écriture est déjà rattachée à ce besoin."


class MoreThanSpent(Refused):
    def __init__(self, left):
        super().__init__(f"Il reste {euros(left)} de cette dépense à rattacher : pas davantage.")


class MoreThanReceived(Refused):
    def __init__(self, left):
        super().__init__(
            f"Les apports reçus pour ce besoin, ou sans besoin désigné, ne couvrent plus que "
            f"{euros(left)} : le reste est payé par une autre ressource."
        )


@transaction.atomic
def open_need(*, by, at, **facts):
    """The project needs this. ``facts``: label, why, cents, priority, opened_on."""
    need = Need.objects.create(written_by=by, written_at=at, **facts)
    record(Event.NEED_OPENED, need, by=by, cents=need.cents)
    return need


def change_need(need, *, by, **facts):
    """Say better what is needed, or how much. ``facts``: label, why, cents, priority."""
    with locked(need) as need:
        _refuse_closed(need)
        for name, value in facts.items():
            setattr(need, name, value)
        need.save(update_fields=list(facts))
        record(Event.NEED_CHANGED, need, by=by, cents=need.cents)
    return need


def close_need(need, *, by, on):
    """It is met, or given up: it leaves the plan from that day on; its uses stay."""
    with locked(need) as need:
        _refuse_closed(need)
        if on < need.opened_on:
            raise ClosedTooEarly
        need.closed_on = on
        need.save(update_fields=["closed_on"])
        record(Event.NEED_CLOSED, need, by=by, on=f"{on}")
    return need


@transaction.atomic
def add_resource(*, by, at, **facts):
    """A grant, own funds. ``facts``: kind, label, promised, received, paper, on; in cents."""
    _refuse_more_received(**facts)
    resource = Resource.objects.create(written_by=by, written_at=at, **facts)
    record(Event.RESOURCE_ADDED, resource, by=by, promised=resource.promised)
    return resource


def change_resource(resource, *, by, **facts):
    """More of it arrived, or less is promised. ``facts``: label, promised, received, paper."""
    with locked(resource) as resource:
        _refuse_ended(resource)
        for name, value in facts.items():
            setattr(resource, name, value)
        _refuse_more_received(resource.promised, resource.received)
        resource.save(update_fields=list(facts))
        record(Event.RESOURCE_CHANGED, resource, by=by, promised=resource.promised,
               received=resource.received)  # fmt: skip
    return resource


def end_resource(resource, *, by, on):
    """One does not count on it any more."""
    with locked(resource) as resource:
        _refuse_ended(resource)
        resource.ended_on = max(on, resource.on)
        resource.save(update_fields=["ended_on"])
        record(Event.RESOURCE_ENDED, resource, by=by, on=f"{on}")
    return resource


@transaction.atomic
def use(need, entry, *, by, at, cents, words):
    """Say that a part of an expense was paid by the apports, for this need (F7)."""
    tracing.one_at_a_time()
    if need.uses.filter(entry=entry).exists():
        raise UsedAlready
    left = _spent(entry) - (entry.uses.aggregate(used=Sum("cents"))["used"] or 0)
    if cents > left:
        raise MoreThanSpent(left)
    covered = tracing.left_for(need)
    if cents > covered:
        raise MoreThanReceived(covered)
    made = Use.objects.create(
        need=need, entry=entry, cents=cents, words=words, written_by=by, written_at=at
    )
    record(Event.USE_WRITTEN, need, by=by, entry=entry.pk, cents=cents)
    return made


def take_back_use(used, *, by):
    """It was attached to the wrong need: the line goes, the journal keeps that it was there."""
    with locked(used) as used:
        record(Event.USE_TAKEN_BACK, used.need, by=by, entry=used.entry_id, cents=used.cents)
        used.delete()
    return used.need


def _spent(entry):
    """What this entry spends, in cents; nothing once it was reversed."""
    if Entry.objects.filter(reverses=entry).exists():
        raise NothingSpent
    lines = entry.lines.filter(side=Side.DEBIT)
    cents = sum(one.cents for one in lines if one.account_id.startswith(SPENT_ON))
    if not cents:
        raise NothingSpent
    return cents


def _refuse_closed(need):
    if need.closed_on:
        raise AlreadyClosed


def _refuse_ended(resource):
    if resource.ended_on:
        raise AlreadyEnded


def _refuse_more_received(promised=0, received=0, **_others):
    if received > promised:
        raise MoreThanPromised
