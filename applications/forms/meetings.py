"""What is typed about a meeting: hours, a place, what was said."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from applications.models.meetings import MOST_SLOTS
from coopstudio.french.fields import FutureMomentField, LineField, ProseField
from coopstudio.french.sensitive import Watchful

ADDRESS = re.compile(r"\w://|\bwww\.|^[a-z][a-z0-9+.-]{2,}:\S", re.IGNORECASE)
CALM = URLValidator(schemes=["https"])


class PlaceField(LineField):
    """Where one meets: the name of a place, or the link of a video call, which begins with
    https:// and stands alone. No other kind of link is ever kept."""

    not_alone = "Écrivez le lien de la visio seul, en entier : il commence par https://."

    def __init__(self, **options):
        super().__init__(max_length=300, no_links=False, **options)

    def to_python(self, value):
        text = super().to_python(value)
        if not ADDRESS.search(text):
            return text
        scheme, _, rest = text.partition("://")
        text = f"{scheme.lower()}://{rest}" if rest else text
        try:
            CALM(text)
        except ValidationError as error:
            raise ValidationError(self.not_alone, code="link") from error
        return text


class MinutesField(forms.IntegerField):
    """How long, in minutes."""

    default_error_messages = {
        "required": "Dites combien de minutes.",
        "invalid": "Écrivez un nombre de minutes, par exemple 60.",
        "min_value": "Quinze minutes au moins.",
        "max_value": "Huit heures au plus : 480 minutes.",
    }

    def __init__(self, **options):
        options = {"label": "Durée, en minutes", "initial": 60} | options
        messages = self.default_error_messages
        super().__init__(min_value=15, max_value=480, error_messages=messages, **options)


def place_field():
    return PlaceField(
        label="Lieu, ou lien de la visio",
        help_text="Le nom d’un lieu, ou une adresse qui commence par https://.",
        missing="Dites où : une adresse, ou le lien de la visio.",
    )


class HoursForm(forms.Form):
    """What both sides share: one to five hours."""

    use_required_attribute = False
    word, first_is_required = "Créneau", True

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for rank in range(1, MOST_SLOTS + 1):
            self.fields[f"slot_{rank}"] = FutureMomentField(
                label=f"{self.word} {rank}", required=self.first_is_required and rank == 1
            )

    @property
    def slot_fields(self):
        return [self[f"slot_{rank}"] for rank in range(1, MOST_SLOTS + 1)]

    @property
    def slots(self):
        """The hours given, in order of typing."""
        given = (self.cleaned_data.get(field.name) for field in self.slot_fields)
        return [hour for hour in given if hour]


class MeetingForm(HoursForm):
    """One to five hours, a place, so many minutes; ``anyway`` once a warning was read."""

    place = place_field()
    minutes = MinutesField()
    anyway = forms.BooleanField(
        label="Proposer quand même : la première personne qui choisit aura l’heure",
        required=False,
    )


class OtherHoursForm(HoursForm):
    """The hours that would suit the person, or none, and a few words. It opens with what they
    ``asked`` already, and never erases it without a word: all emptied is a slip of the hand."""

    word, first_is_required = "Heure", False
    nothing_left = (
        "Vous avez tout vidé : votre demande est gardée comme elle était. Laissez au moins une "
        "heure, ou un mot."
    )

    words = ProseField(label="Quelques mots, si vous voulez", max_length=1000, required=False)

    def __init__(self, data=None, *, asked=()):
        """``asked``: the hours of the request that waits, then its words; empty when none does."""
        hours, words = asked or ([], "")
        self.had_something = bool(hours or words)
        hours = {f"slot_{rank}": hour for rank, hour in enumerate(hours, 1)}
        super().__init__(data, initial={**hours, "words": words})

    def clean(self):
        said = super().clean()
        if self.had_something and not self.errors and not (self.slots or said["words"]):
            raise ValidationError(self.nothing_left, code="emptied")
        return said


class MoveForm(forms.Form):
    """The new hour, place and duration of a meeting already set."""

    use_required_attribute = False

    hour = FutureMomentField(label="Nouvelle heure, celle de Paris")
    place = place_field()
    minutes = MinutesField()


class NotesForm(Watchful, forms.Form):
    """One's own notes."""

    use_required_attribute = False
    watched = ("words",)

    words = ProseField(label="Mes notes", max_length=10_000, required=False)
    is_shared = forms.BooleanField(label="Le reste de la fondation peut les lire", required=False)


class TakeawayForm(forms.Form):
    """« Ce que nous retenons ensemble », from the version ``seen``."""

    use_required_attribute = False

    words = ProseField(label="Ce que nous retenons ensemble", max_length=10_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class FoundersTakeawayForm(Watchful, TakeawayForm):
    """The same, under a founder's hand."""

    watched = ("words",)


class AgainForm(forms.Form):
    """What the person would like to talk about once more."""

    use_required_attribute = False

    words = ProseField(
        label="Pour parler de quoi, si vous voulez le dire", max_length=1000, required=False
    )
