"""The bulletin d'adhésion, and what is recorded of it once the organ has met."""

from datetime import timedelta

from django import forms

from coopstudio.french import dates, money
from coopstudio.french.fields import DayField, EuroField, LineField, PostcodeField, ProseField
from coopstudio.french.names import NAME_LENGTH
from members.forms.ages import AgedForm
from members.forms.life import Unhurried
from members.forms.profile import AgreementField
from members.models import Category, Person

YEAR = timedelta(days=366)


class BulletinForm(AgedForm):
    """What somebody invited says to ask for membership; the statutes give the amounts."""

    use_required_attribute = False

    first_name = LineField(label="Prénom", max_length=NAME_LENGTH, missing="Indiquez votre prénom.")
    last_name = LineField(
        label="Nom",
        max_length=NAME_LENGTH,
        required=False,
        help_text="Laissez vide si vous n’avez qu’un seul nom.",
    )
    agreement = AgreementField(initial=Person.Agreement.BOTH)
    street = LineField(
        label="Rue et numéro", max_length=120, missing="Indiquez la rue et le numéro."
    )
    postcode = PostcodeField(label="Code postal")
    town = LineField(label="Commune", max_length=80, missing="Indiquez votre commune.")
    fee = EuroField(label="Votre cotisation pour l’année")
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label="Votre collège",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choisissez le collège dans lequel vous demandez à entrer."},
    )
    words = ProseField(
        label="Ce qui vous amène",
        max_length=4000,
        required=False,
        help_text="Quelques mots pour l’organe d’admission, qui ne vous connaît pas encore.",
    )
    accepts = forms.BooleanField(
        error_messages={"required": "Cochez la case une fois les statuts lus."}
    )

    def __init__(self, data=None, *, statutes, person=None, categories=(), rules=""):
        """``categories``: those one may join; a single one needs no choice. ``rules``: the
        règlement of the day, in words, if one is written down beside the statutes."""
        super().__init__(data, initial=_known_of(person) | {"fee": statutes.fee_usual})
        self.only = categories[0] if len(categories) == 1 else None
        if len(categories) > 1:
            choices = Category.objects.filter(pk__in=[one.pk for one in categories])
            self.fields["category"].queryset = choices
        else:
            del self.fields["category"]
        fee = self.fields["fee"]
        fee.minimum, fee.unit = statutes.fee_minimum, "€"
        fee.help_text = (
            f"Libre à partir de {money.short_euros(statutes.fee_minimum)}. "
            f"Le plus souvent, {money.short_euros(statutes.fee_usual)}."
        )
        fee.error_messages["low"] = "Les statuts fixent un minimum de %(bound)s."
        adopted, rules = dates.short_day(statutes.adopted_on), rules or statutes.rules_version
        read = f"les statuts du {adopted}" + (f" et le règlement intérieur ({rules})" * bool(rules))
        self.fields["accepts"].label = f"J’ai lu {read}, et je les accepte"
        for name, meaning in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = meaning

    @property
    def answers(self):
        """What the action keeps: everything but the tick, which the date of the request tells."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "accepts"}
        return {"category": self.only} | said


class AdmissionForm(forms.Form):
    """What the organ of the statutes decided, copied from its minutes."""

    use_required_attribute = False

    organ = LineField(
        label="Organe d’admission",
        max_length=120,
        missing="Indiquez l’organe qui a décidé.",
        help_text="Celui que nomment les statuts ; corrigez si ce fut un autre.",
    )
    decided_on = DayField(label="Décidée le", earliest=-5 * YEAR, latest=timedelta(0))
    reference = LineField(
        label="Référence",
        max_length=120,
        missing="Indiquez où retrouver la décision, par exemple « PV du 3 décembre, point 4 ».",
        help_text="Par exemple : procès-verbal du 3 décembre 2026, point 4.",
    )
    started_on = DayField(
        label="Adhésion à partir du",
        required=False,
        earliest=-5 * YEAR,
        latest=YEAR,
        help_text="Vide : le jour de la décision.",
    )


class AgendaForm(Unhurried):
    """The meeting at which the request will be examined."""

    organ = LineField(
        label="Organe d’admission", max_length=120, missing="Indiquez qui se réunira."
    )
    on = DayField(label="Réunion du", earliest=timedelta(0), latest=YEAR)
    reference = LineField(
        label="Point de l’ordre du jour",
        max_length=120,
        required=False,
        help_text="Facultatif, par exemple : point 4.",
    )


class AdjournmentForm(Unhurried):
    """What the organ said when it put its answer off."""

    organ = LineField(
        label="Organe d’admission", max_length=120, missing="Indiquez l’organe qui a décidé."
    )
    decided_on = DayField(label="Décidé le", earliest=-5 * YEAR, latest=timedelta(0))
    reference = LineField(
        label="Référence", max_length=120, missing="Indiquez où retrouver la décision."
    )
    words = ProseField(
        label="Ce que nous lui disons",
        max_length=4000,
        required=False,
        help_text="Ces mots partent tels quels dans la lettre.",
    )


class RefusalForm(Unhurried):
    """What the person is told when the organ did not admit them."""

    organ = LineField(
        label="Organe d’admission",
        max_length=120,
        required=False,
        help_text="Vide : celui que nomment les statuts.",
    )
    decided_on = DayField(
        label="Décidé le",
        required=False,
        earliest=-5 * YEAR,
        latest=timedelta(0),
        help_text="Vide : aujourd’hui.",
    )
    reference = LineField(label="Référence", max_length=120, required=False)

    words = ProseField(
        label="Ce que nous lui disons",
        max_length=4000,
        missing="Écrivez à la personne pourquoi : elle a pris le temps de demander.",
        help_text="Ces mots partent tels quels dans la lettre.",
    )


AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "street": "street-address",
    "town": "address-level2",
}


def _known_of(person):
    names = ("first_name", "last_name", "agreement", "postcode", "town")
    return {name: getattr(person, name) for name in names} if person else {}
