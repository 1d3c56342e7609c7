"""What one supposes of an end, in a plain GET form: empty is what the books know."""

from django import forms

from coopstudio.french.fields import EuroField
from coopstudio.french.money import typed

MOST = 99_999_999_999
"""A house of any size, in cents."""
ANY = {"minimum": 0, "maximum": MOST, "required": False}


class EndingForm(forms.Form):
    use_required_attribute = False

    actif = EuroField(label="Ce que l’on aurait, une fois tout vendu", **ANY)
    dettes = EuroField(label="Ce que l’on devrait à d’autres", **ANY)
    frais = EuroField(
        label="Ce que coûterait l’arrêt", help_text="préavis, loyers, formalités", **ANY
    )

    def __init__(self, data, *, known, sources):
        """``known``: {field: cents}; ``sources``: {field: where it comes from}."""
        asked = {name: data[name] for name in known if data.get(name, "").strip()}
        shown = {name: typed(cents) for name, cents in known.items()}
        super().__init__(shown | asked if asked else None, initial=known)
        self.known = known
        for name, words in sources.items():
            self.fields[name].help_text = words
        for field in self.fields.values():
            field.unit = "€"

    @property
    def supposed(self):
        """{field: cents}: what was asked, over what is known; a wrong answer stays as known."""
        if not self.is_bound:
            return self.known
        self.is_valid()
        said = {key: cents for key, cents in self.cleaned_data.items() if cents is not None}
        return self.known | said
