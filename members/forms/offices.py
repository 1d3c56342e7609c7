"""An office that one proposes to entrust, or to end."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, LineField
from members.forms.assemblies import BoardForm
from members.states import Role

ENTRUSTED = [(role.value, role.label.capitalize()) for role in Role if role != Role.BOARD]
BEGINS, ENDS = "begins", "ends"
A_YEAR = timedelta(days=366)


class OfficeForm(BoardForm):
    """Who, which office, from which day or until which one, and where that was decided."""

    role = forms.ChoiceField(
        label="Fonction",
        choices=[("", "Choisir…"), *ENTRUSTED],
        error_messages={
            "required": "Dites quelle fonction.",
            "invalid_choice": "Choisissez une fonction de la liste.",
        },
    )
    change = forms.ChoiceField(
        label="Ce qui change",
        choices=[(BEGINS, "Elle lui est confiée"), (ENDS, "Elle prend fin")],
        error_messages={
            "required": "Dites si la fonction commence ou prend fin.",
            "invalid_choice": "Choisissez une réponse de la liste.",
        },
    )
    on = DayField(label="À partir du, ou dernier jour")
    why = LineField(
        label="Où la décision est écrite",
        max_length=200,
        missing="Dites où l’on retrouve la décision : le procès-verbal, la réunion du cercle.",
        help_text="Par exemple : réunion du 3 mai, décision 12.",
    )
    field_order = ["person", "role", "change", "on", "why"]

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, today=today, **options)
        self.today = today

    def clean_on(self):
        day = self.cleaned_data["on"]
        if abs(day - self.today) > A_YEAR:
            raise forms.ValidationError("Ce jour est à plus d’un an d’aujourd’hui : vérifiez-le.")
        return day

    def clean(self):
        said = super().clean()
        said["is_end"] = said.pop("change", BEGINS) == ENDS
        return said
