"""How a thing that was brought wears out in the accounts: linear, by days of a year of 360 (G9).

Pure, in cents. What is worn at a day is computed from the first day, and a period is the difference
of two days, so that roundings never pile up.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTH = 30


def days_between(since, until):
    """Days from ``since`` to ``until``, both counted, as if months had thirty days."""
    if until < since:
        return 0
    end = MONTH if _is_month_end(until) else min(until.day, MONTH)
    start = min(since.day, MONTH)
    months = (until.year - since.year) * 12 + until.month - since.month
    return months * MONTH + end - start + 1


def worn(cents, months, *, since, until):
    """What a thing of this value has lost at the end of that day, in cents; at most all of it."""
    whole = months * MONTH
    days = max(0, min(days_between(since, until), whole))
    return (2 * cents * days + whole) // (2 * whole)


def by_year(cents, months, *, since):
    """What a thing loses in each calendar year, [(year, cents)], until nothing is left of it."""
    last = since.year + -(-months // 12)
    ends = [(year, date(year, 12, 31)) for year in range(since.year - 1, last + 1)]
    totals = [(year, worn(cents, months, since=since, until=end)) for year, end in ends]
    parts = [(year, total - before) for (_year, before), (year, total) in pairwise(totals)]
    return [(year, part) for year, part in parts if part] or [(since.year, cents)]


@dataclass(frozen=True)
class Return:
    """What is written the day a thing goes back as it is: four lines, two by two equal."""

    value: int
    worn: int

    @property
    def left(self):
        """What it is still worth in the accounts."""
        return self.value - self.worn

    @property
    def total(self):
        return self.value + self.worn


def returned(cents, months, *, since, on):
    """The return of a thing as it is on that day, nothing having been taken back before (G9)."""
    return Return(cents, worn(cents, months, since=since, until=on))


def _is_month_end(day):
    return (day + timedelta(days=1)).month != day.month
