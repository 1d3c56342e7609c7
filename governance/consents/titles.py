"""The title of a text: it may be put right for as long as nobody was asked to consent to it."""

from governance.states import IN_CONSENT, ProposalKind, ProposalState

WRITTEN = (ProposalKind.POLICY, ProposalKind.ACT)
"""What somebody titled in their own words; the others are named by what they do."""

KEPT = (*IN_CONSENT, ProposalState.ADOPTED, ProposalState.WITHDRAWN, ProposalState.ABANDONED)


def is_titled(proposal):
    """May its title still change?"""
    return proposal.kind in WRITTEN and proposal.state not in KEPT
