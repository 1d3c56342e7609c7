import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopstudio.french import money
from coopstudio.french.fields import EuroField


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "0,00\u00a0€"),
        (1, "0,01\u00a0€"),
        (123_450, "1\u202f234,50\u00a0€"),
        (100_000_000, "1\u202f000\u202f000,00\u00a0€"),
        (-1_200, "\u221212,00\u00a0€"),
        (-5, "\u22120,05\u00a0€"),
    ],
)
def test_an_amount_is_written_in_french(cents, written):
    assert money.euros(cents) == written


def test_whole_euros_may_go_without_their_cents():
    assert money.short_euros(3_000) == "30\u00a0€"
    assert money.short_euros(3_050) == "30,50\u00a0€"


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "zéro euro"),
        (100, "un euro"),
        (1, "un centime"),
        (2, "deux centimes"),
        (150, "un euro et cinquante centimes"),
        (7_100, "soixante et onze euros"),
        (8_000, "quatre-vingts euros"),
        (20_000_001, "deux cent mille euros et un centime"),
        (100_000_000, "un million d’euros"),
        (200_000_050, "deux millions d’euros et cinquante centimes"),
        (100_000_100, "un million un euros"),
    ],
)
def test_an_amount_is_said_in_words(cents, words):
    assert money.in_words(cents) == words


@pytest.mark.parametrize("not_cents", [1.5, "12", True, None])
def test_only_whole_cents_are_an_amount(not_cents):
    with pytest.raises(TypeError):
        money.euros(not_cents)


def test_a_negative_amount_has_no_words():
    with pytest.raises(ValueError, match="negative"):
        money.in_words(-1)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_what_is_written_can_be_typed_again(cents):
    assert EuroField().clean(money.euros(cents)) == cents
    assert EuroField().clean(money.typed(cents)) == cents
