"""What is asked of each member, and what is answered."""

from django import forms

from coopstudio.french.fields import LineField, ProseField
from members.states import LONGEST_ANSWER, DetailLevel

MOST_ANSWERS = 12


class DetailForm(forms.Form):
    """Something to ask, why, from whom, and who will read it."""

    use_required_attribute = False

    name = LineField(
        label="Ce qui est demandé",
        max_length=60,
        missing="Dites ce qui est demandé.",
        help_text="Par exemple : Covoiturage, Clé de la salle.",
    )
    why = LineField(
        label="À quoi cela sert",
        max_length=160,
        missing="Dites à quoi cela sert : chaque membre le lira.",
        help_text="Lu par chaque membre, sous la question. Rien sur la santé, les opinions, les "
        "origines ni la vie intime.",
    )
    choices = ProseField(
        label="Réponses possibles",
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"Une par ligne, de 2 à {MOST_ANSWERS}. Vide : une ligne libre.",
    )
    level = forms.ChoiceField(
        label="Qui écrit, qui lit",
        choices=[(one.value, one.label.capitalize()) for one in DetailLevel],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites qui écrit, et qui lit.",
            "invalid_choice": "Choisissez une réponse de la liste.",
        },
    )

    def clean_choices(self):
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) == 1 or len(lines) > MOST_ANSWERS:
            raise forms.ValidationError(f"Écrivez de 2 à {MOST_ANSWERS} réponses, une par ligne.")
        if any(len(line) > LONGEST_ANSWER for line in lines):
            raise forms.ValidationError(f"Une réponse a {LONGEST_ANSWER} signes au plus.")
        return "\n".join(lines)


class AnswersForm(forms.Form):
    """One field for each thing asked; for its person, a box beside what they may show."""

    use_required_attribute = False

    def __init__(self, data=None, *, details, answers, is_own):
        super().__init__(data)
        self.details, self.is_own = list(details), is_own
        for detail in self.details:
            said = answers.get(detail.pk)
            self.fields[f"d{detail.pk}"] = _field_of(detail, said)
            if is_own and detail.may_be_shown:
                self.fields[f"m{detail.pk}"] = forms.BooleanField(
                    label="Les membres le lisent sur ma page",
                    required=False,
                    initial=said is not None and said.is_shown,
                )

    @property
    def lines(self):
        """For each thing asked: its field, and the box that shows it, if there is one."""
        for one in self.details:
            shown = f"m{one.pk}"
            yield one, self[f"d{one.pk}"], self[shown] if shown in self.fields else None

    @property
    def said(self):
        """What ``actions.details.answer`` takes."""
        told = self.cleaned_data
        return {
            one: (told[f"d{one.pk}"], told.get(f"m{one.pk}") if self.is_own else None)
            for one in self.details
        }


def _field_of(detail, said):
    words = said.words if said else ""
    common = {"label": detail.name, "help_text": detail.why, "required": False, "initial": words}
    possible = detail.answers_possible
    if not possible:
        return LineField(max_length=LONGEST_ANSWER, **common)
    kept = [words] if words and words not in possible else []
    choices = [("", "Sans réponse"), *((one, one) for one in [*possible, *kept])]
    wrong = {"invalid_choice": "Choisissez une réponse de la liste."}
    return forms.ChoiceField(choices=choices, error_messages=wrong, **common)
