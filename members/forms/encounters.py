"""A visit as one writes it, what hosts said, what one draws from it."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Concat, Lower

from coopstudio.french.fields import DayField, LineField, ProseField
from members.models import Person
from members.states import Craft, Fruit, HostAgreement

LONG_AGO = timedelta(days=40 * 366)
MOST_LINES = 12
LINES = re.compile(r"\n+")
COMMAS = re.compile(r"\s*[,;\n]\s*")


class LinesField(ProseField):
    """Several short things, one to a line; comes out as a list."""

    def __init__(self, *, longest, **options):
        self.longest = longest
        super().__init__(max_length=MOST_LINES * longest, required=False, **options)

    def clean(self, value):
        lines = [line.strip() for line in LINES.split(super().clean(value)) if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"{MOST_LINES} lignes au plus : gardez celles qui comptent.")
        if long := [line for line in lines if len(line) > self.longest]:
            raise ValidationError(
                f"« {long[0][:30]}… » est trop long : {self.longest} signes au plus par ligne."
            )
        return lines


class MembersField(ProseField):
    """Members by their name or their address, separated by commas; comes out as people."""

    otherwise = ", ou notez cette personne sous « avec qui d’autre »"

    def clean(self, value):
        asked = [word for word in COMMAS.split(super().clean(value)) if word][:40]
        whole = Lower(Concat("first_name", Value(" "), "last_name"))
        return [self._found(word, whole) for word in asked]

    def _found(self, word, whole):
        known = Person.objects.filter(memberships__isnull=False).distinct()
        by = {"email__iexact": word} if "@" in word else {"whole": word.lower()}
        found = list(known.alias(whole=whole).filter(**by)[:2])
        if not found:
            raise ValidationError(
                f"Aucun membre ne s’appelle « {word} » : vérifiez le nom{self.otherwise}."
            )
        if len(found) > 1:
            raise ValidationError(
                f"Plusieurs membres s’appellent « {word} » : donnez plutôt son adresse e-mail."
            )
        return found[0]


class EncounterForm(forms.Form):
    """Who they are, when one met, what one lived there."""

    use_required_attribute = False

    name = LineField(label="La coopérative", max_length=120, missing="Dites son nom.")
    met_on = DayField(label="Le jour de la rencontre", earliest=-LONG_AGO, latest=timedelta(days=0))
    town = LineField(label="Où", max_length=120, required=False)
    domain = LineField(label="Ce qu’elle fait", max_length=160, required=False)
    legal_form = LineField(
        label="Forme juridique",
        max_length=80,
        required=False,
        help_text="Scop, Scic, coopérative d’activités et d’entrepreneurs, association…",
    )
    link = forms.URLField(
        label="Son site",
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Écrivez l’adresse entière, par exemple https://exemple.coop."},
    )
    figures = LinesField(
        label="Quelques chiffres",
        longest=120,
        help_text="Un par ligne, le nombre d’abord : « 82 associés ».",
    )
    people = MembersField(
        label="Qui y était, parmi les membres",
        max_length=1200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Prénom et nom, séparés par des virgules. Vous y êtes déjà.",
    )
    company = LineField(label="Avec qui d’autre", max_length=300, required=False)
    lead = LineField(
        label="En une phrase",
        max_length=240,
        help_text="Ce que vous diriez à quelqu’un dans le train du retour.",
        missing="Une phrase suffit : c’est elle que l’on lit dans le journal.",
    )
    story = ProseField(
        label="Le récit",
        max_length=12_000,
        widget=forms.Textarea({"rows": 14}),
        help_text="Ce que vous avez vu et ressenti, avec vos mots. Une ligne vide sépare deux "
        "paragraphes.",
        missing="Racontez, même en trois lignes.",
    )
    source = LineField(
        label="D’après",
        max_length=300,
        required=False,
        help_text="Si vous racontez une visite que d’autres ont faite : qui, et où le lire.",
    )
    themes = LineField(
        label="Thèmes",
        max_length=300,
        required=False,
        help_text="Séparés par des virgules : gouvernance, accueil, sécurité…",
    )

    def __init__(self, data=None, *, encounter=None):
        super().__init__(data, initial=_told(encounter) if encounter else {})

    def clean_themes(self):
        themes = [one.lower() for one in COMMAS.split(self.cleaned_data["themes"]) if one]
        if long := [one for one in themes if len(one) > 40]:
            raise ValidationError(f"« {long[0][:30]}… » est long : deux ou trois mots par thème.")
        return list(dict.fromkeys(themes))[:8]


def _told(encounter):
    """The fields of an encounter as they are typed."""
    names = [one for one in EncounterForm.base_fields if one not in ("people", "figures", "themes")]
    others = encounter.people.exclude(pk=encounter.written_by_id).order_by("pk")
    return {name: getattr(encounter, name) for name in names} | {
        "figures": "\n".join(encounter.figures),
        "themes": ", ".join(encounter.themes),
        "people": ", ".join(_name(one) for one in others),
    }


def _name(person):
    return person.full_name or person.email


class HostWordsForm(forms.Form):
    """What somebody there said, and whether they agree that it is read here."""

    use_required_attribute = False

    who = LineField(
        label="Qui parle",
        max_length=120,
        help_text="Comme cette personne veut être nommée ; « quelqu’un de l’équipe » suffit.",
        missing="Dites qui parle, même sans nom.",
    )
    words = ProseField(label="Ses paroles", max_length=2000, missing="Recopiez quelques mots.")
    is_quoted = forms.BooleanField(
        label="C’est mot pour mot", required=False, initial=True,
        help_text="Sinon, la page dira que vous le rapportez.",
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label="Son accord",
        choices=HostAgreement.choices,
        widget=forms.RadioSelect,
        initial=HostAgreement.WAITING,
        error_messages={"required": "Dites où en est l’accord."},
    )
    agreed_on = DayField(
        label="Accord du", earliest=-LONG_AGO, latest=timedelta(days=0), required=False
    )
    agreed_how = LineField(
        label="Comment, ou paru où",
        max_length=200,
        required=False,
        no_links=False,
        help_text="De vive voix, par e-mail, sur tel site…",
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["agreement"].notes = {
            HostAgreement.WAITING: "Seules les personnes présentes à la rencontre les lisent.",
            HostAgreement.GIVEN: "Les membres les lisent, avec le jour de l’accord.",
            HostAgreement.PUBLISHED: "Elles ont déjà paru : dites où.",
        }

    def clean(self):
        data = super().clean()
        agreement = data.get("agreement")
        if agreement == HostAgreement.GIVEN and not data.get("agreed_on"):
            self.add_error("agreed_on", "Quel jour cet accord a-t-il été donné ?")
        if agreement in (HostAgreement.GIVEN, HostAgreement.PUBLISHED):
            if not data.get("agreed_how"):
                self.add_error("agreed_how", "Dites comment l’accord est venu, ou où c’est paru.")
        elif agreement:
            data["agreed_on"], data["agreed_how"] = None, ""
        return data


class AgreementForm(forms.Form):
    """The day and the way of an agreement that was waited for."""

    use_required_attribute = False

    on = DayField(label="Accord du", earliest=-LONG_AGO, latest=timedelta(days=0))
    how = LineField(label="Comment", max_length=200, missing="De vive voix, par e-mail ? Dites-le.")


class DrawForm(forms.Form):
    """A need, a tension to be carried, a principle of action."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Ce que c’est",
        choices=Fruit.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que c’est.", "invalid_choice": "Choisissez."},
    )
    title = LineField(
        label="En quelques mots", max_length=120, missing="Quelques mots pour s’en souvenir."
    )
    words = ProseField(
        label="Ce qui vous y fait penser",
        max_length=2000,
        required=False,
        help_text="Ce que vous avez entendu là-bas, et ce que cela dit d’ici.",
    )
    craft = forms.ChoiceField(
        label="Le savoir-faire qui y aiderait",
        choices=[("", "aucun en particulier"), *Craft.choices],
        required=False,
        help_text="Pour un besoin seulement.",
    )

    def __init__(self, data=None, *, kind=""):
        super().__init__(data, initial={"kind": kind if kind in Fruit.values else ""})
        self.fields["kind"].notes = {
            Fruit.NEED: "Quelque chose que nous devrions apprendre ou avoir.",
            Fruit.TENSION: "Un écart entre ce qui est et ce qui pourrait être, chez nous.",
            Fruit.PRINCIPLE: "Une façon d’agir que nous voulons essayer.",
        }

    def clean(self):
        data = super().clean()
        if data.get("kind") != Fruit.NEED:
            data["craft"] = ""
        return data
