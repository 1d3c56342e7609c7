"""Which days a fee covers for a person, and which part of it they pay. Pure; integer cents."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from members.states import Arrival, TariffKind, YearManner

TWELVE = 12


@dataclass(frozen=True)
class Period:
    """The days a call covers, and how many months of how many are asked."""

    start: date
    end: date
    months: int
    months_of_year: int


def period_of(year, joined_on):
    """The period of ``year`` for somebody who joined on that day; None if they joined after it."""
    if joined_on > year.ends_on:
        return None
    if year.manner == YearManner.MOVING:
        return _own_twelve_months(year, joined_on)
    months = months_in(year.starts_on, year.ends_on)
    if joined_on <= year.starts_on:
        return Period(year.starts_on, year.ends_on, months, months)
    return Period(joined_on, year.ends_on, months - elapsed(year.starts_on, joined_on), months)


def share(amount, tariff, months, months_of_year):
    """What is left of ``amount`` for so many months, to the cent, half a cent rounded up."""
    if months < months_of_year and months <= tariff.free_months:
        return 0
    if tariff.arrival == Arrival.WHOLE or tariff.kind == TariffKind.EXEMPT:
        return amount
    return (2 * amount * months + months_of_year) // (2 * months_of_year)


def elapsed(start, day):
    """Whole months from ``start`` to ``day``."""
    months = (day.year - start.year) * TWELVE + day.month - start.month
    return months - (after_months(start, months) > day)


def months_in(start, end):
    """How many months a year has; one that is begun counts."""
    return elapsed(start, end) + 1


def after_months(day, months):
    """The same day, so many months later; the last day of the month where it does not exist."""
    year, month = divmod(day.year * TWELVE + day.month - 1 + months, TWELVE)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day, years):
    return after_months(day, years * TWELVE)


def _own_twelve_months(year, joined_on):
    """From the first anniversary that falls in the year; None if none does."""
    away = max(year.starts_on.year - joined_on.year, 0)
    start = years_after(joined_on, away)
    if start < year.starts_on:
        start = years_after(joined_on, away + 1)
    if start > year.ends_on:
        return None
    return Period(start, years_after(start, 1) - timedelta(days=1), TWELVE, TWELVE)
