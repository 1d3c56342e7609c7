from django import forms

from coopstudio.french.fields import ProseField

LONGEST = 4000
ROWS = {"rows": 4}


class PortraitForm(forms.Form):
    """What a founder offers, seeks, and where their limits are."""

    use_required_attribute = False

    offers = ProseField(
        label="Ce que j’offre",
        max_length=LONGEST,
        missing="Dites ce que vous offrez.",
        widget=forms.Textarea(attrs=ROWS),
    )
    seeks = ProseField(
        label="Ce que je cherche",
        max_length=LONGEST,
        missing="Dites ce que vous cherchez.",
        widget=forms.Textarea(attrs=ROWS),
    )
    limits = ProseField(
        label="Mes limites",
        max_length=LONGEST,
        missing="Dites vos limites : elles rassurent plus qu’elles n’éloignent.",
        widget=forms.Textarea(attrs=ROWS),
    )
    is_public = forms.BooleanField(
        label="Tout le monde peut le lire, à côté de l’appel",
        required=False,
        help_text="Sinon, seules les personnes dont les lectures sont croisées le lisent.",
    )
