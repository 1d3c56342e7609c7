"""Numbers as pictures: nothing stands outside, nothing is lost, and the table says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopstudio.design.pictures import BAND, Series, band, columns

BOTH = [Series("cotisations"), Series("en plus", "two")]
amounts = st.integers(min_value=0, max_value=10**8)


def drawn(rows, **more):
    return columns("Ce qui est arrivé.", rows, BOTH, **more)


@given(st.lists(st.tuples(st.just("mars"), st.tuples(amounts, amounts)), max_size=24))
def test_everything_stands_inside_the_drawing(rows):
    for drawing in drawn(rows).drawings:
        for box in drawing.boxes:
            assert 0 <= box.x <= box.x + box.width <= drawing.width + 1
            assert 0 <= box.y <= box.y + box.height <= drawing.height


def test_the_table_has_every_number():
    picture = drawn(
        [("mars", (3_000, 500)), ("avril", (0, 0))], line=[3_500, None], line_word="cumul"
    )

    assert picture.head == ["cotisations", "en plus", "cumul"]
    assert picture.rows == [("mars", ["3000", "500", "3500"]), ("avril", ["0", "0", "0"])]


def test_nothing_yet_is_still_a_picture():
    wide, narrow = drawn([("mars", (0, 0))]).drawings

    assert (wide.boxes, narrow.boxes) == ([], [])
    assert len(wide.axis) > 1


@pytest.mark.parametrize("top", [1, 7, 99, 100, 101, 12_345, 99_999_999])
def test_the_axis_reaches_the_highest_with_few_numbers(top):
    axis = drawn([("mars", (top, 0))]).drawings[0].axis

    assert 2 <= len(axis) <= 4
    assert int(axis[-1].word) >= top


@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=6))
def test_a_band_fills_its_length(counts):
    parts = band([("mot", count, "one") for count in counts])

    assert abs(sum(box.width for box, _word, _count in parts) - (BAND if any(counts) else 0)) <= 6
    assert [count for _box, _word, count in parts] == [count for count in counts if count]
