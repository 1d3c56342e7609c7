"""A session, who came to it, and what one can do now."""

from django import forms

from coopstudio.french.fields import FutureMomentField, LineField, ProseField
from members.models.learning.sessions import MOST_SEATS
from members.states import Craft, Level

LENGTHS = [
    (60, "une heure"),
    (90, "une heure et demie"),
    (120, "deux heures"),
    (180, "trois heures"),
    (240, "une demi-journée"),
    (420, "une journée"),
]


class SessionForm(forms.Form):
    """What one teaches, when and where, to how many."""

    use_required_attribute = False

    title = LineField(
        label="Titre",
        max_length=120,
        missing="Donnez un titre à la séance.",
        help_text="Ce qu’on saura faire en sortant, par exemple « Lire un bilan sans avoir peur ».",
    )
    craft = forms.ChoiceField(
        label="Savoir-faire",
        choices=[("", "choisir"), *((one.value, one.label) for one in Craft)],
        error_messages={
            "required": "Choisissez un savoir-faire dans la liste.",
            "invalid_choice": "Choisissez un savoir-faire dans la liste.",
        },
    )
    about = ProseField(
        label="Ce qu’on y fera",
        max_length=2000,
        missing="Dites en quelques mots ce qu’on y fera.",
        help_text="Ce qu’on apprend, comment, ce qu’il faut apporter.",
    )
    at = FutureMomentField(label="Jour et heure", help_text="À l’heure de Paris.")
    minutes = forms.TypedChoiceField(
        label="Durée",
        choices=LENGTHS,
        coerce=int,
        initial=120,
        error_messages={
            "required": "Choisissez une durée dans la liste.",
            "invalid_choice": "Choisissez une durée dans la liste.",
        },
    )
    place = LineField(
        label="Lieu, ou lien de visio",
        max_length=300,
        no_links=False,
        missing="Dites où l’on se retrouve, ou collez le lien de la visio.",
        help_text="Un lien commence par https://",
    )
    seats_most = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=MOST_SEATS,
        initial=8,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text="Sans compter qui anime. Au-delà, les personnes attendent leur tour.",
        error_messages={
            "required": f"Indiquez un nombre de places, de 1 à {MOST_SEATS}.",
            "invalid": "Écrivez un nombre entier, en chiffres.",
            "min_value": "Il faut au moins une place.",
            "max_value": f"Pas plus de {MOST_SEATS} places.",
        },
    )

    def __init__(self, data=None, *, session=None, initial=None):
        known = initial or {}
        if session:
            known = {name: getattr(session, name) for name in self.base_fields}
        super().__init__(data, initial=known)
        if session and session.minutes not in dict(LENGTHS):
            self.fields["minutes"].choices = [
                *LENGTHS,
                (session.minutes, f"{session.minutes} minutes"),
            ]


class AttendanceForm(forms.Form):
    """Who was there, among those who had a seat."""

    present = forms.TypedMultipleChoiceField(
        label="Étaient là",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des personnes de la liste."},
    )

    def __init__(self, data=None, *, seats):
        there = [seat.pk for seat in seats if seat.attended is not False]
        super().__init__(data, initial={"present": there})
        self.fields["present"].choices = [(seat.pk, f"{seat.person}") for seat in seats]


class LearntForm(forms.Form):
    """What I can do now; and my level, if it changes: nobody else says it."""

    use_required_attribute = False

    LEVELS = [
        ("", "Mon niveau ne change pas"),
        (Level.DO, "Je sais faire"),
        (Level.TEACH, "Je peux former"),
    ]
    able_to = LineField(
        label="Ce que je sais faire maintenant",
        max_length=200,
        missing="Écrivez en une ligne ce que vous savez faire maintenant.",
        help_text="Par exemple : lire les fonds propres d’une association sans demander d’aide.",
    )
    level = forms.ChoiceField(
        label="Et je dis de moi",
        choices=LEVELS,
        required=False,
        widget=forms.RadioSelect,
        initial="",
        error_messages={"invalid_choice": "Choisissez une réponse de la liste."},
    )
