"""What a treasurer writes by hand, takes back, or opens."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from contributions.books.dealings import NEVER
from contributions.chart import BANK, CASH
from contributions.models import Account
from contributions.states import Side
from coopstudio.french.fields import DayField, EuroField, LineField

MOST = 99_999_999_99
TODAY = timedelta(0)
REVALUED = "1052"
"""What a thing would be worth more than its apport: never (1.2, F5)."""
WORN = ("28", "29", "68", "78")
"""What things lose of their value is written from their own page."""
FLAT = "\t|\r\n"
NOT_FLAT = "Retirez la barre verticale : elle couperait la ligne dans le fichier des écritures."


class FlatField(LineField):
    """Words that a flat file can hold on one line."""

    def validate(self, value):
        super().validate(value)
        if any(one in value for one in FLAT):
            raise ValidationError(NOT_FLAT, code="flat")


class WordsForm(forms.Form):
    """What any entry says of itself. ``key`` makes a page that is sent twice write once."""

    use_required_attribute = False

    on = DayField(label="Date de l’opération", latest=TODAY)
    label = FlatField(
        label="Libellé",
        max_length=120,
        missing="Dites en quelques mots ce que c’est.",
        help_text="Il reste dix ans, et votre expert-comptable le lira. Pas de nom de personne.",
    )
    piece = FlatField(
        label="Pièce",
        max_length=60,
        missing="Indiquez la pièce : un numéro de facture, un relevé, une décision.",
        help_text="Ce qui prouve l’opération, et où on le retrouve.",
    )
    piece_on = DayField(label="Date de la pièce", latest=TODAY, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, **options):
        options["initial"] = {"key": uuid4()} | options.get("initial", {})
        super().__init__(data, **options)

    @property
    def words(self):
        said = self.cleaned_data
        return {
            "on": said["on"],
            "label": said["label"],
            "piece": said["piece"],
            "piece_on": said["piece_on"] or said["on"],
            "source_key": f"hand:{said['key']}",
        }


class DealingForm(WordsForm):
    """An event of the trade: how much, on which account of money, and what it is."""

    cents = EuroField(label="Montant", maximum=MOST)
    money = forms.ChoiceField(label="Par quel compte")
    chosen = forms.ChoiceField(label="Ce que c’est")
    field_order = ["cents", "on", "chosen", "money", "label", "piece", "piece_on"]

    def __init__(self, data=None, *, dealing, **options):
        super().__init__(data, **options)
        self.fields["cents"].unit = "€"
        self._offer("money", (BANK[:3], CASH[:2]), "$" in (dealing.debit, dealing.credit))
        self._offer("chosen", dealing.choice, "*" in (dealing.debit, dealing.credit))
        if "chosen" in self.fields:
            self.fields["chosen"].label = dealing.asks

    def _offer(self, name, starts, is_asked):
        if not is_asked:
            del self.fields[name]
            return
        found = [
            (number, f"{said} ({number})")
            for number, said in Account.objects.values_list("number", "name")
            if number.startswith(starts) and not number.startswith(WORN)
        ]
        self.fields[name].choices = found if len(found) == 1 else [("", "Choisissez"), *found]
        self.fields[name].error_messages["required"] = "Choisissez dans la liste."


class FreeForm(WordsForm):
    """An « opération diverse »; its lines are beside it."""


class LegForm(forms.Form):
    """One line of a free entry: an account and an amount on one side, or nothing."""

    use_required_attribute = False

    account = forms.ChoiceField(label="Compte", required=False)
    debit = EuroField(label="Débit", maximum=MOST, required=False)
    credit = EuroField(label="Crédit", maximum=MOST, required=False)

    def __init__(self, *args, accounts=(), **options):
        super().__init__(*args, **options)
        self.fields["account"].choices = [("", "–"), *accounts]

    def clean(self):
        said = super().clean()
        sides = [said.get("debit"), said.get("credit")]
        if said.get("account") and not any(sides) and not self.errors:
            self.add_error("debit", "Indiquez un montant, au débit ou au crédit.")
        if any(sides) and not said.get("account") and "account" not in self.errors:
            self.add_error("account", "Choisissez le compte de ce montant.")
        if all(sides):
            self.add_error("credit", "Un seul côté par ligne.")
        return said

    @property
    def leg(self):
        """(account, side, cents), or None for a line left empty."""
        said = self.cleaned_data
        if not said.get("account"):
            return None
        side = Side.DEBIT if said.get("debit") else Side.CREDIT
        return said["account"], side, said.get("debit") or said["credit"]


Legs = forms.formset_factory(LegForm, extra=0, min_num=6, max_num=40, validate_max=True)


def accounts_by_hand():
    """The accounts that a free entry may touch: never those of an apport."""
    return [
        (number, f"{number} {name}")
        for number, name in Account.objects.values_list("number", "name")
        if not number.startswith(NEVER)
    ]


class ReversalForm(forms.Form):
    """When, and why, an entry is answered by its mirror."""

    use_required_attribute = False

    on = DayField(label="À la date du", latest=TODAY)
    label = FlatField(
        label="Pourquoi",
        max_length=120,
        missing="Dites pourquoi : ce sera le libellé de la contre-passation.",
        help_text="Par exemple : facture saisie deux fois.",
    )


class AccountForm(forms.Form):
    """An account that the chart of the house does not have yet."""

    use_required_attribute = False

    number = forms.RegexField(
        r"^[1-8][0-9]{2,7}$",
        label="Numéro",
        error_messages={
            "required": "Indiquez un numéro de compte.",
            "invalid": "Trois à huit chiffres, de la classe 1 à 8 ; des zéros le complètent.",
        },
    )
    name = FlatField(label="Libellé", max_length=80, missing="Nommez ce compte.")

    def clean_number(self):
        number = self.cleaned_data["number"].ljust(8, "0")
        if number.startswith(NEVER):
            raise ValidationError("Les comptes 1034 et 4688 s’ouvrent avec les contrats.")
        if number.startswith(REVALUED):
            raise ValidationError("Un apport ne se réévalue pas : le 1052 reste fermé.")
        if Account.objects.filter(number=number).exists():
            raise ValidationError("Ce compte existe déjà.")
        return number
