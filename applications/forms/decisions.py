from django import forms

from applications.models import Parting
from applications.states import Outcome, Stance
from coopstudio.french.fields import ProseField
from coopstudio.french.sensitive import Watchful

SAYS = {Outcome.INVITE: "L’inviter à adhérer", Outcome.DECLINE: "Ne pas donner suite"}
NOTES = {
    Stance.CONSENT: "Je peux vivre avec, et avancer.",
    Stance.OBJECTION: "Elle s’écrit ; nous cherchons comment l’intégrer.",
}
SHARED, UNSHARED = "shared", "unshared"


class PositionForm(Watchful, forms.Form):
    """One's position on an outcome among those that are possible now."""

    use_required_attribute = False
    watched = ("words",)

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
        label="Votre lecture, après la rencontre",
        max_length=4000,
        missing="Dites ce que la rencontre vous a appris. Une objection se dit en quelques mots.",
        help_text="Ce que la rencontre vous a appris. Une objection s’explique toujours.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "ca-sign__area"}),
    )
    parting = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, outcomes, **options):
        super().__init__(*args, **options)
        self.fields["words"].required = Outcome.DECLINE not in outcomes
        self.fields["outcome"].choices = [(one.value, SAYS[one]) for one in outcomes]
        self.fields["stance"].notes = {stance.value: words for stance, words in NOTES.items()}


class PartingForm(Watchful, forms.Form):
    """Not going on: the kind of reason, its words, and whether the person reads them."""

    use_required_attribute = False
    watched = ("words", "unshared_because")

    kind = forms.ChoiceField(
        label="La raison, en un mot",
        choices=[("", "Choisissez"), *Parting.Kind.choices],
        error_messages={
            "required": "Choisissez la raison la plus proche.",
            "invalid_choice": "Choisissez une raison dans la liste.",
        },
    )
    words = ProseField(
        label="La raison, pour la personne",
        max_length=4000,
        required=False,
        help_text="Elle la lira telle quelle, sous votre lettre.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sharing = forms.ChoiceField(
        label="La personne lira cette raison",
        choices=[
            (SHARED, "Oui, elle figure dans la lettre"),
            (UNSHARED, "Non, et je dis pourquoi"),
        ],
        initial=SHARED,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la personne lira la raison."},
    )
    unshared_because = ProseField(
        label="Pourquoi ne pas la lui dire",
        max_length=4000,
        required=False,
        help_text="Entre vous ; gardé avec la décision. La personne peut demander à le lire.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("sharing") == UNSHARED:
            if not cleaned.get("unshared_because"):
                self.add_error("unshared_because", "Écrivez pourquoi la raison n’est pas dite.")
        elif not cleaned.get("words"):
            self.add_error("words", "Écrivez la raison, avec les mots que la personne lira.")
        return cleaned

    @property
    def facts(self):
        given = dict(self.cleaned_data)
        is_shared = given.pop("sharing") == SHARED
        because = given.pop("unshared_because")
        return given | {"is_shared": is_shared, "unshared_because": "" if is_shared else because}


class ReopeningForm(forms.Form):
    """Why a decision is reopened before its letter leaves."""

    use_required_attribute = False

    because = ProseField(
        label="Pourquoi la rouvrir",
        max_length=4000,
        missing="Dites pourquoi la décision est rouverte.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LetterForm(forms.Form):
    """The words of the answer. ``seen``: the mark of the text that the window showed."""

    use_required_attribute = False

    body = ProseField(
        label="Le texte de la lettre",
        max_length=10_000,
        error_messages={"required": "La lettre est vide : écrivez-lui quelques mots."},
        widget=forms.Textarea(attrs={"rows": 16}),
    )
