"""Eight principles, from 1 to 5, each by oneself."""

from django import forms

from governance.circles.principles import PRINCIPLES, SCALE


class SelfCheckForm(forms.Form):
    """One mark for each principle."""

    use_required_attribute = False

    def __init__(self, data=None):
        super().__init__(data)
        for rank, (name, says) in enumerate(PRINCIPLES, start=1):
            self.fields[f"p{rank}"] = forms.TypedChoiceField(
                label=f"{rank}. {name}",
                help_text=says,
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Choisissez de 1 à 5.",
                    "invalid_choice": "Choisissez de 1 à 5.",
                },
            )

    @property
    def marks(self):
        return [self.cleaned_data[f"p{rank}"] for rank in range(1, len(PRINCIPLES) + 1)]
