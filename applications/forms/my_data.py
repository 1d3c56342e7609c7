"""What somebody types about their own data, and founders about what is kept."""

from django import forms

from coopstudio.french.fields import LineField, ProseField
from coopstudio.french.sensitive import Watchful
from members.models import DataRequest

WORD = "effacer"


class RequestForm(forms.Form):
    """Something that the house does not do by itself."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Ce que vous demandez",
        choices=[
            (value, f"{label[:1].upper()}{label[1:]}")
            for value, label in DataRequest.Kind.choices
            if value != DataRequest.Kind.ERASURE
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites ce que vous demandez.",
            "invalid_choice": "Choisissez une réponse de la liste.",
        },
    )
    words = ProseField(
        label="En quelques mots",
        max_length=4000,
        missing="Dites-en un peu plus, pour que nous répondions à la bonne question.",
        help_text="Ce que vous cherchez, ou ce qui est faux et ce qui serait juste.",
    )


class ErasureForm(forms.Form):
    """A word to type, so that nobody erases everything by a slip of the hand."""

    use_required_attribute = False

    word = LineField(
        label=f"Pour confirmer, écrivez le mot « {WORD} »",
        max_length=20,
        missing=f"Écrivez le mot « {WORD} » pour confirmer.",
    )

    def clean_word(self):
        word = self.cleaned_data["word"].strip(" «»\"'.").lower()
        if word != WORD:
            raise forms.ValidationError(
                f"Ce n’est pas le mot attendu : écrivez « {WORD} », ou revenez sans rien effacer."
            )
        return word


class HoldForm(Watchful, forms.Form):
    """Why a dossier is held."""

    use_required_attribute = False
    watched = ("why",)

    why = LineField(
        label="Pourquoi ce dossier doit-il être retenu ?",
        max_length=500,
        missing="Dites pourquoi, en quelques mots : la personne le lira.",
        help_text="Par exemple : une réclamation est arrivée le 3 mars. La personne lira ces mots.",
    )


class ArchiveForm(forms.Form):
    """Whom one looks for in the closed archive, and why."""

    use_required_attribute = False

    words = LineField(
        label="Prénom et nom, ou adresse e-mail",
        max_length=254,
        missing="Cherchez quelqu’un : un nom ou une adresse.",
    )
    why = LineField(
        label="Pourquoi ouvrez-vous l’archive ?",
        max_length=500,
        missing="Dites pourquoi : cette ligne reste, avec votre nom et l’heure.",
        help_text="Une contestation, une demande d’un juge ou de la CNIL. Rien d’autre.",
    )
