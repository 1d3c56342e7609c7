"""What is said of transfers: their day, what the bank answered."""

from datetime import timedelta

from django import forms

from contributions.bank.transfers import bank_day
from coopstudio.french import dates
from coopstudio.french.fields import DayField, LineField

AHEAD = timedelta(days=60)
"""How far the day of a transfer may be: a year typed wrong is seen."""


class BatchForm(forms.Form):
    """When the bank is to execute it."""

    use_required_attribute = False

    on = DayField(label="À exécuter le", earliest=timedelta(0), latest=AHEAD)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day != (works := bank_day(day)):
            raise forms.ValidationError(
                f"Les banques n’exécutent rien ce jour-là : choisissez le {dates.day(works)}."
            )
        return day


class PaidForm(forms.Form):
    """When the bank paid."""

    use_required_attribute = False

    on = DayField(label="Payé le", latest=timedelta(0))


class ReturnedForm(forms.Form):
    """When it came back, and why."""

    use_required_attribute = False

    on = DayField(label="Revenu le", latest=timedelta(0))
    why = LineField(
        label="Pourquoi, dit la banque", max_length=160, missing="Recopiez ce que dit la banque."
    )
