"""Where somebody wants to be repaid."""

from django import forms

from contributions.bank.ibans import NotAnIban, checked
from contributions.bank.transfers import unsaid
from coopstudio.french.fields import BicField, IbanField, LineField


class NationalIbanField(IbanField):
    """An IBAN whose national key is looked at too."""

    def clean(self, value):
        try:
            return checked(super().clean(value))
        except NotAnIban as wrong:
            raise forms.ValidationError(f"{wrong}", code="key") from wrong


class HolderField(LineField):
    """The name of an account, in letters that every bank reads: one that is not would hold back the
    file of a whole round, or have the transfer refused."""

    def clean(self, value):
        value = super().clean(value)
        if lost := unsaid(value):
            raise forms.ValidationError(
                f"Les banques ne lisent pas ces lettres : {lost}. Écrivez ce nom en lettres "
                "latines, comme sur votre relevé.", code="letters",
            )  # fmt: skip
        return value


class HeardForm(forms.Form):
    """What a second person heard."""

    use_required_attribute = False

    heard = LineField(
        label="Les quatre derniers signes, entendus", max_length=9,
        missing="Écrivez les quatre signes que la personne vous a dits.",
    )  # fmt: skip


class PayoutForm(forms.Form):
    """One's own account."""

    use_required_attribute = False

    holder = HolderField(
        label="Titulaire du compte", max_length=70,
        help_text="Comme la banque l’écrit : les banques comparent le nom et l’IBAN.",
    )  # fmt: skip
    iban = NationalIbanField(label="IBAN")
    bic = BicField(label="BIC", required=False)
