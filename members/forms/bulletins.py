"""A bulletin filled with a pen, as somebody copies it; a letter that somebody posts."""

from datetime import timedelta

from django import forms

from coopstudio.files.fields import PdfField
from coopstudio.french.dates import short_day
from coopstudio.french.fields import AddressField, DayField, LineField, PhoneField, PostcodeField
from coopstudio.french.names import NAME_LENGTH
from members import ages
from members.forms.ages import UnaskedForm
from members.forms.joining import BulletinForm
from members.forms.life import TODAY, YEAR, Unhurried
from members.forms.profile import AgreementField
from members.models import Person
from members.states import Age

SOMEBODY_ELSE = "autre"
PERSON = ("first_name", "last_name", "agreement", "street", "postcode", "town", "phone", "email")


class PaperForm(BulletinForm):
    """What stands on the paper. ``who`` is asked when somebody of the register resembles."""

    first_name = LineField(label="Prénom", max_length=NAME_LENGTH, missing="Indiquez le prénom.")
    last_name = LineField(
        label="Nom",
        max_length=NAME_LENGTH,
        required=False,
        help_text="Vide : un seul nom sur le bulletin.",
    )
    agreement = AgreementField(initial=Person.Agreement.BOTH)
    phone = PhoneField(label="Téléphone", required=False)
    email = AddressField(
        label="Adresse e-mail",
        required=False,
        help_text="Sans adresse dont la maison puisse se servir, elle lui écrira par la poste.",
    )
    signed_on = DayField(
        label="Signé le",
        earliest=-2 * YEAR,
        latest=TODAY,
        help_text="La date qui accompagne la signature.",
    )
    who = forms.ChoiceField(
        label="Qui a signé",
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Dites s’il s’agit d’une personne de la liste."},
    )
    accepts = forms.BooleanField(
        error_messages={"required": "Sans signature, ce n’est pas encore une demande."}
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["age"].label = "Son âge, le jour de la signature"
        self.fields["age"].error_messages["required"] = "Recopiez la tranche d’âge cochée."
        self.fields["of_age_on"].label = "Le jour de ses 18 ans"
        self.fields["of_age_on"].earliest = -2 * YEAR
        self.fields["guardian"].label = "Qui la représente"
        self.fields["agreement"].label = "Comment lui écrire"
        self.fields["fee"].label = "Cotisation choisie"
        self.fields["words"].label = "Ce qui l’amène"
        self.fields["words"].help_text = "Recopiez ce qui est écrit sur le bulletin."
        if "category" in self.fields:
            self.fields["category"].label = "Collège"
            wrong = "Dites lequel est coché sur le bulletin."
            self.fields["category"].error_messages["required"] = wrong
        self.fields["accepts"].label = "Le bulletin est signé de sa main, et accepte les statuts"
        for name in ("first_name", "last_name", "street", "postcode", "town", "phone", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def ask_who(self, twins):
        """Several people may have signed this: the keeper says which."""
        choices = [(f"{one.pk}", f"C’est {_told(one)}") for one in twins]
        self.fields["who"].choices = [*choices, (SOMEBODY_ELSE, "C’est quelqu’un d’autre")]
        if self.is_bound:
            self.full_clean()

    @property
    def told(self):
        """What the paper says of the person."""
        return {name: self.cleaned_data[name] for name in PERSON}

    @property
    def asked(self):
        """What it asks: the rest."""
        names = "signed_on", "fee", "words", *ages.SAID
        category = self.only or self.cleaned_data.get("category")
        return {name: self.cleaned_data[name] for name in names} | {"category": category}


class ContactForm(UnaskedForm, Unhurried):
    """How to reach somebody who cannot say it here; and their age, if no bulletin asked it."""

    street = LineField(
        label="Rue et numéro", max_length=120, missing="Indiquez la rue et le numéro."
    )
    postcode = PostcodeField(label="Code postal")
    town = LineField(label="Commune", max_length=80, missing="Indiquez la commune.")
    phone = PhoneField(label="Téléphone", required=False)
    email = AddressField(
        label="Adresse e-mail",
        required=False,
        help_text="Si la personne en a une maintenant : les lettres suivantes y partiront, et elle "
        "pourra entrer.",
    )

    def __init__(self, data=None, *, person, **options):
        super().__init__(data, **options)
        self.ask_age(person)
        if "age" in self.fields:
            self.fields["age"].label = "Son âge"
            self.fields["age"].choices = [*Age.choices, ("", "Pas encore dit")]
            self.fields["of_age_on"].label = "Le jour de ses 18 ans"


class ScanForm(Unhurried):
    """The signed paper."""

    scan = PdfField(
        label="Le bulletin signé, numérisé",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text="Un PDF. Seules les personnes qui tiennent le registre l’ouvrent.",
    )


class PostingForm(Unhurried):
    """The day on which a letter was posted, or given by hand."""

    on = DayField(label="Postée ou remise le", earliest=timedelta(days=-366), latest=TODAY)


def _told(person):
    """Enough to tell two of the same name apart."""
    where = f"{person.postcode} {person.town}".strip()
    since = f"dans la maison depuis le {short_day(person.known_since)}"
    return ", ".join(part for part in (f"{person}", person.known_email, where, since) if part)
