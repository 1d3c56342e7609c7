from django import forms

from applications.models import Weather


class WeatherForm(forms.Form):
    """Two clicks: what I feel, what I need; then for whom."""

    use_required_attribute = False

    feeling = forms.ChoiceField(
        label="Ce que je ressens",
        choices=Weather.Feeling,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choisissez un ressenti de la liste."},
    )
    need = forms.ChoiceField(
        label="Ce dont j’ai besoin",
        choices=Weather.Need,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choisissez un besoin de la liste."},
    )
    audience = forms.ChoiceField(
        label="Qui peut la voir",
        choices=Weather.Audience,
        widget=forms.RadioSelect,
        initial=Weather.Audience.MYSELF,
        error_messages={
            "required": "Dites pour qui est cette météo.",
            "invalid_choice": "Choisissez pour qui est cette météo.",
        },
    )

    def __init__(self, *args, readers, **options):
        super().__init__(*args, **options)
        self.fields["audience"].choices = [
            (Weather.Audience.MYSELF, "pour moi"),
            (Weather.Audience.FOUNDERS, f"aussi pour {readers}"),
        ]

    @property
    def feelings(self):
        """The words one may choose, each with its drawing."""
        icons = Weather.ICONS
        return [(word, icons[word.data["value"]]) for word in self["feeling"]]

    def clean(self):
        said = super().clean()
        if not self.errors and not (said["feeling"] or said["need"]):
            self.add_error(None, "Choisissez un ressenti, un besoin, ou les deux.")
        return said
