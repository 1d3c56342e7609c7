"""Wait until a day; take an application back."""

from datetime import timedelta

from django import forms

from applications.models import Withdrawal
from coopstudio.french.fields import DayField, ProseField
from coopstudio.french.sensitive import Watchful
from members.rights.consents import TO_WAIT, WORDS
from members.states import Purpose


class PauseForm(Watchful, forms.Form):
    """Until when, and why; ``asks_accord`` when the person has not agreed to be kept yet."""

    use_required_attribute = False

    until = DayField(
        label="Jusqu’au",
        earliest=timedelta(days=1),
        latest=timedelta(days=730),
        error_messages={
            "required": "Choisissez un jour, dans les deux ans.",
            "early": "Ce jour n’est pas à venir : choisissez-en un à partir de demain.",
            "late": "C’est un peu loin : choisissez un jour dans les deux ans.",
        },
        help_text="Un jour à venir, dans les deux ans. La candidature se rouvrira toute seule.",
    )
    reason = ProseField(
        label="Pourquoi",
        max_length=2000,
        help_text="Il faut quelques mots : l’autre côté les lira.",
        missing="Dites pourquoi, en quelques mots : l’autre côté les lira.",
    )

    def __init__(self, data=None, *, asks_accord=False):
        super().__init__(data)
        if asks_accord:
            self.fields["agrees"] = accord()


class ProposedPauseForm(PauseForm):
    """The same from a founder's hand: what is written about somebody is looked at twice."""

    watched = ("reason",)


class AccordForm(forms.Form):
    """Yes to what was proposed; the accord to be kept meanwhile, when it is not given yet."""

    use_required_attribute = False

    def __init__(self, data=None, *, asks_accord=False):
        super().__init__(data)
        if asks_accord:
            self.fields["agrees"] = accord()


class WithdrawalForm(forms.Form):
    """A reason if one likes, and what becomes of the dossier."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label="Une raison, si vous le souhaitez",
        choices=[("", "Je préfère ne pas le dire"), *Withdrawal.Reason.choices],
        required=False,
        error_messages={"invalid_choice": "Choisissez une raison de la liste, ou aucune."},
        help_text="Lue par les membres de la fondation. Elle nous aide à mieux écrire l’appel.",
    )
    keeps = forms.BooleanField(label=WORDS[Purpose.KEEP], required=False)


def accord():
    """The box of the accord, never ticked beforehand."""
    refusal = "Sans cet accord, nous ne pouvons pas garder votre dossier jusque-là."
    field = forms.BooleanField(
        label=TO_WAIT,
        help_text="Il faut cet accord pour attendre. Vous pourrez le retirer à tout moment.",
        error_messages={"required": refusal},
    )
    field.short_label = "Votre accord"
    return field
