"""The words of a proposal, an answer to it, and how a group ends."""

from django import forms

from coopstudio.french.fields import ProseField
from members.states import CohortState, GroupAnswer


class ProposalForm(forms.Form):
    """What founders write to everybody who is expected."""

    use_required_attribute = False

    words = ProseField(
        label="Vos mots",
        max_length=4000,
        help_text="Pourquoi maintenant, ce qui commencerait, et quand. Chaque personne les lit.",
        missing="Écrivez quelques mots : une lettre sans mots ne propose rien.",
    )


class WithdrawalForm(forms.Form):
    """Why a proposal is taken back."""

    use_required_attribute = False

    reason = ProseField(
        label="Pourquoi, en quelques mots",
        max_length=2000,
        help_text="Les personnes qui l’ont reçue les liront.",
        missing="Dites pourquoi : on vous avait peut-être déjà dit oui.",
    )


class AnswerForm(forms.Form):
    """Consent, objection or « pas maintenant »."""

    use_required_attribute = False
    CHOICES = [
        (GroupAnswer.CONSENT, "Oui, je consens"),
        (GroupAnswer.OBJECTION, "J’ai une objection"),
        (GroupAnswer.NOT_NOW, "Pas maintenant"),
    ]

    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez l’une des trois réponses.",
            "invalid_choice": "Choisissez l’une des trois réponses.",
        },
    )
    words = ProseField(
        label="Vos mots",
        max_length=2000,
        required=False,
        help_text="Pour une objection, vos raisons. La fondation les lit, et personne d’autre.",
    )
    is_named = forms.BooleanField(
        label="Mon nom peut être lu par les autres personnes pressenties",
        required=False,
        help_text="Coché ou non, une fois le groupe lancé, ses membres se lisent les uns les "
        "autres : vous travaillez ensemble.",
    )

    def __init__(self, data=None, *, initial=None):
        super().__init__(data, initial=initial)
        self.fields["answer"].notes = {
            GroupAnswer.CONSENT: "Assez bon pour commencer, assez sûr pour essayer.",
            GroupAnswer.OBJECTION: "Quelque chose empêcherait le groupe de tenir, et je le dis.",
            GroupAnswer.NOT_NOW: "Sans raison à donner. Ma place se libère.",
        }

    def clean(self):
        data = super().clean()
        if data.get("answer") == GroupAnswer.OBJECTION and not data.get("words"):
            self.add_error("words", "Une objection éclaire le groupe : dites vos raisons.")
        return data


class EndingForm(forms.Form):
    """The group has done what it was made for, or stops."""

    use_required_attribute = False

    how = forms.ChoiceField(
        label="Ce qui se passe",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez ce qui se passe.",
            "invalid_choice": "Choisissez ce qui se passe.",
        },
    )
    reason = ProseField(
        label="En quelques mots",
        max_length=2000,
        help_text="Gardés sur la page du groupe. S’il s’arrête, chaque personne les reçoit.",
        missing="Dites en quelques mots ce qui se passe.",
    )

    def __init__(self, data=None, *, cohort):
        super().__init__(data)
        stop = (CohortState.DISSOLVED, "Le groupe s’arrête avant d’avoir abouti")
        done = (CohortState.CLOSED, "Il a fait ce pour quoi il était né")
        self.fields["how"].choices = [done, stop] if cohort.is_underway else [stop]
        self.fields["how"].initial = self.fields["how"].choices[0][0]
