from django import forms

from coopstudio.french.fields import LineField, PhoneField, PostcodeField, ProseField
from members.models import Person
from members.models.people import MEMBRE_ACTIF


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


class ProfileForm(forms.Form):
    """Who one is, and what of it the other members see."""

    use_required_attribute = False

    first_name = LineField(label="Prénom", max_length=80, missing="Indiquez votre prénom.")
    last_name = LineField(
        label="Nom",
        max_length=80,
        required=False,
        help_text="Laissez vide si vous n’avez qu’un seul nom.",
    )
    agreement = AgreementField()
    headline = LineField(
        label="Ce que vous faites, en une ligne",
        max_length=120,
        required=False,
        help_text="Elle se lit sous votre nom dans l’annuaire : médiatrice, menuisier, comptable…",
    )
    about = ProseField(
        label="Vous, en quelques mots",
        max_length=2000,
        required=False,
        help_text="Ce que vous aimez faire, ce que vous cherchez ici, vos limites si vous voulez.",
    )
    postcode = PostcodeField(label="Code postal", required=False)
    town = LineField(label="Commune", max_length=80, required=False)
    phone = PhoneField(label="Téléphone", required=False)
    shows_email = forms.BooleanField(
        label="Mon adresse e-mail",
        required=False,
        help_text="Les membres la voient sur votre page.",
    )
    shows_phone = forms.BooleanField(
        label="Mon téléphone",
        required=False,
        help_text="Les membres le voient sur votre page.",
    )

    def __init__(self, data=None, *, person):
        names = self.base_fields
        super().__init__(data, initial={name: getattr(person, name) for name in names})
