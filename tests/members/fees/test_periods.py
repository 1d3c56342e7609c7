"""Which days a fee covers, and which part of it one pays: to the cent, for any dates."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.fees.periods import after_months, elapsed, months_in, period_of, share

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def a_year(start=date(2026, 1, 1), end=date(2026, 12, 31), manner="common"):
    return SimpleNamespace(starts_on=start, ends_on=end, manner=manner)


def a_tariff(arrival="monthly", free_months=0, kind="free"):
    return SimpleNamespace(arrival=arrival, free_months=free_months, kind=kind)


@pytest.mark.parametrize(
    ("joined", "months"),
    [
        (date(2020, 5, 5), 12),
        (date(2026, 1, 1), 12),
        (date(2026, 1, 31), 12),
        (date(2026, 2, 1), 11),
        (date(2026, 7, 14), 6),
        (date(2026, 12, 31), 1),
    ],
)
def test_the_month_of_arrival_counts(joined, months):
    assert period_of(a_year(), joined).months == months


def test_a_year_may_begin_in_the_middle_of_a_month():
    year = a_year(date(2026, 9, 15), date(2027, 9, 14))

    assert period_of(year, date(2026, 10, 14)).months == 12
    assert period_of(year, date(2026, 10, 15)).months == 11


def test_who_joins_after_the_year_is_not_called_for_it():
    assert period_of(a_year(), date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("joined", "start", "end"),
    [
        (date(2024, 2, 29), date(2026, 2, 28), date(2027, 2, 27)),
        (date(2026, 5, 4), date(2026, 5, 4), date(2027, 5, 3)),
        (date(2019, 12, 31), date(2026, 12, 31), date(2027, 12, 30)),
    ],
)
def test_a_moving_year_follows_each_anniversary(joined, start, end):
    period = period_of(a_year(manner="moving"), joined)

    assert (period.start, period.end) == (start, end)


@given(DAYS)
def test_a_moving_year_is_in_the_year_whatever_the_day(joined):
    period = period_of(a_year(manner="moving"), joined)

    if joined <= date(2026, 12, 31):
        assert date(2026, 1, 1) <= period.start <= date(2026, 12, 31)
        assert timedelta(364) <= period.end - period.start <= timedelta(365)
    else:
        assert period is None


@given(DAYS, st.integers(0, 400))
def test_months_go_there_and_back(day, months):
    assert elapsed(day, after_months(day, months)) == months


@given(st.integers(0, 10**8), st.integers(1, 12), st.integers(0, 11))
def test_a_share_is_never_more_than_the_whole_and_grows_with_months(amount, months, free):
    tariff = a_tariff(free_months=free)

    part = share(amount, tariff, months, 12)

    assert 0 <= part <= amount
    assert share(amount, tariff, 12, 12) == amount
    assert months == 12 or part <= share(amount, tariff, months + 1, 12)
    assert months <= free or abs(part * 12 - amount * months) <= 6


@given(st.integers(0, 10**8), st.integers(1, 12))
def test_a_whole_tariff_is_never_cut(amount, months):
    assert share(amount, a_tariff("whole"), months, 12) == amount


def test_the_last_months_may_be_free():
    tariff = a_tariff("whole", free_months=3)

    assert [share(3_000, tariff, months, 12) for months in (2, 3, 4, 12)] == [0, 0, 3_000, 3_000]


def test_half_a_cent_goes_up():
    assert share(1_001, a_tariff(), 6, 12) == 501


def test_a_month_that_is_begun_counts_in_a_year():
    assert months_in(date(2026, 1, 1), date(2026, 12, 31)) == 12
    assert months_in(date(2026, 9, 1), date(2027, 8, 31)) == 12
    assert months_in(date(2026, 1, 1), date(2027, 3, 2)) == 15
