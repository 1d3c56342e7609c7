"""A circle ends: texts on their way go on with the one that answers for what it held, and are said
again there."""

from django.utils import timezone

from coopstudio.journal.api import record
from governance import emails
from governance.actions import rounds
from governance.actions.consents.basket import put_in_basket
from governance.actions.consents.handling import ENDED, carrying
from governance.events import Event
from governance.models import Concern, Proposal
from governance.states import IN_CONSENT, ProposalState, RoundKind

S = ProposalState
STAYS = (S.DRAFT, S.BASKET, S.POSTPONED, S.REFERRED)
"""No round is held on it: it keeps its step."""


def bring(proposal, into, *, at):
    """Whom the other circle asks is not whom this one asked: no position passes with the text."""
    back_to_basket(proposal, at=at)
    with carrying(proposal, at=at) as proposal:
        proposal.concerns.filter(circle=into).delete()
        proposal.circle, proposal.is_async = into, False
        record(Event.PROPOSAL_FOLLOWED, proposal, circle=into.pk)
    return proposal


def back_to_basket(proposal, *, at):
    """Somebody who was asked is asked no more, or elsewhere: what was said of it counts no more."""
    with carrying(proposal, at=at) as proposal:
        for opened in proposal.rounds.standing().filter(kind=RoundKind.CONSENT):
            rounds.void(opened, by=None, at=at)
        if proposal.state == S.RESERVED:
            proposal.move_to(ProposalState.CONSENT)
    if proposal.state not in STAYS:
        put_in_basket(proposal, by=None, at=at)


def ask_there_instead(circle, into, *, at, why):
    """Texts that needed a circle which has ended need the one that answers for what it held; who
    had consented says so again. What is about the ended circle itself has nothing left to decide:
    it goes back to the basket, where who carries it reads why."""
    for proposal in Proposal.objects.filter(about_circle=circle).exclude(circle=circle):
        if proposal.state not in (*ENDED, S.DRAFT):
            back_to_basket(proposal, at=at)
    waiting = Concern.objects.filter(circle=circle).exclude(proposal__state__in=ENDED)
    for concern in waiting.exclude(proposal__about_circle=circle).select_related("proposal"):
        proposal = concern.proposal
        if concern.must_consent and proposal.state in IN_CONSENT:
            back_to_basket(proposal, at=at)
        known = proposal.concerns.filter(circle=into)
        if into.pk == proposal.circle_id or known.exists():
            if concern.must_consent:
                known.update(must_consent=True)
            concern.delete()
        else:
            concern.circle, concern.domain, concern.why = into, None, why[:200]
            concern.heard, concern.heard_at = "", None
            concern.save(update_fields=["circle", "domain", "why", "heard", "heard_at"])
        if proposal.state != S.DRAFT:
            emails.circles_asked(proposal, on=timezone.localdate(at))
        record(Event.ASKED_THERE_INSTEAD, proposal, by=None, circle=circle.pk, into=into.pk)
