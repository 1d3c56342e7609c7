"""A tutor for a newcomer, with the two dates of a support that fades."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, LineField
from members.learning.naming import Ambiguous, Unknown, member_named

STRONG, LIGHT = timedelta(days=42), timedelta(days=120)


class MemberField(LineField):
    """One member, by their whole name or their address: no list of ten thousand names."""

    def __init__(self, **options):
        super().__init__(max_length=254, no_links=False, **options)

    def look_up(self, text, on):
        try:
            return member_named(text, on=on)
        except Ambiguous as error:
            raise forms.ValidationError(
                "Plusieurs membres portent ce nom : écrivez plutôt l’adresse e-mail."
            ) from error
        except Unknown as error:
            raise forms.ValidationError(
                "Aucun membre ne répond à ce nom ni à cette adresse : vérifiez l’annuaire."
            ) from error


class TutorshipForm(forms.Form):
    """Who walks beside whom, strongly until a day, lightly until another."""

    use_required_attribute = False

    newcomer = MemberField(
        label="Personne qui arrive",
        missing="Écrivez le nom de la personne qui arrive.",
        help_text="Son nom complet, ou son adresse e-mail.",
    )
    tutor = MemberField(
        label="Personne qui accompagne",
        missing="Écrivez le nom de la personne qui accompagne.",
        help_text="Elle dira oui ou non, comme la personne qui arrive.",
    )
    light_on = DayField(label="Appui léger à partir du", earliest=timedelta(days=1))
    none_on = DayField(label="Plus d’appui à partir du", earliest=timedelta(days=2))

    def __init__(self, data=None, *, on, newcomer=None):
        self.on = on
        known = {"light_on": on + STRONG, "none_on": on + LIGHT}
        super().__init__(data, initial=known | ({"newcomer": f"{newcomer}"} if newcomer else {}))

    def clean_newcomer(self):
        return self.fields["newcomer"].look_up(self.cleaned_data["newcomer"], self.on)

    def clean_tutor(self):
        return self.fields["tutor"].look_up(self.cleaned_data["tutor"], self.on)
