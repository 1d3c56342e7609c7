"""Two people read, each for themselves; when all have written, they read each other."""

from django.utils import timezone

from applications.events import Event
from applications.models import Reading
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person
from members.states import Role

BEING_READ = {State.SUBMITTED, State.READING}


class AlreadyWritten(Refused):
    message = "Votre lecture est écrite : elle ne change plus, elle se discute."


class NoLongerRead(Refused):
    message = "Cette candidature n’est plus en première lecture."


class NoWish(Refused):
    message = "Dites votre envie d’une rencontre : oui, à discuter, ou non."


def start_reading(application, *, by, at):
    """« Je lis » : the person will see that somebody has begun."""
    with locked(application) as application:
        reading = _mine(application, by, at)
        if application.state == State.SUBMITTED:
            application.move_to(State.READING)
            application.save(update_fields=["state"])
            record(Event.OPENED, application, by=by)
    return reading


def save_reading(application, *, by, at, **words):
    """Keep the draft of one's own reading. ``words``: touches, questions, asks, wish, why."""
    with locked(application) as application:
        reading = _mine(application, by, at)
        _keep(reading, at, words)
        if application.state == State.SUBMITTED:
            application.move_to(State.READING)
            application.save(update_fields=["state"])
            record(Event.OPENED, application, by=by)
    return reading


def unfold(application, *, by, at):
    """See the name before having written: possible, and noted."""
    with locked(application) as application:
        reading = _mine(application, by, at)
        if reading.unfolded_at is None:
            reading.unfolded_at = at
            reading.save(update_fields=["unfolded_at"])
            record(Event.UNFOLDED, application, by=by)
    return reading


def write_reading(application, *, by, at, **words):
    """Finish one's own reading. The last of the founders to write makes all of them readable."""
    with locked(application) as application:
        reading = _mine(application, by, at)
        if not words.get("wish"):
            raise NoWish
        reading.written_at = at
        _keep(reading, at, words)
        if application.state == State.SUBMITTED:
            application.move_to(State.READING)
        record(Event.READ, application, by=by)
        if not readers_to_come(application, on=timezone.localdate(at)).exists():
            application.move_to(State.CROSSED)
            record(Event.CROSSED, application)
        application.save(update_fields=["state"])
    return reading


def readers_to_come(application, *, on):
    """Founders of that day who have not written their reading yet."""
    written = Reading.objects.written().filter(application=application).values("reader")
    return Person.objects.holding(Role.FOUNDER, on=on).exclude(pk__in=written)


def _mine(application, by, at):
    """One's own reading, begun if need be. The application is locked."""
    if application.state not in BEING_READ:
        raise NoLongerRead
    reading, _ = Reading.objects.get_or_create(
        application=application, reader=by, defaults={"saved_at": at}
    )
    if reading.written_at:
        raise AlreadyWritten
    return reading


def _keep(reading, at, words):
    for field, value in words.items():
        setattr(reading, field, value)
    reading.saved_at = at
    reading.save()
