"""A proposal goes into the basket, onto an agenda, to another day; or whoever carries it stops."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import rounds, tensions
from governance.actions.consents.drafting import draft
from governance.actions.consents.handling import (
    ENDED,
    carrying,
    check_carries,
    check_facilitates,
    check_sits,
)
from governance.effects import effect
from governance.events import Event
from governance.states import ProposalKind, ProposalState

WAITING = (ProposalState.SCHEDULED, ProposalState.POSTPONED, ProposalState.REFERRED)


class SaysNotWhy(Refused):
    message = "Dites pourquoi, en quelques mots."


class NotBefore(Refused):
    message = "Une proposition est reportée à un jour à venir."


def put_in_basket(proposal, *, by, at):
    """Its text can be read by the circle: it waits for a meeting, or to be opened at a distance."""
    with carrying(proposal, at=at) as proposal:
        if proposal.state == ProposalState.DRAFT:
            check_carries(by, proposal, at=at)
        elif proposal.state in WAITING:
            check_sits(by, [proposal.circle], at=at)
        else:
            check_carries(by, proposal, at=at, or_facilitates=True)
        proposal.move_to(ProposalState.BASKET)
        proposal.suspended_at = None
        _stop(proposal, by=by, at=at)
        record(Event.PUT_IN_BASKET, proposal, by=by)
        emails.circles_asked(proposal, on=timezone.localdate(at))
    return proposal


def schedule(proposal, *, by, at):
    """It is on the agenda of a meeting, to be decided; the circle consents to the agenda itself."""
    with carrying(proposal, at=at) as proposal:
        check_sits(by, [proposal.circle], at=at)
        proposal.move_to(ProposalState.SCHEDULED)
        record(Event.PROPOSAL_SCHEDULED, proposal, by=by)
    return proposal


def postpone(proposal, *, by, at, to, reason=""):
    """Take it up again another day: what is said stays, positions of an open round do not."""
    with carrying(proposal, at=at) as proposal:
        check_carries(by, proposal, at=at, or_facilitates=True)
        if to <= at.date():
            raise NotBefore
        proposal.move_to(ProposalState.POSTPONED)
        proposal.postponed_to, proposal.reason, proposal.suspended_at = to, reason, None
        _stop(proposal, by=by, at=at)
        record(Event.PROPOSAL_POSTPONED, proposal, by=by, to=to.isoformat())
        emails.proposal_postponed(proposal)
    return proposal


def withdraw(proposal, *, by, at, reason):
    """Whoever carries it takes it back, and says why; its objections are kept with it."""
    with carrying(proposal, at=at) as proposal:
        check_carries(by, proposal, at=at)
        if not reason.strip():
            raise SaysNotWhy
        was_read = proposal.state != ProposalState.DRAFT
        proposal.move_to(ProposalState.WITHDRAWN)
        proposal.reason, proposal.suspended_at = reason.strip(), None
        _stop(proposal, by=by, at=at)
        record(Event.PROPOSAL_WITHDRAWN, proposal, by=by)
        if was_read:
            emails.proposal_withdrawn(proposal)
    return proposal


def stop(proposal, *, at, reason):
    """Its circle ends before it decided: nobody took it back, and nobody consented to leave it."""
    with carrying(proposal, at=at) as proposal:
        was_read = proposal.state != ProposalState.DRAFT
        for opened in proposal.rounds.standing():
            rounds.void(opened, by=None, at=at)
        if proposal.state == ProposalState.RESERVED:
            proposal.move_to(ProposalState.CONSENT)
        proposal.move_to(ProposalState.WITHDRAWN)
        proposal.reason, proposal.suspended_at = reason, None
        record(Event.PROPOSAL_STOPPED, proposal, by=None)
        emails.proposal_stopped(proposal, was_read=was_read)
    return proposal


def abandon(proposal, *, by, at, decision):
    """The circle consented to leave it there: an abandon is a decision like another."""
    with carrying(proposal, at=at) as proposal:
        proposal.move_to(ProposalState.ABANDONED)
        proposal.suspended_at = None
        proposal.reason = f"Le cercle y a consenti : décision {decision.code}."
        _stop(proposal, by=by, at=at)
        record(Event.PROPOSAL_ABANDONED, proposal, by=by, decision=decision.pk)
    return proposal


@effect(ProposalKind.ABANDON)
def leave_it(decision, *, by, at):
    """What the circle consents to, when it consents to abandon a proposal; one that came to its end
    meanwhile stays what it is."""
    proposal = decision.proposal.about_proposal
    proposal.refresh_from_db()
    if proposal.state not in ENDED:
        abandon(proposal, by=by, at=at, decision=decision)


def propose_to_abandon(proposal, *, by, at, why):
    """Ask the circle to leave it there: abandoning needs its consent, withdrawing does not."""
    check_facilitates(by, proposal, at=at)
    if not why.strip():
        raise SaysNotWhy
    subject = f"Abandonner « {proposal.title} » ?"[:160]
    tension = tensions.drop(
        proposal.circle, by=by, at=at, subject=subject, words=why, wish="decide"
    )
    found = draft(
        proposal.circle, by=by, at=at, tension=tension, title=subject, kind=ProposalKind.ABANDON,
        needs=why, text=f"Le cercle abandonne la proposition « {proposal.title} ».",
        about_proposal=proposal,
    )  # fmt: skip
    return put_in_basket(found, by=by, at=at)


def _stop(proposal, *, by, at):
    """Its open rounds count no more."""
    for opened in proposal.rounds.open():
        rounds.void(opened, by=by, at=at)
