"""Leaving is a right: a resignation holds whatever is still open (loi de 1901, article 4)."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import documents, emails
from members.actions.life.facts import (
    InTheFuture,
    NotAMember,
    add,
    open_fact,
    refuse_own_case,
)
from members.events import Event
from members.models import Statutes
from members.signers import keepers
from members.standing import endings
from members.states import FactKind


class AlreadyResigned(Refused):
    message = "Une démission est déjà reçue : la lettre qui en accuse réception dit jusqu’à quand."


class TooLate(Refused):
    message = (
        "L’adhésion a pris fin : une démission qui a produit son effet ne se reprend pas. "
        "La personne peut demander une nouvelle adhésion."
    )


def resign(membership, *, by, at, received_on, wished=None, words=""):
    """The person leaves, with the notice of the statutes; no reason is asked.

    ``received_on``: the day the association knew. ``wished``: a later last day, if the person
    prefers one. ``words``: the e-mail, when the secretary writes down one that came by post.
    """
    with locked(membership) as membership:
        _refuse_unless_leaving(membership, received_on, on=timezone.localdate(at))
        until = max(received_on + notice_of(received_on), wished or received_on)
        fact = add(
            membership, FactKind.RESIGNED, by=by, at=at, since=received_on, until=until,
            words=words,
        )  # fmt: skip
        record(Event.RESIGNED, membership, by=by, received_on=f"{received_on}", until=f"{until}")
        emails.resigned(fact, documents.acknowledgement(fact, notice=notice_of(received_on)))
        for keeper in keepers(on=timezone.localdate(at), but=membership.person_id):
            emails.departure(fact, keeper)
    return fact


def keep(membership, *, by, at, organ, decided_on, reference):
    """The organ agrees that the person stays: the resignation is taken back before its end."""
    with locked(membership) as membership:
        refuse_own_case(membership, by)
        today = timezone.localdate(at)
        if decided_on > today:
            raise InTheFuture
        if membership.ended_on and membership.ended_on < today:
            raise TooLate
        resigned = open_fact(membership, {FactKind.RESIGNED}, on=today)
        fact = add(
            membership, FactKind.KEPT, by=by, at=at, since=decided_on, answers=resigned,
            organ=organ, decided_on=decided_on, reference=reference,
        )  # fmt: skip
        record(Event.KEPT, membership, by=by, decided_on=f"{decided_on}")
        emails.kept(fact)
    return fact


def notice_of(day):
    """The notice that the statutes of that day ask for; none holds anybody before the first."""
    statutes = Statutes.objects.in_force(on=day)
    return timedelta(days=statutes.resignation_notice_days if statutes else 0)


def _refuse_unless_leaving(membership, received_on, *, on):
    if received_on > on:
        raise InTheFuture
    if any(one.kind == FactKind.RESIGNED for one in endings(membership.facts.all())):
        raise AlreadyResigned
    if received_on < membership.decided_on or not _lasts(membership, on):
        raise NotAMember


def _lasts(membership, day):
    return membership.ended_on is None or membership.ended_on >= day
