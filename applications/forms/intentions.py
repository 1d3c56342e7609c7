from django import forms

from applications.models import Reaction
from coopstudio.french.fields import ProseField


class IntentionForm(forms.Form):
    """What a passage should become, and which reactions made one think of it."""

    use_required_attribute = False

    words = ProseField(
        label="Qu’est-ce que nous changeons ?",
        max_length=1000,
        help_text="Quoi, et pourquoi. Ces mots paraîtront tels quels sur la page publique des "
        "changements, le jour où ce passage changera : n’y nommez personne.",
        error_messages={"required": "Dites en quelques mots ce que vous aimeriez changer."},
    )
    reactions = forms.ModelMultipleChoiceField(
        label="Ce qui nous y fait penser",
        queryset=Reaction.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "L’une de ces réactions ne peut plus être citée.",
            "invalid_pk_value": "L’une de ces réactions ne peut plus être citée.",
            "list": "L’une de ces réactions ne peut plus être citée.",
        },
    )

    def __init__(self, *args, citable, **options):
        super().__init__(*args, **options)
        self.fields["reactions"].queryset = citable
