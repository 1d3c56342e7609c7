from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopstudio.french.workdays import (
    add_working_days,
    easter,
    holidays,
    is_working_day,
    working_days_between,
)

some_day = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "sunday",
    [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)],
)
def test_easter_falls_on_its_day(sunday):
    assert easter(sunday.year) == sunday


def test_france_has_eleven_public_holidays():
    assert len(holidays(2026)) == 11
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} <= holidays(2026)


def test_a_promise_of_ten_working_days_skips_may():
    assert add_working_days(date(2026, 4, 30), 10) == date(2026, 5, 19)


def test_no_working_day_added_is_the_day_itself():
    assert add_working_days(date(2026, 5, 2), 0) == date(2026, 5, 2)


@given(some_day, st.integers(1, 60))
def test_counting_back_finds_what_was_added(day, days):
    later = add_working_days(day, days)

    assert is_working_day(later)
    assert working_days_between(day, later) == days
    assert working_days_between(later, day) == -days


@given(some_day)
def test_easter_is_a_sunday(day):
    assert easter(day.year).weekday() == 6
    assert easter(day.year) - timedelta(days=28) < date(day.year, 4, 1)


@given(some_day, st.integers(0, 800))
def test_working_days_are_those_that_one_counts_on_a_calendar(day, days):
    counted = sum(is_working_day(day + timedelta(days=ahead)) for ahead in range(1, days + 1))

    assert working_days_between(day, day + timedelta(days=days)) == counted
