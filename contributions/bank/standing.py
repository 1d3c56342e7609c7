"""Where the books and the bank stand, account by account, on the day of the last statement."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from contributions.models import BankAccount, BankFile, FiscalYear, Line
from contributions.states import Nature, Side


@dataclass(frozen=True)
class Standing:
    """An account: what its bank says (None when it never did), what the books say, in cents."""

    bank: object
    said: int | None
    said_on: object
    booked: int

    @property
    def gap(self):
        return None if self.said is None else self.booked - self.said


def standings(*, until=None):
    """One Standing for each open account, in one question: on the day of its last statement, or of
    the last one that ends by ``until``. What an exercice takes over from another counts once."""
    last = BankFile.objects.filter(bank=OuterRef("pk"), closing__isnull=False).order_by(
        "-closing_on", "-pk"
    )
    if until:
        last = last.filter(closing_on__lte=until)
    signed = Case(When(side=Side.DEBIT, then=F("cents")), default=-F("cents"))
    first = FiscalYear.objects.order_by("starts_on").values("pk")[:1]
    booked = (
        Line.objects.filter(account=OuterRef("account"))
        .exclude(Q(entry__nature=Nature.OPENING) & ~Q(entry__year__in=first))
        .filter(entry__on__lte=Coalesce(OuterRef("said_on"), Value("9999-12-31")))
        .order_by()
        .values("account")
        .annotate(sum=Sum(signed))
        .values("sum")
    )
    found = BankAccount.objects.filter(closed_on=None).annotate(
        said=Subquery(last.values("closing")[:1]),
        said_on=Subquery(last.values("closing_on")[:1]),
    )
    found = found.annotate(booked=Coalesce(Subquery(booked, output_field=BigIntegerField()), 0))
    return [Standing(one, one.said, one.said_on, one.booked) for one in found]
