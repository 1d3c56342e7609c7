"""A meeting is prepared: its day, its agenda, in the order in which the circle will live it.

What waits is drawn first: reviews that are late, what was left in the middle, what links bring,
what was asked of somebody. The rest is chosen from the basket.
"""

from contextlib import contextmanager

from django.db.models import Max
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import consents
from governance.actions.meetings.holding import held
from governance.events import Event
from governance.meetings.drawing import waiting_first
from governance.meetings.gathering import check_leads, check_prepares, check_voice
from governance.models import Item, Meeting
from governance.states import ItemState, MeetingState, ProposalState, RoundKind

MOST_ITEMS = 20


class CircleDoesNotMeet(Refused):
    message = "Ce cercle est clos, ou n’est pas encore créé : il ne se réunit pas."


class AgendaIsSet(Refused):
    message = "La réunion a commencé : son ordre du jour change maintenant avec l’accord du cercle."


class AgendaIsAsked(Refused):
    message = (
        "Le cercle est en train de consentir à cet ordre du jour : le tour va à son terme, ou la "
        "question se retire d’abord."
    )


class TooManyItems(Refused):
    message = f"Un ordre du jour tient en {MOST_ITEMS} points : laissez les autres au panier."


class AlreadyThere(Refused):
    message = "Ce point est déjà à l’ordre du jour."


class OfAnotherCircle(Refused):
    message = "Ce sujet est celui d’un autre cercle."


def prepare(circle, *, by, at, **facts):
    """Begin a meeting of this circle. ``facts``: starts_at, minutes, place, words."""
    with locked(circle) as circle:
        check_prepares(by, circle, at=at)
        if not circle.is_open:
            raise CircleDoesNotMeet
        meeting = Meeting.objects.create(
            circle=circle, by=by, prepared_at=at, at=facts.pop("starts_at"), **facts
        )
        waiting = waiting_first(circle, on=meeting.day, today=timezone.localdate(at))
        for rank, drawn in enumerate(waiting, start=1):
            Item.objects.create(meeting=meeting, rank=rank, **{"carrier": by} | drawn)
        record(Event.MEETING_PREPARED, meeting, by=by, circle=circle.pk)
    return meeting


def add_item(meeting, *, by, at, **facts):
    """Put a subject on the agenda: any voice of the circle may, before the meeting begins.

    ``facts``: subject, wish, carrier, minutes, and what it speaks of (tension, proposal, election,
    decision).
    """
    with _being_prepared(meeting, facts.get("proposal")) as meeting:
        check_voice(by, meeting.circle, at=at)
        refuse_twice(meeting, facts)
        item = append(meeting, by=by, **facts)
        schedule(item.proposal, by=by, at=at)
        record(Event.ITEM_ADDED, meeting, by=by, item=item.pk)
    return item


def change_item(item, *, by, at, **facts):
    """Write a subject again: who carries it, how long, what one hopes of it."""
    with _being_written(item.meeting) as meeting:
        if by.pk != item.carrier_id:
            check_orders(by, meeting, at=at)
        item = meeting.items.get(pk=item.pk)
        for name, value in facts.items():
            setattr(item, name, value)
        item.save(update_fields=[*facts])
        record(Event.ITEM_CHANGED, meeting, by=by, item=item.pk)
    return item


def take_off(item, *, by, at):
    """Take a subject off the agenda; what it speaks of goes back to the basket."""
    with _being_written(item.meeting, item.proposal) as meeting:
        check_orders(by, meeting, at=at)
        item = meeting.items.select_related("proposal").get(pk=item.pk)
        item.delete()
        unschedule(item.proposal, by=by, at=at)
        record(Event.ITEM_TAKEN_OFF, meeting, by=by, item=item.pk)
    return meeting


def place_item(item, *, by, at, up):
    """Move a subject one place up or down the agenda; those already lived stay where they are."""
    with locked(item.meeting) as meeting:
        if meeting.agreed_at or meeting.closed_at:
            raise AgendaIsSet
        check_orders(by, meeting, at=at)
        _refuse_while_asked(meeting)
        items = list(meeting.items.order_by("rank", "pk"))
        here = next(place for place, one in enumerate(items) if one.pk == item.pk)
        other = here - 1 if up else here + 1
        if 0 <= other < len(items):
            items[here], items[other] = items[other], items[here]
        for rank, one in enumerate(items, start=1):
            one.rank = rank
        Item.objects.bulk_update(items, ["rank"])
        meeting.beat += 1
        meeting.save(update_fields=["beat"])
        record(Event.AGENDA_ORDERED, meeting, by=by)
    return meeting


def schedule(proposal, *, by, at):
    """A text that waits is on its way to be decided."""
    if proposal and proposal.can_move_to(ProposalState.SCHEDULED):
        consents.schedule(proposal, by=by, at=at)


def unschedule(proposal, *, by, at):
    """A text that no agenda holds any more waits in the basket again."""
    if proposal and proposal.state == ProposalState.SCHEDULED and not planned(proposal):
        consents.put_in_basket(proposal, by=by, at=at)


def planned(proposal):
    """Is it on the agenda of a meeting to come, or under way?"""
    over = [MeetingState.CLOSED, MeetingState.CALLED_OFF]
    kept = proposal.items.exclude(state=ItemState.PUT_OFF)
    return kept.exclude(meeting__state__in=over).exists()


def append(meeting, *, by, **facts):
    """The subject stands last; whoever brings it carries it, if nobody else does (3.6)."""
    facts["carrier"] = facts.get("carrier") or by
    if meeting.items.count() >= MOST_ITEMS:
        raise TooManyItems
    last = meeting.items.aggregate(last=Max("rank"))["last"] or 0
    return Item.objects.create(meeting=meeting, rank=last + 1, **facts)


def refuse_twice(meeting, facts):
    """A tension, a text or an election stands once on an agenda, and in its own circle's."""
    for name in ("tension", "proposal", "election", "decision"):
        thing = facts.get(name)
        if thing is None:
            continue
        if _circle_of(thing, name) != meeting.circle_id:
            raise OfAnotherCircle
        if meeting.items.filter(**{name: thing}).exclude(state=ItemState.PUT_OFF).exists():
            raise AlreadyThere


def _circle_of(thing, name):
    """The circle that holds it; a decision may be kept by another one than its own."""
    return thing.kept_by_id if name == "decision" else thing.circle_id


def check_orders(by, meeting, *, at):
    """Who prepares it; once it is open, who facilitates it."""
    if meeting.is_open:
        check_leads(by, meeting, at=at)
    else:
        check_prepares(by, meeting.circle, at=at)


def _refuse_while_asked(meeting):
    """The circle is consenting to the agenda as it stands."""
    if meeting.rounds.open().filter(kind=RoundKind.AGENDA).exists():
        raise AgendaIsAsked


@contextmanager
def _being_written(meeting, text=None):
    """The meeting, locked, until its circle has consented to the agenda: an objection to it is
    integrated there; one more beat."""
    with held(meeting, *filter(None, [text])) as meeting:
        if meeting.agreed_at or meeting.state in (MeetingState.CLOSED, MeetingState.CALLED_OFF):
            raise AgendaIsSet
        _refuse_while_asked(meeting)
        yield meeting
        meeting.beat += 1
        meeting.save(update_fields=["beat"])


@contextmanager
def _being_prepared(meeting, text=None):
    """The meeting, locked, while its agenda may still be written freely; one more beat."""
    with held(meeting, *filter(None, [text])) as meeting:
        if not meeting.is_awaited:
            raise AgendaIsSet
        yield meeting
        meeting.beat += 1
        meeting.save(update_fields=["beat"])
