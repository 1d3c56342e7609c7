"""An envelope is shared to the cent, by four rules that anybody may compute again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.shares import (
    Holding,
    equal_by_person,
    hardship_first,
    oldest_first,
    pro_rata,
    with_a_minimum,
)

B7 = [
    Holding(key, cents, rank)
    for rank, (key, cents) in enumerate(
        {
            "A": 150_000,
            "B": 33_333,
            "C": 275_050,
            "D": 9_999,
            "E": 123_456,
            "F": 500_000,
            "G": 8_162,
        }.items(),
        start=1,
    )
]


def test_the_example_of_the_specification_comes_out_to_the_cent():
    assert pro_rata(100_000, B7) == {
        "A": 13_636,
        "B": 3_030,
        "C": 25_005,
        "D": 909,
        "E": 11_223,
        "F": 45_455,
        "G": 742,
    }


def test_a_tie_goes_to_the_smallest_rank():
    twins = [Holding("second", 100, 2), Holding("first", 100, 1)]

    assert pro_rata(1, twins) == {"first": 1, "second": 0}


def test_who_brought_first_is_served_first():
    lots = [
        Holding("late", 500, 1, received_on=date(2027, 3, 1)),
        Holding("early", 300, 2, received_on=date(2027, 1, 1)),
        Holding("twin", 100, 3, received_on=date(2027, 1, 1)),
    ]

    assert oldest_first(500, lots) == {"early": 300, "twin": 100, "late": 100}


def test_each_person_is_given_the_same_up_to_what_they_brought():
    held = [
        Holding("small", 30, 1, person="Noé"),
        Holding("first", 40, 2, person="Lou"),
        Holding("other", 100, 4, person="Lou"),
        Holding("alone", 200, 3, person="Zoé"),
    ]

    assert equal_by_person(131, held) == {"small": 30, "first": 40, "other": 11, "alone": 50}


def test_hardship_is_served_from_its_part_then_all_share():
    held = [Holding("A", 1000, 1), Holding("B", 1000, 2)]

    assert hardship_first(600, held, {"B": 200}, 50) == {"A": 222, "B": 378}


def test_requests_beyond_their_part_share_it():
    held = [Holding("A", 1000, 1), Holding("B", 1000, 2)]

    assert hardship_first(400, held, {"A": 300, "B": 100}, 25) == {"A": 221, "B": 179}


def test_a_share_too_small_to_be_sent_waits_unless_it_settles():
    held = [Holding("A", 10_000, 1), Holding("B", 100, 2), Holding("C", 3, 3)]

    assert with_a_minimum(10_103, held, 500) == {"A": 10_000, "B": 100, "C": 3}
    assert with_a_minimum(1_000, held, 500) == {"A": 1_000, "B": 0, "C": 0}


@pytest.mark.parametrize("envelope", [-1, 1.5, True])
def test_an_envelope_is_whole_cents(envelope):
    with pytest.raises(ValueError, match="whole number of cents"):
        pro_rata(envelope, B7)


holdings = st.lists(
    st.builds(
        Holding,
        key=st.uuids().map(str),
        outstanding=st.integers(0, 1_000_000),
        rank=st.integers(1, 10_000),
        person=st.sampled_from(["Lou", "Noé", "Zoé", "Max"]),
        received_on=st.dates(date(2026, 1, 1), date(2026, 1, 5)),
    ),
    max_size=12,
    unique_by=(lambda one: one.key, lambda one: one.rank),
)
RULES = {
    "R1": pro_rata,
    "R2": oldest_first,
    "R3": equal_by_person,
    "R4": lambda envelope, held: hardship_first(
        envelope, held, {one.key: 700 for one in held[:3]}, 30
    ),
}


@pytest.mark.parametrize("rule", RULES)
@given(envelope=st.integers(0, 3_000_000), held=holdings)
def test_no_cent_is_lost_nor_made(rule, envelope, held):
    given = RULES[rule](envelope, held)

    assert sum(given.values()) == min(envelope, sum(one.outstanding for one in held))
    assert all(0 <= given[one.key] <= one.outstanding for one in held)


@pytest.mark.parametrize("rule", RULES)
@given(envelope=st.integers(0, 3_000_000), held=holdings)
def test_the_order_of_a_table_changes_nothing(rule, envelope, held):
    requests = RULES[rule] if rule != "R4" else pro_rata

    assert requests(envelope, held) == requests(envelope, held[::-1])


@given(envelope=st.integers(0, 3_000_000), held=holdings, minimum=st.integers(0, 5_000))
def test_nobody_is_sent_less_than_the_minimum_unless_it_settles(envelope, held, minimum):
    given = with_a_minimum(envelope, held, minimum)

    assert all(given[one.key] in (0, one.outstanding) or given[one.key] >= minimum for one in held)
