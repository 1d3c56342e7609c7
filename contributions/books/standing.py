"""Where accounts stand today, all exercices together, in cents: each movement counts once."""

from django.db.models import Case, F, Q, Sum, When

from contributions.models import FiscalYear, Line
from contributions.states import Nature, Side

MONEY = ("512", "53")


def standing(*heads):
    """{number: debits less credits} of the accounts that begin so.

    What an exercice takes over from another one that is here too is not counted again.
    """
    first = FiscalYear.objects.order_by("starts_on").values("pk")[:1]
    lines = Line.objects.filter(account__number__regex=f"^({'|'.join(heads)})").exclude(
        Q(entry__nature=Nature.OPENING) & ~Q(entry__year__in=first)
    )
    signed = Case(When(side=Side.DEBIT, then=F("cents")), default=-F("cents"))
    return dict(lines.order_by().values_list("account").annotate(sum=Sum(signed)))
