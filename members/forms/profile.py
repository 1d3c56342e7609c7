from django import forms

from coopstudio.french.fields import LineField, LinksField, PhoneField, PostcodeField, ProseField
from coopstudio.french.names import NAME_LENGTH
from members.forms.ages import UnaskedForm
from members.models import Person
from members.models.people import MEMBRE_ACTIF, MOST_LINKS


class AgreementField(forms.ChoiceField):
    """How what we write of a person is accorded."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": "Dites-nous comment accorder ce que nous écrirons de vous.",
        "invalid_choice": "Choisissez une réponse de la liste.",
    }
    notes = MEMBRE_ACTIF
    columns = True

    def __init__(self, **options):
        choices = [(value, label.capitalize()) for value, label in Person.Agreement.choices]
        super().__init__(label="Comment vous écrire", choices=choices, **options)


class ProfileForm(UnaskedForm):
    """Who one is. What of it the others see is chosen elsewhere, thing by thing."""

    use_required_attribute = False

    first_name = LineField(label="Prénom", max_length=NAME_LENGTH, missing="Indiquez votre prénom.")
    last_name = LineField(
        label="Nom",
        max_length=NAME_LENGTH,
        required=False,
        help_text="Laissez vide si vous n’avez qu’un seul nom.",
    )
    agreement = AgreementField()
    civil_first_name = LineField(
        label="Prénom à l’état civil", max_length=NAME_LENGTH, required=False
    )
    civil_last_name = LineField(label="Nom à l’état civil", max_length=NAME_LENGTH, required=False)
    headline = LineField(
        label="Ce que vous faites, en une ligne",
        max_length=120,
        required=False,
        help_text="Par exemple : médiatrice, menuisier, comptable de coopératives…",
    )
    about = ProseField(
        label="Vous, en quelques mots",
        max_length=2000,
        required=False,
        help_text="Ce que vous aimez faire, ce que vous cherchez ici.",
    )
    limits = ProseField(
        label="Vos limites",
        max_length=600,
        required=False,
        help_text="Ce que vous ne faites pas, les heures qui sont à vous. Les dire aide.",
    )
    postcode = PostcodeField(label="Code postal", required=False)
    town = LineField(label="Commune", max_length=80, required=False)
    phone = PhoneField(label="Téléphone", required=False)
    links = LinksField(
        label="Vos liens",
        most=MOST_LINKS,
        required=False,
        help_text=f"Un par ligne, {MOST_LINKS} au plus : votre site, un film, un article…",
    )

    def __init__(self, data=None, *, person):
        names = self.base_fields
        super().__init__(data, initial={name: getattr(person, name) for name in names})
        self.ask_age(person)
