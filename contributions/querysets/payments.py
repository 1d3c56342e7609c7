from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, Least

from contributions.states import ContractState


class InstalmentQuerySet(QuerySet):
    def expected(self):
        """Those that nobody gave up, under a contract in force."""
        return self.filter(lapsed_at=None, contract__state=ContractState.IN_FORCE)

    def filled(self):
        """With ``came`` and ``missing``, in cents: what was received fills the oldest first."""
        before = Q(due_on__lt=OuterRef("due_on")) | Q(
            due_on=OuterRef("due_on"), pk__lte=OuterRef("pk")
        )
        same = self.model._default_manager.filter(contract=OuterRef("contract"), lapsed_at=None)
        until = same.filter(before).order_by().values("contract").annotate(sum=Sum("cents"))
        filled = self.annotate(
            until=Coalesce(Subquery(until.values("sum")), 0, output_field=BigIntegerField())
        )
        came = F("contract__balance__received") - F("until") + F("cents")
        came = Greatest(Least(F("cents"), came), 0, output_field=BigIntegerField())
        return filled.annotate(came=came).annotate(missing=F("cents") - F("came"))

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
        return self.filter(entry__reversed_by=None)
