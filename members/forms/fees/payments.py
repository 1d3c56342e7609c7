"""What arrives, what is waived, what is put right, what a member chooses."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from coopstudio.french import money
from coopstudio.french.fields import DayField, EuroField, LineField
from members.fees.batch import NotFound, find
from members.states import Fate, Means

RECEIVED = [choice for choice in Means.choices if choice[0] != Means.CREDIT]
NO_FATE = [("", "rien en plus, ou pas encore dit"), *Fate.choices]


class PaymentForm(forms.Form):
    """Money that arrived for one call."""

    use_required_attribute = False

    amount = EuroField(label="Montant reçu")
    received_on = DayField(label="Reçu le", latest=timedelta(0))
    means = forms.ChoiceField(label="Moyen", choices=RECEIVED)
    reference = LineField(
        label="Référence",
        max_length=80,
        required=False,
        help_text="Numéro du chèque, libellé du virement.",
    )
    fate = forms.ChoiceField(
        label="S’il y a plus que ce qui est dû",
        choices=NO_FATE,
        required=False,
        help_text="Demandez à la personne avant de garder le reste.",
    )

    def __init__(self, data=None, *, owed=0):
        known = {"received_on": timezone.localdate(), "means": Means.TRANSFER}
        super().__init__(data, initial=known | ({"amount": owed} if owed else {}))
        self.fields["amount"].unit = "€"


class WaiverForm(forms.Form):
    """What an organ decided for somebody."""

    use_required_attribute = False

    organ = LineField(label="Décidée par", max_length=120, missing="Indiquez qui a décidé.")
    decided_on = DayField(label="Décidée le", latest=timedelta(0))
    reference = LineField(
        label="Référence de la décision",
        max_length=120,
        missing="Indiquez où cette décision est écrite.",
        help_text="Sans dire pourquoi : la raison reste entre l’organe et la personne.",
    )
    amount = EuroField(
        label="Ce qui reste demandé", minimum=0, required=False, help_text="Vide : rien."
    )

    @property
    def decision(self):
        return self.cleaned_data | {"amount": self.cleaned_data["amount"] or 0}


class CorrectionForm(forms.Form):
    """What should have been asked."""

    use_required_attribute = False

    amount = EuroField(label="Le bon montant", minimum=0)
    reason = LineField(
        label="Pourquoi", max_length=120, missing="Dites pourquoi : la personne le lira."
    )


class ReversalForm(forms.Form):
    """Why a payment does not count any more."""

    use_required_attribute = False

    on = DayField(label="À la date du", latest=timedelta(0))
    reason = LineField(
        label="Pourquoi",
        max_length=200,
        missing="Dites pourquoi : la personne le lira.",
        help_text="Par exemple : le chèque est revenu impayé.",
    )


class RefundForm(forms.Form):
    """What was not owed was given back."""

    use_required_attribute = False

    given_on = DayField(label="Rendu le", latest=timedelta(0))
    means = forms.ChoiceField(label="Moyen", choices=RECEIVED)
    reference = LineField(label="Référence", max_length=80, required=False)


class ChoiceForm(forms.Form):
    """The amount that a member chooses for themselves."""

    use_required_attribute = False

    amount = EuroField(label="Mon montant")

    def __init__(self, data=None, *, minimum=0, asked=0, paid=0):
        super().__init__(data, initial={"amount": asked})
        field = self.fields["amount"]
        field.minimum, field.unit = minimum, "€"
        field.help_text = f"Libre à partir de {money.short_euros(minimum)}."
        field.error_messages["low"] = "Le minimum de l’année est de %(bound)s."
        if paid and paid == minimum:
            field.help_text = f"À partir de {money.short_euros(paid)}, que vous avez déjà réglés."
            field.error_messages["low"] = (
                "Vous avez déjà réglé %(bound)s : pour revenir dessus, écrivez à la trésorerie, "
                "son adresse est sur cette page."
            )


class BatchForm(forms.Form):
    """What is common to the lines of a batch."""

    use_required_attribute = False

    received_on = DayField(label="Reçus le", latest=timedelta(0))
    means = forms.ChoiceField(label="Moyen", choices=RECEIVED)


class LineForm(forms.Form):
    """One line of a batch: a payment, or nothing."""

    use_required_attribute = False

    who = LineField(label="Nom ou référence", max_length=80, required=False)
    amount = EuroField(label="Montant", required=False)
    reference = LineField(label="Numéro ou libellé", max_length=80, required=False)
    fate = forms.ChoiceField(
        label="Si plus que dû", choices=[("", "–"), *Fate.choices], required=False
    )

    def clean(self):
        said = super().clean()
        who, amount = said.get("who"), said.get("amount")
        if who and amount is None and "amount" not in self.errors:
            self.add_error("amount", "Indiquez combien est arrivé.")
        if amount is not None and not who:
            self.add_error("who", "Indiquez de qui.")
        if who:
            try:
                said["call"] = find(who)
            except NotFound as refused:
                self.add_error("who", str(refused))
        return said

    @property
    def is_blank(self):
        return not self.cleaned_data.get("who")


Lines = forms.formset_factory(LineForm, extra=0, min_num=8, max_num=60, validate_max=True)
