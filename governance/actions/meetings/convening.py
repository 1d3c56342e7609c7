"""A circle is convened; the day moves, or the meeting is called off; each one says who comes."""

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.meetings.holding import held
from governance.actions.meetings.preparing import unschedule
from governance.college import belongs
from governance.emails import meetings as letters
from governance.events import Event
from governance.meetings.gathering import NotOfThisCircle, asked, check_prepares
from governance.models import Coming, MeetingGuest
from governance.states import MeetingState


class AlreadyPast(Refused):
    message = "L’heure de la réunion est passée : choisissez-en une à venir."


class NoAgenda(Refused):
    message = "Mettez au moins un point à l’ordre du jour avant de convoquer."


class AlreadyAsked(Refused):
    message = "Cette personne est déjà attendue à cette réunion."


class NoLongerInvited(Refused):
    message = "Cette invitation n’est déjà plus."


class NothingMoves(Refused):
    message = "C’est déjà ce jour, cette heure et ce lieu : rien n’a changé."


class NoMoreAnswers(Refused):
    message = "La réunion a commencé, ou n’aura pas lieu : elle n’attend plus de réponse."


def convene(meeting, *, by, at):
    """The convocation leaves, with the agenda and an entry for each diary."""
    with locked(meeting) as meeting:
        check_prepares(by, meeting.circle, at=at)
        if meeting.at <= at:
            raise AlreadyPast
        if not meeting.items.exists():
            raise NoAgenda
        meeting.move_to(MeetingState.CONVENED)
        meeting.convened_at = at
        meeting.beat += 1
        meeting.save()
        record(Event.MEETING_CONVENED, meeting, by=by, circle=meeting.circle_id)
        for person in asked(meeting):
            letters.meeting_convened(meeting, person, at=at)
    return meeting


def move(meeting, *, by, at, to, minutes, place):
    """Another day, hour or place. Whoever answered for another hour answers anew."""
    with locked(meeting) as meeting:
        check_prepares(by, meeting.circle, at=at)
        _refuse_unless_awaited(meeting)
        if to <= at:
            raise AlreadyPast
        if (to, minutes, place) == (meeting.at, meeting.minutes, meeting.place):
            raise NothingMoves
        if to != meeting.at:
            meeting.comings.all().delete()
        was, meeting.at, meeting.minutes, meeting.place = meeting.at, to, minutes, place
        meeting.sequence += 1
        meeting.beat += 1
        meeting.save()
        record(Event.MEETING_MOVED, meeting, by=by, was=was.isoformat())
        if meeting.state == MeetingState.CONVENED:
            for person in asked(meeting):
                letters.meeting_moved(meeting, person, at=at, is_anew=was != to)
    return meeting


def call_off(meeting, *, by, at, reason):
    """It will not take place; whoever was convened is told why, and every diary forgets it.

    ``by=None``: its circle merged with another one.
    """
    items = meeting.items.select_related("proposal")
    with held(meeting, *[one.proposal for one in items if one.proposal]) as meeting:
        if by is not None:
            check_prepares(by, meeting.circle, at=at)
        was_convened = meeting.state == MeetingState.CONVENED
        meeting.move_to(MeetingState.CALLED_OFF)
        meeting.reason = reason
        meeting.sequence += 1
        meeting.beat += 1
        meeting.save()
        record(Event.MEETING_CALLED_OFF, meeting, by=by)
        for item in meeting.items.select_related("proposal"):
            unschedule(item.proposal, by=by, at=at)
        if was_convened:
            for person in asked(meeting):
                letters.meeting_called_off(meeting, person, at=at)
    return meeting


def ask_guest(meeting, person, *, by, at):
    """Somebody is heard at this meeting alone: they read its agenda and what it lives, no more."""
    with locked(meeting) as meeting:
        check_prepares(by, meeting.circle, at=at)
        _refuse_unless_awaited(meeting)
        if person in asked(meeting):
            raise AlreadyAsked
        guest = MeetingGuest.objects.create(meeting=meeting, person=person, by=by, at=at)
        record(Event.MEETING_GUEST_ASKED, meeting, by=by, person=person.pk)
        if meeting.state == MeetingState.CONVENED:
            letters.meeting_convened(meeting, person, at=at, invitation=guest)
    return guest


def let_guest_go(invitation, *, by, at):
    """Who prepares takes an invitation back, or the guest declines it: until it begins."""
    with locked(invitation.meeting) as meeting:
        declines = by == invitation.person
        if not declines:
            check_prepares(by, meeting.circle, at=at)
        _refuse_unless_awaited(meeting)
        if not MeetingGuest.objects.filter(pk=invitation.pk).delete()[0]:
            raise NoLongerInvited
        meeting.comings.filter(person=invitation.person_id).delete()
        event = Event.MEETING_GUEST_DECLINED if declines else Event.MEETING_GUEST_LET_GO
        record(event, meeting, by=by, person=invitation.person_id)
        if meeting.state == MeetingState.CONVENED and not declines:
            letters.guest_let_go(invitation, at=at)


def answer(meeting, *, by, at, answer, words=""):
    """« Je viens, j’arriverai en retard, je serai absent ou absente » : until it begins."""
    with locked(meeting) as meeting:
        is_guest = meeting.guests.filter(person=by).exists()
        if not is_guest and not belongs(by, meeting.circle, on=meeting.day):
            raise NotOfThisCircle
        _refuse_unless_awaited(meeting)
        facts = {"answer": answer, "words": words, "at": at}
        said, _ = Coming.objects.update_or_create(meeting=meeting, person=by, defaults=facts)
        meeting.beat += 1
        meeting.save(update_fields=["beat"])
        record(Event.COMING_SAID, meeting, by=by)
    return said


def _refuse_unless_awaited(meeting):
    if not meeting.is_awaited:
        raise NoMoreAnswers
