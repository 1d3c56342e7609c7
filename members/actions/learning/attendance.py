"""Who came, noted by those who taught; then what each says they can do now, and nobody else."""

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions import skills
from members.events import Event
from members.states import Level


class NotLed(Refused):
    message = "Seule une personne qui anime la séance note qui était là."


class TooEarly(Refused):
    message = "La séance n’a pas encore commencé : on note les présences ensuite."


class CalledOff(Refused):
    message = "Cette séance est annulée : il n’y a pas de présence à noter."


class WasNotThere(Refused):
    message = "Vous n’êtes pas parmi les personnes présentes : votre niveau ne change pas ici."


class AlreadySaid(Refused):
    message = "C’est déjà dit. Vos savoir-faire se changent quand vous voulez sur votre profil."


class NothingSaid(Refused):
    message = "Écrivez en une ligne ce que vous savez faire maintenant."


def note(session, *, by, at, present):
    """Note who was there. ``present``: keys of seats. What somebody already confirmed stays."""
    with locked(session) as session:
        if not session.trainers.filter(pk=by.pk).exists():
            raise NotLed
        if session.called_off_at:
            raise CalledOff
        if session.at > at:
            raise TooEarly
        session.held_at = session.held_at or at
        session.save(update_fields=["held_at"])
        record(Event.ATTENDANCE_NOTED, session, by=by, present=len(present))
        for seat in session.seats.taken().select_related("person"):
            _mark(seat, seat.pk in present)
    return session


def confirm(seat, *, by, at, able_to, level=""):
    """What I can do now, in one line; ``level``: what I say of myself from now on, if it changes.

    This alone updates a level, and only for who was there.
    """
    if not able_to.strip():
        raise NothingSaid
    with locked(seat) as seat:
        if seat.person_id != by.pk or not seat.attended:
            raise WasNotThere
        if seat.confirmed_at:
            raise AlreadySaid
        seat.able_to, seat.level, seat.confirmed_at = able_to, level, at
        seat.save(update_fields=["able_to", "level", "confirmed_at"])
        record(Event.LEARNING_CONFIRMED, seat.session, by=by)
        if level in {Level.DO, Level.TEACH}:
            skills.learnt(by, seat.session.craft, level, at=at)
    return seat


def _mark(seat, was_there):
    """What is already confirmed by the learner is not taken back by the trainer."""
    if seat.confirmed_at or seat.attended == was_there:
        return
    seat.attended = was_there
    seat.save(update_fields=["attended"])
    if was_there:
        emails.seat_learnt(seat)
