"""Names between braces, a closed list; whatever else people type is text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopstudio.wordings.placeholders import Placeholder, UnknownName, filled, lacking, pieces

FIRST_NAME = Placeholder("prénom", "{{ first_name }}")
LINK = Placeholder("lien", "{{ link }}", is_required=True)
DAY = Placeholder("date de réponse", "{{ answer_by|day }}")
KNOWN = (FIRST_NAME, LINK, DAY)

TRAPS = ["{{7*7}}", "{% debug %}", "${7*7}", "{0.__class__}", "{prénom.__class__}", "{prénom|safe}",
         "{% include 'base.html' %}", "{{ settings.SECRET_KEY }}", "{prénom!r}", "{}"]  # fmt: skip


def fill(text, **values):
    return filled(pieces(text, KNOWN), lambda one: values[one.name])


def test_a_name_stands_for_its_value():
    assert fill("Bonjour {prénom}.", prénom="Noémie") == "Bonjour Noémie."


@pytest.mark.parametrize("typed", ["{prénom}", "{ prénom }", "{Prénom}", "{pre\u0301nom}"])
def test_spaces_capitals_and_the_way_of_typing_accents_do_not_matter(typed):
    assert fill(typed, prénom="Noémie") == "Noémie"


@pytest.mark.parametrize("typed", ["{date de réponse}", "{date\u00a0de\u202fréponse}"])
def test_one_space_is_as_good_as_another(typed):
    assert pieces(typed, KNOWN) == [DAY]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("{prenom}", "{prénom}"), ("{liens}", "{lien}"), ("{date de reponse}", "{date de réponse}")],
)
def test_an_unknown_name_is_refused_with_the_nearest_one(typed, meant):
    with pytest.raises(UnknownName, match="Vouliez-vous écrire") as refused:
        pieces(f"Bonjour {typed},", KNOWN)

    assert meant in str(refused.value)


def test_a_name_like_no_other_is_refused_with_the_whole_list():
    with pytest.raises(UnknownName) as refused:
        pieces("{mot de passe}", KNOWN)

    assert str(refused.value) == (
        "« {mot de passe} » n’est pas un repère de cette lettre. "
        "Choisissez parmi : {prénom}, {lien}, {date de réponse}."
    )


@pytest.mark.parametrize("typed", ["Bonjour {prénom", "prénom}", "{\nprénom}", "{prénom}}"])
def test_a_brace_alone_is_refused_where_it_stands(typed):
    with pytest.raises(UnknownName, match="accolade"):
        pieces(typed, KNOWN)


@pytest.mark.parametrize("trap", TRAPS)
def test_nothing_that_looks_like_code_is_ever_read(trap):
    with pytest.raises(UnknownName):
        pieces(f"Bonjour {trap}", KNOWN)


@pytest.mark.parametrize("trap", [*TRAPS, "{lien}", "{{ link }}"])
def test_a_value_is_never_read_again(trap):
    assert fill("Bonjour {prénom},", prénom=trap) == f"Bonjour {trap},"


def test_a_value_cannot_turn_the_text_around():
    assert fill("{prénom} arrive", prénom="No\u202eémie\u2066") == "Noémie arrive"


def test_what_must_stay_is_missed():
    assert lacking("Objet", "Bonjour {prénom},", KNOWN) == [LINK]
    assert lacking("Objet", "Bonjour, {lien}", KNOWN) == []
    assert lacking("Objet {lien}", "Bonjour", KNOWN) == []


@given(st.text(st.characters(exclude_characters="{}\r"), max_size=200))
def test_any_text_without_braces_stays_what_it_is(text):
    assert filled(pieces(text, KNOWN), lambda one: "") == text


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text):
    with suppress(UnknownName):
        pieces(text, KNOWN)
