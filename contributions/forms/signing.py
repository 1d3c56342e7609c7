"""A signature on the screen; a paper that somebody hands over."""

from datetime import timedelta

from django import forms

from coopstudio.files.fields import PdfField
from coopstudio.french.fields import DayField, LineField
from coopstudio.french.names import FULL_NAME_LENGTH

YEAR = timedelta(days=366)


class SignatureForm(forms.Form):
    """The name, the mention, the code, and « oui, je signe »."""

    use_required_attribute = False

    name = LineField(
        label="Votre nom entier", max_length=FULL_NAME_LENGTH, missing="Écrivez votre nom entier."
    )
    mention = LineField(
        label="La mention, recopiée",
        max_length=400,
        missing="Recopiez la mention en entier.",
        help_text="Telle qu’elle est écrite au-dessus, chiffres compris.",
    )
    consents = forms.BooleanField(
        label="Je signe ce document de façon électronique",
        error_messages={"required": "Cochez pour dire que vous signez."},
    )
    code = forms.RegexField(
        r"^(\d\s*){6}$", label="Le code reçu par e-mail",
        error_messages={
            "required": "Écrivez le code de six chiffres que nous vous avons envoyé.",
            "invalid": "Le code a six chiffres.",
        },
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input",
             "maxlength": "12"}
        ),
    )  # fmt: skip
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def clean_code(self):
        """« 862 825 », as letters write it, is 862825."""
        return "".join(self.cleaned_data["code"].split())


class PaperForm(forms.Form):
    """The scan of what was signed with a pen: a copy, whose original is kept somewhere."""

    use_required_attribute = False

    upload = PdfField(label="Le contrat signé, numérisé (PDF)")
    original_at = LineField(
        label="Où est gardé l’original", max_length=160,
        missing="Dites où l’original est gardé.",
        help_text="Par exemple : classeur des contrats, au siège.",
    )  # fmt: skip
    on = DayField(label="Date portée sur le papier", earliest=-YEAR, latest=timedelta(0))
    both = forms.BooleanField(
        label="L’association a signé ce papier aussi", required=False, initial=True,
        help_text="Sinon, elle signera ensuite à l’écran.",
    )  # fmt: skip
