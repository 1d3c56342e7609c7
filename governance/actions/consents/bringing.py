"""Two circles merge: texts on their way go on with the one that stays, and are said again there."""

from coopstudio.journal.api import record
from governance.actions import rounds
from governance.actions.consents.basket import put_in_basket
from governance.actions.consents.handling import carrying
from governance.events import Event
from governance.states import ProposalState, RoundKind

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
