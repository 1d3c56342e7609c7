"""The text of a proposal with its terms: a draft, and the versions that follow."""

from datetime import timedelta

from django import forms

from coopstudio.french.fields import DayField, LineField, ProseField
from coopstudio.french.order import in_order
from governance.consents import poles
from governance.consents.policies import METHODS, PASSIVE
from governance.models import Circle, Decision, Domain
from governance.states import ActKind, ProposalKind, Reach, Strategy, TermKind, Touch
from members.forms.encounters import LinesField
from members.models import Person

FAR = timedelta(days=3650)
SOON, TODAY = timedelta(days=1), timedelta(0)
KINDS = [
    (ProposalKind.POLICY, "Une règle : elle vaut jusqu’à ce que le cercle la change."),
    (ProposalKind.ACT, "Une décision d’exécution : faite une fois, elle est derrière nous."),
]
ALLOWS = [
    ("", "Rien de particulier"),
    ("async", "Consentir à distance, dans les temps prévus"),
    ("passive", "Réputer consentante une personne restée silencieuse, après un délai et un rappel"),
    (
        "presumed",
        "Réputer consentante une personne absente, si le texte était annoncé et n’a pas changé",
    ),
    ("arbiter", "Après les réactions, la facilitation choisit la suite, et non qui porte le texte"),
    ("places", "Ressentir le texte depuis une autre place, avant les réactions"),
    ("counted", "Décider de ce sujet en comptant les mains, jusqu’à une échéance"),
    ("drawn", "Décider de ce sujet par tirage au sort, jusqu’à une échéance"),
    ("trusted", "Confier la décision de ce sujet à une personne, jusqu’à une échéance"),
]
TEXT = (
    "needs", "text", "responsible", "effect_on", "review_on", "term_on", "term_kind", "feedback",
    "act", "allows", "hours", "poles",
)  # fmt: skip
PAIR = ("touche", "pour_un", "pour_autre")


def _pair_fields(pair, said, *, is_touched):
    """Whether the text touches this pair, then what it does for the one and for the other."""
    words = [("pour_un", pair["one"], "for_one"), ("pour_autre", pair["other"], "for_other")]
    touches = forms.BooleanField(
        label=f"Ce texte touche « {pair['one']} ↔ {pair['other']} »",
        required=False,
        initial=is_touched,
    )
    return {f"touche_{pair['pair']}": touches} | {
        f"{name}_{pair['pair']}": ProseField(
            label=f"Ce que nous faisons pour « {pole} »",
            max_length=1000,
            required=False,
            initial=said[key],
        )
        for name, pole, key in words
    }


class TextForm(forms.Form):
    """A text exactly as it will be consented to: its terms are part of it."""

    use_required_attribute = False

    needs = ProseField(
        label="Les besoins",
        max_length=4000,
        missing="Dites de quel besoin part cette proposition.",
        help_text="Ce qui se passe, pour qui, et ce qui manque.",
    )
    text = ProseField(
        label="Le texte",
        max_length=20000,
        missing="Écrivez le texte auquel le cercle consentira.",
        help_text="Tel qu’il sera lu à voix haute, puis appliqué.",
    )
    responsible = forms.ModelChoiceField(
        label="Qui en répond",
        queryset=Person.objects.none(),
        required=False,
        empty_label="choisir",
        help_text="Une personne du cercle. Une règle en a toujours une.",
        error_messages={"invalid_choice": "Choisissez une personne du cercle."},
    )
    effect_on = DayField(
        label="Prend effet le", required=False, earliest=TODAY, latest=FAR,
        help_text="Laissez vide pour le jour de l’adoption.",
    )  # fmt: skip
    review_on = DayField(
        label="Nous la relirons le", required=False, earliest=SOON, latest=FAR,
        help_text="Une règle a toujours sa date de révision. Plus elle est proche, plus on ose.",
    )  # fmt: skip
    term_on = DayField(label="Échéance", required=False, earliest=SOON, latest=FAR)
    term_kind = forms.ChoiceField(
        label="À l’échéance",
        choices=TermKind.choices,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    feedback = LineField(
        label="Où dire ce qu’on en vit", max_length=200, required=False, no_links=False,
        help_text="Un cahier, un canal, un moment de la réunion.",
    )  # fmt: skip
    act = forms.ChoiceField(
        label="Acte que la loi demande",
        choices=ActKind.choices,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    allows = forms.ChoiceField(
        label="Ce qu’elle permet au cercle",
        choices=ALLOWS,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    hours = forms.IntegerField(
        label="Délai avant le consentement passif (heures)", required=False, min_value=0,
        max_value=2000,
        error_messages={
            "invalid": "Écrivez un nombre d’heures, par exemple 72.",
            "min_value": "Écrivez un nombre d’heures positif.",
            "max_value": "Deux mille heures au plus.",
        },
    )  # fmt: skip
    poles = ProseField(
        label="Ce que nous faisons pour chaque pôle",
        max_length=2000,
        required=False,
        help_text="Si deux besoins tirent chacun de leur côté : ce que le texte fait pour l’un, "
        "et pour l’autre.",
    )
    consents = forms.ModelMultipleChoiceField(
        label="Domaines d’autres cercles que le texte touche",
        queryset=Domain.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Le cercle qui les tient consentira à la même version, dans son propre tour.",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    touches = forms.MultipleChoiceField(
        label="Ce que le texte touche",
        choices=Touch.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Le premier cercle et le cercle général consentent alors à la même version.",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    groups = LinesField(
        label="Personnes à entendre avant, qui ne siègent pas ici",
        longest=120,
        widget=forms.Textarea({"rows": 3}),
        help_text="Un groupe par ligne : clientes, voisins, locataires. On notera qui a été "
        "entendu, quand, et ce qui a été dit.",
    )
    hears = forms.ModelMultipleChoiceField(
        label="Cercles à entendre avant",
        queryset=Circle.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, data=None, *, circle, people, on, initial=None):
        super().__init__(data, initial=initial)
        self.circle = circle
        for name in ("responsible", "review_on"):
            self.fields[name].when = "pour une règle"
        self.fields["responsible"].queryset = people
        others = Circle.objects.living().exclude(pk=circle.pk)
        held = Domain.objects.held_on(on).filter(circle__in=others, reach=Reach.DECIDES)
        self.fields["consents"].queryset = held.select_related("circle").order_by("circle", "pk")
        self.fields["consents"].label_from_instance = lambda one: f"{one.words} ({one.circle})"
        self.fields["hears"].queryset = others.order_by(in_order("name"))
        self.held = self._poles((initial or {}).get("balance") or [])

    def _poles(self, told):
        """Three fields for each pair that the circle holds, or that the text touches already."""
        known = {one["pair"]: one for one in told}
        held = [poles.touching(pair) for pair in poles.living(self.circle)]
        held += [one for key, one in known.items() if key not in {two["pair"] for two in held}]
        if held:
            del self.fields["poles"]
        for one in held:
            said = known.get(one["pair"], one)
            self.fields |= _pair_fields(one, said, is_touched=one["pair"] in known)
        return held

    @property
    def balances(self):
        """The fields of each pair, as the page draws them."""
        return [[self[f"{name}_{one['pair']}"] for name in PAIR] for one in self.held]

    @property
    def balance(self):
        """What the version says of each pair that it touches."""
        said = self.cleaned_data
        for one in self.held:
            touches, for_one, for_other = (said.get(f"{name}_{one['pair']}") for name in PAIR)
            if touches or for_one or for_other:
                yield one | {"for_one": for_one or "", "for_other": for_other or ""}

    def clean(self):
        facts = super().clean()
        if facts.get("allows") == PASSIVE and not facts.get("hours") and "hours" not in self.errors:
            self.add_error("hours", "Un silence ne parle jamais aussitôt : dites un délai.")
        if (
            facts.get("allows") in METHODS
            and not facts.get("term_on")
            and "term_on" not in self.errors
        ):
            self.add_error(
                "term_on", "Une autre façon de décider a un terme : choisissez une date."
            )
        return facts

    def clean_groups(self):
        """Each group once."""
        return list(dict.fromkeys(self.cleaned_data["groups"]))

    def _needs_its_end(self):
        """A rule is read again one day, and somebody answers for it: better now than later."""
        said = self.cleaned_data
        if not said.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Une règle se relit : choisissez une date.")
        if not said.get("responsible") and "responsible" not in self.errors:
            self.add_error("responsible", "Quelqu’un répond d’une règle : choisissez une personne.")

    @property
    def text_facts(self):
        """The terms of the version, as the actions ask for them."""
        facts = {name: self.cleaned_data.get(name) for name in TEXT if name in self.fields}
        return facts | {
            "balance": list(self.balance),
            "groups": self.cleaned_data["groups"],
            "touches": self.cleaned_data["touches"],
            "term_kind": facts["term_kind"] or TermKind.REMINDER,
            "hours": facts["hours"] or 0,
        }

    @property
    def concerns(self):
        """(circle, must consent, why, domain)…: a circle that consents is not heard besides."""
        found = {}
        for circle in self.cleaned_data["hears"]:
            found[circle] = (False, "Il est touché par ce texte.", None)
        for domain in self.cleaned_data["consents"]:
            found[domain.circle] = (True, f"Il tient le domaine « {domain.words} ».", domain)
        return [(circle, *told) for circle, told in found.items()]


class DraftForm(TextForm):
    """A new proposal: its title, what is decided, and the text that it would replace."""

    title = LineField(
        label="Titre", max_length=160, missing="Donnez un titre à la proposition.",
        help_text="Ce que le cercle en retiendra, en quelques mots.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Ce qui se décide",
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=ProposalKind.POLICY,
        error_messages={
            "required": "Choisissez ce qui se décide.",
            "invalid_choice": "Choisissez dans la liste.",
        },
    )
    replaces = forms.ModelChoiceField(
        label="Elle remplace",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="aucun texte",
        error_messages={"invalid_choice": "Choisissez un texte de ce cercle."},
    )

    def __init__(self, data=None, **about):
        super().__init__(data, **about)
        kept = Decision.objects.filter(
            kept_by=self.circle, replaced_by=None, repealed_by=None, parts=None
        )
        self.fields["replaces"].queryset = kept.select_related("circle").order_by("-pk")

    def clean(self):
        facts = super().clean()
        if facts.get("kind") == ProposalKind.POLICY:
            self._needs_its_end()
        elif facts.get("replaces"):
            self.add_error(
                "replaces",
                "Une décision d’exécution ne remplace aucun texte. Choisissez une règle, ou "
                "ouvrez la révision de ce texte.",
            )
        return facts


class AmendForm(TextForm):
    """The next version: what changes, and which objections it answers."""

    why = LineField(
        label="Ce qui change, et pourquoi",
        max_length=300,
        missing="Dites en une ligne ce qui change.",
    )
    integrates = forms.MultipleChoiceField(
        label="Objections que cette version intègre",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="La personne qui a dit l’objection dira elle-même si elle est intégrée.",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    strategy = forms.ChoiceField(
        label="Comment",
        choices=[("", "choisir"), *Strategy.choices],
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, data=None, *, objections, **about):
        super().__init__(data, **about)
        self.objections = {f"{one.pk}": one for one in objections}
        if not objections:
            del self.fields["integrates"], self.fields["strategy"]
        else:
            self.fields["integrates"].choices = [
                (key, f"{one.author} : « {one.words[:120]} »")
                for key, one in self.objections.items()
            ]

    def clean(self):
        facts = super().clean()
        if facts.get("integrates") and not facts.get("strategy"):
            self.add_error("strategy", "Dites comment : modifier, raccourcir ou mesurer.")
        return facts

    @property
    def answers(self):
        """(objection, strategy)…"""
        chosen = self.cleaned_data.get("integrates") or []
        return [(self.objections[key], self.cleaned_data["strategy"]) for key in chosen]
