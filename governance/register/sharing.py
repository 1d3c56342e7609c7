"""A text that has grown becomes several, each with its own round: which are born, which are not."""

from django.db.models import Q

from coopstudio.refusals import Refused
from governance.models import Proposal
from governance.states import ProposalState

MOST_PARTS = range(2, 5)
DEAD = {ProposalState.WITHDRAWN, ProposalState.ABANDONED}


class TooFewParts(Refused):
    message = "Un texte se partage en deux textes au moins, quatre au plus."


def born_of(review):
    """What came out of this review and still goes its way: one proposal, or the parts of a text,
    with those that the circle had adopted when another review began the sharing."""
    text, since = review.decision_id, review.opened_at
    parts = Q(about_decision=text, parts__gt=0, created_at__gte=since)
    parts |= Q(decision__shares=text)
    born = Proposal.objects.filter(Q(pk=review.proposal_id) | parts)
    live = born.exclude(state__in=DEAD).select_related("carrier")
    return list(live.order_by("part", "pk"))


def is_short(born):
    """Is it a sharing of which a part was taken back, to write again, or to give up?"""
    return bool(born[0].parts) and len(born) < born[0].parts


def missing(born, parts):
    """(part, in all)… of a shared text that nobody carries yet; ``parts``: as many as are wished,
    when none is born."""
    of = born[0].parts if born else parts
    if of not in MOST_PARTS:
        raise TooFewParts
    known = {one.part for one in born}
    return [(part, of) for part in range(1, of + 1) if part not in known]
