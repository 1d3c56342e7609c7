"""The subjects of a meeting, one at a time: each has its minutes, and what becomes of it."""

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import consents, tensions
from governance.actions.meetings.living import living
from governance.actions.meetings.preparing import append, refuse_twice, schedule
from governance.actions.meetings.putting_back import put_back, stop, suspend_texts, texts_of
from governance.events import Event
from governance.meetings.gathering import check_leads, check_voice
from governance.meetings.taking_up import born_of
from governance.states import ItemState, MeetingState


class NotAgreedYet(Refused):
    message = "Le cercle consent d’abord à l’ordre du jour ; ce point attend encore son accord."


class AnotherIsLived(Refused):
    message = "Un autre point est en cours : terminez-le, ou mettez-le en attente."


class RoundUnderWay(Refused):
    message = "Un tour est en cours sur ce point : il va d’abord à son terme, ou se reprend."


class IsOnTheAgenda(Refused):
    message = "Le cercle a consenti à ce point : le reporter se demande au cercle."


class NothingIsBorn(Refused):
    message = "Aucune proposition née de ce point n’attend au panier du cercle."


def start_item(item, *, by, at):
    """Begin a subject, or take it up again; a text that was left in the middle goes on there."""
    with living(item.meeting, item) as meeting:
        check_leads(by, meeting, at=at)
        item = meeting.items.get(pk=item.pk)
        if meeting.state != MeetingState.AGREED or item.agreed_at is None:
            raise NotAgreedYet
        if meeting.items.filter(state=ItemState.CURRENT).exists():
            raise AnotherIsLived
        item.move_to(ItemState.CURRENT)
        item.started_at = at
        item.save(update_fields=["state", "started_at"])
        for text in texts_of(item):
            if text.suspended_at:
                consents.resume(text, by=by, at=at, meeting=meeting, item=item)
        record(Event.ITEM_STARTED, meeting, by=by, item=item.pk)
    return item


def end_item(item, *, by, at, how=""):
    """The subject is lived; the tension that it came from leaves the basket, unless a text took it
    up. ``how``: what became of it."""
    with living(item.meeting, item) as meeting:
        check_leads(by, meeting, at=at)
        item = meeting.items.select_related("tension__circle", "proposal").get(pk=item.pk)
        _refuse_in_a_round(item)
        item.move_to(ItemState.DONE)
        stop(item, at)
        suspend_texts(item, by=by, at=at)
        tension = item.tension
        if tension and not tension.settled_at and not tension.proposals.exists():
            how = how or f"Traitée en réunion : {item.subject}"
            tensions.settle(tension, by=by, at=at, how=how, in_meeting=True)
        record(Event.ITEM_ENDED, meeting, by=by, item=item.pk, seconds=item.spent)
    return item


def set_aside(item, *, by, at):
    """Stop for now: the subject is taken up again later in the meeting."""
    with living(item.meeting, item) as meeting:
        check_leads(by, meeting, at=at)
        item = meeting.items.get(pk=item.pk)
        _refuse_in_a_round(item)
        item.move_to(ItemState.WAITING)
        stop(item, at)
        record(Event.ITEM_SET_ASIDE, meeting, by=by, item=item.pk)
    return item


def put_off(item, *, by, at):
    """« Ce point va au panier » : what was proposed in session, and the circle did not take."""
    with living(item.meeting, item) as meeting:
        check_leads(by, meeting, at=at)
        item = meeting.items.select_related("proposal").get(pk=item.pk)
        if item.agreed_at:
            raise IsOnTheAgenda
        put_back(item, by=by, at=at)
    return item


def take_up(item, *, by, at):
    """Live in this point the proposal to which its review or its tension gave birth."""
    with living(item.meeting, item) as meeting:
        check_leads(by, meeting, at=at)
        item = meeting.items.get(pk=item.pk)
        proposal = born_of(item)
        if item.state != ItemState.CURRENT or proposal is None:
            raise NothingIsBorn
        _refuse_in_a_round(item)
        refuse_twice(meeting, {"proposal": proposal})
        item.proposal = proposal
        item.save(update_fields=["proposal"])
        schedule(proposal, by=by, at=at)
        record(Event.TEXT_TAKEN_UP, meeting, by=by, item=item.pk, proposal=proposal.pk)
    return item


def propose_item(meeting, *, by, at, **facts):
    """Ask the circle to take one more subject in this meeting. Nothing is lived without its accord;
    for those who are absent, what it decides is « sous réserve »."""
    with living(meeting) as meeting:
        check_voice(by, meeting.circle, at=at)
        refuse_twice(meeting, facts)
        item = append(meeting, by=by, is_late=True, **facts)
        schedule(item.proposal, by=by, at=at)
        record(Event.ITEM_PROPOSED, meeting, by=by, item=item.pk)
    return item


def _refuse_in_a_round(item):
    if item.rounds.open().filter(proposal=None, election=None).exists():
        raise RoundUnderWay
