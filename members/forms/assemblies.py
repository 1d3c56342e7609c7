"""What is typed about an assembly: its day and its agenda, a change of day, an answer."""

import re

from django import forms

from coopstudio.french.fields import DayField, FutureMomentField, LineField, ProseField
from coopstudio.french.search import matching
from members.models import Convocation, Person
from members.models.assemblies import MOST_ITEMS
from members.states import AssemblyKind, Reply

LONGEST_ITEM = 200
FEW = 40
"""Up to so many possible holders one chooses in a list; beyond, one types a name."""
SHOWN = 6
BULLET = re.compile(r"(?:(?:[-–—•*·▪◦]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)°]|[0-9]{1,2} ?[-–])\s+)+")
"""What a text that is pasted writes before each of its points."""


def _minutes():
    return forms.IntegerField(
        label="Durée prévue, en minutes",
        min_value=15,
        max_value=1_440,
        initial=120,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={
            "required": "Indiquez une durée en minutes, par exemple 120.",
            "invalid": "Écrivez la durée en minutes, par exemple 120.",
            "min_value": "Pas moins d’un quart d’heure.",
            "max_value": "Pas plus d’une journée.",
        },
    )


def _place():
    return LineField(
        label="Lieu, ou lien de visio",
        max_length=300,
        missing="Indiquez où l’on se retrouve : une adresse, ou un lien.",
    )


class AssemblyForm(forms.Form):
    """An assembly that is being prepared."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Qui est convoqué",
        choices=[
            (AssemblyKind.GENERAL, "Assemblée générale : tous les membres"),
            (AssemblyKind.BOARD, "Conseil d’administration : qui y siège"),
        ],
        initial=AssemblyKind.GENERAL,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’instance.", "invalid_choice": "Choisissez."},
    )
    title = LineField(
        label="Intitulé",
        max_length=120,
        missing="Donnez un intitulé, par exemple « Assemblée générale ordinaire 2027 ».",
        help_text="Par exemple : Assemblée générale ordinaire 2027.",
    )
    at = FutureMomentField(label="Jour et heure")
    minutes = _minutes()
    place = _place()
    items = forms.CharField(
        label="Ordre du jour, un point par ligne",
        max_length=8_000,
        widget=forms.Textarea({"rows": 7}),
        error_messages={
            "required": "Écrivez au moins un point à l’ordre du jour.",
            "max_length": "L’ordre du jour est trop long pour une lettre.",
        },
    )
    words = ProseField(
        label="Quelques mots dans la lettre",
        max_length=4_000,
        required=False,
        help_text="Le repas, le covoiturage, ce qu’il faut avoir lu avant de venir.",
    )

    def clean_items(self):
        """The lines, without those that are empty nor the bullets and numbers of a text that was
        pasted (letters and pages give their own), each short enough to be read aloud."""
        lines = [_unmarked(line) for line in self.cleaned_data["items"].splitlines()]
        lines = [line for line in lines if line]
        if not lines:
            raise forms.ValidationError("Écrivez au moins un point à l’ordre du jour.")
        if len(lines) > MOST_ITEMS:
            raise forms.ValidationError(f"Pas plus de {MOST_ITEMS} points.")
        if long := next((line for line in lines if len(line) > LONGEST_ITEM), ""):
            raise forms.ValidationError(
                f"Un point tient en {LONGEST_ITEM} signes : « {long[:40]}… » est plus long."
            )
        return lines


class MoveForm(forms.Form):
    """Another day, another hour, or only another place."""

    use_required_attribute = False

    at = FutureMomentField(label="Nouveau jour et heure")
    minutes = _minutes()
    place = _place()


class CallOffForm(forms.Form):
    """Why it will not be held, in the words that leave with the letters."""

    use_required_attribute = False

    reason = ProseField(
        label="Pourquoi elle n’aura pas lieu",
        max_length=2_000,
        missing="Dites pourquoi : ces mots partent tels quels dans la lettre.",
        help_text="Ces mots partent tels quels à chaque personne convoquée.",
    )


class AnswerForm(forms.Form):
    """What somebody convened will do; to whom they give their proxy, chosen or typed."""

    use_required_attribute = False

    reply = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une réponse.",
            "invalid_choice": "Choisissez une réponse de la liste.",
        },
    )

    def __init__(self, data=None, *, convocation, is_for_other=False):
        self.convocation = convocation
        self.candidates = []
        first = {"reply": convocation.answer, "holder": convocation.proxy_to_id or ""}
        super().__init__(data, initial=first)
        self.may_give = convocation.votes and convocation.assembly.statutes.proxies_most > 0
        self.fields["reply"].choices = [
            choice for choice in WORDS[is_for_other] if choice[0] != Reply.PROXY or self.may_give
        ]
        if is_for_other:
            self.fields["reply"].label = "Sa réponse"
        if self.may_give:
            self.possible = self._possible()
            self.fields["holder"] = self._holder_field()
            self.fields["holder"].when = "dans ce cas"

    @property
    def said(self):
        """What the action is told."""
        told = self.cleaned_data
        return {"reply": told["reply"], "holder": told.get("holder")}

    @property
    def choices(self):
        """People whom the typed name may mean, as radio buttons."""
        return [(one.pk, f"{one.person}", one.person.town) for one in self.candidates]

    def clean(self):
        """The proxy has its holder; a name that several bear asks which one."""
        told = super().clean()
        if told.get("reply") != Reply.PROXY:
            told["holder"] = None
        elif self.may_give:
            told["holder"] = self._found(told.get("holder") or "")
        return told

    def _possible(self):
        mine = self.convocation
        found = Convocation.objects.filter(
            assembly=mine.assembly_id, round=mine.round, votes=True
        ).exclude(pk=mine.pk)
        return found.may_hold().select_related("person", "assembly__statutes")

    def _holder_field(self):
        rows = list(self.possible.in_order()[: FEW + 1])
        if len(rows) > FEW:
            if self.convocation.proxy_to:
                self.initial["holder"] = f"{self.convocation.proxy_to.person}"
            return LineField(
                label="À qui donner pouvoir",
                max_length=120,
                required=False,
                help_text="Son prénom et son nom, tels que l’annuaire les écrit.",
            )
        choices = [("", "choisir une personne")]
        choices += [(row.pk, f"{row.person}") for row in rows]
        return forms.TypedChoiceField(
            label="À qui donner pouvoir",
            choices=choices,
            coerce=int,
            empty_value="",
            required=False,
            error_messages={"invalid_choice": "Choisissez une personne de la liste."},
        )

    def _found(self, said):
        chosen = self.data.get("holder_pk", "")
        if isinstance(said, int) or (chosen.isascii() and chosen.isdecimal() and len(chosen) < 10):
            said = said if isinstance(said, int) else int(chosen)
            if holder := self.possible.filter(pk=said).first():
                return holder
        if not said:
            self.add_error("holder", "Dites à qui vous donnez pouvoir.")
            return None
        return self._named(f"{said}")

    def _named(self, words):
        rows = list(matching(self.possible, words, "person__search").in_order()[: SHOWN + 1])
        if len(rows) == 1:
            return rows[0]
        self.candidates = rows[:SHOWN]
        several = "Plusieurs personnes répondent à ce nom : choisissez laquelle."
        nobody = (
            "Personne de ce nom ne vient prendre part aux décisions ce jour-là : vérifiez "
            "l’orthographe, ou essayez le nom de famille seul."
        )
        self.add_error("holder", several if rows else nobody)
        return None


class BoardForm(forms.Form):
    """Somebody who sits on the board from a day on."""

    use_required_attribute = False

    person = LineField(
        label="Prénom et nom",
        max_length=120,
        missing="Dites de quelle personne il s’agit.",
        help_text="Tels que l’annuaire les écrit.",
    )
    on = DayField(label="À partir du")

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, **options)
        self.members = Person.objects.members(on=today)

    def clean_person(self):
        """The one member of that name."""
        found = list(matching(self.members, self.cleaned_data["person"]).in_order()[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            "Plusieurs membres répondent à ce nom : écrivez le prénom et le nom en entier."
            if found
            else "Aucun membre ne porte ce nom : vérifiez l’orthographe dans l’annuaire."
        )


def _unmarked(line):
    return BULLET.sub("", " ".join(line.split()))


WORDS = {
    False: [
        (Reply.COMING, "Je viens"),
        (Reply.AWAY, "Je ne viens pas"),
        (Reply.PROXY, "Je ne viens pas, et je donne pouvoir"),
    ],
    True: [
        (Reply.COMING, "Vient"),
        (Reply.AWAY, "Ne vient pas"),
        (Reply.PROXY, "Ne vient pas, et donne pouvoir"),
    ],
}
