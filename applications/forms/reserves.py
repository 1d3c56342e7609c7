"""What each side says on the way to a common yes."""

from django import forms

from applications.models import Reserve
from coopstudio.french.fields import ProseField
from coopstudio.french.sensitive import Watchful

LONGEST = 4000
UNSAID = "Écrivez ce qui vous retient : nous y répondrons ensemble."


class NeedForm(forms.Form):
    """What the person needs to know, and whether founders should answer their own questions."""

    use_required_attribute = False

    words = ProseField(
        label="Ce que j’ai besoin de savoir",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asks_portraits = forms.BooleanField(
        label="J’aimerais que chaque membre de la fondation dise ce qu’il ou elle offre et cherche",
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("words") or cleaned.get("asks_portraits")) and not self.errors:
            self.add_error("words", "Écrivez votre question, ou cochez la case en dessous.")
        return cleaned


class WordForm(forms.Form):
    """The person's word: consent, a reserve, an objection."""

    use_required_attribute = False
    CONSENT = "consent"

    stance = forms.ChoiceField(
        label="Votre parole",
        choices=[
            (CONSENT, "Je consens à poursuivre"),
            (Reserve.Kind.RESERVE, "J’ai une réserve"),
            (Reserve.Kind.OBJECTION, "J’ai une objection"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites votre parole : je consens, j’ai une réserve, ou une objection.",
            "invalid_choice": "Choisissez l’une des paroles proposées.",
        },
    )
    words = ProseField(
        label="En quelques mots",
        max_length=LONGEST,
        required=False,
        missing=UNSAID,
        help_text="Une réserve ou une objection s’explique toujours.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, may_consent=True, **options):
        super().__init__(*args, **options)
        if not may_consent:
            self.fields["stance"].choices = self.fields["stance"].choices[1:]
            self.fields["words"].required = True
        self.fields["stance"].notes = {
            self.CONSENT: "Je peux vivre avec, et avancer.",
            "reserve": "Oui, à une condition que j’écris.",
            "objection": "Quelque chose, pour moi, empêche d’avancer.",
        }

    def clean(self):
        cleaned = super().clean()
        stance = cleaned.get("stance")
        if stance and stance != self.CONSENT and not cleaned.get("words") and not self.errors:
            self.add_error("words", UNSAID)
        return cleaned


class AmendmentForm(Watchful, forms.Form):
    """A text that would integrate what holds somebody back. What the person writes of themselves
    is theirs: only what founders write is watched."""

    use_required_attribute = False
    watched = ("words",)

    words = ProseField(
        label="Un texte qui l’intègre",
        max_length=LONGEST,
        missing="Écrivez le texte qui l’intègre, tel qu’il resterait.",
        help_text="Tel qu’il resterait : avec une date, une durée, une porte ouverte.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, is_the_person=False, **options):
        super().__init__(*args, **options)
        self.watched = () if is_the_person else self.watched
