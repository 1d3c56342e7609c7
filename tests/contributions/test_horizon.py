"""The horizon of repayments, against a second model written otherwise; « jamais » said honestly."""

from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from contributions.forms.horizon import HorizonForm
from contributions.plan.drawing import pictures
from contributions.plan.horizon import (
    SCENARIOS,
    Knobs,
    all_three,
    foreseen,
    part,
    profit_behind,
    tax,
)

HOUSE = Knobs(outstanding=850_000, treasury=620_000, first_year=2027, floor=600_000)


def half_up(exact):
    return floor(exact + Fraction(1, 2))


def second_model(knobs, scenario, years=20):
    """The same years, by fractions and from the sentences of the page alone."""
    rates = {name: Fraction(getattr(knobs, name), 10_000) for name in (
        "growth", "distributed", "share", "company_tax", "taxed_share",
    )}  # fmt: skip
    grows = 1 + (max(rates["growth"] + Fraction(scenario.growth, 10_000), 0))
    grows = 1 if scenario.key == "prudent" else grows
    owed, bank, found, profit = knobs.outstanding, knobs.treasury, [], None
    for rank in range(years):
        if rank < scenario.waits:
            earned = 0
        elif profit is None:
            earned = profit = floor(Fraction(knobs.profit * scenario.profit, 10_000))
        else:
            earned = profit = profit + floor(profit * (grows - 1))
        after_tax = earned - half_up(earned * rates["company_tax"])
        dividend = floor(after_tax * rates["distributed"])
        levied = half_up(half_up(dividend * rates["taxed_share"]) * rates["company_tax"])
        bank += dividend - levied
        gift = min(floor((dividend - levied) * rates["share"]), bank - knobs.floor, owed)
        gift = max(gift, 0)
        owed, bank = owed - gift, bank - gift
        found.append(owed)
    return found


@settings(max_examples=120, deadline=None)
@given(
    knobs=st.builds(
        Knobs,
        outstanding=st.integers(1, 10**8), treasury=st.integers(0, 10**8),
        first_year=st.just(2027), profit=st.integers(0, 10**8), growth=st.integers(0, 3_000),
        distributed=st.integers(0, 10_000), share=st.integers(0, 10_000),
        floor=st.integers(0, 10**7), company_tax=st.integers(0, 5_000),
        taxed_share=st.integers(0, 10_000),
    )
)  # fmt: skip
def test_another_model_gives_the_same_years(knobs):
    for scenario in SCENARIOS:
        horizon = foreseen(knobs, scenario)

        expected = second_model(knobs, scenario)
        assert [one.left for one in horizon.years] == expected
        ends = next((2027 + rank for rank, left in enumerate(expected) if not left), None)
        assert horizon.ends_in == ends
        assert all(one.treasury >= min(knobs.treasury, knobs.floor) for one in horizon.years)


def test_the_three_scenarios_of_the_house():
    """F15, F16: 5 % of a dividend is taxed, at the normal rate of 25 %, so 1,25 %."""
    bearer, central, prudent = all_three(HOUSE)

    assert (bearer.ends_in, central.ends_in, prudent.ends_in) == (2029, 2032, 2044)
    assert tax(tax(100_000, HOUSE.taxed_share), HOUSE.company_tax) == tax(100_000, 125) == 1_250


def test_never_is_said_as_it_is():
    nothing = [foreseen(HOUSE, one) for one in SCENARIOS]
    assert not any(one.never_begins for one in nothing)

    poor = Knobs(outstanding=850_000, treasury=0, first_year=2027, profit=0)
    below = Knobs(outstanding=850_000, treasury=0, first_year=2027, floor=10**9)

    for knobs in (poor, below):
        for horizon in all_three(knobs):
            assert (horizon.ends_in, horizon.left, horizon.never_begins) == (None, 850_000, True)


def test_the_picture_has_its_levels_and_its_ends():
    wide, narrow = pictures(all_three(HOUSE), outstanding=850_000)

    assert [words for words, _y in wide.levels] == ["0", "2\u202f500", "5\u202f000", "7\u202f500",
                                                    "10\u202f000"]  # fmt: skip
    assert [line.words for line in narrow.lines] == ["2029", "2032", "2044"]
    assert wide.lines[0].path.startswith("M66.0 ")
    spots = [(float(one.words_x), float(one.words_y)) for one in narrow.lines[:2]]
    (x, y), (next_x, next_y) = spots
    assert next_x - x > 40 or abs(next_y - y) >= 18


def test_what_is_typed_turns_a_knob_and_what_is_wrong_leaves_it():
    form = HorizonForm({"part": "60,5", "is": "abc", "plancher": "1 234,50"}, known=HOUSE)

    assert (form.knobs.share, form.knobs.company_tax, form.knobs.floor) == (6_050, 2_500, 123_450)
    assert list(form.errors) == ["is"]
    assert HorizonForm({}, known=HOUSE).knobs == HOUSE


@given(st.integers(1, 10**9), st.integers(1, 10_000), st.integers(0, 5_000))
def test_the_profit_behind_a_dividend_is_the_least_that_gives_it(dividend, distributed, rate):
    found = profit_behind(dividend, distributed=distributed, company_tax=rate)

    def given_by(profit):
        return part(profit - tax(profit, rate), distributed)

    assert given_by(found - 1) < dividend <= given_by(found)
