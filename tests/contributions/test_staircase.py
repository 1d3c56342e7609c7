"""The picture of what is left: pure geometry, whose words never touch."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contributions.apports.staircase import GAP, Staircase

TODAY = date(2028, 6, 30)
STEPS = [(date(2026, 9, 14), 500_00), (date(2026, 12, 5), 1_500_00), (date(2028, 6, 15), 1_363_64)]
days = st.dates(date(2026, 1, 1), TODAY)


def stairs(steps, cut="wide"):
    return Staircase(steps, today=TODAY, ahead=[(date(2028, 12, 1), "la suite")], cut=cut)


def test_the_line_goes_up_with_what_comes_and_down_with_what_leaves():
    heights = [point.y for point in stairs(STEPS).points]

    assert heights[1] < heights[2] < heights[0]


@pytest.mark.parametrize("cut", GAP)
@settings(max_examples=40, deadline=None)
@given(found=st.dictionaries(days, st.integers(0, 10**9), min_size=1, max_size=12))
def test_everything_stays_inside_and_words_stand_apart(cut, found):
    drawn = stairs(sorted(found.items()), cut)

    marks = drawn.words([(day, "versement") for day in sorted(found)] + drawn.ahead)
    assert all(0 <= mark.x <= drawn.width for mark in [*drawn.points, *marks])
    assert all(drawn.ceiling <= point.y <= drawn.ground for point in drawn.points)
    assert all(b.x - a.x >= GAP[cut] for a, b in pairwise(marks))
