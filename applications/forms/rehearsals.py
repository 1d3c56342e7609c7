from django import forms

from coopstudio.french.fields import ProseField


class RehearsalForm(forms.Form):
    """What one felt, which nobody may skip; then what one thought, if one likes."""

    use_required_attribute = False

    felt = ProseField(
        label="Ce que j’ai ressenti",
        max_length=2000,
        missing="Dites ce que vous avez ressenti : un mot suffit, et il en faut un.",
        help_text="Un mot du corps ou du cœur : serré, léger, perdue, attendu, agacé, rassurée…",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    thought = ProseField(
        label="Ce que j’en ai pensé",
        max_length=2000,
        required=False,
        help_text="Ce qu’il faudrait garder, ou changer.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
