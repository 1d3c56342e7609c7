from django import forms

from applications.states import Outcome, Stance
from coopstudio.french.fields import ProseField

SAYS = {Outcome.INVITE: "L’inviter à adhérer", Outcome.DECLINE: "Ne pas donner suite"}
NOTES = {
    Stance.CONSENT: "Je peux vivre avec, et avancer.",
    Stance.OBJECTION: "Elle s’écrit ; nous cherchons comment l’intégrer.",
}


class PositionForm(forms.Form):
    """One's position on an outcome among those that are possible now."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="La proposition",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites sur quelle proposition vous prenez position.",
            "invalid_choice": "Cette proposition n’est pas possible pour le moment.",
        },
    )
    stance = forms.ChoiceField(
        label="Votre position",
        choices=[(Stance.CONSENT, "Je consens"), (Stance.OBJECTION, "J’ai une objection")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites votre position : je consens, ou j’ai une objection.",
            "invalid_choice": "Choisissez l’une des deux positions.",
        },
    )
    words = ProseField(
        label="En quelques mots",
        max_length=4000,
        required=False,
        help_text="Une objection s’explique toujours.",
        widget=forms.Textarea(attrs={"rows": 2, "class": "ca-sign__area"}),
    )

    def __init__(self, *args, outcomes, **options):
        super().__init__(*args, **options)
        self.fields["outcome"].choices = [(one.value, SAYS[one]) for one in outcomes]
        self.fields["stance"].notes = {stance.value: words for stance, words in NOTES.items()}


class LetterForm(forms.Form):
    """The words of the answer."""

    use_required_attribute = False

    body = ProseField(
        label="Le texte de la lettre",
        max_length=10_000,
        error_messages={"required": "La lettre est vide : écrivez-lui quelques mots."},
        widget=forms.Textarea(attrs={"rows": 16}),
    )
