"""Decisions that a circle took, in one line: everybody consented."""

from governance.models import Decision
from governance.states import ProposalKind, TermKind
from tests.governance.factories import AT, TODAY, consent_round, everyone, proposal, version


def decided(circle, *, also=None, kind=ProposalKind.ACT, text="Nous le faisons.", at=AT, **about):
    """A decision of this circle, consented to by ``also`` too; its effects are not played."""
    said = version(proposal(circle, kind=kind, **about), text=text)
    if also:
        said.proposal.concerns.create(circle=also, why="les deux cercles")
        everyone(consent_round(said, circle=also))
    everyone(consent_round(said))
    number = Decision.objects.filter(circle=circle, year=at.year).count() + 1
    return Decision.objects.create(
        circle=circle,
        kept_by=circle,
        proposal=said.proposal,
        version=said,
        title=said.proposal.title,
        number=number,
        year=at.year,
        adopted_at=at,
        effect_on=TODAY,
        review_on=said.review_on,
        term_kind=TermKind.REMINDER,
    )
