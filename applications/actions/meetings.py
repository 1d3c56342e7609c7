"""A meeting is proposed with its slots, one is chosen, it is held; or it is called off."""

from contextlib import contextmanager

from django.utils import timezone

from applications import emails
from applications.events import Event
from applications.models import Meeting, Slot
from applications.models.meetings import MOST_SLOTS
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person
from members.states import Role


class SlotGone(Refused):
    message = "Ce créneau n’est plus proposé. Choisissez-en un autre."


class InThePast(Refused):
    message = "Un créneau est déjà passé : proposez des heures à venir."


class WrongNumber(Refused):
    message = f"Proposez entre un et {MOST_SLOTS} créneaux."


class NotYetHeld(Refused):
    message = "La rencontre n’a pas encore eu lieu."


class NothingProposed(Refused):
    message = "Aucune rencontre n’est en cours pour cette candidature."


def propose_meeting(application, *, by, at, slots, place, minutes):
    """Offer the person one to five hours, in ``place``, for so many minutes."""
    slots = sorted(set(slots))
    if not 1 <= len(slots) <= MOST_SLOTS:
        raise WrongNumber
    if slots[0] <= at:
        raise InThePast
    with locked(application) as application:
        application.move_to(State.MEETING_PROPOSED)
        application.save(update_fields=["state"])
        meeting = Meeting.objects.create(
            application=application, proposed_by=by, proposed_at=at, place=place, minutes=minutes
        )
        Slot.objects.bulk_create(Slot(meeting=meeting, at=hour) for hour in slots)
        record(Event.MEETING_PROPOSED, application, by=by, meeting=meeting.pk)
        emails.meeting_proposed(meeting)
    return meeting


def choose_slot(meeting, *, slot, by, at):
    """The person chooses their hour; everybody gets it for their diary."""
    with _open(meeting) as (application, meeting):
        chosen = meeting.slots.filter(pk=slot.pk, at__gt=at).first()
        if chosen is None:
            raise SlotGone
        application.move_to(State.MEETING_SET)
        application.save(update_fields=["state"])
        meeting.at = chosen.at
        meeting.save(update_fields=["at"])
        record(Event.MEETING_SET, application, by=by, meeting=meeting.pk)
        for recipient in _concerned(meeting, at):
            emails.meeting_set(meeting, recipient, at=at)
    return meeting


def call_off(meeting, *, by, at):
    """The meeting will not take place as said; one stands again where one stood before it."""
    with _open(meeting) as (application, meeting):
        has_met = application.meetings.held().exists()
        application.move_to(State.MET if has_met else State.CROSSED)
        application.save(update_fields=["state"])
        record(Event.MEETING_CALLED_OFF, application, by=by, meeting=meeting.pk)
        drop(meeting, at=at)
    return meeting


def drop(meeting, *, at):
    """Take the meeting out of everybody's diary. The caller holds the application's lock."""
    meeting.called_off_at = at
    meeting.sequence += 1
    meeting.save(update_fields=["called_off_at", "sequence"])
    for recipient in _concerned(meeting, at) if meeting.at else [meeting.application]:
        emails.meeting_called_off(meeting, recipient, at=at)


def hold(meeting, *, by, at):
    """Note that the meeting has taken place."""
    with _open(meeting) as (application, meeting):
        if meeting.at is None or meeting.at > at:
            raise NotYetHeld
        application.move_to(State.MET)
        application.save(update_fields=["state"])
        meeting.held_at = at
        meeting.save(update_fields=["held_at"])
        record(Event.MET, application, by=by, meeting=meeting.pk)
    return meeting


@contextmanager
def _open(meeting):
    """The application, then its meeting, both locked in that order; refuses what is over."""
    with locked(meeting.application) as application, locked(meeting) as meeting:
        if meeting.held_at or meeting.called_off_at:
            raise NothingProposed
        meeting.application = application
        yield application, meeting


def _concerned(meeting, at):
    """The person, as their application names them, and the founders of that day."""
    founders = Person.objects.holding(Role.FOUNDER, on=timezone.localdate(at))
    return [meeting.application, *founders]
