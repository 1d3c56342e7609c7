"""A training asked of somebody outside: what for, by whom, how much, what was decided."""

from django import forms

from coopstudio.french.fields import DayField, EuroField, LineField, ProseField
from members.states import Craft

MOST_PEOPLE = 200


class OutsideForm(forms.Form):
    """What we want to know, who could teach it, and what it would cost."""

    use_required_attribute = False

    craft = forms.ChoiceField(
        label="Savoir-faire",
        choices=[("", "choisir"), *((one.value, one.label) for one in Craft)],
        error_messages={
            "required": "Choisissez un savoir-faire dans la liste.",
            "invalid_choice": "Choisissez un savoir-faire dans la liste.",
        },
    )
    words = ProseField(
        label="Ce que nous voulons savoir faire",
        max_length=2000,
        missing="Dites en quelques mots ce que vous voulez savoir faire.",
    )
    organisation = LineField(
        label="Organisme ou personne",
        max_length=160,
        missing="Indiquez qui donnerait cette formation.",
    )
    website = forms.URLField(
        label="Site",
        required=False,
        assume_scheme="https",
        max_length=200,
        widget=forms.TextInput({"inputmode": "url"}),
        error_messages={"invalid": "Collez une adresse complète, qui commence par https://"},
    )
    cost = EuroField(
        label="Coût estimé",
        minimum=0,
        help_text="En euros, pour tout le monde. Zéro si elle est prise en charge.",
    )
    people = forms.IntegerField(
        label="Pour combien de personnes",
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={
            "required": "Indiquez un nombre de personnes.",
            "invalid": "Écrivez un nombre entier, en chiffres.",
            "min_value": "Il faut au moins une personne.",
            "max_value": f"Pas plus de {MOST_PEOPLE} personnes.",
        },
    )


class DecisionForm(forms.Form):
    """What the organ decided, as its minutes say."""

    use_required_attribute = False

    ANSWERS = [("yes", "Accordée"), ("no", "Pas cette fois")]
    answer = forms.ChoiceField(
        label="Réponse",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez la réponse que l’organe a donnée.",
            "invalid_choice": "Choisissez la réponse que l’organe a donnée.",
        },
    )
    organ = LineField(
        label="Décidée par",
        max_length=120,
        missing="Indiquez l’organe qui a décidé.",
        help_text="Par exemple : conseil d’administration.",
    )
    decided_on = DayField(label="Le")
    reference = LineField(
        label="Référence du compte rendu",
        max_length=120,
        missing="Indiquez où cette décision est écrite.",
    )

    @property
    def decision(self):
        return {name: self.cleaned_data[name] for name in ("organ", "decided_on", "reference")}


class OutcomeForm(forms.Form):
    """What came of a training that was granted."""

    use_required_attribute = False

    TOOK_PLACE = [("yes", "Elle a eu lieu"), ("no", "Elle n’a pas eu lieu")]
    took_place = forms.ChoiceField(
        label="Et alors",
        choices=TOOK_PLACE,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites si elle a eu lieu.",
            "invalid_choice": "Dites si elle a eu lieu.",
        },
    )
    outcome = ProseField(
        label="Ce qui en est sorti",
        max_length=2000,
        missing="Quelques mots serviront à tout le monde.",
        help_text="Ce que vous en rapportez, ce que vous pourriez transmettre, ou pourquoi non.",
    )
