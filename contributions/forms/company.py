"""A fact of the company, with its paper; why one was a mistake."""

from datetime import timedelta

from django import forms

from coopstudio.files.fields import PdfField
from coopstudio.french.fields import DayField, LineField

YEAR = timedelta(days=366)


class FactForm(forms.Form):
    """The day, the number, the paper."""

    use_required_attribute = False

    on = DayField(label="Le", earliest=-5 * YEAR, latest=timedelta(0))
    reference = LineField(
        label="Son numéro",
        max_length=80,
        missing="Indiquez le numéro que porte la pièce.",
        help_text="Le SIREN, ou le numéro de la facture. N’écrivez le nom de personne.",
    )
    upload = PdfField(
        label="La pièce (PDF)",
        help_text="L’extrait Kbis, ou la facture. Tous les membres pourront la lire.",
    )


class MistakeForm(forms.Form):
    """Why it is not true."""

    use_required_attribute = False

    why = LineField(
        label="Pourquoi la retirer",
        max_length=200,
        missing="Dites en quelques mots ce qui n’était pas juste.",
    )
