from django import forms

from coopstudio.french.fields import ProseField


class AnswerForm(forms.Form):
    """The founders' answer to a request about data."""

    use_required_attribute = False

    words = ProseField(
        label="Votre réponse",
        max_length=10_000,
        missing="La réponse est vide : écrivez-la, la personne la recevra par e-mail.",
        help_text="Elle part aussitôt par e-mail, signée de votre nom.",
    )
