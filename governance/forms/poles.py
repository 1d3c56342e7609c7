"""Pairs of poles: declared by a circle, and chosen by who speaks from one of them."""

from django import forms

from coopstudio.french.fields import LineField
from governance.consents.poles import living
from governance.states import Pole


class PairForm(forms.Form):
    """The two names, and nothing else: a circle understands itself in few words."""

    use_required_attribute = False

    one = LineField(
        label="Un pôle",
        max_length=60,
        missing="Nommez ce pôle.",
        help_text="Par exemple « viabilité économique », « sécurité », « ancrage local ».",
    )
    other = LineField(
        label="L’autre pôle",
        max_length=60,
        missing="Nommez l’autre pôle.",
        help_text="Par exemple « rôle social », « dépassement », « essaimage ».",
    )

    def clean(self):
        facts = super().clean()
        if facts.get("one") and facts.get("one") == facts.get("other"):
            self.add_error("other", "Deux pôles ont deux noms.")
        return facts


def chosen(circle, text):
    """(pair, side) that a value of ``choices`` names in this circle, or None."""
    key, _, side = (text or "").partition("-")
    if side not in Pole.values or not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    pair = living(circle).filter(pk=int(key)).first()
    return (pair, side) if pair else None
