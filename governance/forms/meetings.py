"""What is typed about a meeting: its day, its subjects, who is there, what is asked and noted."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, FutureMomentField, LineField, ProseField
from governance.models import Coming
from governance.states import PositionKind, Wish


def minutes_field(label="Durée, en minutes", *, least=1, most=600, initial=None):
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={
            "required": "Indiquez une durée en minutes, par exemple 15.",
            "invalid": "Écrivez la durée en minutes, par exemple 15.",
            "min_value": "Cette durée est trop courte.",
            "max_value": f"Pas plus de {most} minutes.",
        },
    )


class MeetingForm(forms.Form):
    """A meeting that is being prepared, or that moves."""

    use_required_attribute = False

    starts_at = FutureMomentField(label="Jour et heure")
    minutes = minutes_field("Durée prévue, en minutes", least=15, initial=120)
    place = LineField(
        label="Lieu, ou lien de visio",
        max_length=300,
        no_links=False,
        missing="Indiquez où l’on se retrouve : une adresse, ou un lien.",
    )
    words = ProseField(
        label="Quelques mots dans la convocation",
        max_length=4_000,
        required=False,
        help_text="Ce qu’il faut avoir lu, le repas, le covoiturage.",
    )


class MoveForm(forms.Form):
    """Another day, another hour, or only another place."""

    use_required_attribute = False

    to = FutureMomentField(label="Nouveau jour et heure")
    minutes = minutes_field("Durée prévue, en minutes", least=15)
    place = LineField(
        label="Lieu, ou lien de visio",
        max_length=300,
        no_links=False,
        missing="Indiquez où l’on se retrouve : une adresse, ou un lien.",
    )


class CallOffForm(forms.Form):
    use_required_attribute = False

    reason = ProseField(
        label="Pourquoi elle n’aura pas lieu",
        max_length=2_000,
        missing="Dites pourquoi : ces mots partent tels quels dans la lettre.",
        help_text="Ces mots partent tels quels à chaque personne convoquée.",
    )


class ItemForm(forms.Form):
    """A subject of the agenda. ``people``: those who may carry it."""

    use_required_attribute = False

    subject = LineField(label="Sujet", max_length=160, missing="Dites de quoi l’on parlera.")
    wish = forms.ChoiceField(
        label="Résultat souhaité",
        choices=Wish,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous attendez de ce point."},
    )
    minutes = minutes_field(initial=15)
    carrier = forms.ModelChoiceField(
        queryset=None,
        label="Porté par",
        empty_label="choisir",
        error_messages={
            "required": "Un point est porté par quelqu’un : choisissez une personne.",
            "invalid_choice": "Choisissez une personne du cercle.",
        },
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["carrier"].queryset = people
        self.fields["wish"].notes = {
            Wish.UNDERSTAND: "Une information, un rapport : on pose ses questions.",
            Wish.EXPLORE: "On cherche ensemble, sans rien décider encore.",
            Wish.DECIDE: "On va jusqu’au consentement.",
        }


class AnswerForm(forms.Form):
    """« Je viens, en retard, absent » and a word."""

    answer = forms.ChoiceField(choices=Coming.Answer)
    words = LineField(label="Un mot", max_length=300, required=False)


class OpeningForm(forms.Form):
    """Who is there, who facilitates and who writes today. ``usual``: who does on other days."""

    use_required_attribute = False

    people = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Qui est là",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez les personnes présentes."},
    )
    facilitator = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label="Facilitation aujourd’hui",
        empty_label="Comme d’habitude",
        help_text="Si la personne qui facilite est absente, le cercle désigne quelqu’un.",
    )
    secretary = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label="Secrétariat aujourd’hui",
        empty_label="Comme d’habitude",
    )

    def __init__(self, *args, people, usual=None, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.queryset = people
        for name, who in (usual or {}).items():
            if who:
                self.fields[name].empty_label = f"Comme d’habitude : {who}"


class RolesForm(forms.Form):
    """Who facilitates or writes from now on, with the circle's accord."""

    facilitator = forms.ModelChoiceField(queryset=None, required=False, label="Facilitation")
    secretary = forms.ModelChoiceField(queryset=None, required=False, label="Secrétariat")

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.queryset = people


class VoiceForm(forms.Form):
    """« Je consens » or « j'ai une objection », for a seat; the words of an objection."""

    seat = forms.IntegerField()
    kind = forms.ChoiceField(
        choices=[
            (one, PositionKind(one).label) for one in (PositionKind.CONSENT, PositionKind.OBJECTION)
        ]
    )
    words = ProseField(max_length=2_000, required=False)


class FloorForm(forms.Form):
    """The floor is passed, with a word that one keeps, or none."""

    seat = forms.IntegerField()
    words = ProseField(max_length=2_000, required=False)
    has_nothing = forms.BooleanField(required=False)


class SaidForm(forms.Form):
    """What a seat says of a text: a question, a reaction, an objection with what it touches."""

    seat = forms.IntegerField()
    words = ProseField(max_length=2_000, required=False)
    touches = ProseField(max_length=2_000, required=False)
    way = ProseField(max_length=2_000, required=False)


class MoreForm(forms.Form):
    """Minutes more, and where they are taken."""

    minutes = minutes_field("Minutes de plus", most=120, initial=10)
    using = forms.IntegerField(required=False)


class VisitorForm(forms.Form):
    """Somebody comes in who does not sit in this circle."""

    guest = LineField(label="Nom", max_length=160, missing="Donnez un nom.")


class WordsForm(forms.Form):
    """What is being written; ``seen`` is the mark of what the window showed."""

    words = ProseField(max_length=20_000, required=False)


class EndForm(forms.Form):
    """What became of a subject, in a line."""

    how = LineField(label="Ce qu’elle est devenue", max_length=200, required=False)


class BasketForm(forms.Form):
    """A need that comes up while one speaks of something else."""

    subject = LineField(label="Sujet", max_length=160, missing="Dites de quoi il s’agit.")
    words = ProseField(label="Ce que vous vivez", max_length=4_000, required=False)


class DeedForm(forms.Form):
    """What a subject asks of somebody."""

    person = forms.ModelChoiceField(
        queryset=None, label="Qui", error_messages={"required": "Choisissez qui s’en charge."}
    )
    words = LineField(label="Quoi", max_length=300, missing="Dites ce qui est à faire.")
    due_on = DayField(label="Pour quand", earliest=timedelta(), latest=timedelta(days=800))

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = people
