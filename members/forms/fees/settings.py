"""The settings of fees: a year, its tariffs, how to pay, the right of a receipt."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import (
    BicField,
    DayField,
    EuroField,
    IbanField,
    LineField,
    ProseField,
)
from members.models import Category
from members.states import Arrival, TariffKind, YearManner

YEAR = timedelta(days=366)


def counted(label, *, low, high, initial, **more):
    """A small whole number."""
    words = {
        "required": f"Indiquez un nombre, de {low} à {high}.",
        "invalid": "Écrivez un nombre entier, en chiffres.",
        "min_value": f"Pas moins de {low}.",
        "max_value": f"Pas plus de {high}.",
    }
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, initial=initial, error_messages=words,
        widget=forms.NumberInput({"inputmode": "numeric"}), **more,
    )  # fmt: skip


class YearForm(forms.Form):
    """An exercice."""

    use_required_attribute = False

    name = LineField(
        label="Son nom",
        max_length=12,
        missing="Nommez l’exercice, par exemple 2027.",
        help_text="Il entre dans les références et les numéros de reçus : 2027, ou 2026-2027.",
    )
    starts_on = DayField(label="Premier jour")
    ends_on = DayField(label="Dernier jour")
    manner = forms.ChoiceField(
        label="L’année que couvre une cotisation",
        choices=YearManner.choices,
        widget=forms.RadioSelect,
        initial=YearManner.COMMON,
    )
    days_to_pay = counted(
        "Jours pour régler", low=0, high=365, initial=30,
        help_text="Comptés depuis l’appel. Rappels ce jour-là, puis à 30 et 60 jours.",
    )  # fmt: skip
    limitation_years = counted(
        "Prescription, en années", low=1, high=30, initial=5,
        help_text="Cinq ans en droit commun (article 2224 du Code civil) ; à vérifier.",
    )  # fmt: skip
    calls_newcomers = forms.BooleanField(
        label="Appeler aussi les personnes admises ensuite, à leur arrivée",
        required=False,
        initial=True,
    )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not all(sign.isalnum() or sign in "- " for sign in name):
            raise forms.ValidationError("Des lettres, des chiffres et des tirets seulement.")
        return name


class TariffForm(forms.Form):
    """A tariff, as an organ decided it."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Manière", choices=TariffKind.choices, widget=forms.RadioSelect,
        initial=TariffKind.FREE,
    )  # fmt: skip
    amount = EuroField(
        label="Montant appelé", minimum=0, required=False,
        help_text="Ce que demande l’appel. Vide si dispensé.",
    )  # fmt: skip
    minimum = EuroField(
        label="Minimum", minimum=0, required=False,
        help_text="Pour un montant libre : le moins que l’on puisse choisir.",
    )  # fmt: skip
    category = forms.ModelChoiceField(
        label="Collège", queryset=Category.objects.all(), required=False,
        empty_label="tous ceux qui n’ont pas le leur",
    )  # fmt: skip
    arrival = forms.ChoiceField(
        label="Qui arrive en cours d’année paie", choices=Arrival.choices, initial=Arrival.WHOLE
    )
    free_months = counted(
        "Derniers mois offerts à l’arrivée", low=0, high=11, initial=0,
        help_text="Avec 3, qui adhère dans les trois derniers mois ne doit rien cette année.",
    )  # fmt: skip
    organ = LineField(label="Décidé par", max_length=120, missing="Indiquez qui a décidé.")
    decided_on = DayField(label="Décidé le", latest=timedelta(0))
    reference = LineField(
        label="Référence de la décision",
        max_length=120,
        missing="Indiquez où cette décision est écrite.",
    )

    def clean(self):
        said = super().clean()
        kind, amount = said.get("kind"), said.get("amount")
        if kind != TariffKind.EXEMPT and amount is None and "amount" not in self.errors:
            self.add_error("amount", "Indiquez le montant appelé.")
        said["amount"] = amount or 0
        said["minimum"] = said.get("minimum") or (said["amount"] if kind == "reduced" else 0)
        return said


class BankForm(forms.Form):
    """How to pay the association, from a day on."""

    use_required_attribute = False

    holder = LineField(
        label="Titulaire du compte", max_length=70, missing="Indiquez le nom sur le relevé."
    )
    iban = IbanField(label="IBAN", max_length=60)
    bic = BicField(label="BIC", max_length=16, required=False)
    cheque_to = LineField(label="Ordre des chèques", max_length=120, required=False)
    cheque_address = LineField(label="Adresse pour les chèques", max_length=200, required=False)
    card_at = forms.URLField(
        label="Page de paiement par carte",
        required=False,
        assume_scheme="https",
        help_text="Celle d’un autre site, si l’association en a une. Rien ne s’y règle d’ici.",
        error_messages={"invalid": "Écrivez l’adresse entière, avec https://."},
    )
    from_on = DayField(label="À partir du")
    validated_by = LineField(
        label="Validées par", max_length=120, missing="Indiquez qui a vérifié ces coordonnées."
    )


class TaxRightForm(forms.Form):
    """The right that a receipt may speak of taxes, or its end."""

    use_required_attribute = False

    reference = LineField(
        label="D’où vient ce droit",
        max_length=200,
        missing="Citez le rescrit ou l’agrément, avec sa date.",
        help_text="Par exemple : rescrit du 3 mars 2026, direction des finances publiques.",
    )
    mention = ProseField(
        label="La mention à imprimer, mot pour mot",
        max_length=600,
        missing="Recopiez la mention que la loi demande.",
    )
    from_on = DayField(label="À partir du")
    until_on = DayField(label="Jusqu’au", required=False, help_text="Vide : sans fin connue.")
    validated_by = LineField(
        label="Vérifié par", max_length=120, missing="Indiquez qui a vérifié ce droit."
    )
