"""Consent at a distance, as a rite: windows, one extension, and a meeting as soon as one asks.

Silence is « pas encore »; a policy that the circle consented to before the round opened may put
« réputé consentant » in its place, after as many hours and reminders as it says.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import rounds
from governance.actions.consents import adopting, steps
from governance.actions.consents.handling import (
    carrying,
    check_carries,
    check_facilitates,
    check_going,
    check_sits,
    circles_of,
    consent_rounds,
)
from governance.consents.policies import PASSIVE, allows_distance, policy_before
from governance.events import Event
from governance.states import ProposalState, RoundKind

S = ProposalState
TIME_TO_ANSWER = timedelta(hours=24)
"""Between a reminder and the consent that a policy deems: one reads a letter in a day."""


class NoSuchPolicy(Refused):
    message = (
        "Ce cercle n’a pas consenti à décider à distance : proposez-lui d’abord cette politique."
    )


class CarrierDidNotAsk(Refused):
    message = "La personne qui porte la proposition n’a pas demandé à la traiter à distance."


class NotAtADistance(Refused):
    message = "Cette proposition n’est pas traitée à distance."


def wish_async(proposal, *, by, at):
    """Who carries it would have it dealt with at a distance; who facilitates opens it."""
    with carrying(proposal, at=at) as proposal:
        check_carries(by, proposal, at=at)
        if proposal.state != S.BASKET:
            raise steps.NotNow
        _check_policy(proposal, at=at)
        proposal.is_async = True
        record(Event.DISTANCE_WISHED, proposal, by=by)
        emails.distance_wished(proposal, on=timezone.localdate(at))
    return proposal


def open_async(proposal, *, by, at):
    """Open the windows: clarification first, everybody reads the text before anything else."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at)
        _check_policy(proposal, at=at)
        if not (proposal.is_async or by.pk == proposal.carrier_id):
            raise CarrierDidNotAsk
        proposal.is_async = True
        steps.clarify(proposal, by=by, at=at)
        record(Event.DISTANCE_OPENED, proposal, by=by)
    return proposal


def to_meeting(proposal, *, by, at, reason=""):
    """« Traiter en réunion » : any person who is asked says so, and the distance ends at once.

    ``by=None``: the extension is over and somebody is still silent.
    """
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        if not proposal.is_async:
            raise NotAtADistance
        check_sits(by, circles_of(proposal), at=at)
        proposal.move_to(ProposalState.BASKET)
        proposal.is_async, proposal.reason = False, reason
        for opened in proposal.rounds.open():
            rounds.void(opened, by=by, at=at)
        record(Event.MEETING_ASKED, proposal, by=by)
        emails.to_meeting(proposal, by=by)
    return proposal


def tend(proposal, *, at):
    """What the hour brings: the next step, an extension once, a policy's consent, the meeting."""
    with carrying(proposal, at=at) as proposal:
        if proposal.suspended_at:
            return
        if proposal.state in {S.CLARIFICATION, S.REACTIONS}:
            _tend_words(proposal, at=at)
        elif proposal.state == S.ARBITRATION and at >= arbitration_ends(proposal):
            _late(proposal, at=at)
        elif proposal.state in {S.CONSENT, S.RESERVED}:
            _tend_consent(proposal, at=at)
        elif proposal.state == S.OBJECTIONS:
            adopting.settle(proposal, by=None, at=at)


def arbitration_ends(proposal):
    """The end of the window in which who carries it chooses what follows."""
    return proposal.moved_at + timedelta(hours=settings.ARBITRATION_HOURS)


def deem(opened, *, at):
    """Put « réputé consentant » where a policy that was in force at the opening says so; never
    for who is kept from entering: a closed account is no silence."""
    found = policy_before(opened, PASSIVE)
    if found is None or at < opened.opened_at + timedelta(hours=found.version.hours):
        return
    for seat in opened.seats.silent().filter(person__is_active=True):
        sent = emails.reminders_of(seat, before=at - TIME_TO_ANSWER)
        if sent and not seat.speaks_last:
            rounds.deem(seat, policy=found, at=at, reminders=sent)


def _tend_words(proposal, *, at):
    kind = RoundKind(proposal.state)
    opened = steps.current_words(proposal, kind)
    if opened is None or at < opened.ends_at:
        return
    try:
        steps.follow(proposal, by=None, at=at)
    except steps.ReactionsAreNeverSkipped:
        _extend(proposal, [opened], at=at)


def _tend_consent(proposal, *, at):
    opened = [one for one in consent_rounds(proposal) if one.is_open]
    for one in opened:
        if not one.is_async or at >= one.closes_at:
            deem(one, at=at)
    adopting.settle(proposal, by=None, at=at)
    late = [one for one in opened if one.is_async and at >= one.ends_at]
    late = [one for one in late if one.seats.silent().exists()]
    if proposal.state == S.CONSENT and late:
        _extend(proposal, late, at=at)


def _extend(proposal, late, *, at):
    """Once; then the circle meets about it."""
    again = [one for one in late if one.extended_to is None]
    if not again:
        _late(proposal, at=at)
    for one in again:
        one.extended_to = at + timedelta(hours=settings.EXTENSION_HOURS)
        one.save(update_fields=["extended_to"])
        record(Event.WINDOW_EXTENDED, one, until=one.extended_to.isoformat())
        emails.window_extended(one)


def _late(proposal, *, at):
    """Nobody is blamed, nothing is presumed: the next meeting takes it up."""
    proposal.move_to(ProposalState.BASKET)
    proposal.is_async = False
    for opened in proposal.rounds.open():
        rounds.void(opened, by=None, at=at)
    record(Event.DISTANCE_ENDED, proposal)
    emails.to_meeting(proposal, by=None)


def _check_policy(proposal, *, at):
    if not allows_distance(proposal.circle, on=timezone.localdate(at)):
        raise NoSuchPolicy
