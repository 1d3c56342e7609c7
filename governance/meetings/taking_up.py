"""What a subject of the agenda gave birth to: a review, a proposal that it may live at once."""

from governance.models import Proposal, Review
from governance.states import ProposalState

READY = (
    ProposalState.BASKET,
    ProposalState.SCHEDULED,
    ProposalState.POSTPONED,
    ProposalState.REFERRED,
)
"""The circle reads it; it is not at work on it yet."""


def reviewed(item):
    """The open review of the decision that this subject looks at, or None."""
    if item is None or item.decision_id is None:
        return None
    return Review.objects.filter(decision=item.decision_id, closed_at=None).first()


def born_of(item):
    """The proposal of its review, or of its tension, that waits in this circle; or None."""
    if item is None or item.proposal_id or item.election_id:
        return None
    waiting = Proposal.objects.filter(state__in=READY, circle=item.meeting.circle_id)
    if item.decision_id:
        waiting = waiting.filter(reviews__decision=item.decision_id, reviews__closed_at=None)
    elif item.tension_id:
        waiting = waiting.filter(tension=item.tension_id)
    else:
        return None
    return waiting.select_related("carrier").order_by("-pk").first()
