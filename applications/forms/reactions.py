import re

from django import forms
from django.utils.text import Truncator

from applications.models import Reaction
from coopstudio.french.fields import ProseField

ENDS = re.compile(r"(?<=[.!?…»]) (?=[«A-ZÀÂÇÉÈÊËÎÏÔŒÙÛ])")


class ReactionForm(forms.Form):
    """What a reader answers to a passage: to the whole of it, to one of its sentences, or to the
    words that were selected in it."""

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
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Votre réaction reste dans le brouillon : elle n’est lue que si vous l’envoyez.",
    )
    quote = ProseField(
        label="À propos de", max_length=5000, required=False, widget=forms.HiddenInput
    )
    near = forms.IntegerField(
        required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput
    )

    def __init__(self, *args, passage=None, **options):
        super().__init__(*args, **options)
        parts = sentences(passage.text) if passage else []
        if len(parts) > 1 and self["quote"].value() in (None, "", *parts):
            choices = [(part, Truncator(part).words(12, truncate="…")) for part in parts]
            self.fields["quote"].widget = forms.Select(choices=[("", "Tout le passage"), *choices])


def sentences(text):
    """The sentences of a passage, each once: those one may answer alone, without any script."""
    return list(dict.fromkeys(ENDS.split(text)))
