"""What is asked of somebody, what comes back with a role, the steps of a long change."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from coopstudio.french.fields import DayField, LineField
from coopstudio.french.order import in_order
from governance.college import around
from governance.models import CircleRole
from members.models import Person

FAR = timedelta(days=730)
RHYTHMS = [
    (7, "chaque semaine"),
    (14, "tous les quinze jours"),
    (30, "chaque mois"),
    (61, "tous les deux mois"),
    (91, "chaque trimestre"),
    (182, "deux fois par an"),
    (365, "chaque année"),
]


class DeedForm(forms.Form):
    """Who does what, by when."""

    use_required_attribute = False

    words = LineField(
        label="Ce qui est à faire",
        max_length=300,
        missing="Dites ce qui est à faire.",
        help_text="Un geste que l’on peut finir, par exemple « Appeler la mairie pour la salle ».",
    )
    person = forms.ModelChoiceField(
        label="Qui s’en charge",
        queryset=Person.objects.none(),
        empty_label="choisir",
        help_text="Demandez-lui d’abord : une action se prend, elle ne se donne pas.",
        error_messages={
            "required": "Choisissez qui s’en charge.",
            "invalid_choice": "Choisissez une personne qui siège dans ce cercle.",
        },
    )
    due_on = DayField(
        label="Pour le",
        earliest=timedelta(0),
        latest=FAR,
        help_text="Le jour où le cercle compte dessus.",
    )

    def __init__(self, data=None, *, circle, on, initial=None):
        super().__init__(data, initial=initial)
        sitting = [one.person.pk for one in around(circle, on=on)]
        found = Person.objects.filter(pk__in=sitting)
        self.fields["person"].queryset = found.order_by(
            in_order("first_name"), in_order("last_name"), "pk"
        )


class DoneForm(forms.Form):
    """One line, if one wishes, on what came of it."""

    use_required_attribute = False

    note = LineField(label="Un mot", max_length=300, required=False, no_links=False)


class ReleaseForm(forms.Form):
    """Why the circle lets go of an action."""

    use_required_attribute = False

    note = LineField(
        label="Ce que le cercle en dit",
        max_length=300,
        missing="Dites en quelques mots pourquoi cette action est levée.",
        help_text="La personne qui s’en chargeait le lira, et le cercle aussi.",
    )


class TaskForm(forms.Form):
    """What comes back with a role, how often, from which day."""

    use_required_attribute = False

    role = forms.ModelChoiceField(
        label="Rôle",
        queryset=CircleRole.objects.none(),
        empty_label="choisir",
        help_text="La tâche suit le rôle : quand le mandat change de mains, elle change avec lui.",
        error_messages={
            "required": "Choisissez un rôle du cercle.",
            "invalid_choice": "Choisissez un rôle du cercle.",
        },
    )
    words = LineField(
        label="Ce qui revient",
        max_length=200,
        missing="Dites ce qui revient.",
        help_text="Par exemple « Rapprocher la banque et le cahier ».",
    )
    every_days = forms.TypedChoiceField(
        label="Rythme",
        choices=RHYTHMS,
        coerce=int,
        initial=30,
        error_messages={
            "required": "Choisissez un rythme dans la liste.",
            "invalid_choice": "Choisissez un rythme dans la liste.",
        },
    )
    next_on = DayField(label="La prochaine fois", earliest=timedelta(0), latest=FAR)

    def __init__(self, data=None, *, circle, initial=None):
        super().__init__(data, initial=initial)
        self.fields["role"].queryset = circle.roles.standing().order_by("pk")


class StepForm(forms.Form):
    """One step of a long change, and its day."""

    use_required_attribute = False

    words = LineField(
        label="L’étape",
        max_length=200,
        missing="Dites ce que franchit cette étape.",
        help_text="Ce qui sera vrai une fois qu’elle est derrière vous.",
    )
    due_on = DayField(label="Pour le", earliest=-FAR, latest=FAR)

    def __init__(self, data=None, *, circle, initial=None):
        super().__init__(data, initial=initial)
        self.fields["due_on"].latest = circle.ends_on
        self.fields["due_on"].earliest = timezone.localdate(circle.created_at)


class MovedStepForm(forms.Form):
    """Another day for a step."""

    use_required_attribute = False

    due_on = DayField(label="Nouvelle date", earliest=-FAR, latest=FAR)
