"""How old one is when one joins, and who represents a minor; the agreement of who does."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from coopstudio.files.fields import PdfField
from coopstudio.french.fields import DayField, LineField
from coopstudio.french.names import FULL_NAME_LENGTH
from members import ages
from members.ages import MAJORITY, age_on
from members.forms.life import TODAY, YEAR, Unhurried
from members.states import MINORS, Age

GUARDIAN = "Avant 16 ans, indiquez qui représente : un parent, ou qui a l’autorité parentale."


class AgedForm(forms.Form):
    """A class of age is asked of everybody, the day one comes of age of minors alone."""

    age = forms.ChoiceField(
        label="Votre âge",
        choices=Age,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites dans quelle tranche d’âge vous êtes."},
    )
    of_age_on = DayField(
        label="Le jour de vos 18 ans",
        required=False,
        earliest=timedelta(0),
        latest=MAJORITY * YEAR,
        help_text="Avant 18 ans seulement : c’est le jour où ces précautions tombent.",
    )
    guardian = LineField(
        label="Qui vous représente",
        max_length=FULL_NAME_LENGTH,
        required=False,
        help_text="Avant 16 ans seulement : le prénom et le nom d’un parent, ou de qui a "
        "l’autorité parentale. Son accord écrit se joint ensuite.",
    )

    def clean(self):
        said = super().clean()
        if said.get("age") in MINORS:
            self._check_minor(said)
        else:
            said |= {"of_age_on": None, "guardian": ""}
        return said

    def _check_minor(self, said):
        """The day goes with the class; who is younger than sixteen says who represents them."""
        day, on = said.get("of_age_on"), said.get("signed_on") or timezone.localdate()
        if not day and "of_age_on" not in self.errors:
            self.add_error("of_age_on", "Avant 18 ans, indiquez le jour de la majorité.")
        if day and age_on(on, of_age_on=day) != said["age"]:
            self.add_error("of_age_on", "Ce jour ne va pas avec l’âge choisi : vérifiez les deux.")
        asked = "guardian" in self.fields and "guardian" not in self.errors
        if said["age"] == Age.CHILD and asked and not said.get("guardian"):
            self.add_error("guardian", GUARDIAN)


class UnaskedForm(AgedForm):
    """The age of somebody whom no bulletin asked: they say it or not; ``person`` is asked once."""

    age = forms.ChoiceField(
        label="Votre âge",
        choices=[*Age.choices, ("", "Je ne le dis pas")],
        widget=forms.RadioSelect,
        required=False,
    )
    guardian = None

    def ask_age(self, person):
        """Of whom the register holds, and not again of who said it on a bulletin; of a minor of
        yesterday, as of anybody grown."""
        known, today = ages.said_of(person), timezone.localdate()
        if known.is_asked or not person.memberships.exists():
            del self.fields["age"], self.fields["of_age_on"]
            return
        age = known.on(today)
        self.initial |= {"age": age, "of_age_on": known.of_age_on if age in MINORS else None}

    def clean(self):
        if "age" not in self.fields:
            return self.cleaned_data
        said = super().clean()
        said.pop("guardian", None)
        return said


class AgreementForm(Unhurried):
    """The agreement that somebody signed for a minor."""

    agreed_on = DayField(label="Signé le", earliest=-2 * YEAR, latest=TODAY)
    agreement = PdfField(
        label="L’accord signé",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text="Un PDF : le papier numérisé, ou photographié puis enregistré en PDF.",
    )
