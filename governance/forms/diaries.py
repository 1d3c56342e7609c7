"""How often one reads what happens in one's circles."""

from django import forms

from governance.states import Rhythm


class RhythmForm(forms.Form):
    """One letter a week, one a working day, or none."""

    use_required_attribute = False

    rhythm = forms.ChoiceField(
        label="La lettre de mes cercles",
        choices=[(one.value, one.label.capitalize()) for one in Rhythm],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez un rythme.",
            "invalid_choice": "Choisissez un rythme.",
        },
    )
    rhythm.notes = {
        Rhythm.WEEKLY.value: "Le lundi matin, s’il y a quelque chose à lire.",
        Rhythm.DAILY.value: "Les matins ouvrés où quelque chose vous attend.",
        Rhythm.NEVER.value: "Tout reste sur votre accueil.",
    }
