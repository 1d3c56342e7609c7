"""A duration, from a day on."""

from datetime import timedelta

from django import forms

from coopstudio.durations.kinds import BOUNDS, Kind
from coopstudio.french.fields import DayField, LineField

WRONG = "Écrivez un nombre entier, à partir de 1, sans l’unité."


class DurationForm(forms.Form):
    """What was decided: how long, for what, from which day."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="De quoi",
        choices=[(kind, f"En {BOUNDS[kind].plural} · {kind.label}") for kind in Kind],
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    length = forms.IntegerField(
        label="Combien",
        min_value=1,
        max_value=400,
        error_messages={
            "required": "Indiquez une durée.", "invalid": WRONG,
            "min_value": WRONG, "max_value": "C’est trop : vérifiez l’unité.",
        },
        help_text="Un nombre seul : la ligne choisie dit s’il s’agit de jours, de mois ou d’ans.",
    )  # fmt: skip
    since_on = DayField(
        label="À partir du",
        earliest=timedelta(days=1),
        latest=timedelta(days=366),
        help_text="Demain au plus tôt. Laissez aux personnes le temps de le lire.",
    )
    decided_by = LineField(
        label="Décidée par",
        max_length=200,
        missing="Dites quelle décision le prévoit.",
        help_text="Par exemple : cercle général, décision 2026-14.",
    )
