"""What one writes to members, and to whom."""

from django import forms

from coopstudio.french.fields import LineField, ProseField
from members.models import Category


class CircularForm(forms.Form):
    use_required_attribute = False

    category = forms.ModelChoiceField(
        Category.objects.none(), label="À qui", required=False, empty_label="Tous les membres",
        error_messages={"invalid_choice": "Choisissez un collège de la liste."},
    )  # fmt: skip
    subject = LineField(
        label="L’objet", max_length=120, missing="Dites de quoi parle cette lettre."
    )
    words = ProseField(
        label="Votre lettre",
        max_length=6000,
        widget=forms.Textarea({"rows": 12}),
        missing="Écrivez votre lettre : elle est vide.",
        help_text="« Bonjour » et le prénom de chacun la commencent, votre nom la signe.",
    )

    def __init__(self, data=None, *, on):
        super().__init__(data)
        self.fields["category"].queryset = Category.objects.open(on=on)
        if not self.fields["category"].queryset.exists():
            del self.fields["category"]
