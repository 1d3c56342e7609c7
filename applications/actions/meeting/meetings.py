"""A meeting is proposed with its hours, one is chosen or others are asked for; it is moved, or
called off. What was said of it once held stands in ``minutes``."""

from contextlib import contextmanager
from datetime import timedelta

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


class SlotGone(Refused):
    message = "Ce créneau n’est plus proposé. Choisissez-en un autre."


class JustTaken(Refused):
    message = "Cette heure vient d’être prise par une autre rencontre. Choisissez-en une autre."


class InThePast(Refused):
    message = "Un créneau est déjà passé : proposez des heures à venir."


class WrongNumber(Refused):
    message = f"Proposez entre un et {MOST_SLOTS} créneaux."


class NothingProposed(Refused):
    message = "Aucune rencontre n’est en cours pour cette candidature."


class AlreadySet(Refused):
    message = "L’heure est déjà choisie : on peut encore la déplacer."


class ProposedMeanwhile(Refused):
    message = (
        "D’autres créneaux viennent d’être proposés : ils sont montrés au-dessus, et la personne "
        "les a reçus. Les vôtres restent dans ce formulaire ; les proposer les remplacerait."
    )


class NotSetYet(Refused):
    message = "Aucune heure n’est encore choisie."


class AlreadyAsked(Refused):
    message = "C’est déjà demandé : votre message est parti, nous vous répondrons."


class NothingChanges(Refused):
    message = "Rien ne change : c’est déjà cette heure, ce lieu et cette durée."


def propose_meeting(application, *, by, at, slots, place, minutes):
    """Offer the person one to five hours, in ``place``, for so many minutes."""
    slots = _to_come(slots, at)
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


def propose_again(meeting, *, by, at, slots, place, minutes, seen=None):
    """None suited: offer other hours, perhaps elsewhere, for the same meeting. ``seen``: the
    ``stamp`` of what the page showed; somebody proposed since when it differs."""
    slots = _to_come(slots, at)
    with opened(meeting) as (application, meeting):
        if meeting.at:
            raise AlreadySet
        if seen is not None and seen != stamp(meeting):
            raise ProposedMeanwhile
        meeting.round += 1
        meeting.proposed_by, meeting.proposed_at = by, at
        meeting.place, meeting.minutes = place, minutes
        meeting.countered_at, meeting.counter_words = None, ""
        meeting.nudged_at = meeting.released_at = None
        meeting.save()
        meeting.slots.all().delete()
        Slot.objects.bulk_create(Slot(meeting=meeting, at=hour) for hour in slots)
        record(Event.MEETING_REPROPOSED, application, by=by, meeting=meeting.pk)
        emails.meeting_proposed(meeting)
    return meeting


def stamp(meeting):
    """What tells one proposal from the next; empty before the first."""
    return f"{meeting.pk}.{meeting.round}" if meeting else ""


def choose_slot(meeting, *, slot, by, at, shows_name=False):
    """The person chooses their hour; everybody gets it for their diary. ``shows_name``: they
    agree to their first name in the founders' diaries."""
    with opened(meeting) as (application, meeting):
        if meeting.at:
            raise AlreadySet
        chosen = meeting.slots.offered().filter(pk=slot.pk, at__gt=at).first()
        if chosen is None:
            raise SlotGone
        meeting.shows_name = shows_name
        _fix(application, meeting, chosen.at, by=by, at=at)
    return meeting


def ask_other_hours(meeting, *, by, at, hours, words=""):
    """The person asks for other hours, five at most; with none, they say that none suits. An hour
    already set stands until founders answer."""
    if len(set(hours)) > MOST_SLOTS:
        raise WrongNumber(f"Proposez {MOST_SLOTS} heures au plus.")
    hours = _to_come(hours, at) if hours else []
    with opened(meeting) as (application, meeting):
        asked = list(meeting.slots.asked().order_by("at").values_list("at", flat=True))
        if meeting.countered_at and (asked, meeting.counter_words) == (hours, words):
            raise AlreadyAsked
        meeting.countered_at, meeting.counter_words = at, words
        meeting.save(update_fields=["countered_at", "counter_words"])
        meeting.slots.asked().delete()
        Slot.objects.bulk_create(Slot(meeting=meeting, at=one, from_person=True) for one in hours)
        record(Event.MEETING_COUNTERED, application, by=by, meeting=meeting.pk)
        for founder in founders_of(application, at):
            emails.meeting_countered(meeting, founder)
    return meeting


def accept_hour(meeting, *, slot, by, at):
    """A founder takes one of the hours that the person asked for: it is set, or moved there."""
    with opened(meeting) as (application, meeting):
        chosen = meeting.slots.asked().filter(pk=slot.pk, at__gt=at).first()
        if chosen is None:
            raise SlotGone
        if meeting.at:
            _move(application, meeting, chosen.at, by=by, at=at)
        else:
            _fix(application, meeting, chosen.at, by=by, at=at)
    return meeting


def move(meeting, *, by, at, hour, place, minutes):
    """Another hour, place or duration for a meeting already set; every diary follows."""
    if hour <= at:
        raise InThePast("Cette heure est déjà passée : choisissez-en une à venir.")
    with opened(meeting) as (application, meeting):
        if meeting.at is None:
            raise NotSetYet
        if (meeting.at, meeting.place, meeting.minutes) == (hour, place, minutes):
            raise NothingChanges
        meeting.place, meeting.minutes = place, minutes
        _move(application, meeting, hour, by=by, at=at)
    return meeting


def keep_hour(meeting, *, by, at):
    """Founders cannot do what the person asked for: the hour that was set stands, and is said."""
    with opened(meeting) as (application, meeting):
        if meeting.at is None or meeting.countered_at is None:
            raise NotSetYet("Personne n’a demandé de déplacer une heure fixée.")
        emails.meeting_kept(meeting)
        _forget_what_was_asked(meeting)
        meeting.save(update_fields=["countered_at", "counter_words"])
        record(Event.MEETING_KEPT, application, by=by, meeting=meeting.pk)
    return meeting


def call_off(meeting, *, by, at):
    """The meeting will not take place as said; one stands again where one stood before it."""
    with opened(meeting) as (application, meeting):
        step_back(application)
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


def step_back(application):
    """To where one stood before this meeting. The caller holds the application's lock."""
    application.move_to(State.MET if application.has_met else State.CROSSED)
    application.save(update_fields=["state"])


def founders_of(application, at):
    """The founders of that day, but the person themselves."""
    founders = Person.objects.of_foundation(on=timezone.localdate(at))
    return founders.exclude(pk=application.person_id).order_by("pk")


@contextmanager
def opened(meeting):
    """The application, then its meeting, both locked in that order; refuses what is over."""
    with locked(meeting.application) as application, locked(meeting) as meeting:
        if not meeting.is_open:
            raise NothingProposed
        meeting.application = application
        yield application, meeting


def _fix(application, meeting, hour, *, by, at):
    _reserve(meeting, hour, at)
    application.move_to(State.MEETING_SET)
    application.save(update_fields=["state"])
    meeting.at, meeting.fixed_at, meeting.released_at = hour, at, None
    _forget_what_was_asked(meeting)
    meeting.save()
    record(Event.MEETING_SET, application, by=by, meeting=meeting.pk)
    for recipient in _concerned(meeting, at):
        emails.meeting_set(meeting, recipient, at=at)


def _move(application, meeting, hour, *, by, at):
    _reserve(meeting, hour, at)
    was = meeting.at
    meeting.at, meeting.fixed_at = hour, at
    meeting.sequence += 1
    _forget_what_was_asked(meeting)
    meeting.save()
    record(Event.MEETING_MOVED, application, by=by, meeting=meeting.pk)
    for recipient in _concerned(meeting, at):
        emails.meeting_moved(meeting, recipient, was=was, at=at)


def _reserve(meeting, hour, at):
    """Refuses an hour that another meeting of the same founders took. Their rows are the last
    locked, in one order: whoever comes first has the hour, and the other sees it taken."""
    keys = list(founders_of(meeting.application, at).values_list("pk", flat=True))
    founders = Person.objects.filter(pk__in=keys).order_by("pk")
    list(founders.select_for_update(no_key=True).values_list("pk"))
    ends = hour + timedelta(minutes=meeting.minutes)
    if Meeting.objects.overlapping(hour, ends).exclude(pk=meeting.pk).exists():
        raise JustTaken


def _forget_what_was_asked(meeting):
    meeting.countered_at, meeting.counter_words = None, ""
    meeting.slots.asked().delete()


def _to_come(hours, at):
    """One to five hours to come, each once, in order."""
    hours = sorted(set(hours))
    if not 1 <= len(hours) <= MOST_SLOTS:
        raise WrongNumber
    if hours[0] <= at:
        raise InThePast
    return hours


def _concerned(meeting, at):
    """The person, as their application names them, and the founders of that day."""
    return [meeting.application, *founders_of(meeting.application, at)]
