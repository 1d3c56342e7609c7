"""Two people read, each for themselves; when all have written, they read each other."""

from django.utils import timezone

from applications.actions import notes
from applications.events import Event
from applications.models import Reading, Supplement
from applications.states import BLIND, State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person


class AlreadyWritten(Refused):
    message = "Votre lecture est écrite : elle ne change plus, elle se discute."


class NoLongerRead(Refused):
    message = "Cette candidature n’est plus en première lecture."


class WrittenElsewhere(Refused):
    message = "Une autre fenêtre a écrit depuis."


class NotWrittenYet(Refused):
    message = "Écrivez d’abord votre lecture : elle sera celle de la dernière révision."


class NothingNew(Refused):
    message = "Rien n’a été complété depuis votre lecture."


class NoWish(Refused):
    message = "Dites votre envie d’une rencontre : oui, à discuter, ou non."


def start_reading(application, *, by, at):
    """« Je lis » : the person will see that somebody has begun."""
    with locked(application) as application:
        return _begun(application, by, at)


def save_reading(application, *, by, at, seen=None, **words):
    """Keep the draft of one's own reading. ``words``: touches, questions, asks, wish, why.

    ``seen``: the mark (``stamp``) of what the window showed; another one has written since when
    it differs, and nothing is kept.
    """
    with locked(application) as application:
        reading = _begun(application, by, at)
        _refuse_if_stale(reading, seen, at)
        _keep(reading, at, words)
    return reading


def unfold(application, *, by, at):
    """See the name before having written: possible, and noted."""
    with locked(application) as application:
        reading = _begun(application, by, at)
        if reading.unfolded_at is None:
            reading.unfolded_at = at
            reading.save(update_fields=["unfolded_at"])
            record(Event.UNFOLDED, application, by=by)
    return reading


def write_reading(application, *, by, at, seen=None, warned=False, **words):
    """Finish one's own reading. The last of the founders to write makes all of them readable.

    ``seen``: as for ``save_reading``; ``warned``: sensitive words were shown, and confirmed.
    """
    with locked(application) as application:
        if not words.get("wish"):
            raise NoWish
        reading = _begun(application, by, at)
        _refuse_if_stale(reading, seen, at)
        reading.written_at, reading.revision = at, application.revision
        _keep(reading, at, words)
        record(Event.READ, application, by=by)
        if warned:
            notes.confirm_note(application, by=by)
        cross_if_all_read(application, at=at)
    return reading


def supplement(application, *, by, at, words, wish="", warned=False):
    """Add to one's written reading what the person's precisions change, while it is blind."""
    with locked(application) as application:
        if application.state not in BLIND:
            raise NoLongerRead
        mine = Reading.objects.written().of(application).filter(reader=by).first()
        if mine is None:
            raise NotWrittenYet
        if mine.revision >= application.revision:
            raise NothingNew
        said = Supplement.objects.create(
            reading=mine, revision=application.revision, words=words, wish=wish, written_at=at
        )
        record(Event.SUPPLEMENTED, application, by=by)
        if warned:
            notes.confirm_note(application, by=by)
    return said


def read_on(application, *, at):
    """Who must read is computed of the day: somebody who left office is not waited for."""
    with locked(application) as application:
        cross_if_all_read(application, at=at)
    return application


def cross_if_all_read(application, *, at):
    """Once all have written, all may read: not while precisions are awaited. Under the lock; every
    way back to reading passes here."""
    is_begun = Reading.objects.written().of(application).exists()
    is_read = is_begun and not readers_to_come(application, on=timezone.localdate(at)).exists()
    if application.state == State.READING and is_read:
        application.move_to(State.CROSSED)
        application.crossed_at = at
        application.save(update_fields=["state", "crossed_at"])
        record(Event.CROSSED, application)


def readers_to_come(application, *, on):
    """Founders of that day who have not written their reading yet; nobody reads themselves."""
    written = Reading.objects.written().of(application).values("reader")
    founders = Person.objects.of_foundation(on=on).exclude(pk=application.person_id)
    return founders.exclude(pk__in=written)


def stamp(reading):
    """What tells one saving of a draft from the next; empty before the first."""
    return reading.saved_at.isoformat() if reading else ""


def _begun(application, by, at):
    """One's own reading, begun if need be: the person sees that somebody reads. Locked."""
    if application.state not in BLIND:
        raise NoLongerRead
    reading, is_new = Reading.objects.get_or_create(
        application=application,
        reader=by,
        cycle=application.cycle,
        defaults={"saved_at": at, "revision": application.revision},
    )
    if reading.written_at:
        raise AlreadyWritten
    if is_new:
        record(Event.OPENED, application, by=by)
    if application.state == State.SUBMITTED:
        application.move_to(State.READING)
        application.save(update_fields=["state"])
    return reading


def _refuse_if_stale(reading, seen, at):
    if seen is not None and stamp(reading) not in {seen, at.isoformat()}:
        raise WrittenElsewhere


def _keep(reading, at, words):
    for field, value in words.items():
        setattr(reading, field, value)
    reading.saved_at = at
    reading.save()
