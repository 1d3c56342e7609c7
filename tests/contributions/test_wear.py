"""What a thing loses: 30/360, to the cent (golden example G9)."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from contributions.wear import by_year, worn

FEBRUARY = date(2027, 2, 1)


def test_the_laptop_of_the_golden_example():
    whole = 89_990

    in_2027 = worn(whole, 36, since=FEBRUARY, until=date(2027, 12, 31))
    by_january = worn(whole, 36, since=FEBRUARY, until=date(2028, 1, 31))

    assert (in_2027, by_january - in_2027, by_january, whole - by_january) == (
        27_497, 2_500, 29_997, 59_993,
    )  # fmt: skip


def test_years_are_thirty_days_a_month_and_sum_to_the_whole():
    assert by_year(89_990, 36, since=FEBRUARY) == [
        (2027, 27_497), (2028, 29_997), (2029, 29_996), (2030, 2_500),
    ]  # fmt: skip


def test_nothing_is_lost_before_nor_after():
    assert worn(100_00, 12, since=FEBRUARY, until=date(2027, 1, 31)) == 0
    assert worn(100_00, 12, since=FEBRUARY, until=date(2040, 1, 1)) == 100_00


@settings(max_examples=60, deadline=None)
@given(
    cents=st.integers(1, 10**9),
    months=st.integers(1, 240),
    since=st.dates(date(2020, 1, 1), date(2050, 12, 31)),
)
def test_the_parts_always_sum_to_the_whole_and_are_never_below_zero(cents, months, since):
    parts = by_year(cents, months, since=since)

    assert sum(part for _year, part in parts) == cents
    assert min(part for _year, part in parts) >= 0
