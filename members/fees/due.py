"""Who is still to be called for a year, how, and for how much: what the preview says is done."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum

from members.fees.periods import Period, period_of
from members.fees.tariffs import TariffBook, called
from members.models import FeeCall, FeePayment, Membership, Person, Tariff
from members.querysets.days import open_on
from members.states import Fate, Means


@dataclass(frozen=True)
class Due:
    """Somebody to call: by which tariff, for which days, for how much, with which advance."""

    person: Person
    tariff: Tariff
    period: Period
    amount: int
    advance: int = 0


def to_call(year, *, on):
    """Members of that day whom nobody called for this year yet, as ``Due``, in the order of names.

    Those for whom no tariff is written are left out (``without_tariff`` counts them).
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


def without_tariff(year, *, on):
    """How many are to be called though no tariff is written for them."""
    book = TariffBook(year)
    return sum(not book.usual_for(one.category_id) for one, _period in _uncalled(year, on=on))


def advances_of(people):
    """What is kept in advance for each of these, in cents: {person: cents}, zeros left out."""
    payments = FeePayment.objects.filter(call__person__in=people).values_list("call__person")
    kept = payments.annotate(
        cents=Sum("rest", filter=Q(fate=Fate.ADVANCE), default=0)
        - Sum("applied", filter=Q(means=Means.CREDIT), default=0)
    )
    return {person: cents for person, cents in kept if cents}


def _uncalled(year, *, on):
    """(membership, period) of those whose period has begun, or soon begins with the common year."""
    calls = FeeCall.objects.filter(year=year, person=OuterRef("person"))
    day = min(on, year.ends_on)
    memberships = Membership.objects.filter(open_on(day), ~Exists(calls))
    memberships = memberships.filter(
        person__erased_at=None, person__deceased_on=None, started_on__lte=year.ends_on
    )
    if year.called_on and not year.calls_newcomers:
        memberships = memberships.filter(started_on__lte=year.called_on)
    found = memberships.select_related("person", "request").order_by("person_id")
    periods = [(one, period_of(year, one.started_on)) for one in found]
    return [(one, period) for one, period in periods if period and _has_begun(year, period, on)]


def _has_begun(year, period, on):
    return year.manner != "moving" or period.start <= on


def _amount(membership, tariff, period, year):
    """A newcomer is asked what they chose on their bulletin."""
    is_new = membership.request and membership.started_on >= year.starts_on
    chosen = membership.request.fee if is_new else 0
    return called(tariff, period.months, period.months_of_year, chosen=chosen)
