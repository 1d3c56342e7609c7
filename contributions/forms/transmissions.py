"""To whom a right passes, by which deed, for how much each."""

from datetime import timedelta

from django import forms

from contributions.models import Transmission
from coopstudio.french.fields import DayField, EuroField, LineField
from members.models import Person

HEIRS = 4


class TransmissionForm(forms.Form):
    """What founds a transmission."""

    use_required_attribute = False

    why = forms.ChoiceField(label="Cause", choices=Transmission.Why.choices)
    deed = LineField(
        label="Acte",
        max_length=200,
        missing="Citez l’acte : sans lui, rien ne passe.",
        help_text="L’acte de notoriété et son notaire, ou la décision qui accepte la cession.",
    )
    on = DayField(label="À la date du", latest=timedelta(0))


class HeirForm(forms.Form):
    """One of those who hold the right from now on."""

    use_required_attribute = False

    who = LineField(label="Adresse e-mail ou nom", max_length=160, required=False)
    cents = EuroField(label="Part", required=False)

    def clean(self):
        said = super().clean()
        who, cents = said.get("who"), said.get("cents")
        if who and cents is None and "cents" not in self.errors:
            self.add_error("cents", "Indiquez la part de cette personne.")
        if cents is not None and not who and "who" not in self.errors:
            self.add_error("who", "Indiquez à qui revient cette part.")
        if who:
            said["person"] = self._found(who)
        return said

    @property
    def share(self):
        """(person, cents), or None for a line left blank."""
        person = self.cleaned_data.get("person")
        return (person, self.cleaned_data["cents"]) if person else None

    def _found(self, who):
        people = Person.objects.filter(erased_at=None, joined_to=None)
        found = list(people.filter(email__iexact=who)[:1])
        found = found or [one for one in people.named(who)[:2] if f"{one}" == who]
        if len(found) != 1:
            self.add_error(
                "who",
                "La maison ne connaît personne, ou plusieurs personnes, à ces mots : écrivez son "
                "adresse e-mail. Qui n’y est pas encore s’inscrit d’abord au registre.",
            )
            return None
        return found[0]


Heirs = forms.formset_factory(HeirForm, extra=HEIRS, max_num=HEIRS)
