"""What is typed in an election: the role, criteria, a name and why, a proposal, another day."""

from datetime import timedelta

from django import forms
from django.utils.text import capfirst

from coopstudio.french.fields import DayField, FutureMomentField, LineField, ProseField
from governance.states import PositionKind
from members.models import Person

LONGEST_CRITERION = 200
MOST_LINES = 6


class Names(forms.ModelChoiceField):
    """One person of a list that the page already knows: no other is ever offered."""

    def __init__(self, people, *, label, missing, me=None, **options):
        keys = [one.pk for one in people]
        super().__init__(
            Person.objects.filter(pk__in=keys),
            label=label,
            error_messages={"required": missing, "invalid_choice": missing},
            empty_label=None,
            **options,
        )
        said = {one.pk: f"moi, {one.first_name}" if one == me else f"{one}" for one in people}
        self.choices = [(one.pk, said[one.pk]) for one in people]


def _months():
    return forms.IntegerField(
        label="Durée proposée du mandat, en mois",
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text="Le cercle y consent avec le rôle ; la proposition peut en dire une autre.",
        error_messages={
            "required": "Proposez une durée en mois, par exemple 12.",
            "invalid": "Écrivez la durée en mois, par exemple 12.",
            "min_value": "Un mandat dure un mois au moins.",
            "max_value": "Pas plus de cinq ans : un mandat se revoit.",
        },
    )


def _is_async():
    return forms.BooleanField(
        label="À distance",
        required=False,
        help_text="Chaque étape est annoncée par une lettre. Sans cela, l’élection se vit en "
        "réunion, chaque personne avec son écran.",
    )


class OpeningForm(forms.Form):
    """The roles to elect, one after the other."""

    use_required_attribute = False

    roles = forms.TypedMultipleChoiceField(
        label="Pour quels rôles",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Plusieurs rôles font plusieurs élections, menées l’une après l’autre.",
        error_messages={
            "required": "Choisissez au moins un rôle.",
            "invalid_choice": "Choisissez un rôle de la liste.",
        },
    )
    months = _months()
    is_async = _is_async()

    def __init__(self, data=None, *, roles, notes, initial=None):
        super().__init__(data, initial=initial)
        self.fields["roles"].choices = [(one.pk, capfirst(one.name)) for one in roles]
        self.fields["roles"].notes = notes


class FrameForm(forms.Form):
    """What is expected of the role, and for how long."""

    use_required_attribute = False

    description = ProseField(
        label="Ce qui est attendu du rôle",
        max_length=2_000,
        missing="Écrivez ce qui est attendu : c’est à ces mots que le cercle consent.",
        help_text="Ce qu’il fait, ce qu’il décide seul, ce qu’il rapporte au cercle.",
    )
    months = _months()
    only_named = forms.BooleanField(
        label="Au tour de confirmation, on ne change que pour un nom déjà dit",
        required=False,
        help_text="Sinon, chaque personne peut alors nommer n’importe quelle personne du cercle.",
    )
    is_async = _is_async()


class StoryForm(forms.Form):
    """The role, by who held it."""

    use_required_attribute = False

    words = ProseField(
        label="Le rôle en trois phrases",
        max_length=1_000,
        missing="Trois phrases suffisent, mais il en faut.",
        help_text="Ce qu’il demande vraiment, ce qui y a servi, ce qu’il aurait fallu savoir.",
    )

    def __init__(self, data=None, **options):
        super().__init__(data, auto_id="recit_%s", **options)


class AnswerForm(forms.Form):
    """« Je consens », or « j’ai une objection » with its words. Nothing is chosen beforehand."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=[
            (PositionKind.CONSENT, "Je consens"),
            (PositionKind.OBJECTION, "J’ai une objection"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez l’une des deux réponses.",
            "invalid_choice": "Choisissez l’une des deux réponses.",
        },
    )
    words = ProseField(
        label="Ce qu’elle touche",
        max_length=1_000,
        required=False,
        help_text="Pour une objection : ce qui empêcherait le cercle d’aller vers son but.",
    )

    def clean(self):
        told = super().clean()
        if told.get("answer") == PositionKind.OBJECTION and not told.get("words"):
            self.add_error("words", "Une objection éclaire le cercle : dites ce qu’elle touche.")
        return told


class CriteriaForm(forms.Form):
    """What somebody looks for, one criterion a line."""

    use_required_attribute = False

    criteria = forms.CharField(
        label="Ce que je cherche chez la personne qui tiendra ce rôle",
        max_length=1_300,
        widget=forms.Textarea({"rows": 4}),
        help_text="Un critère par ligne. On parle du rôle, pas encore d’une personne.",
        error_messages={"required": "Écrivez un critère, ou passez votre tour."},
    )

    def clean_criteria(self):
        line = LineField(max_length=LONGEST_CRITERION, no_links=False)
        lines = [
            line.clean(one) for one in self.cleaned_data["criteria"].splitlines() if one.strip()
        ]
        if not lines:
            raise forms.ValidationError("Écrivez un critère, ou passez votre tour.")
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Pas plus de {MOST_LINES} critères par personne.")
        return lines


class BallotsForm(forms.Form):
    """Until when ballots are waited for."""

    use_required_attribute = False

    closes_at = FutureMomentField(
        label="Bulletins attendus jusqu’au",
        required=False,
        help_text="Ils s’ouvrent dès que tous sont là. À distance, trois jours si rien n’est dit.",
    )


class BallotForm(forms.Form):
    """One name, and why. Nothing of a ballot that was folded is ever put back into this form."""

    use_required_attribute = False

    reason = ProseField(
        label="parce que",
        max_length=2_000,
        missing="Dites pourquoi : c’est la raison que le cercle entendra.",
        help_text="Ce que vous avez vu ou vécu, en lien avec les critères. Personne n’est comparé "
        "à personne.",
    )
    field_order = ["person", "reason"]

    def __init__(self, data=None, *, people, me=None, initial=None):
        super().__init__(data, initial=initial)
        self.fields["person"] = Names(
            people,
            label="Je nomme",
            missing="Choisissez une personne : un bulletin porte exactement un nom.",
            me=me,
            widget=forms.RadioSelect,
        )
        self.order_fields(self.field_order)


class ProposalForm(BallotForm):
    """A name for the circle, until a day, on reasons."""

    until = DayField(
        label="jusqu’au",
        earliest=timedelta(days=1),
        latest=timedelta(days=3650),
        help_text="Le mandat commence le jour où tout le monde a consenti. La durée fait partie "
        "de ce à quoi on consent.",
    )
    field_order = ["person", "until", "reason"]

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["person"].label = "Je propose"
        self.fields["reason"].help_text = (
            "Les raisons entendues, avec leurs critères (A, B…). Une proposition suit la force des "
            "raisons, pas le nombre de nominations."
        )


class PersonForm(forms.Form):
    """Somebody of the circle, to whom something is entrusted."""

    use_required_attribute = False

    def __init__(self, data=None, *, people, label, auto_id):
        super().__init__(data, auto_id=auto_id)
        self.fields["to"] = Names(people, label=label, missing="Choisissez une personne.")


class MissingForm(forms.Form):
    """« J’ai nommé les absences » : the names that were on the screen come back with the word."""

    use_required_attribute = False

    named = forms.BooleanField(
        error_messages={"required": "Nommez d’abord à voix haute, ou par écrit, qui manque."}
    )
    missing = forms.ModelMultipleChoiceField(
        Person.objects.all(), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, data=None, *, people, label):
        super().__init__(data, initial={"missing": [one.pk for one in people]})
        self.fields["named"].label = label


class ReasonForm(forms.Form):
    """Why, in words that stay with the election."""

    use_required_attribute = False

    reason = ProseField(
        label="Pourquoi",
        max_length=2_000,
        missing="Dites pourquoi, en quelques mots : le cercle saura d’où repartir.",
    )


class PostponingForm(ReasonForm):
    """Another day, and why."""

    to = DayField(label="Reprendre le")
    field_order = ["to", "reason"]
