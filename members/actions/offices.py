"""An office is entrusted or ended by two people, neither of whom it is about; each may give back
their own."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.people import AlreadyEntrusted, NotToOneself, end_role, grant_role
from members.events import Event
from members.models import Office, OfficeChange, Person
from members.states import Role


class NotHeld(Refused):
    message = "Cette personne ne tient pas cette fonction : il n’y a rien à rendre."


class AlreadyProposed(Refused):
    message = "Un changement de cette fonction attend déjà sa confirmation."


class AlreadyAnswered(Refused):
    message = "Ce changement a déjà sa réponse."


class NotTheSecond(Refused):
    message = (
        "Une autre personne de la fondation confirme : ni celle qui propose, ni celle que cela "
        "concerne."
    )


class LastFounder(Refused):
    message = (
        "Personne d’autre ne tient la fondation : confiez-la d’abord à quelqu’un, puis rendez la "
        "vôtre."
    )


class OfTheBoard(Refused):
    message = "Un siège au conseil s’inscrit à la page du conseil."


def propose(person, role, *, by, at, on, why, is_end=False):
    """``on``: the first day, or the last one; ``why``: where the decision is written."""
    if role == Role.BOARD:
        raise OfTheBoard
    if by.pk == person.pk:
        raise NotToOneself
    with locked(person) as person:
        holds = person.offices.filter(role=role, ended_on=None).exists()
        if holds != is_end:
            raise NotHeld if is_end else AlreadyEntrusted
        change = _noted(
            person=person, role=role, is_end=is_end, on=on, why=why, proposed_by=by, proposed_at=at
        )
        record(Event.OFFICE_PROPOSED, person, by=by, role=f"{role}", is_end=is_end)
        founders = Person.objects.holding(Role.FOUNDER, on=timezone.localdate(at))
        for founder in founders.exclude(pk__in=[by.pk, person.pk]).order_by("pk"):
            emails.office_proposed(change, founder)
    return change


def confirm(change, *, by, at):
    """The second person: it is done, and the person is told."""
    with locked(change) as change:
        _refuse_if_answered(change)
        if by.pk in {change.proposed_by_id, change.person_id}:
            raise NotTheSecond
        _close(change, by=by, at=at, is_confirmed=True)
        if change.is_end:
            _end(_held(change.person, change.role), by=by, on=change.on)
        else:
            grant_role(change.person, change.role, by=by, on=change.on)
        emails.office_changed(change)
    return change


def decline(change, *, by, at):
    """It is not done: declined by another, or taken back by whoever proposed it."""
    with locked(change) as change:
        _refuse_if_answered(change)
        if by.pk == change.person_id:
            raise NotTheSecond
        _close(change, by=by, at=at, is_confirmed=False)
        record(Event.OFFICE_DECLINED, change.person, by=by, role=change.role)
    return change


@transaction.atomic
def give_back(person, role, *, at):
    """I give back my own office, today; nobody needs to agree. A seat of the board is given back
    at its own page, where the proxies that it held follow."""
    if role == Role.BOARD:
        raise OfTheBoard
    office = _held(person, role)
    for waiting in person.office_changes.open().filter(role=role):
        _close(waiting, by=person, at=at, is_confirmed=False)
    return _end(office, by=person, on=timezone.localdate(at))


def _end(office, *, by, on):
    """The founders are held while one of them goes: the last two cannot both go at once."""
    if office.role == Role.FOUNDER:
        others = Office.objects.filter(role=Role.FOUNDER, ended_on=None).select_for_update()
        if not [one for one in others.order_by("pk") if one.pk != office.pk]:
            raise LastFounder
    return end_role(office, by=by, on=on)


def _held(person, role):
    office = person.offices.filter(role=role, ended_on=None).first()
    if office is None:
        raise NotHeld
    return office


def _noted(**facts):
    try:
        with transaction.atomic():
            return OfficeChange.objects.create(**facts)
    except IntegrityError as refused:
        if "one_open_change" in str(refused):
            raise AlreadyProposed from refused
        raise


def _refuse_if_answered(change):
    if change.answered_by_id:
        raise AlreadyAnswered


def _close(change, *, by, at, is_confirmed):
    change.answered_by, change.answered_at, change.is_confirmed = by, at, is_confirmed
    change.save(update_fields=["answered_by", "answered_at", "is_confirmed"])
