"""What is typed when an apport arrives, or when what was written down was a mistake."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from contributions.models import Receipt
from coopstudio.french.fields import DayField, EuroField, LineField

BY_HAND = [one for one in Receipt.Means.choices if one[0] != Receipt.Means.IN_KIND]


class ReceiptForm(forms.Form):
    """Money that arrived for one apport."""

    use_required_attribute = False

    cents = EuroField(label="Montant reçu", maximum=100_000_000_00)
    on = DayField(label="Reçu le", latest=timedelta(0))
    means = forms.ChoiceField(label="Moyen", choices=BY_HAND)
    piece = LineField(
        label="Référence",
        max_length=60,
        required=False,
        help_text="Numéro du chèque, libellé du virement : elle va dans l’écriture.",
    )

    def __init__(self, data=None, *, missing=0):
        known = {"on": timezone.localdate(), "means": Receipt.Means.TRANSFER}
        super().__init__(data, initial=known | ({"cents": missing} if missing else {}))
        self.fields["cents"].unit = "€"


class ReversalForm(forms.Form):
    """Why a receipt does not count any more."""

    use_required_attribute = False

    on = DayField(label="À la date du", latest=timedelta(0))
    why = LineField(
        label="Pourquoi",
        max_length=200,
        missing="Dites pourquoi : la personne le lira.",
        help_text="Par exemple : le chèque est revenu impayé.",
    )


class DayForm(forms.Form):
    """The accounting day of a gesture."""

    use_required_attribute = False

    on = DayField(label="À la date du", latest=timedelta(0))
