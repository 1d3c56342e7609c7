"""Needs, other resources, and which expense answered which need."""

from datetime import timedelta

from django import forms

from contributions.models import Entry, Need
from contributions.states import Priority, ResourceKind
from coopstudio.french.fields import DayField, EuroField, LineField, ProseField

TODAY, YEAR = timedelta(0), timedelta(days=366)


def euros(label, **options):
    field = EuroField(label=label, **options)
    field.unit = "€"
    return field


class NeedForm(forms.Form):
    """What the project needs, and how much."""

    use_required_attribute = False

    label = LineField(
        label="Le besoin", max_length=120, missing="Nommez ce besoin en quelques mots.",
        help_text="Par exemple « Site et identité ».",
    )  # fmt: skip
    why = ProseField(
        label="Pourquoi, et ce que cela comprend", max_length=1_000, required=False,
        help_text="Ce que l’on en dira à qui veut aider.",
    )  # fmt: skip
    cents = euros("Montant", help_text="Le devis, ou l’estimation dont vous répondez.")
    priority = forms.ChoiceField(
        label="Priorité", choices=Priority.choices, widget=forms.RadioSelect,
        initial=Priority.IMPORTANT,
    )  # fmt: skip


class ResourceForm(forms.Form):
    """What finances the needs besides apports."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Nature", choices=ResourceKind.choices, widget=forms.RadioSelect,
        initial=ResourceKind.GRANT,
    )  # fmt: skip
    label = LineField(
        label="La ressource", max_length=120, missing="Nommez cette ressource.",
        help_text="Par exemple « Subvention de la Région ».",
    )  # fmt: skip
    promised = euros("Montant promis")
    received = euros("Déjà encaissé", minimum=0, required=False)
    paper = LineField(
        label="La pièce qui le dit", max_length=120, required=False,
        help_text="Par exemple « réponse écrite du 6 novembre ».",
    )  # fmt: skip

    def __init__(self, *args, known=False, **options):
        super().__init__(*args, **options)
        if known:
            del self.fields["kind"]

    @property
    def facts(self):
        return self.cleaned_data | {"received": self.cleaned_data["received"] or 0}


class EndForm(forms.Form):
    """From which day something leaves the plan."""

    use_required_attribute = False

    on = DayField(label="À partir du", earliest=-5 * YEAR, latest=TODAY)


class ExpenseField(forms.ModelChoiceField):
    def label_from_instance(self, entry):
        return f"{entry.on:%d/%m/%Y}, {entry.book_id} {entry.number}, {entry.label}"


class UseForm(forms.Form):
    """An expense of the books, for a part of it, and what it bought."""

    use_required_attribute = False

    entry = ExpenseField(
        label="L’écriture de la dépense", queryset=Entry.objects.none(), empty_label="choisir",
        error_messages={"required": "Choisissez l’écriture.", "invalid_choice": "Choisissez une "
                        "dépense de la liste."},
    )  # fmt: skip
    cents = euros("Combien, pour ce besoin")
    words = LineField(
        label="Ce que cela a payé", max_length=160,
        missing="Dites ce que cette dépense a payé : les membres le liront.",
        help_text="Sans nom de personne : les membres le lisent.",
    )  # fmt: skip

    def __init__(self, data=None, *, need: Need, **options):
        super().__init__(data, **options)
        self.fields["entry"].queryset = spendings().exclude(uses__need=need)


def spendings():
    """Entries that spend something and stand, the newest first."""
    spent = Entry.objects.filter(
        lines__side="D", lines__account__number__regex="^[26]", reversed_by=None, reverses=None
    )
    return spent.distinct().order_by("-on", "-pk")
