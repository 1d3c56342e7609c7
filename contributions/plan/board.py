"""What every member may know of the apports: totals, years, dividends, rounds; nobody's amount.

A line that speaks of one or two people is not told (9.5), to whoever it is: this board is the same
for everybody.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear

from contributions.models import Contract, Line, Pledge, Receipt, RepaymentRound, Share
from contributions.plan.coverage import is_told
from contributions.states import BEFORE, Nature, RoundState, Side


@dataclass(frozen=True)
class Told:
    """A sum over some people; its cents are None when it speaks of one or two."""

    people: int
    total: int

    @property
    def cents(self):
        return self.total if is_told(self.people) else None


TOTALS = {
    "received": "reçu",
    "paid": "repris et payé",
    "waived": "renoncé",
    "outstanding": "reste à reprendre",
}


class Board:
    """The page of transparency."""

    @cached_property
    def totals(self):
        """{what: Told} over every contract that was ever in force."""
        alive = Contract.objects.exclude(state__in=BEFORE)
        return {
            name: Told(found["people"], found["cents"] or 0)
            for name in TOTALS
            for rows in [alive.filter(**{f"balance__{name}__gt": 0})]
            for found in [
                rows.aggregate(people=Count("person", distinct=True), cents=Sum(f"balance__{name}"))
            ]
        }

    @property
    def lines(self):
        return [(TOTALS[name], told) for name, told in self.totals.items()]

    @cached_property
    def people(self):
        return self.totals["received"].people

    @cached_property
    def years(self):
        """[(year, (received, repaid))] of the years in which something came or went."""
        came = _by_year(Receipt.objects.filter(entry__reversed_by=None), "on", "contract__person")
        rounds = Share.objects.filter(round__entry__isnull=False, cents__gt=0)
        went = _by_year(rounds, "round__entry__on", "contract__person")
        nothing = Told(0, 0)
        return [
            (year, (came.get(year, nothing), went.get(year, nothing)))
            for year in sorted({*came, *went}, reverse=True)
        ]

    @cached_property
    def dividends(self):
        """[(year, cents)] that the company gave: nobody's amount, told as it is."""
        rows = Line.objects.filter(
            entry__nature=Nature.DIVIDEND, account__number__startswith="761", side=Side.CREDIT,
            entry__reversed_by=None,
        )  # fmt: skip
        found = rows.annotate(in_year=ExtractYear("entry__on")).values("in_year")
        found = found.annotate(n=Sum("cents"))
        return [(row["in_year"], row["n"]) for row in found.order_by("-in_year")]

    @cached_property
    def rounds(self):
        """Rounds that were consented to, the last first, with what they gave if three got it."""
        states = [RoundState.CONSENTED, RoundState.POSTED, RoundState.SENT, RoundState.PAID]
        rows = RepaymentRound.objects.filter(state__in=states).select_related(
            "decision__circle", "decision__version", "entry"
        )
        given = {
            row["round"]: Told(row["people"], row["n"])
            for row in Share.objects.filter(cents__gt=0)
            .values("round")
            .annotate(people=Count("contract__person", distinct=True), n=Sum("cents"))
        }
        ordered = rows.order_by("-year", "-number")
        return [(one, given.get(one.pk, Told(0, 0))) for one in ordered]

    @cached_property
    def pledges(self):
        """Promises that their authors let members read."""
        return list(Pledge.objects.shown().select_related("person", "need").order_by("declared_at"))


def _by_year(rows, day, person):
    found = rows.annotate(in_year=ExtractYear(day)).values("in_year")
    found = found.annotate(people=Count(person, distinct=True), n=Sum("cents"))
    return {row["in_year"]: Told(row["people"], row["n"]) for row in found.order_by("in_year")}
