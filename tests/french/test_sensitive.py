"""Words that deserve a second look: found whole, with their accents, and never too eagerly."""

import pytest
from django import forms

from coopstudio.french.sensitive import Watchful, sensitive_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Elle est enceinte.", {"enceinte": "la santé"}),
        ("Il est syndiqué, et Divorcée.", {
            "syndiqué": "l’engagement syndical", "Divorcée": "la vie de famille",
        }),
        ("Une dépression, puis la religion.", {
            "dépression": "la santé", "religion": "les croyances",
        }),
        ("Dans l’enceinte de l’hôpital", {"enceinte": "la santé"}),
        ("Elle lit avec son corps, et son jardin est grand.", {}),
        ("La transition, la maladresse, le voilier, le mariage des idées", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_sensitive_words_are_found_whole(text, words):
    assert sensitive_words(text) == words


class Note(Watchful, forms.Form):
    watched = ("words",)
    words = forms.CharField(required=False)


def test_a_note_is_saved_after_a_second_confirmation_only():
    first = Note({"words": "Elle est enceinte."})
    assert not first.is_valid()
    assert "« enceinte »" in first.non_field_errors()[0]

    second = Note({"words": "Elle est enceinte.", "knows": first.sensitive["mark"]})

    assert second.is_valid()
    assert second.was_warned


def test_confirming_some_words_does_not_confirm_others():
    note = Note({"words": "Elle est enceinte et syndiquée.", "knows": "enceinte"})

    assert not note.is_valid()


def test_a_plain_note_passes_without_a_word():
    note = Note({"words": "Elle a le sens du collectif."})

    assert note.is_valid()
    assert not note.was_warned
