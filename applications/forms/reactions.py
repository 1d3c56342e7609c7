from django import forms

from applications.models import Reaction
from coopstudio.french.fields import ProseField


class ReactionForm(forms.Form):
    """What a reader answers to a passage."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Ce passage…",
        choices=Reaction.Kind,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez d’abord ce que ce passage vous fait.",
            "invalid_choice": "Choisissez l’une des quatre réactions.",
        },
    )
    words = ProseField(
        label="Pourquoi ?",
        max_length=2000,
        required=False,
        help_text="Votre réaction reste dans le brouillon : elle n’est lue que si vous l’envoyez.",
    )
    quote = ProseField(max_length=5000, required=False, widget=forms.HiddenInput)
    near = forms.IntegerField(
        required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput
    )
