"""Who is still to be called for a year, how, and for how much: what the preview says is done."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from members.fees.periods import Period, period_of
from members.fees.tariffs import TariffBook, called
from members.models import FeeCall, FeePayment, Membership, Person, Tariff
from members.querysets.days import open_on
from members.states import YearManner

SHOWN = 25  # people whom the preview names


@dataclass(frozen=True)
class Due:
    """Somebody to call: by which tariff, for which days, for how much, with which advance."""

    person: Person
    tariff: Tariff
    period: Period
    amount: int
    advance: int = 0


class Preview:
    """What calling a year now would do: how many people, by which tariff, for how much."""

    def __init__(self, year, *, on):
        self.found = to_call(year, on=on)
        self.many = len(self.found)
        self.total = sum(due.amount for due in self.found)
        self.advances = sum(min(due.advance, due.amount) for due in self.found)
        self.in_part = sum(due.period.months < due.period.months_of_year for due in self.found)
        self.for_nothing = sum(not due.amount for due in self.found)
        self.lacking = count_to_call(year, on=on) - self.many

    @property
    def lines(self):
        """(tariff, people, cents) for each tariff by which somebody would be called."""
        by = {}
        for due in self.found:
            tariff, many, cents = by.get(due.tariff.pk, (due.tariff, 0, 0))
            by[due.tariff.pk] = (tariff, many + 1, cents + due.amount)
        return list(by.values())

    @property
    def first(self):
        return self.found[:SHOWN]


def to_call(year, *, on):
    """Members of that day whom nobody called for this year yet, as ``Due``, in the order of names.

    Those for whom no tariff is written are left out (the preview counts them).
    """
    book, found = TariffBook(year), _uncalled(year, on=on)
    advances = advances_of([one.person_id for one, _period in found])
    return [
        Due(one.person, tariff, period, _amount(one, tariff, period, year),
            advances.get(one.person_id, 0))
        for one, period in found
        for tariff in [book.usual_for(one.category_id)]
        if tariff
    ]  # fmt: skip


def count_to_call(year, *, on):
    """How many are still to be called, for a page: rows are read only where each has a year."""
    if year.manner == YearManner.MOVING:
        return len(_uncalled(year, on=on))
    return _uncalled_memberships(year, on=on).count()


def advances_of(people):
    """What is kept in advance for each of these, in cents: {person: cents}, zeros left out."""
    payments = FeePayment.objects.filter(call__person__in=people)
    kept = payments.kept().values_list("call__person", "cents")
    return {person: cents for person, cents in kept if cents}


def _uncalled(year, *, on):
    """(membership, period) of those whose period has begun, or soon begins with the common year."""
    found = _uncalled_memberships(year, on=on).select_related("person", "request")
    periods = [(one, period_of(year, one.started_on)) for one in found.order_by("person_id")]
    return [(one, period) for one, period in periods if period and _has_begun(year, period, on)]


def _uncalled_memberships(year, *, on):
    """Those who belong that day, or on the first day of a common year that is still to come."""
    calls = FeeCall.objects.filter(year=year, person=OuterRef("person"))
    day = min(on if year.manner == YearManner.MOVING else max(on, year.starts_on), year.ends_on)
    found = Membership.objects.filter(open_on(day), ~Exists(calls))
    found = found.filter(
        person__erased_at=None, person__deceased_on=None, started_on__lte=year.ends_on
    )
    if year.called_on and not year.calls_newcomers:
        found = found.filter(started_on__lte=year.called_on)
    return found


def _has_begun(year, period, on):
    return year.manner != YearManner.MOVING or period.start <= on


def _amount(membership, tariff, period, year):
    """A newcomer is asked what they chose on their bulletin."""
    is_new = membership.request and membership.started_on >= year.starts_on
    chosen = membership.request.fee if is_new else 0
    return called(tariff, period.months, period.months_of_year, chosen=chosen)
