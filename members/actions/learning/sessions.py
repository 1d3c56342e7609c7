"""A session is opened by whoever teaches; it may change, be called off, and be led by several."""

from django.db import transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.learning.seats import fill
from members.events import Event
from members.models import LearningSession, Skill
from members.states import Level


class InThePast(Refused):
    message = "Cette heure est déjà passée : choisissez-en une à venir."


class Over(Refused):
    message = "Cette séance a déjà eu lieu, ou elle est annulée."


class NotLed(Refused):
    message = "Seule une personne qui anime la séance peut faire cela."


class NothingChanges(Refused):
    message = "Rien ne change : c’est déjà ce qui est écrit."


class TooFewSeats(Refused):
    message = "Il y a déjà plus de personnes inscrites que cela : gardez au moins leurs places."


class AlreadyLeads(Refused):
    message = "Vous animez déjà cette séance."


class DoesNotTeach(Refused):
    message = (
        "Pour animer, dites d’abord dans vos savoir-faire que vous savez faire, ou que vous "
        "pouvez former."
    )


class HasASeat(Refused):
    message = "Vous avez une place dans cette séance : rendez-la d’abord, puis animez."


TOLD = ("title", "at", "minutes", "place")
"""What diaries know: a change of one of these is told to everybody who comes."""


@transaction.atomic
def open_session(*, by, now, **facts):
    """I offer to teach this, on that day. ``facts``: title, craft, about, at, minutes, place,
    seats_most."""
    _refuse_unless_to_come(facts["at"], now)
    session = LearningSession.objects.create(opened_by=by, opened_at=now, **facts)
    session.trainers.add(by)
    record(Event.SESSION_OPENED, session, by=by)
    emails.session_led(session, by, at=now)
    return session


def change(session, *, by, now, **facts):
    """Another hour, place, title or number of seats: every diary follows."""
    with locked(session) as session:
        _refuse_unless_led(session, by=by, now=now)
        changed = [name for name, value in facts.items() if getattr(session, name) != value]
        if not changed:
            raise NothingChanges
        _refuse_unless_to_come(facts["at"], now)
        if session.seats.taken().count() > facts["seats_most"]:
            raise TooFewSeats
        was = session.at
        for name in changed:
            setattr(session, name, facts[name])
        session.sequence += bool(set(changed) & set(TOLD))
        session.save()
        record(Event.SESSION_CHANGED, session, by=by)
        if set(changed) & set(TOLD):
            for person in who_comes(session):
                emails.session_moved(session, person, was=was, at=now)
        fill(session, at=now)
    return session


def call_off(session, *, by, now):
    """The session will not take place: it leaves every diary, and those who waited know."""
    with locked(session) as session:
        _refuse_unless_led(session, by=by, now=now)
        session.called_off_at = now
        session.sequence += 1
        session.save(update_fields=["called_off_at", "sequence"])
        record(Event.SESSION_CALLED_OFF, session, by=by)
        for person in who_comes(session):
            emails.session_called_off(session, person, at=now)
        for seat in session.seats.waiting().select_related("person"):
            emails.session_called_off(session, seat.person, at=now, is_expected=False)
    return session


def lead_too(session, *, by, now):
    """I teach it as well: only I may say so, and whoever opened it is told."""
    with locked(session) as session:
        if not session.is_open(now):
            raise Over
        if session.trainers.filter(pk=by.pk).exists():
            raise AlreadyLeads
        if session.seats.kept().filter(person=by).exists():
            raise HasASeat
        if not can_teach(by, session.craft):
            raise DoesNotTeach
        session.trainers.add(by)
        record(Event.SESSION_JOINED, session, by=by)
        emails.session_led(session, by, at=now)
        emails.session_led_too(session, by)
    return session


def can_teach(person, craft):
    """Whether this person says that they do it, or teach it."""
    said = Skill.objects.filter(person=person, craft=craft)
    return said.filter(level__in=[Level.DO, Level.TEACH]).exists()


def who_comes(session):
    """Those who teach and those who have a seat; not those who wait."""
    seated = [seat.person for seat in session.seats.taken().select_related("person")]
    return [*session.trainers.order_by("pk"), *seated]


def _refuse_unless_led(session, *, by, now):
    if not session.trainers.filter(pk=by.pk).exists():
        raise NotLed
    if not session.is_open(now):
        raise Over


def _refuse_unless_to_come(hour, now):
    if hour <= now:
        raise InThePast
