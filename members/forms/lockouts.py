"""Whose account one proposes to close for a time, for how long, and why."""

from django import forms

from coopstudio.french.fields import LineField
from members.forms.assemblies import BoardForm
from members.models import Person

LENGTHS = [(3, "3 jours"), (7, "7 jours"), (14, "14 jours"), (30, "30 jours")]


class LockoutForm(BoardForm):
    """The person reads ``why`` as it is written."""

    on = None
    days = forms.TypedChoiceField(
        label="Pour combien de temps",
        choices=LENGTHS,
        coerce=int,
        initial=7,
        error_messages={
            "required": "Dites pour combien de temps.",
            "invalid_choice": "Choisissez une durée de la liste.",
        },
    )
    why = LineField(
        label="Pourquoi",
        max_length=200,
        missing="Dites pourquoi : la personne le lira, tel quel.",
        help_text="La personne le lira tel quel. Rien sur sa santé, ni sur ses opinions.",
    )
    field_order = ["person", "days", "why"]

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, today=today, **options)
        self.members = Person.objects.known_to_register()
