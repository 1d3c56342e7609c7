"""The controls that are said without a template are, to the sign, those that Django draws."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from coopstudio.design.controls import Renderer

ATTRS = {
    "class": "input",
    "required": True,
    "disabled": False,
    "data-limit": 40,
    "title": "« d'<i>",
}
VALUES = [None, "", "0", 0, 12345, "d'Aix & <b>", "  deux \n lignes ", mark_safe("<b>"), date.min]
WIDGETS = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.TelInput,
    forms.SearchInput, forms.PasswordInput, forms.HiddenInput, forms.ColorInput, forms.DateInput,
    forms.DateTimeInput, forms.TimeInput, forms.CheckboxInput, forms.FileInput, forms.Textarea,
]  # fmt: skip


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_control_is_as_django_draws_it(widget):
    for value in VALUES:
        drawn = [
            widget(attrs=ATTRS).render("l’un", value, attrs={"id": "un"}, renderer=one)
            for one in (Renderer(), DjangoTemplates())
        ]

        assert drawn[0] == drawn[1]


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select])
def test_choices_are_as_django_draws_them(widget):
    class Asked(forms.Form):
        choice = forms.MultipleChoiceField(
            choices=[("a", "L'<un>"), (2, "Deux"), ("trois", [("", "Rien")])], widget=widget(ATTRS)
        )

    drawn = []
    for renderer in (Renderer(), DjangoTemplates()):
        field = Asked({"choice": ["2"]}, renderer=renderer)["choice"]
        drawn.append([f"{field}", *(f"{one.tag()}{one.tag(wrap_label=True)}" for one in field)])

    assert drawn[0] == drawn[1]
