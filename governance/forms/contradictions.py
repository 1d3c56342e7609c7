"""Two texts that do not hold together: which other one, and what one meets between them."""

from django import forms

from coopstudio.french.fields import ProseField


class TextChoice(forms.ModelChoiceField):
    def label_from_instance(self, decision):
        return f"{decision.code}, {decision.title} ({decision.kept_by})"


class ContradictionForm(forms.Form):
    """The other text, of a circle around or inside, and what happens in between."""

    use_required_attribute = False

    other = TextChoice(
        label="L’autre texte",
        queryset=None,
        empty_label="Choisissez un texte",
        help_text="Du cercle parent, ou d’un cercle qui se trouve ici.",
        error_messages={
            "required": "Choisissez l’autre texte.",
            "invalid_choice": "Choisissez un texte de la liste.",
        },
    )
    words = ProseField(
        label="Ce qui ne tient pas ensemble",
        max_length=3000,
        missing="Écrivez ce que chacun demande, et ce que vous rencontrez.",
    )

    def __init__(self, data=None, *, texts, **about):
        super().__init__(data, **about)
        self.fields["other"].queryset = texts
