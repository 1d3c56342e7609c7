import re

from django import forms

NOT_SIGNS = re.compile(r"[\s\u00a0\u202f.-]+")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
FRENCH = 27  # signs of a French IBAN


class IbanField(forms.CharField):
    """An account number as people copy it; capitals without spaces come out (ISO 13616)."""

    default_error_messages = {
        "required": "Indiquez l’IBAN : il est sur le relevé d’identité bancaire.",
        "invalid": "Un IBAN commence par deux lettres et deux chiffres : recopiez-le en entier.",
        "length": "Un IBAN français compte 27 signes : il en manque, ou il y en a trop.",
        "key": "Un signe a été mal recopié : la clé de cet IBAN ne tombe pas juste.",
    }

    def clean(self, value):
        text = NOT_SIGNS.sub("", super().clean(value) or "").upper()
        if text and (wrong := why_not(text)):
            raise forms.ValidationError(self.error_messages[wrong], code=wrong)
        return text


class BicField(forms.CharField):
    """The code of a bank; capitals come out."""

    default_error_messages = {"invalid": "Un BIC compte 8 ou 11 signes : vérifiez-le."}

    def clean(self, value):
        text = NOT_SIGNS.sub("", super().clean(value) or "").upper()
        if text and not BIC.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text


def why_not(iban):
    """What is wrong with an account number: invalid, length, key; None when it holds."""
    if iban.startswith("FR") and iban.isalnum() and len(iban) != FRENCH:
        return "length"
    if not IBAN.fullmatch(iban):
        return "invalid"
    figures = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return None if int(figures) % 97 == 1 else "key"


def grouped(iban):
    """« FR76 3000 … », by fours: a line breaks between two groups, and never within one."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
