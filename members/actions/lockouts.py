"""An account is closed for a time by two people, neither of whom it is about; it opens again by
itself, or sooner. The person keeps their membership, their offices, their seats and their voice."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french.typography import plural
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.accounts.doors import end_sessions
from members.events import Event
from members.models import Lockout, Person
from members.models.lockouts import MOST_DAYS, PATIENCE, PERIOD
from members.states import Role
from members.voices import awaited


class TooLong(Refused):
    """Two people who agree could close a door again and again: together, never above the most."""

    def __init__(self, spent):
        left = max(MOST_DAYS - spent, 0)
        super().__init__(
            f"Ce compte a été fermé {spent} jour{plural(spent)} en trois mois, {MOST_DAYS} au plus "
            f"en tout : il en reste {left}."
        )


class TooLate(Refused):
    message = "Cette proposition est tombée : personne n’a répondu en sept jours."


class NotOneself(Refused):
    message = "On ne propose pas de fermer son propre compte : « Mes données » dit comment partir."


class AlreadyClosed(Refused):
    message = "Ce compte est déjà fermé, ou une fermeture attend sa confirmation."


class AlreadyAnswered(Refused):
    message = "Cette proposition a déjà sa réponse."


class NotTheSecond(Refused):
    message = (
        "Une autre personne de la fondation confirme : ni celle qui propose, ni celle que cela "
        "concerne."
    )


class StillWaiting(Refused):
    message = "Cette proposition attend encore une réponse."


class AlreadyOpen(Refused):
    message = "Ce compte est déjà rouvert."


class NotYours(Refused):
    message = "Une autre personne que celle que cela concerne rouvre ce compte."


def propose(person, *, days, why, by, at):
    """``days``: for how long, 30 at the most; ``why``: what the person will read."""
    if by.pk == person.pk:
        raise NotOneself
    for late in person.lockouts.proposed_before(at - PATIENCE):
        lapse(late, at=at)  # late for its round of the clock, it stands in nobody's way
    with locked(person) as person:
        if not person.is_active:
            raise AlreadyClosed
        _refuse_too_long(person, days, at)
        lockout = _noted(person=person, days=days, why=why, proposed_by=by, proposed_at=at)
        record(Event.LOCKOUT_PROPOSED, person, by=by, days=days)
        founders = Person.objects.holding(Role.FOUNDER, on=timezone.localdate(at))
        for founder in founders.exclude(pk__in=[by.pk, person.pk]).order_by("pk"):
            emails.lockout_proposed(lockout, founder)
    return lockout


def confirm(lockout, *, by, at):
    """The second person: the door is shut, the person and who waits for their voice are told."""
    with locked(lockout) as lockout, locked(lockout.person) as person:
        _refuse_if_answered(lockout)
        if by.pk in {lockout.proposed_by_id, person.pk}:
            raise NotTheSecond
        if not person.is_active:
            raise AlreadyClosed
        if at >= lockout.falls_at:
            raise TooLate
        _refuse_too_long(person, lockout.days, at)
        lockout.until = timezone.localdate(at) + timedelta(days=lockout.days)
        _answer(lockout, by=by, at=at, is_confirmed=True)
        end_sessions(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        record(Event.LOCKED_OUT, person, by=by, until=lockout.until.isoformat())
        emails.locked_out(lockout)
        for one in awaited(person, at=at):
            if one.leads:
                emails.voice_locked_out(lockout, one)
    return lockout


def decline(lockout, *, by, at):
    """It is not done: declined by another, or taken back by whoever proposed it."""
    with locked(lockout) as lockout:
        _refuse_if_answered(lockout)
        if by.pk == lockout.person_id:
            raise NotTheSecond
        _answer(lockout, by=by, at=at, is_confirmed=False)
        record(Event.LOCKOUT_DECLINED, lockout.person, by=by)
    return lockout


def reopen(lockout, *, by, at):
    """One person is enough to open again; ``by=None``: its last day is over."""
    with locked(lockout) as lockout, locked(lockout.person) as person:
        if by and by.pk == person.pk:
            raise NotYours
        if not lockout.is_confirmed or lockout.reopened_at:
            raise AlreadyOpen
        lockout.reopened_by, lockout.reopened_at = by, at
        lockout.save(update_fields=["reopened_by", "reopened_at"])
        if not (person.deceased_on or person.erased_at or person.joined_to_id):
            person.is_active = True
            person.save(update_fields=["is_active"])
            emails.let_in_again(lockout)
        record(Event.LET_IN_AGAIN, person, by=by)
    return lockout


def lapse(lockout, *, at):
    """Nobody answered in seven days: what was written of the person weighs on them no longer."""
    with locked(lockout) as lockout:
        _refuse_if_answered(lockout)
        if lockout.falls_at > at:
            raise StillWaiting
        lockout.lapsed_at = at
        lockout.save(update_fields=["lapsed_at"])
        record(Event.LOCKOUT_LAPSED, lockout.person)
    return lockout


def _refuse_too_long(person, days, at):
    closed = person.lockouts.confirmed_since(at - PERIOD)
    spent = sum(one.lasted.days for one in closed)
    if spent + days > MOST_DAYS:
        raise TooLong(spent)


def _noted(**facts):
    try:
        with transaction.atomic():
            return Lockout.objects.create(**facts)
    except IntegrityError as refused:
        if "one_lockout_at_a_time" in str(refused):
            raise AlreadyClosed from refused
        raise


def _refuse_if_answered(lockout):
    if lockout.answered_by_id or lockout.lapsed_at:
        raise AlreadyAnswered


def _answer(lockout, *, by, at, is_confirmed):
    lockout.answered_by, lockout.answered_at, lockout.is_confirmed = by, at, is_confirmed
    lockout.save(update_fields=["answered_by", "answered_at", "is_confirmed", "until"])
