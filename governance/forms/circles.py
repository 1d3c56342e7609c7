"""What one may type about a circle: who one invites, when one is away, what a role expects."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from coopstudio.french.fields import DayField, LineField, ProseField
from governance.models import Circle
from members.forms.encounters import MembersField

A_WHILE = timedelta(days=366)
PREFIX = r"^[A-Z]{2,4}$"


class PersonField(MembersField):
    """One member, by their name or their address."""

    otherwise = ", ou donnez son adresse e-mail"

    def __init__(self, **options):
        super().__init__(
            max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options
        )

    def clean(self, value):
        found = super().clean(value)
        if len(found) > 1:
            raise ValidationError("Une personne à la fois.")
        return found[0] if found else None


def prefix_field():
    """Two to four capitals, for ever."""
    return forms.RegexField(
        PREFIX,
        label="Préfixe des décisions",
        max_length=4,
        strip=True,
        help_text="Deux à quatre capitales, pour toujours : « AC » donnera AC-2026-001.",
        error_messages={
            "required": "Choisissez deux à quatre capitales.",
            "invalid": "Deux à quatre capitales, sans accent : « AC », « CG ».",
            "max_length": "Deux à quatre capitales, sans accent : « AC », « CG ».",
        },
    )


class FoundingForm(forms.Form):
    """The first circle: its name, its aim, and those who will have a voice in it."""

    use_required_attribute = False

    name = LineField(
        label="Son nom", max_length=80, initial="Cercle fondateur", missing="Donnez-lui un nom."
    )
    prefix = prefix_field()
    aim = ProseField(
        label="Son but, tel que vous le proposez",
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text="Le cercle y consentira, ou le changera, à sa première réunion.",
        missing="Dites vers quoi va ce cercle, en une phrase.",
    )
    people = MembersField(
        label="Qui vous y invitez",
        max_length=1200,
        widget=forms.Textarea({"rows": 3}),
        help_text="Prénom et nom, séparés par des virgules. Vous y êtes déjà.",
        missing="Un cercle commence à deux : invitez au moins une personne.",
    )


class LeaveForm(forms.Form):
    """From a day to the day of the return."""

    use_required_attribute = False

    since = DayField(label="À partir du", earliest=timedelta(days=0), latest=A_WHILE)
    until = DayField(
        label="De retour le",
        earliest=timedelta(days=1),
        latest=2 * A_WHILE,
        help_text="Ce jour-là vous êtes de nouveau dans les tours.",
    )

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] <= data["since"]:
            self.add_error("until", "Le retour vient après le départ.")
        return data


class LeavingForm(forms.Form):
    """A word for the circle, if one likes."""

    use_required_attribute = False

    why = LineField(
        label="Un mot pour le cercle",
        max_length=200,
        required=False,
        help_text="Rien ne vous y oblige.",
    )


class GuestForm(forms.Form):
    """Whom one would like to hear."""

    use_required_attribute = False

    person = PersonField(
        label="Qui vous aimeriez entendre",
        help_text="Prénom et nom d’une personne de l’association, ou son adresse e-mail.",
        missing="Dites qui vous invitez.",
    )


class RoleForm(forms.Form):
    """What is expected of whoever will hold it."""

    use_required_attribute = False

    name = LineField(label="Le rôle", max_length=80, missing="Donnez-lui un nom.")
    description = ProseField(
        label="Ce qui en est attendu",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Ce que la personne décide seule, ce qu’elle rapporte au cercle.",
        missing="Dites en quelques mots ce qui en est attendu.",
    )
    months = forms.IntegerField(
        label="Durée habituelle du mandat, en mois",
        min_value=1,
        max_value=60,
        initial=12,
        error_messages={
            "required": "Un mandat a toujours une échéance : en combien de mois ?",
            "invalid": "Un nombre de mois, par exemple 12.",
            "min_value": "Un mois au moins.",
            "max_value": "Cinq ans au plus.",
        },
    )


class GivingBackForm(forms.Form):
    """Why one gives a role back."""

    use_required_attribute = False

    why = LineField(
        label="Pourquoi, en une phrase",
        max_length=200,
        missing="Une phrase suffit : elle aidera le cercle à choisir la suite.",
    )


class HandOverForm(forms.Form):
    """Which circle answers for a text from now on."""

    use_required_attribute = False

    to = forms.ModelChoiceField(
        Circle.objects.none(),
        label="Qui en répond désormais",
        empty_label=None,
        error_messages={"required": "Choisissez un cercle.", "invalid_choice": "Choisissez."},
    )

    def __init__(self, data=None, *, circle):
        super().__init__(data, initial={"to": circle.parent_id})
        self.fields["to"].queryset = Circle.objects.living().exclude(pk=circle.pk)


class EndForm(forms.Form):
    """What the circle becomes."""

    use_required_attribute = False

    became = LineField(
        label="Ce qu’il devient",
        max_length=200,
        required=False,
        help_text="« un rôle du Cercle Général », « réuni avec Apprendre », ou rien.",
    )
