"""What one says of one's skills, whom one asks to tell of them, and the time one gives."""

from django import forms

from coopstudio.french.fields import DayField, LineField, ProseField
from members.models import Person
from members.models.skills import MOST_HOURS
from members.states import EXPERTISES, FUNCTIONS, Craft, Level, Unit, Weekday

FAMILIES = [
    ("Les métiers de la coopération", "t-metiers", EXPERTISES),
    ("Ce qui fait tourner une maison", "t-maison", FUNCTIONS),
]
WORDS = "{craft}-mots"


def is_key(text):
    """Whether this may be the key of a row: figures, and not too many."""
    return text.isascii() and text.isdecimal() and len(text) < 19


class SkillsForm(forms.Form):
    """One line per craft: nothing, or what one says of oneself, and a few words if one likes."""

    LEVELS = [("", "rien à dire"), *Level.choices]

    def __init__(self, data=None, *, person):
        said = {skill.craft: skill for skill in person.skills.all()}
        initial = {craft: skill.level for craft, skill in said.items()}
        initial |= {WORDS.format(craft=craft): skill.words for craft, skill in said.items()}
        super().__init__(data, initial=initial)
        for craft in Craft:
            self.fields[craft.value] = forms.ChoiceField(
                label=craft.label.capitalize(),
                choices=self.LEVELS,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choisissez une réponse de la ligne."},
            )
            self.fields[WORDS.format(craft=craft.value)] = LineField(
                label=f"{craft.label.capitalize()}, en vos mots", max_length=160, required=False
            )

    @property
    def families(self):
        """(title, id, [(choices of the craft, its words)])."""
        for title, name, crafts in FAMILIES:
            yield (
                title,
                name,
                [(self[craft.value], self[WORDS.format(craft=craft.value)]) for craft in crafts],
            )

    @property
    def levels(self):
        return {craft.value: level for craft in Craft if (level := self.cleaned_data[craft.value])}

    @property
    def words(self):
        return {craft: self.cleaned_data[WORDS.format(craft=craft)] for craft in self.levels}


class AvailabilityForm(forms.Form):
    """The days of the week, the time in a month, and until when it is so."""

    use_required_attribute = False

    days = forms.TypedMultipleChoiceField(
        label="Les jours où vous pouvez",
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez des jours de la liste."},
    )
    amount = forms.IntegerField(
        label="Le temps que vous pouvez donner",
        min_value=1,
        max_value=MOST_HOURS,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={
            "invalid": "Écrivez un nombre entier, en chiffres.",
            "min_value": "Un au moins, ou laissez vide.",
            "max_value": f"Un mois n’a que {MOST_HOURS} heures.",
        },
    )
    unit = forms.ChoiceField(
        label="Compté en",
        choices=Unit.choices,
        initial=Unit.DAYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites si vous comptez en heures ou en jours.",
            "invalid_choice": "Choisissez une réponse de la liste.",
        },
    )
    until = DayField(
        label="Jusqu’au",
        required=False,
        help_text="Passé ce jour, personne ne le lit plus : vous le redites. Vide : sans fin.",
    )
    words = LineField(
        label="À savoir",
        max_length=200,
        required=False,
        help_text="Par exemple : plutôt le matin, pas pendant les vacances scolaires.",
    )

    FIELDS = ("days", "amount", "unit", "until", "words")

    def __init__(self, data=None, *, said=None):
        initial = {name: getattr(said, name) for name in self.FIELDS} if said else None
        super().__init__(data, initial=initial)

    def clean(self):
        facts = super().clean()
        if facts.get("unit") == Unit.DAYS and (facts.get("amount") or 0) > 31:
            self.add_error("amount", "Un mois n’a que 31 jours.")
        return facts


class InvitationForm(forms.Form):
    """Whom I ask to tell of me, about what I say I know."""

    use_required_attribute = False

    craft = forms.ChoiceField(
        label="À propos de",
        error_messages={
            "required": "Choisissez un savoir-faire que vous avez dit.",
            "invalid_choice": "Choisissez un savoir-faire que vous avez dit.",
        },
    )
    witness = LineField(
        label="Qui vous a vu ou vue à l’œuvre",
        max_length=160,
        missing="Écrivez le nom d’un ou d’une membre.",
        help_text="Son nom, comme dans l’annuaire.",
    )

    known = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, person, on, asked=""):
        """``asked``: the key of a member whose page one comes from, as it was typed."""
        self.others = Person.objects.members(on=on).exclude(pk=person.pk)
        one = self.others.filter(pk=asked).first() if is_key(asked) else None
        super().__init__(data, initial={"witness": f"{one}", "known": one.pk} if one else None)
        self.fields["witness"].label = f"Qui vous a {person.agreed('vue', 'vu')} à l’œuvre"
        said = person.skills.exclude(level=Level.LEARN).values_list("craft", flat=True)
        self.fields["craft"].choices = [(craft, Craft(craft).label) for craft in said]

    def clean_witness(self):
        name = self.cleaned_data["witness"]
        found = self.others.named(name)[:9]
        known = [one for one in found if f"{one.pk}" == self.data.get("known")]
        if not found:
            raise forms.ValidationError(
                "Personne ne porte ce nom parmi les membres : écrivez-le comme dans l’annuaire."
            )
        if len(found) > 1 and not known:
            raise forms.ValidationError(
                "Plusieurs membres portent ce nom : ouvrez sa page dans l’annuaire, et invitez "
                "cette personne de là."
            )
        return (known or found)[0]


class TestimonyForm(forms.Form):
    """A few words about somebody at work."""

    use_required_attribute = False

    words = ProseField(
        label="Vos mots",
        max_length=300,
        missing="Quelques mots suffisent, mais il en faut.",
        help_text="Ce que vous avez vu de cette personne à l’œuvre. Ni note, ni comparaison.",
    )
