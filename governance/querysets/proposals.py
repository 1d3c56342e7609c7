from django.db.models import Q, QuerySet

from governance.states import FOLLOWING, IN_CONSENT, ProposalKind, ProposalState

S = ProposalState


class ProposalQuerySet(QuerySet):
    def to_tend(self):
        """What the hour may move: a window at a distance, somebody awaited under reserve, an
        adoption that something held back."""
        windows = [S.CLARIFICATION, S.REACTIONS, S.ARBITRATION, S.CONSENT]
        under_way = Q(is_async=True, state__in=windows) | Q(state=S.RESERVED)
        held_back = Q(state__in=IN_CONSENT) & ~Q(held_back="")
        return self.filter(under_way | held_back, suspended_at=None)

    def rivals_of(self, proposal):
        """In consent already: born of the same tension (I13), or about the text that it follows.

        Texts that are renewed together are one subject, and so are the parts of one that is shared:
        each has its own decision.
        """
        same_need = Q(tension=proposal.tension_id)
        if proposal.kind == ProposalKind.RENEWAL:
            same_need &= ~Q(kind=ProposalKind.RENEWAL)
        if proposal.kind in FOLLOWING and proposal.about_decision_id:
            same_need |= Q(about_decision=proposal.about_decision_id, kind__in=FOLLOWING)
        if proposal.parts:
            beside = Q(about_decision=proposal.about_decision_id, parts=proposal.parts)
            same_need &= ~(beside & ~Q(part=proposal.part))
        return self.filter(same_need, state__in=IN_CONSENT).exclude(pk=proposal.pk)

    def going(self):
        """Neither a draft nor ended: what a circle has before it."""
        return self.exclude(state__in=[S.DRAFT, S.ADOPTED, S.WITHDRAWN, S.ABANDONED])

    def readable_by(self, person):
        """A draft is read by who writes it; all the rest is read by the whole house."""
        return self.filter(~Q(state=S.DRAFT) | Q(carrier=person))


class VersionQuerySet(QuerySet):
    def current(self):
        """The last one of those: what is on the table."""
        return self.order_by("-number").first()
