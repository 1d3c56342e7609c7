"""What somebody gives up, in their own words."""

from django import forms

from coopstudio.french import money
from coopstudio.french.fields import EuroField, ProseField


class WaiverForm(forms.Form):
    """How much, why if one wishes, and that one has understood."""

    use_required_attribute = False

    cents = EuroField(label="Je renonce à reprendre")
    words = ProseField(
        label="Dans mes mots",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Si vous le souhaitez. Ces mots figureront sur le papier.",
    )
    knows = forms.BooleanField(
        label="J’ai compris : une fois inscrite, cette renonciation est définitive, et elle ne "
        "donne droit à aucun avantage fiscal",
        error_messages={"required": "Cochez cette case si c’est bien ce que vous voulez."},
    )

    def __init__(self, data=None, *, left=0):
        super().__init__(data)
        self.fields["cents"].unit = "€"
        self.fields["cents"].help_text = f"Il reste {money.euros(left)} à reprendre."

    @property
    def said(self):
        return {"cents": self.cleaned_data["cents"], "words": self.cleaned_data["words"]}
