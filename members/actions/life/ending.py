"""A death, and the goodbye to whoever has left."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.tending import alone
from members import emails, region
from members.actions.fees import deaths
from members.actions.life import silence
from members.actions.life.facts import InTheFuture, add, refuse_own_case
from members.actions.people import end_role, show_nothing
from members.events import Event
from members.models import Membership
from members.states import FactKind, Role

MEMBERS_ONLY = frozenset(Role) - {Role.ADMINISTRATOR}
"""Who holds them is a member; who looks after the machines need not be one."""


class AlreadyDeceased(Refused):
    message = "Ce décès est déjà inscrit."


class NotOver(Refused):
    message = "Cette adhésion n’a pas pris fin : il n’y a pas d’au revoir à dire."


class AlreadyParted(Refused):
    message = "Cet au revoir est déjà dit."


def note_death(membership, *, by, at, died_on, kin=""):
    """Write a death down: nothing leaves by itself from then on. ``kin``: whom one may call."""
    today = timezone.localdate(at)
    with locked(_latest(membership)) as membership, locked(membership.person) as person:
        refuse_own_case(membership, by)
        if died_on > today:
            raise InTheFuture
        if person.deceased_on:
            raise AlreadyDeceased
        silence.fall(person, on=died_on, at=at)
        add(membership, FactKind.DIED, by=by, at=at, since=died_on, until=died_on, words=kin)
        _give_back_offices(person, by=by, on=today)
        deaths.close_after(person, day=died_on, by=by, at=at)
        record(Event.DIED, membership, by=by, died_on=f"{died_on}")
        transaction.on_commit(lambda: region.forget(on=today), robust=True)
    return membership


def part(membership, *, at):
    """The last day has passed: offices end, nothing is shown any more, and a letter says goodbye,
    but to the dead."""
    today = timezone.localdate(at)
    with locked(membership) as membership:
        if membership.parted_at:
            raise AlreadyParted
        if membership.ended_on is None or membership.ended_on >= today:
            raise NotOver
        membership.parted_at = at
        membership.save(update_fields=["parted_at"])
        person = membership.person
        if not person.memberships.active(on=today).exists():
            _give_back_offices(person, by=None, on=max(membership.ended_on, membership.started_on))
            show_nothing(person, at=at)
        record(Event.PARTED, membership, ended_on=f"{membership.ended_on}")
        transaction.on_commit(lambda: region.forget(on=today), robust=True)
        if not person.deceased_on:
            emails.farewell(membership)
    return membership


def part_due(*, at):
    """Say goodbye to everybody whose membership ended, once each."""
    for membership in Membership.objects.to_part(on=timezone.localdate(at)):
        with alone(membership):
            part(membership, at=at)


def _latest(membership):
    """The one that a death ends: whichever was named, somebody who came back has a newer one."""
    return membership.person.memberships.order_by("started_on", "pk").last()


def _give_back_offices(person, *, by, on):
    held = person.offices.filter(Q(role__in=MEMBERS_ONLY), ended_on=None)
    for office in held:
        end_role(office, by=by, on=max(on, office.started_on))
