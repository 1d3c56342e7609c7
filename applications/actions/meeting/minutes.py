"""Once the hour has passed: it was held or it was not, what each noted, what is kept together."""

from django.db.models import Max

from applications import emails
from applications.actions import notes
from applications.actions.meeting.meetings import founders_of, opened, step_back
from applications.actions.reserves import has_assented
from applications.events import Event
from applications.models import MeetingNote, Takeaway
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotYetHeld(Refused):
    message = "La rencontre n’a pas encore eu lieu."


class NotHeld(Refused):
    message = "Ce texte s’écrit après une rencontre qui a eu lieu."


class WrittenMeanwhile(Refused):
    message = (
        "Une autre version vient d’être écrite : elle est affichée au-dessus. Reprenez-la avec "
        "vos mots, qui sont gardés ici."
    )


class NothingNew(Refused):
    message = "Rien n’a changé dans ce texte."


class AlreadyAsked(Refused):
    message = "C’est déjà dit : nous savons que vous aimeriez que l’on se revoie."


class NoMeetingYet(Refused):
    message = "On demande à se revoir après une première rencontre."


def hold(meeting, *, by, at):
    """Note that the meeting has taken place; the person is thanked, told what comes next, and asked
    for their word, whatever founders decide."""
    with opened(meeting) as (application, meeting):
        _refuse_too_soon(meeting, at)
        application.move_to(State.MET)
        application.save(update_fields=["state"])
        meeting.held_at = at
        meeting.save(update_fields=["held_at"])
        record(Event.MET, application, by=by, meeting=meeting.pk)
        emails.meeting_thanks(meeting)
        if not has_assented(application):
            emails.word_asked(meeting)
    return meeting


def miss(meeting, *, by, at):
    """Note that it did not take place, whoever was missing: another one may be proposed."""
    with opened(meeting) as (application, meeting):
        _refuse_too_soon(meeting, at)
        step_back(application)
        meeting.missed_at = at
        meeting.save(update_fields=["missed_at"])
        record(Event.MEETING_MISSED, application, by=by, meeting=meeting.pk)
        emails.meeting_missed(meeting)
    return meeting


def take_notes(meeting, *, by, at, words, is_shared, warned=False):
    """Keep one's own notes of a meeting; with no words, there are none any more. ``warned``:
    sensitive words were shown, and confirmed."""
    with locked(meeting.application) as application, locked(meeting) as meeting:
        if warned:
            notes.confirm_note(application, by=by)
        mine = MeetingNote.objects.filter(meeting=meeting, author=by)
        if not words:
            mine.delete()
            return None
        facts = {"words": words, "is_shared": is_shared, "saved_at": at}
        return mine.update_or_create(meeting=meeting, author=by, defaults=facts)[0]


def write_takeaway(meeting, *, by, at, words, seen, warned=False):
    """One more version of what is kept together. ``seen``: the number of the version one started
    from, 0 for none; refused if another came meanwhile."""
    with locked(meeting.application) as application, locked(meeting) as meeting:
        if meeting.held_at is None:
            raise NotHeld
        last = meeting.takeaways.order_by("-number").first()
        if (last.number if last else 0) != seen:
            raise WrittenMeanwhile
        if last and last.words == words:
            raise NothingNew
        new = Takeaway.objects.create(meeting=meeting, number=seen + 1, words=words, by=by, at=at)
        if warned:
            notes.confirm_note(application, by=by)
        record(Event.TAKEAWAY_WRITTEN, application, by=by, meeting=meeting.pk, number=new.number)
        for recipient in _others(application, by, at):
            emails.takeaway(new, recipient)
    return new


def ask_again(application, *, by, at, words=""):
    """The person would like to meet once more, before anything is decided."""
    with locked(application) as application:
        if application.told_state != State.MET:
            raise NoMeetingYet
        last = application.meetings.held().order_by("-at").first()
        if last is None:
            raise NoMeetingYet
        if last.again_at:
            raise AlreadyAsked
        last.again_at, last.again_words = at, words
        last.save(update_fields=["again_at", "again_words"])
        record(Event.ASKED_AGAIN, application, by=by, meeting=last.pk)
        last.application = application
        for founder in founders_of(application, at):
            emails.again_asked(last, founder)
    return last


def latest_number(meeting):
    """The number of the text that stands; 0 when nothing is written yet."""
    return meeting.takeaways.aggregate(last=Max("number"))["last"] or 0


def _others(application, by, at):
    """The other side: founders when the person writes, the person when a founder does."""
    return founders_of(application, at) if by.pk == application.person_id else [application]


def _refuse_too_soon(meeting, at):
    if meeting.at is None or meeting.at > at:
        raise NotYetHeld
