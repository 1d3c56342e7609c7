"""A pause that a member asks for, a suspension that the organ decides, and the way back.

Why somebody needs a pause is asked by nobody and stored nowhere.
"""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.data.freezing import refuse_if_frozen
from members.actions.life.facts import (
    InTheFuture,
    NothingOpen,
    add,
    open_fact,
    refuse_own_case,
    refuse_unless_member,
)
from members.events import Event
from members.models import Membership
from members.signers import keepers
from members.standing import open_on, overlapping
from members.states import PAUSES, FactKind


class AlreadyPaused(Refused):
    message = "Cette adhésion est déjà suspendue ou en pause."


class AlreadyAsked(Refused):
    message = "Votre demande de pause est déjà arrivée : la réponse vient par une lettre."


class BeginsInThePast(Refused):
    message = "Une pause se demande pour aujourd’hui ou plus tard."


class ComesBackTooEarly(Refused):
    message = "Le retour ne peut pas précéder le premier jour de la pause."


class BeforeItsDecision(Refused):
    message = (
        "Une sanction ne remonte pas le temps : elle court au plus tôt du jour de sa décision."
    )


class LiftedTooEarly(Refused):
    message = "La levée ne peut précéder ni sa décision, ni le premier jour de la suspension."


def ask_leave(membership, *, by, at, since, until):
    """The member asks for a pause, from one day to another; no reason is asked."""
    today = timezone.localdate(at)
    with locked(membership) as membership:
        refuse_unless_member(membership, on=today)
        if since < today:
            raise BeginsInThePast
        if open_on(membership.facts.all(), {FactKind.LEAVE_ASKED}, since):
            raise AlreadyAsked
        _refuse_if_paused(membership, PAUSES, since, until)
        fact = add(membership, FactKind.LEAVE_ASKED, by=by, at=at, since=since, until=until)
        record(Event.LEAVE_ASKED, membership, by=by, since=f"{since}", until=f"{until}")
        for keeper in keepers(on=today, but=membership.person_id):
            emails.leave_asked(fact, keeper)
    return fact


def grant_leave(membership, *, by, at, since, until, **decision):
    """The organ agrees to a pause. ``decision``: organ, decided_on, reference."""
    with locked(membership) as membership:
        _refuse_unless_decided(membership, by, decision, on=timezone.localdate(at))
        refuse_unless_member(membership, on=since)
        _refuse_if_paused(membership, PAUSES, since, until)
        fact = add(
            membership, FactKind.LEAVE, by=by, at=at, since=since, until=until,
            answers=asked_leave(membership), **decision,
        )  # fmt: skip
        record(Event.LEAVE_GRANTED, membership, by=by, since=f"{since}")
        emails.leave_granted(fact, votes=_keeps_vote(membership, on=since))
    return fact


def decline_leave(membership, *, by, at, words="", **decision):
    """The organ does not agree to the pause that was asked for; ``words`` are told."""
    with locked(membership) as membership:
        _refuse_unless_decided(membership, by, decision, on=timezone.localdate(at))
        asked = asked_leave(membership)
        if asked is None:
            raise NothingOpen
        fact = add(
            membership, FactKind.LEAVE_DECLINED, by=by, at=at, since=decision["decided_on"],
            answers=asked, words=words, **decision,
        )  # fmt: skip
        record(Event.LEAVE_DECLINED, membership, by=by)
        emails.leave_declined(fact, words)
    return fact


def suspend(membership, *, by, at, since, until, words, **decision):
    """The organ suspends the membership as a sanction; ``words`` say why, to the person alone.

    It may fall on somebody who is on leave: each then ends by its own way.
    """
    with locked(membership) as membership:
        _refuse_unless_decided(membership, by, decision, on=timezone.localdate(at))
        refuse_if_frozen(membership.person)
        if since < decision["decided_on"]:
            raise BeforeItsDecision
        refuse_unless_member(membership, on=since)
        _refuse_if_paused(membership, {FactKind.SUSPENSION}, since, until)
        fact = add(
            membership, FactKind.SUSPENSION, by=by, at=at, since=since, until=until, words=words,
            **decision,
        )  # fmt: skip
        record(Event.SUSPENDED, membership, by=by, since=f"{since}")
        emails.suspended(fact, words)
    return fact


def resume(membership, *, by, at, on):
    """The person is back from that day, before the pause would have ended by itself."""
    with locked(membership) as membership:
        paused = open_fact(membership, {FactKind.LEAVE}, on=max(on, timezone.localdate(at)))
        if on < paused.since:
            raise ComesBackTooEarly
        return _resumed(membership, paused, by=by, at=at, on=on)


def lift(membership, *, by, at, on, **decision):
    """The organ lifts a suspension from that day. ``decision``: organ, decided_on, reference."""
    today = timezone.localdate(at)
    with locked(membership) as membership:
        _refuse_unless_decided(membership, by, decision, on=today)
        suspended = open_fact(membership, {FactKind.SUSPENSION}, on=max(on, today))
        if on < max(suspended.since, decision["decided_on"]):
            raise LiftedTooEarly
        return _resumed(membership, suspended, by=by, at=at, on=on, **decision)


def _resumed(membership, paused, *, by, at, on, **decision):
    fact = add(membership, FactKind.RESUMED, by=by, at=at, since=on, answers=paused, **decision)
    record(Event.RESUMED, membership, by=by, on=f"{on}")
    still = open_on(membership.facts.all(), {FactKind.SUSPENSION}, on)
    emails.resumed(fact, votes=_keeps_vote(membership, on=on), is_suspended=bool(still))
    return fact


def asked_leave(membership):
    """The pause that was asked for and that nobody answered yet, or None."""
    facts = list(membership.facts.all())
    days = [one.since for one in facts]
    asked = open_on(facts, {FactKind.LEAVE_ASKED}, max(days)) if days else []
    return asked[-1] if asked else None


def _keeps_vote(membership, *, on):
    """Whether the pause, as it now stands, leaves the vote: the statutes of its first day say."""
    return Membership.objects.voting(on=on).filter(pk=membership.pk).exists()


def _refuse_unless_decided(membership, by, decision, *, on):
    refuse_own_case(membership, by)
    if decision["decided_on"] > on:
        raise InTheFuture


def _refuse_if_paused(membership, kinds, since, until):
    if overlapping(membership.facts.all(), kinds, since, until):
        raise AlreadyPaused
