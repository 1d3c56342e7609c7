"""The single anatomy of a question: label, hint, error, control, and what ties them together."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms


class Questions(forms.Form):
    town = forms.CharField(label="Commune", help_text="Celle où vous vivez : rien de plus.")
    phone = forms.CharField(label="Téléphone", required=False)
    words = forms.CharField(label="Vos mots", widget=forms.Textarea, max_length=10)
    days = forms.ChoiceField(
        label="Vos jours", widget=forms.RadioSelect, choices=[("1", "Un"), ("2", "Deux")]
    )
    agreed = forms.BooleanField(label="D'accord")
    cv = forms.FileField(label="CV", help_text="En PDF.")


@pytest.fixture
def fresh():
    return as_crispy_form(Questions())


@pytest.fixture
def refused():
    return as_crispy_form(Questions({"words": "beaucoup trop long", "phone": "06"}))


def tag(html, name):
    """The opening tag of the control called ``name``."""
    return re.search(
        rf'<(?:input|textarea|select)[^>]* name="{name}"[^>]*>|'
        rf'<(?:input|textarea|select) [^>]*name="{name}"[^>]*>',
        html,
    )[0]


def test_optional_questions_are_marked_and_required_ones_are_not(fresh):
    assert fresh.count('<span class="field__optional">facultatif</span>') == 1
    assert "Téléphone <span" in fresh


def test_a_hint_is_tied_to_its_control(fresh):
    assert 'aria-describedby="id_town_helptext"' in tag(fresh, "town")
    assert 'id="id_town_helptext"' in fresh


def test_an_error_is_tied_to_its_control_after_the_hint(refused):
    assert 'aria-describedby="id_town_helptext id_town_error"' in tag(refused, "town")
    assert 'aria-invalid="true"' in tag(refused, "town")
    assert refused.index('id="id_town_helptext"') < refused.index('id="id_town_error"')


def test_a_group_of_choices_is_a_fieldset_that_carries_its_error(refused):
    assert (
        '<fieldset class="field field--error" id="id_days" aria-describedby="id_days_error">'
        in (refused)
    )


def test_the_summary_counts_and_leads_to_each_question(refused):
    assert "Il reste 5 points à corriger" in refused
    for place in ("id_town", "id_words", "id_days", "id_agreed", "id_cv"):
        assert f'<a href="#{place}">' in refused
        assert f'id="{place}"' in refused


def test_a_form_without_a_mistake_has_no_summary(fresh):
    assert "error-summary" not in fresh


def test_what_was_typed_is_kept_and_never_cut_off(refused):
    assert "beaucoup trop long" in refused
    assert "maxlength" not in tag(refused, "words")
    assert 'data-limit="10"' in tag(refused, "words")


def test_every_id_that_describes_exists_and_is_unique(refused):
    ids = re.findall(r'\sid="([^"]+)"', refused)
    described = {
        one for words in re.findall(r'aria-describedby="([^"]+)"', refused) for one in words.split()
    }

    assert len(ids) == len(set(ids))
    assert described <= set(ids)


def test_words_of_the_form_are_set_in_french(fresh):
    assert "D’accord" in fresh
    assert "vivez\u00a0: rien" in fresh
