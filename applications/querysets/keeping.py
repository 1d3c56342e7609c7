"""What may be asked of what is kept once an application is over."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q


class SkeletonQuerySet(models.QuerySet):
    def tallied(self):
        """How many ended how, by month and department: rows (month, department, ending, count)."""
        return (
            self.values_list("month", "department", "ending")
            .annotate(count=models.Count("pk"))
            .order_by("-month", "department", "ending")
        )


class RehearsalQuerySet(models.QuerySet):
    def belonging_to(self, person):
        """One's own: nobody reads what another felt before having lived it too."""
        return self.filter(person=person)

    def ended(self):
        return self.filter(ended_at__isnull=False)


class RetentionRoundQuerySet(models.QuerySet):
    def eventful(self):
        """Those that had something to do, the latest first."""
        counted = ("warned", "erased", "cvs", "talks", "proofs", "failed")
        some = reduce(or_, (Q(**{f"{name}__gt": 0}) for name in counted))
        return self.filter(some).order_by("-at")
