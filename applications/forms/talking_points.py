"""What a founder would say of a passage, and with whom."""

from django import forms

from coopstudio.french.fields import ProseField
from coopstudio.french.sensitive import Watchful

ONE, ALL = "une", "toutes"


class TalkingPointForm(Watchful, forms.Form):
    """``point``: the mark that stands already, or None; ``name``: with whom, if it is with one."""

    use_required_attribute = False
    watched = ("words",)

    words = ProseField(
        label="Ce que vous aimeriez en dire, ou demander",
        max_length=1000,
        required=False,
        help_text="Sans mots, la trame citera le passage.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    whom = forms.ChoiceField(
        label="Avec qui",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez : cette personne, ou toutes."},
    )

    def __init__(self, data=None, *, point=None, name=""):
        whom = ALL if not name or (point and point.is_for_everybody) else ONE
        super().__init__(data, initial={"words": point.words if point else "", "whom": whom})
        if name:
            self.fields["whom"].choices = [
                (ONE, f"Avec {name}, seulement"),
                (ALL, "À chaque première conversation"),
            ]
        else:
            del self.fields["whom"]

    @property
    def is_for_one(self):
        return self.cleaned_data.get("whom") == ONE
