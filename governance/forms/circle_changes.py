"""What one proposes of a circle: always a need first, then what would change, and until when."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from coopstudio.french.fields import DayField, LineField, ProseField
from governance.circles.overlaps import Tree
from governance.college import around
from governance.forms.circles import PersonField, prefix_field
from governance.models import Circle, Domain, Instance, Mandate
from governance.states import CircleKind, CircleState, LinkKind, OfficeKind, Reach, Standing
from members.forms.encounters import LinesField, MembersField

FAR = timedelta(days=3 * 366)
KINDS = [
    (CircleKind.WORKING, "un cercle"),
    (CircleKind.GENERAL, "un cercle général"),
    (CircleKind.SUPPORT, "un cercle de soutien, avec une fin"),
    (CircleKind.STAKEHOLDERS, "un cercle de parties prenantes"),
]
LINKED = {OfficeKind.LEADER: LinkKind.FIRST, OfficeKind.DELEGATE: LinkKind.SECOND}


def needs_field():
    return ProseField(
        label="Le besoin",
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Ce que le cercle vit aujourd’hui, et ce dont il a besoin.",
        missing="Dites le besoin : c’est de lui que part la proposition.",
    )


def review_field():
    return DayField(
        label="À revoir le",
        earliest=timedelta(days=7),
        latest=FAR,
        help_text="Ce jour-là le cercle relit sa décision. Elle reste en vigueur jusque-là.",
    )


def subjects_field(label, help_text=""):
    return LinesField(
        label=label, longest=200, widget=forms.Textarea({"rows": 4}), help_text=help_text
    )


class CircleForm(forms.Form):
    """A circle as its parent would found it."""

    use_required_attribute = False

    needs = needs_field()
    kind = forms.ChoiceField(
        label="Ce que c’est", choices=KINDS, widget=forms.RadioSelect, initial=CircleKind.WORKING,
        error_messages={"required": "Choisissez ce que c’est."},
    )  # fmt: skip
    name = LineField(label="Son nom", max_length=80, missing="Donnez-lui un nom.")
    prefix = prefix_field()
    instance = forms.ModelChoiceField(
        Instance.objects.all(), label="Dans quelle instance", empty_label=None,
        error_messages={"required": "Choisissez une instance.", "invalid_choice": "Choisissez."},
    )  # fmt: skip
    aim = ProseField(
        label="Son but", max_length=600, widget=forms.Textarea({"rows": 3}),
        missing="Dites vers quoi va ce cercle.",
    )  # fmt: skip
    decides = subjects_field(
        "Ce qu’il décide", "Un sujet par ligne : c’est son domaine, et celui d’aucun autre."
    )
    recommends = subjects_field("Ce qu’il recommande", "Un sujet par ligne, s’il y en a.")
    people = MembersField(
        label="Qui vous y verriez", max_length=1200, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Prénom et nom, séparés par des virgules. Chaque personne acceptera, ou non.",
    )  # fmt: skip
    rhythm = LineField(label="Rythme des réunions", max_length=120, required=False)
    budget = LineField(label="Budget", max_length=200, required=False)
    ends_on = DayField(
        label="Se termine le", earliest=timedelta(days=7), latest=FAR, required=False,
        help_text="Pour un cercle de soutien.",
    )  # fmt: skip
    referent = PersonField(
        label="Personne référente", required=False, help_text="Pour un cercle de soutien."
    )
    follows = forms.ModelChoiceField(
        Circle.objects.filter(state=CircleState.CLOSED), label="Il reprend un cercle clos",
        required=False, empty_label="aucun", error_messages={"invalid_choice": "Choisissez."},
        help_text="Rouvrir un cercle, c’est en créer un nouveau, qui cite l’ancien.",
    )  # fmt: skip
    review_on = review_field()
    text = ProseField(
        label="Autre chose à consentir", max_length=4000, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Comment il rend compte, qui le lance, ce qu’il ne fera pas.",
    )  # fmt: skip

    def __init__(self, data=None, *, parent):
        super().__init__(data, initial={"instance": parent.instance_id})
        if not parent.is_first:
            self.fields["kind"].choices = [
                one for one in KINDS if one[0] != CircleKind.STAKEHOLDERS
            ]
        if not self.fields["follows"].queryset.exists():
            del self.fields["follows"]

    def clean(self):
        data = super().clean()
        if data.get("kind") == CircleKind.SUPPORT:
            for name in ("ends_on", "referent"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(
                        name, "Un cercle de soutien a une date de fin et une personne référente."
                    )
        else:
            data["ends_on"] = data["referent"] = None
        return data


class AimForm(forms.Form):
    """The aim and the domain as they would be."""

    use_required_attribute = False

    needs = needs_field()
    aim = ProseField(
        label="Le but", max_length=600, widget=forms.Textarea({"rows": 3}),
        missing="Un cercle a toujours un but.",
    )  # fmt: skip
    decides = subjects_field("Ce qu’il décide", "Un sujet par ligne.")
    recommends = subjects_field("Ce qu’il recommande", "Un sujet par ligne, s’il y en a.")
    more = ProseField(
        label="Autre chose à consentir", max_length=4000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    review_on = review_field()

    def __init__(self, data=None, *, circle, on):
        held = list(circle.domains.held_on(on))
        said = {
            name: "\n".join(one.words for one in held if one.reach == reach)
            for name, reach in (("decides", Reach.DECIDES), ("recommends", Reach.RECOMMENDS))
        }
        super().__init__(data, initial={"aim": circle.aim, **said})


class MoveForm(forms.Form):
    """The circle that would hold this one."""

    use_required_attribute = False

    needs = needs_field()
    parent = forms.ModelChoiceField(
        Circle.objects.none(), label="Dans quel cercle", empty_label=None,
        error_messages={"required": "Choisissez un cercle.", "invalid_choice": "Choisissez."},
    )  # fmt: skip
    more = ProseField(
        label="Autre chose à consentir", max_length=4000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    review_on = review_field()

    def __init__(self, data=None, *, circle):
        super().__init__(data)
        tree = Tree()
        inside = [key for key in tree.circles if circle.pk in tree.way_up(key)]
        away = Circle.objects.living().exclude(pk__in=[*inside, circle.parent_id])
        if circle.is_of_stakeholders:
            away = away.filter(parent=None)
        self.fields["parent"].queryset = away


class TransferForm(forms.Form):
    """Which subject passes, and to which circle beside this one."""

    use_required_attribute = False

    needs = needs_field()
    domain = forms.ModelChoiceField(
        Domain.objects.none(), label="Quel domaine", empty_label="Choisissez un domaine",
        error_messages={"required": "Choisissez un domaine.", "invalid_choice": "Choisissez."},
    )  # fmt: skip
    into = forms.ModelChoiceField(
        Circle.objects.none(), label="À quel cercle", empty_label="Choisissez un cercle",
        error_messages={"required": "Choisissez un cercle.", "invalid_choice": "Choisissez."},
    )  # fmt: skip
    more = ProseField(
        label="Autre chose à consentir", max_length=4000, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Ce qui se transmet avec : une façon de faire, des papiers, un budget.",
    )  # fmt: skip
    review_on = review_field()

    def __init__(self, data=None, *, circle, on):
        super().__init__(data)
        beside = Circle.objects.going_on().filter(parent=circle.parent_id)
        beside = beside.exclude(pk=circle.pk).exclude(kind=CircleKind.SUPPORT)
        self.fields["into"].queryset = beside
        held = circle.domains.filter(reach=Reach.DECIDES).held_on(on)
        self.fields["domain"].queryset = held

    @property
    def is_empty(self):
        """Nothing to pass, or nobody beside to receive it."""
        return not all(self.fields[name].queryset.exists() for name in ("domain", "into"))


class InversionForm(forms.Form):
    """Why the circle would become a circle of links: who stays follows from the links."""

    use_required_attribute = False

    needs = needs_field()
    more = ProseField(
        label="Autre chose à consentir", max_length=4000, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Comment les personnes qui n’y siègent plus apprennent ce qui s’y décide.",
    )  # fmt: skip
    review_on = review_field()


class WelcomeForm(forms.Form):
    """Whom the circle would make room for."""

    use_required_attribute = False

    person = PersonField(
        label="Qui vous y verriez", help_text="Prénom et nom, ou adresse e-mail.",
        missing="Dites à qui le cercle ferait une place.",
    )  # fmt: skip
    standing = forms.ChoiceField(
        label="À quel titre",
        choices=[
            (Standing.MEMBER, "membre du cercle"),
            (Standing.EXPERT, "membre au titre de son expertise"),
        ],
        widget=forms.RadioSelect,
        initial=Standing.MEMBER,
    )
    needs = needs_field()


class ExclusionForm(forms.Form):
    """Who would leave, why, and for how long: the person is heard."""

    use_required_attribute = False

    person = forms.ChoiceField(
        label="La personne concernée",
        error_messages={"required": "Dites de qui il s’agit.", "invalid_choice": "Choisissez."},
    )
    needs = needs_field()
    text = ProseField(
        label="Ce qui est proposé", max_length=8000, widget=forms.Textarea({"rows": 5}),
        help_text="En quoi le but du cercle est empêché, ce qui a déjà été essayé.",
        missing="Écrivez ce à quoi le cercle consentirait.",
    )  # fmt: skip
    term_on = DayField(
        label="Jusqu’au", earliest=timedelta(days=7), latest=FAR,
        help_text="Un départ demandé a toujours une durée.",
    )  # fmt: skip

    def __init__(self, data=None, *, circle, viewer, on):
        super().__init__(data)
        sittings = [one for one in around(circle, on=on) if one.standing and one.person != viewer]
        self.people = {f"{one.person.pk}": one.person for one in sittings}
        self.fields["person"].choices = [(key, f"{one}") for key, one in self.people.items()]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]


class RecallForm(forms.Form):
    """Why the circle would end a mandate before its term."""

    use_required_attribute = False

    needs = needs_field()


class LinkForm(forms.Form):
    """Which of those who were entrusted with a link is welcomed, or not any more."""

    use_required_attribute = False

    person = forms.ChoiceField(
        label="Qui",
        error_messages={"required": "Dites de qui il s’agit.", "invalid_choice": "Choisissez."},
    )
    ends = forms.ChoiceField(
        label="Ce qui est proposé",
        choices=[("", "l’accueillir comme lien"), ("1", "ne plus l’accueillir")],
        widget=forms.RadioSelect,
        required=False,
    )
    needs = needs_field()

    def __init__(self, data=None, *, child, on):
        super().__init__(data)
        held = Mandate.objects.filter(circle=child, kind__in=LINKED).on(on).select_related("person")
        self.people = {f"{one.person_id}": one.person for one in held}
        self.fields["person"].choices = [
            (f"{one.person_id}", f"{one.person}, {one.get_kind_display()}") for one in held
        ]

    def clean_person(self):
        if self.cleaned_data["person"] not in self.people:
            raise ValidationError("Choisissez.")
        return self.people[self.cleaned_data["person"]]

    def clean_ends(self):
        return bool(self.cleaned_data["ends"])


class MergerForm(forms.Form):
    """The other circle, which of the two goes on, and what the one circle would be."""

    use_required_attribute = False

    needs = needs_field()
    other = forms.ModelChoiceField(
        Circle.objects.none(), label="Avec quel cercle", empty_label=None,
        error_messages={"required": "Choisissez un cercle.", "invalid_choice": "Choisissez."},
    )  # fmt: skip
    goes_on = forms.ChoiceField(
        label="Lequel se poursuit", widget=forms.RadioSelect,
        error_messages={"required": "Dites lequel se poursuit.", "invalid_choice": "Choisissez."},
    )  # fmt: skip
    name = LineField(
        label="Son nom", max_length=80, required=False,
        help_text="Vide : il garde le sien. Le préfixe de ses décisions ne change pas.",
    )  # fmt: skip
    aim = ProseField(
        label="Son but", max_length=600, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Vide : il garde le sien. Les deux domaines se rassemblent dans tous les cas.",
    )  # fmt: skip
    more = ProseField(
        label="Autre chose à consentir", max_length=4000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    effect_on = DayField(
        label="Le jour de la fusion", required=False, earliest=timedelta(days=0), latest=FAR,
        help_text="Vide : dès que les deux cercles ont consenti.",
    )  # fmt: skip
    review_on = review_field()

    def __init__(self, data=None, *, circle):
        super().__init__(data, initial={"goes_on": "here"})
        self.circle = circle
        living = Circle.objects.living().exclude(state=CircleState.CLOSING)
        self.fields["other"].queryset = living.exclude(pk=circle.pk)
        self.fields["goes_on"].choices = [
            ("here", f"{circle}, et l’autre s’y fond"),
            ("there", f"l’autre cercle, et {circle} s’y fond"),
        ]

    def clean(self):
        data = super().clean()
        if data.get("goes_on") and data.get("other"):
            data["goes_on"] = self.circle if data["goes_on"] == "here" else data["other"]
        return data


class ClosingForm(forms.Form):
    """Why it would close, and what is foreseen for what it holds."""

    use_required_attribute = False

    needs = needs_field()
    text = ProseField(
        label="Ce qui est proposé", max_length=8000, widget=forms.Textarea({"rows": 6}),
        help_text="Où vont ses textes, qui reprend ce qu’il faisait, quel jour.",
        missing="Écrivez ce à quoi les deux cercles consentiraient.",
    )  # fmt: skip
