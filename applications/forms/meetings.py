from django import forms

from applications.models.meetings import MOST_SLOTS
from coopstudio.french.fields import FutureMomentField, LineField


class MeetingForm(forms.Form):
    """One to five hours, a place, so many minutes."""

    use_required_attribute = False

    place = LineField(
        label="Lieu, ou lien de la visio",
        max_length=300,
        no_links=False,
        missing="Dites où : une adresse, ou le lien de la visio.",
    )
    minutes = forms.IntegerField(
        label="Durée, en minutes",
        min_value=15,
        max_value=480,
        initial=60,
        error_messages={
            "required": "Dites combien de minutes.",
            "invalid": "Écrivez un nombre de minutes, par exemple 60.",
            "min_value": "Quinze minutes au moins.",
            "max_value": "Huit heures au plus : 480 minutes.",
        },
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for rank in range(1, MOST_SLOTS + 1):
            self.fields[f"slot_{rank}"] = FutureMomentField(
                label=f"Créneau {rank}", required=rank == 1
            )

    @property
    def slot_fields(self):
        return [self[f"slot_{rank}"] for rank in range(1, MOST_SLOTS + 1)]

    @property
    def slots(self):
        """The hours given, in order of typing; a valid form has at least one."""
        given = (self.cleaned_data.get(field.name) for field in self.slot_fields)
        return [hour for hour in given if hour]
