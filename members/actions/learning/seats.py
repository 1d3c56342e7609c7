"""A seat in a session: asked for, waited for, given back; who waits longest has the next one."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.events import Event
from members.models import Person, Seat
from members.preferences import wanting, wants
from members.states import Level, Topic

AHEAD = timedelta(days=2)
SECOND_THOUGHTS = timedelta(minutes=10)
"""How long a new session is kept to itself, so that its words can still be put right."""


class Closed(Refused):
    message = "Cette séance a commencé ou n’a plus lieu : on ne peut plus y prendre place."


class AlreadyThere(Refused):
    message = "Votre place est déjà demandée."


class YouTeach(Refused):
    message = "Vous animez cette séance : votre place est devant."


class NoSeat(Refused):
    message = "Vous n’avez pas de place dans cette séance."


class NotDue(Refused):
    message = "Rien à rappeler pour cette séance."


def take(session, *, by, at):
    """A seat for me, or my turn on the waiting list when all are taken."""
    with locked(session) as session:
        if not session.is_open(at):
            raise Closed
        if session.trainers.filter(pk=by.pk).exists():
            raise YouTeach
        if session.seats.kept().filter(person=by).exists():
            raise AlreadyThere
        waits = session.seats.taken().count() >= session.seats_most
        seat = Seat.objects.create(session=session, person=by, taken_at=at, waits=waits)
        record(Event.SEAT_TAKEN, session, by=by, waits=waits)
        (emails.seat_waits if waits else emails.seat_taken)(seat, at=at)
    return seat


def leave(session, *, by, at):
    """I give my seat back, or my turn; whoever waits longest has it at once."""
    with locked(session) as session:
        seat = session.seats.kept().filter(person=by).first()
        if seat is None:
            raise NoSeat
        if not session.is_open(at):
            raise Closed
        seat.left_at = at
        seat.save(update_fields=["left_at"])
        record(Event.SEAT_LEFT, session, by=by)
        if not seat.waits:
            emails.seat_left(seat, at=at)
        fill(session, at=at)
    return seat


def let_go(seat, *, at):
    """Who held it is no longer a member: the seat, or the turn, goes to whoever waits."""
    with locked(seat.session) as session, locked(seat) as seat:
        if seat.left_at or not session.is_open(at):
            raise NotDue
        seat.left_at = at
        seat.save(update_fields=["left_at"])
        record(Event.SEAT_LET_GO, session, person=seat.person_id)
        fill(session, at=at)
    return seat


def fill(session, *, at):
    """Seats that are free go to those who wait, in turn. The caller holds the session's lock."""
    free = session.seats_most - session.seats.taken().count()
    for seat in session.seats.waiting().select_related("person")[: max(free, 0)]:
        seat.waits = False
        seat.save(update_fields=["waits"])
        record(Event.SEAT_FREED, session, person=seat.person_id)
        emails.seat_freed(seat, at=at)


def announce(session, *, at):
    """Tell those who want to learn this craft that there is a session, once."""
    with locked(session) as session:
        if session.announced_at or not session.is_open(at):
            raise NotDue
        session.announced_at = at
        session.save(update_fields=["announced_at"])
        known = [*session.trainers.values_list("pk", flat=True)]
        known += session.seats.kept().values_list("person", flat=True)
        for person in wishing(session.craft, on=timezone.localdate(at)).exclude(pk__in=known):
            emails.session_announced(session, person)
    return session


def wishing(craft, *, on):
    """The members of that day who want to learn this, and are written to about it; whose data
    rest is not."""
    members = Person.objects.present(on=on).filter(frozen_since=None)
    found = members.filter(skills__craft=craft, skills__level=Level.LEARN)
    return wanting(found, Topic.LEARNING).order_by("pk")


def remind(session, *, at):
    """Two days before: to those who teach and those who come, once for each hour that was set."""
    with locked(session) as session:
        is_near = session.at - AHEAD <= at < session.at
        if not (is_near and session.is_open(at)) or session.ahead_for == session.at:
            raise NotDue
        session.ahead_for = session.at
        session.save(update_fields=["ahead_for"])
        for seat in session.seats.taken().select_related("person"):
            if seat.taken_at <= session.at - AHEAD and wants(seat.person, Topic.MEETINGS):
                emails.session_ahead(session, seat.person)
        for trainer in session.trainers.order_by("pk"):
            if wants(trainer, Topic.MEETINGS):
                emails.session_ahead(session, trainer)
    return session
