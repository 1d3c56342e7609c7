"""The rules of the house about apports, and what those whose trade it is answered."""

from datetime import timedelta

from django import forms

from contributions.states import OpenPoint, Rule
from coopstudio.files.fields import PdfField
from coopstudio.french.fields import DayField, EuroField, LineField, ProseField

TODAY = timedelta(0)
WHOLE = "Écrivez un pourcentage entier, de 0 à 100."


class PercentField(forms.IntegerField):
    """A whole percent."""

    unit = "%"

    def __init__(self, **options):
        words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), WHOLE)
        widget = forms.NumberInput({"inputmode": "numeric"})
        super().__init__(min_value=0, max_value=100, error_messages=words, widget=widget, **options)


def euros(label, **options):
    field = EuroField(label=label, minimum=0, required=False, **options)
    field.unit = "€"
    return field


class TermsForm(forms.Form):
    """Rules as an organ decided them: nothing here is decided by who types."""

    use_required_attribute = False

    statutes_article = LineField(
        label="Article des statuts qui permet la reprise", max_length=80, required=False,
        help_text="Par exemple « article 9 ». Vide : aucun contrat ne peut être émis.",
    )  # fmt: skip
    statutes_words = ProseField(
        label="Ce que dit cet article", max_length=2_000, required=False,
        help_text="Mot pour mot : le contrat le cite.",
    )  # fmt: skip
    accepting_organ = LineField(
        label="Organe qui accepte un apport", max_length=120, initial="conseil d’administration"
    )
    envelope_organ = LineField(
        label="Organe qui décide d’un tour de reprises", max_length=120,
        initial="assemblée générale",
    )  # fmt: skip
    rule = forms.ChoiceField(
        label="Règle de répartition", choices=Rule.choices, widget=forms.RadioSelect,
        initial=Rule.PRO_RATA,
    )  # fmt: skip
    minimum = euros(
        "Reprise minimale", help_text="En dessous, la part attend le tour suivant. Vide : aucune."
    )
    dividend_percent = PercentField(label="Part des dividendes nets pour les reprises", initial=50)
    hardship_percent = PercentField(label="Part réservée aux personnes en difficulté", initial=30)
    treasury_floor = euros(
        "Plancher de trésorerie", help_text="Ce que l’association garde toujours."
    )
    fortune_words = ProseField(
        label="Ce que veut dire « retour à meilleure fortune »", max_length=1_000, required=False,
        help_text="Avec les mots de l’avocate ou de l’avocat.",
    )  # fmt: skip
    waiver_opinion = ProseField(
        label="Avis sur l’abandon d’une créance", max_length=1_000, required=False,
        help_text="Vide : une reprise due est payée, puis donnée si la personne le veut.",
    )  # fmt: skip
    from_on = DayField(label="En vigueur depuis le")
    validated_by = LineField(
        label="Validées par", max_length=160,
        missing="Dites qui a validé ces règles : une personne, son métier, le jour.",
        help_text="Des personnes qui en répondent : « Maître Odile Sarrazin, avocate, et "
        "l’assemblée du 3 février 2027 ».",
    )  # fmt: skip

    @property
    def rules(self):
        """What the action asks: amounts are cents, nothing is empty."""
        told = dict(self.cleaned_data)
        for name in ("minimum", "treasury_floor"):
            told[name] = told[name] or 0
        return told


class OpinionForm(forms.Form):
    """What somebody answered to an open point."""

    use_required_attribute = False

    point = forms.ChoiceField(label="Le point", choices=OpenPoint.choices)
    words = ProseField(label="Ce qui est répondu", max_length=2_000)
    given_by = LineField(
        label="Par qui", max_length=160, missing="Un avis a un nom : dites de qui il vient.",
        help_text="Son nom et son métier.",
    )  # fmt: skip
    given_on = DayField(label="Le", latest=TODAY)
    upload = PdfField(label="La pièce, en PDF", required=False)
