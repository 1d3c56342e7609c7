"""The assumptions of the horizon, in a plain GET form: what is wrong falls back, and says so."""

from django import forms

from contributions.plan.horizon import COMPANY_TAX, TAXED_SHARE, Knobs
from coopstudio.french.fields import EuroField
from coopstudio.french.money import typed

READ = {
    "part": "share", "distribue": "distributed", "croissance": "growth", "is": "company_tax",
    "quotepart": "taxed_share", "benefice": "profit", "plancher": "floor",
}  # fmt: skip
"""What stands in the address, and the knob that it turns."""


class RateField(forms.DecimalField):
    """« 1,25 » percent, as people type it; hundredths of a percent come out."""

    unit = "%"

    def __init__(self, *, most=100, **options):
        words = f"Un pourcentage de 0 à {most}, avec deux décimales au plus."
        super().__init__(
            min_value=0, max_value=most, max_digits=5, decimal_places=2, required=False,
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places",
                 "max_whole_digits"), words,
            ), **options,
        )  # fmt: skip

    def to_python(self, value):
        bare = f"{value or ''}".translate(dict.fromkeys(map(ord, "\u202f\u00a0 %")))
        return super().to_python(bare.replace(",", "."))

    def clean(self, value):
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value):
        return typed(value) if isinstance(value, int) else value


class HorizonForm(forms.Form):
    """The knobs. Each is optional: empty is what the house decided."""

    use_required_attribute = False

    benefice = EuroField(
        label="Bénéfice de la société, la première année qui en a", minimum=0, required=False,
        help_text="avant impôt, scénario central",
    )  # fmt: skip
    croissance = RateField(label="Croissance, chaque année", help_text="scénario central")
    distribue = RateField(
        label="Part du bénéfice net que la société distribue", help_text="l’association en décide"
    )
    part = RateField(label="Part des dividendes consacrée aux reprises")
    plancher = EuroField(label="Plancher de trésorerie", minimum=0, required=False)

    def __init__(self, data=None, *, known: Knobs, sources=None):
        """``sources``: {knob: where it starts from}, said under each."""
        shown = {name: getattr(known, knob) for name, knob in READ.items()}
        asked = {name: data[name] for name in READ if data and data.get(name, "").strip()}
        super().__init__(self._typed(shown) | asked if asked else None, initial=shown)
        self.known = known
        for name, field in self.fields.items():
            told = (field.help_text, (sources or {}).get(READ[name]))
            field.help_text = " ; ".join(words for words in told if words)
        self.fields["is"] = RateField(label=COMPANY_TAX.name, help_text=COMPANY_TAX.source)
        self.fields["quotepart"] = RateField(label=TAXED_SHARE.name, help_text=TAXED_SHARE.source)
        for name in ("benefice", "plancher"):
            self.fields[name].unit = "€"

    @staticmethod
    def _typed(shown):
        """The known values as one would type them: they stand where nothing was asked."""
        return {name: typed(value) for name, value in shown.items()}

    @property
    def knobs(self):
        """What was asked, over what is known; a wrong knob stays as the house has it."""
        if not self.is_bound:
            return self.known
        self.is_valid()
        said = {READ[name]: value for name, value in self.cleaned_data.items() if value is not None}
        return Knobs(**{**vars(self.known), **said})
