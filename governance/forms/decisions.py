"""What one writes of a decision: a figure, what was lived of it, what comes of it, its act."""

from datetime import timedelta

from django import forms

from coopstudio.files.fields import PdfField
from coopstudio.french.fields import DayField, LineField, ProseField
from governance.states import ActKind, Outcome

TODAY, YEAR = timedelta(0), timedelta(days=366)


class Plain(forms.Form):
    """Nothing is refused before it is sent; several of them may stand on one page."""

    use_required_attribute = False

    def __init__(self, *args, **options):
        options.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **options)


class FigureField(forms.DecimalField):
    """« 2,8 » or « 2.8 », as a person types it."""

    def to_python(self, value):
        text = f"{value or ''}".replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
        return super().to_python(text.replace(",", ".").replace("\u2212", "-"))


class ReadingForm(Plain):
    """What was counted on a day."""

    value = FigureField(
        label="Ce que vous avez compté",
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": "Écrivez le chiffre relevé ; zéro se note 0.",
            "invalid": "Écrivez un nombre, par exemple 2,8.",
        },
    )
    on = DayField(label="Relevé le", earliest=-3 * YEAR, latest=TODAY)
    words = LineField(
        label="Ce que vous en dites",
        required=False,
        max_length=300,
        help_text="Facultatif : ce qui explique le chiffre, pour qui le lira dans un an.",
    )


class OpeningForm(Plain):
    """Why one asks for a review before its date."""

    words = ProseField(
        label="Ce qui vous fait la demander",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        missing="Dites en quelques mots ce que vous vivez de ce texte.",
        help_text="Vos mots deviennent une tension, déposée au panier du cercle qui le garde.",
    )


class ReviewForm(Plain):
    """What was lived of the text. The fear comes first, when the text carries one."""

    feared = ProseField(
        label="La crainte s’est-elle vérifiée ?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        missing="Commencez par elle : dites ce qu’il en a été.",
    )
    helped = ProseField(
        label="Qu’est-ce qui a aidé ?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    against = ProseField(
        label="Y a-t-il une raison d’arrêter ?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    better = ProseField(
        label="Qu’est-ce qui l’améliorerait ?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, carries_fear=False, **options):
        super().__init__(*args, **options)
        if not carries_fear:
            del self.fields["feared"]

    def clean(self):
        said = self.cleaned_data
        if not self.errors and not any(f"{words}".strip() for words in said.values()):
            raise forms.ValidationError("Dites au moins une chose : quelques mots suffisent.")
        return said


OUTCOMES = [(one.value, one.label[:1].upper() + one.label[1:]) for one in Outcome]
NOTES = {
    Outcome.RENEW.value: "Le même texte, ses mesures et ses objections, avec une autre date.",
    Outcome.CHANGE.value: "Vous reprendrez le texte, et il suivra tous ses tours.",
    Outcome.SPLIT.value: "Chaque part aura son tour ; aucune ne prend effet avant les autres.",
    Outcome.REPEAL.value: "Le texte se lira encore, et ne s’appliquera plus.",
    Outcome.LATER.value: "Une seconde fois, le report demande le consentement du cercle.",
}


class OutcomeForm(Plain):
    """What one would make of the text; the circle consents to it, or not yet."""

    outcome = forms.ChoiceField(
        label="Ce que vous proposez au cercle",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous proposez."},
    )
    review_on = DayField(
        label="Prochaine révision",
        required=False,
        earliest=timedelta(days=1),
        latest=5 * YEAR,
        help_text="La date fait partie du texte consenti. Inutile pour une abrogation.",
    )
    term_on = DayField(
        label="Échéance",
        required=False,
        earliest=timedelta(days=1),
        latest=5 * YEAR,
        help_text="Facultatif. Pour un essai, c’est le jour où il s’éteint.",
    )

    parts = forms.TypedChoiceField(
        label="En combien de textes",
        choices=[("", "choisir"), (2, "2"), (3, "3"), (4, "4")],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Seulement pour un partage.",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["outcome"].notes = NOTES

    def clean(self):
        said = self.cleaned_data
        if said.get("outcome") not in (None, Outcome.REPEAL) and not said.get("review_on"):
            self.add_error("review_on", "Choisissez le jour de la prochaine révision.")
        if said.get("outcome") == Outcome.SPLIT and not self.errors and not said.get("parts"):
            self.add_error("parts", "Dites en combien de textes elle se partage.")
        return said


class LaterForm(Plain):
    """The day to which the secretary moves a review, once."""

    to = DayField(label="Reporter au", earliest=timedelta(days=1), latest=2 * YEAR)


class TogetherForm(Plain):
    """Texts that nobody would change, renewed as one subject."""

    review_on = DayField(label="Prochaine révision", earliest=timedelta(days=1), latest=5 * YEAR)

    def __init__(self, *args, decisions, **options):
        super().__init__(*args, **options)
        self.fields["decisions"] = forms.ModelMultipleChoiceField(
            label="Les textes à reconduire tels quels",
            queryset=decisions,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choisissez au moins un texte."},
        )
        self.order_fields(["decisions", "review_on"])


class ActForm(Plain):
    """The signed act, as it was signed."""

    upload = PdfField(label="L’acte signé, en PDF")
    signed_on = DayField(label="Signé le", earliest=-20 * YEAR, latest=TODAY)
    signed_by = LineField(
        label="Signé par",
        max_length=160,
        missing="Indiquez qui a signé.",
        help_text="Le nom et la qualité, tels qu’ils sont écrits sur l’acte.",
    )


class UnbackedForm(ActForm):
    """An act that no circle consented to before it was signed."""

    kind = forms.ChoiceField(
        label="Quel acte",
        choices=[("", "Choisissez"), *[one for one in ActKind.choices if one[0]]],
        error_messages={"required": "Choisissez la sorte d’acte."},
    )
    title = LineField(label="Objet", max_length=160, missing="Indiquez ce que l’acte décide.")

    def __init__(self, *args, circles, **options):
        super().__init__(*args, **options)
        self.fields["circle"] = forms.ModelChoiceField(
            label="Le cercle à saisir",
            queryset=circles,
            empty_label=None,
            help_text="Une tension y sera déposée : le cercle dira ce qu’il en fait.",
        )
        self.order_fields(["kind", "title", "circle", "upload", "signed_on", "signed_by"])
