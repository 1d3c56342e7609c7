"""What one says of one's skills, and what founders write of the group."""

from django import forms
from django.utils import timezone

from coopstudio.french.fields import DayField, LineField
from members.cohort.sufficiency import PAIR
from members.models import Person
from members.models.groups import MOST_DAYS
from members.states import EXPERTISES, FUNCTIONS

MOST_PEOPLE = 99
ALONE = "Deux personnes au moins, ou 0 : nul n’est seul à porter une fonction vitale."


def _held_twice(people):
    if people == 1:
        raise forms.ValidationError(ALONE)


def _number(label, *, low, high, initial, **more):
    words = {
        "required": f"Indiquez un nombre, de {low} à {high}.",
        "invalid": "Écrivez un nombre entier, en chiffres.",
        "min_value": f"Pas moins de {low}.",
        "max_value": f"Pas plus de {high}.",
    }
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, initial=initial, widget=widget,
        error_messages=words, **more,
    )  # fmt: skip


class NeedsForm(forms.Form):
    """The needs of the group, as they were decided by consent."""

    use_required_attribute = False

    least = _number("Personnes, au moins", low=2, high=MOST_PEOPLE, initial=7)
    most = _number("Personnes, au plus", low=2, high=MOST_PEOPLE, initial=10)
    days = _number("Jours par mois, tous ensemble", low=0, high=999, initial=30)
    variety = _number(
        "Métiers de la coopération tenus par deux personnes",
        low=0, high=len(EXPERTISES), initial=5,
    )  # fmt: skip
    decided_on = DayField(label="Décidés le")
    reference = LineField(
        label="Référence de la décision",
        max_length=120,
        help_text="Celle du compte rendu, par exemple « cercle porteur, décision 11 ».",
        missing="Indiquez où cette décision est écrite.",
    )
    review_on = DayField(label="À revoir le")

    def __init__(self, data=None, *, cohort=None, today=None):
        facts = ("least", "most", "days", "variety", "decided_on", "reference", "review_on")
        known = {name: getattr(cohort, name) for name in facts} if cohort else {}
        needs = dict(cohort.needs.values_list("craft", "people")) if cohort else {}
        super().__init__(data, initial={"decided_on": today or timezone.localdate(), **known})
        for craft in FUNCTIONS:
            self.fields[craft.value] = _number(
                craft.label.capitalize(), low=0, high=9, initial=needs.get(craft, PAIR),
                validators=[_held_twice],
            )  # fmt: skip

    @property
    def functions(self):
        return [self[craft.value] for craft in FUNCTIONS]

    @property
    def wanted(self):
        return {craft: self.cleaned_data[craft.value] for craft in FUNCTIONS}

    @property
    def facts(self):
        crafts = {craft.value for craft in FUNCTIONS}
        return {name: value for name, value in self.cleaned_data.items() if name not in crafts}


class PlaceForm(forms.Form):
    """Who takes a place, for how many days a month."""

    use_required_attribute = False

    person = LineField(
        label="Membre",
        max_length=254,
        missing="Écrivez le nom d’un ou d’une membre.",
        help_text="Son nom, comme dans l’annuaire, ou son adresse électronique.",
    )
    days = _number("Jours par mois", low=0, high=MOST_DAYS, initial=2)

    def __init__(self, data=None, *, on, cohort):
        super().__init__(data)
        here = cohort.places.filter(left_on=None).values("person")
        self.others = Person.objects.present(on=on).exclude(pk__in=here)

    def clean_person(self):
        """A name tells one person; where several bear it, their address does."""
        typed = self.cleaned_data["person"]
        found = self.others.filter(email__iexact=typed)[:1] or self.others.named(typed)[:2]
        if not found:
            raise forms.ValidationError(
                "Personne ne porte ce nom parmi les membres qui n’ont pas encore de place."
            )
        if len(found) > 1:
            raise forms.ValidationError(
                "Plusieurs membres portent ce nom : écrivez plutôt son adresse électronique."
            )
        return found[0]
