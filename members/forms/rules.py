"""A règlement intérieur, written down as it was adopted."""

from django import forms

from coopstudio.french.fields import DayField, LineField, ProseField
from members.forms.life import TODAY, YEAR, Unhurried


class RulesForm(Unhurried):
    adopted_on = DayField(label="Adopté le", earliest=-80 * YEAR, latest=TODAY)
    validated_by = LineField(
        label="Validé par",
        max_length=120,
        missing="Indiquez qui l’a adopté.",
        help_text="Par exemple : assemblée générale, procès-verbal, point 5.",
    )
    readable_at = forms.URLField(
        label="Où le lire",
        assume_scheme="https",
        error_messages={
            "required": "Indiquez l’adresse du texte : chaque membre doit pouvoir le lire.",
            "invalid": "Écrivez une adresse entière, par exemple https://…",
        },
    )
    changes = ProseField(
        label="Ce qui change",
        max_length=2000,
        missing="Dites en quelques lignes ce qui change : ces mots partent dans la lettre.",
        help_text="Ces mots partent tels quels, une fois, à chaque membre.",
    )
    tells = forms.BooleanField(
        label="Écrire à chaque membre",
        required=False,
        initial=True,
        help_text="Décochez s’il est déjà connu, et seulement pas encore inscrit ici.",
    )
