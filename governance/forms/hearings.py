"""Who was heard, of a group that a text touches."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, LineField, ProseField

LONG_AGO, TODAY = timedelta(days=-1825), timedelta(0)


class CorrectionForm(forms.Form):
    """Who was heard and what they said, put right as they ask."""

    use_required_attribute = False

    who = LineField(
        label="Qui a été entendu",
        max_length=300,
        missing="Dites qui a été entendu.",
        help_text="Combien, à quel titre, où. Un nom seulement si la personne en est d’accord.",
    )
    words = ProseField(
        label="Ce qui a été dit",
        max_length=2000,
        missing="Écrivez ce qui a été dit, y compris ce qui dérange.",
    )


class HearingForm(CorrectionForm):
    """Who, which day, what they said; the group is one of those that the text names."""

    field_order = ["group", "who", "on", "words"]

    group = forms.ChoiceField(
        label="Qui est touché",
        error_messages={
            "required": "Choisissez un groupe.",
            "invalid_choice": "Ce texte ne nomme pas ce groupe.",
        },
    )
    on = DayField(
        label="Le",
        earliest=LONG_AGO,
        latest=TODAY,
        error_messages={"required": "Dites quel jour."},
    )

    def __init__(self, data=None, *, groups, **about):
        super().__init__(data, **about)
        self.fields["group"].choices = [(one, one) for one in groups]
