from django.db.models import F, Q, QuerySet, Sum, Window
from django.db.models.functions import Coalesce, Greatest, Least

from contributions.states import ContractState


class InstalmentQuerySet(QuerySet):
    def expected(self):
        """Those that nobody gave up, under a contract in force."""
        return self.filter(lapsed_at=None, contract__state=ContractState.IN_FORCE)

    def filled(self):
        """With ``came`` and ``missing``, in cents: what was received fills the oldest first.

        To be asked of whole contracts, before any filter that would leave instalments out.
        """
        until = Window(
            Sum("cents"), partition_by="contract", order_by=["due_on", "pk"],
        )  # fmt: skip
        got = Coalesce(F("contract__balance__received"), 0)
        filled = self.annotate(until=until)
        came = Greatest(Least(F("cents"), got - F("until") + F("cents")), 0)
        return filled.annotate(came=came, missing=F("cents") - came)

    def unfilled(self):
        """What is still expected, the oldest first."""
        return self.expected().filled().filter(missing__gt=0).order_by("due_on", "pk")


class WaiverQuerySet(QuerySet):
    def open(self):
        """Asked, neither taken back nor recorded."""
        return self.filter(taken_back_at=None, entry=None)


class ReceiptQuerySet(QuerySet):
    def standing(self):
        """Those that nothing reversed."""
        return self.filter(Q(entry__reversed_by=None))
