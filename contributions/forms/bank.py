"""What the treasurer says of an account, of a statement, of a line."""

from datetime import timedelta

from django import forms

from contributions.forms.payouts import HolderField, NationalIbanField
from contributions.models import Account
from coopstudio.french.fields import BicField, DayField, LineField

LARGEST = 20 * 1024 * 1024


class BankForm(forms.Form):
    """An account of the association."""

    use_required_attribute = False

    name = LineField(label="Comment vous l’appelez", max_length=80, help_text="« Compte courant ».")
    holder = HolderField(
        label="Titulaire", max_length=70, help_text="Comme la banque l’écrit, à la lettre."
    )
    iban = NationalIbanField(label="IBAN")
    bic = BicField(label="BIC", required=False)
    opened_on = DayField(label="Suivi depuis le", latest=timedelta(0))


class StatementForm(forms.Form):
    """A file of the bank."""

    use_required_attribute = False

    file = forms.FileField(
        label="Relevé de la banque",
        help_text="Un fichier camt.053 (XML), ou un tableau CSV, ODS, XLSX. Le même fichier donné "
        "deux fois n’apporte rien deux fois.",
        error_messages={
            "required": "Choisissez le fichier que la banque vous a donné.",
            "empty": "Ce fichier est vide.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Ce fichier est trop lourd : vingt mégaoctets au plus.")
        return file


class OtherForm(forms.Form):
    """What a line is, when it is neither an apport nor one of our transfers."""

    use_required_attribute = False

    account = forms.ModelChoiceField(
        label="Compte en face", queryset=None, empty_label="Choisissez un compte"
    )
    words = LineField(label="Libellé", max_length=120)

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.fields["account"].queryset = Account.objects.by_hand()


class AsideForm(forms.Form):
    """Why a line is nothing of the books."""

    use_required_attribute = False

    why = LineField(label="Pourquoi", max_length=200, missing="Dites en quelques mots pourquoi.")
