"""A role is entrusted to somebody for a time; it ends on its day, or before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import links
from governance.actions.circles import entering, life
from governance.actions.consents import freeing
from governance.actions.consents.handling import hold
from governance.college import around
from governance.elections.eligibility import may_lead
from governance.events import Event
from governance.models import CircleRole, Mandate
from governance.states import OfficeKind

INTERIM = timedelta(days=30)
PAIR = {OfficeKind.LEADER: OfficeKind.DELEGATE, OfficeKind.DELEGATE: OfficeKind.LEADER}
"""The two links of a circle are two persons (D2)."""


class RoleIsOver(Refused):
    message = "Ce rôle n’existe plus dans le cercle."


class NotInTheCircle(Refused):
    message = "Un rôle se confie à une personne du cercle : elle y entre d’abord."


class NoMandateWithoutEnd(Refused):
    message = "Un mandat a une échéance, après son premier jour."


class InterimTooLong(Refused):
    message = "Un intérim dure trente jours au plus, le temps d’une élection."


class TwoLinksOnePerson(Refused):
    message = (
        "Le premier et le second lien d’un cercle sont deux personnes : cette personne tient déjà "
        "l’autre. Qu’elle le rende d’abord, et le cercle choisit."
    )


class AlreadyEnded(Refused):
    message = "Ce mandat est déjà terminé."


class NotYourMandate(Refused):
    message = "Un mandat se rend par la personne qui le tient ; le cercle, lui, décide en réunion."


class InterimNeedsTheCircle(Refused):
    message = "Un intérim se confie avec l’accord de tout le cercle, donné dans un tour."


class LedFromTheFirst(Refused):
    message = (
        "Un cercle de parties prenantes est mené par une personne du premier cercle : celle-ci n’y "
        "siège pas."
    )


def begin(role, person, *, by, at, until, election=None, decision=None, is_interim=False):
    """Entrust a role from today until a day; whoever held it before hands it over.

    A leader or a delegate is not a link yet: ``links.activate`` makes one, when both circles
    consented. A leader whom the parent circle elected enters the circle with the mandate: they
    consented to it, last.
    """
    on, circles = timezone.localdate(at), (role.circle, role.circle.parent)
    with transaction.atomic(), _locked_after(circles, role.circle) as circle:
        role = CircleRole.objects.get(pk=role.pk)
        if election and role.kind == OfficeKind.LEADER:
            entering.come_with_a_mandate(circle, person, by=by, at=at, decision=decision)
        _check(role, circle, person, on=on, until=until, is_interim=is_interim)
        if role.kind != OfficeKind.ROLE:
            for held in _held_before(role, circle, person).on(on):
                end(held, by=by, at=at, why="Un autre mandat commence.", is_followed=True)
        mandate = Mandate.objects.create(
            role=role, person=person, since=on, until=until, election=election,
            decision=decision, is_interim=is_interim,
        )  # fmt: skip
        record(Event.MANDATE_BEGUN, circle, by=by, mandate=mandate.pk, person=person.pk)
        mandate.refresh_from_db()  # its circle and its kind were written by PostgreSQL
        life.advance(circle, at=at)
        emails.mandate_begun(mandate)
    return mandate


def _locked_after(circles, circle):
    """The circle, locked, once it and its parent are held in the order of all."""
    hold([one for one in circles if one])
    return locked(circle)


def _held_before(role, circle, person):
    """Whose mandate gives way: the holder's; one's own where several are delegated."""
    held = Mandate.objects.filter(circle=circle, kind=role.kind)
    several = circle.is_of_stakeholders and role.kind == OfficeKind.DELEGATE
    return held.filter(person=person) if several else held


def interim(role, person, *, by, at, until, assent):
    """Hold a role for thirty days at most: everybody agreed in a round (``assent``)."""
    agreed = assent.circle_id == role.circle_id and assent.closed_at and not assent.voided_at
    if not agreed or assent.seats.silent().exists() or assent.seats.objecting().exists():
        raise InterimNeedsTheCircle
    return begin(role, person, by=by, at=at, until=until, is_interim=True)


def end(mandate, *, by, at, why, is_followed=False):
    """It is held no more from today; the link that hangs on it ends too (D11).

    ``is_followed``: somebody else takes it up at once, so nobody is told of an open place.
    """
    with transaction.atomic(), _held_in_order(mandate) as mandate:
        if mandate.ended_on:
            raise AlreadyEnded
        mandate.ended_on = min(max(timezone.localdate(at), mandate.since), mandate.until)
        mandate.why = why
        mandate.save(update_fields=["ended_on", "why"])
        record(Event.MANDATE_ENDED, mandate.circle, by=by, mandate=mandate.pk)
        links.end_with(mandate, by=by, at=at, why=why, is_followed=is_followed)
        if not is_followed:
            emails.mandate_ended(mandate)
    return mandate


def _held_in_order(mandate):
    """The mandate, locked; its circles first, as by whoever consents, begins another or leaves."""
    freeing.hold_for(mandate.person, mandate.role.circle)
    return locked(mandate)


def give_back(mandate, *, by, at, why):
    """The person who holds it gives it back, and says why."""
    if by != mandate.person:
        raise NotYourMandate
    return end(mandate, by=by, at=at, why=why)


def expire(mandate, *, at):
    """Its day has come: it ends by itself, and the secretary is told that a place is open."""
    if mandate.until > timezone.localdate(at):
        raise NoMandateWithoutEnd
    return end(mandate, by=None, at=at, why="Le mandat est arrivé à son échéance.")


def _check(role, circle, person, *, on, until, is_interim):
    if circle.is_closed:
        raise life.CircleIsClosed
    if role.closed_on and role.closed_on <= on:
        raise RoleIsOver
    if until <= on:
        raise NoMandateWithoutEnd
    if is_interim and until - on > INTERIM:
        raise InterimTooLong
    sitting = next((one for one in around(circle, on=on) if one.person == person), None)
    if sitting is None or not (sitting.belongs or sitting.links):
        raise NotInTheCircle
    _check_link(role, circle, person, on=on)


def _check_link(role, circle, person, *, on):
    if not may_lead(role, person, on=on):
        raise LedFromTheFirst
    if role.kind in PAIR and not circle.is_first:
        other = Mandate.objects.filter(circle=circle, kind=PAIR[role.kind], person=person)
        if other.on(on).exists():
            raise TwoLinksOnePerson
