import re

from django import forms
from django.core.exceptions import ValidationError

from coopstudio.french import money

SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))
AMOUNT = re.compile(
    r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,](?P<cents>[0-9]{1,2}))? ?(?:€|euros?)?",
    re.IGNORECASE,
)
LONGEST = 40  # characters: no amount needs more


class EuroField(forms.Field):
    """An amount in euros, as people write it; integer cents come out.

    ``minimum`` and ``maximum`` are in cents. Takes « 1 234,56 », « 1234.56 », « 5€ »; refuses what
    could be misread: « 12,345 », « 1.234,56 », « 1e3 », digits of other scripts.
    """

    widget = forms.TextInput
    default_error_messages = {
        "required": "Indiquez un montant, par exemple 30 ou 30,50.",
        "invalid": "Écrivez le montant en chiffres, avec les centimes après une virgule : "
        "par exemple 1\u202f234,50.",
        "cents": "Un montant a deux chiffres au plus après la virgule : par exemple 12,35.",
        "negative": "Un montant ne peut pas être négatif : retirez le signe moins.",
        "low": "Le plus petit montant possible est %(bound)s.",
        "high": "Le plus grand montant possible est %(bound)s.",
    }

    def __init__(self, *, minimum=1, maximum=99_999_999, **options):
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**options)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        return money.typed(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def to_python(self, value):
        text = str(value or "").translate(SPACES).strip()
        if not text:
            return None
        found = AMOUNT.fullmatch(text) if len(text) <= LONGEST else None
        if not found:
            raise self._refusal(self._why(text))
        cents = (found["cents"] or "").ljust(2, "0")
        return int(found["whole"].replace(" ", "") + cents)

    def validate(self, value):
        super().validate(value)
        if value is not None and value < self.minimum:
            raise self._refusal("low", bound=money.short_euros(self.minimum))
        if value is not None and value > self.maximum:
            raise self._refusal("high", bound=money.short_euros(self.maximum))

    def _why(self, text):
        """Which of our sentences says best what is wrong."""
        if len(text) > LONGEST and text.isdecimal() and text.isascii():
            return "high"
        if text[0] in "-\u2212":
            return "negative"
        return "cents" if re.fullmatch(r"[0-9 ]+[.,][0-9]{3,}", text) else "invalid"

    def _refusal(self, code, **words):
        words = words or {"bound": money.short_euros(self.maximum)}
        return ValidationError(self.error_messages[code], code=code, params=words)
