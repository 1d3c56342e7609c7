"""The steps of an application. Nothing is required here: a draft takes what there is, and
``missing.py`` says what lacks. Only what cannot be kept safely is refused."""

import hashlib
import json

from django import forms

from applications.models import Application
from coopstudio import personal_data
from coopstudio.files.fields import PdfField
from coopstudio.french.fields import AddressField, LineField, PhoneField, PostcodeField, ProseField
from coopstudio.french.names import NAME_LENGTH
from members.rights.consents import WORDS, has_given

AUTO = "q_%s"


class ChoicesField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": "Cette réponse n’est pas dans la liste."}


class ChoiceField(forms.ChoiceField):
    default_error_messages = {"invalid_choice": "Choisissez une réponse de la liste."}


class StepForm(forms.Form):
    """One step, filled from the draft. Several windows may write: see ``news`` and ``clashes``."""

    use_required_attribute = False
    NEEDED = ()

    def __init__(self, data=None, files=None, *, draft):
        self.draft = draft
        super().__init__(data, files, initial=_values(draft, self.base_fields), auto_id=AUTO)

    @property
    def seen(self):
        """What this page shows, so that a later answer tells what was changed in this window."""
        return json.dumps({name: _mark(value) for name, value in self._kept().items()})

    def news(self):
        """The valid answers that this window changed, by field."""
        self.errors  # noqa: B018 (cleans the data)
        marks = _marks(self.data.get("seen"))
        answers = {name: value for name, value in self.cleaned_data.items() if name in self._kept()}
        return {name: new for name, new in answers.items() if _mark(new) != marks.get(name)}

    def clashes(self):
        """Among the news, those that another window changed otherwise meanwhile."""
        marks, kept = _marks(self.data.get("seen")), self._kept()
        return {
            name: kept[name]
            for name, new in self.news().items()
            if marks.get(name) and _mark(kept[name]) not in (marks[name], _mark(new))
        }

    def lost(self, clashes):
        """What another window had written and this one replaces, to be read and copied back:
        the question and the words, for each of the ``clashes``."""
        return [(self.fields[name].label, self._said(name, was)) for name, was in clashes.items()]

    def dress(self):
        """Once the answers are clean: what the founders need is not said to be optional."""
        self.errors  # noqa: B018 (cleans the data)
        for name in self.NEEDED:
            if name in self.fields:
                self.fields[name].required = True
        return self

    def say_missing(self, missing):
        """Show what lacks like errors: a summary, and a word next to each question."""
        for one in missing:
            self.add_error(one.field if one.field in self.fields else None, one.words)

    def _kept(self):
        return _values(self.draft, self.fields)

    def _said(self, name, value):
        """A value in the words of its question."""
        if isinstance(value, bool):
            return "Case cochée." if value else "Case non cochée."
        labels = dict(getattr(self.fields[name], "choices", ()))
        given = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(one, one)) for one in given if one) or "Rien."


class VousForm(StepForm):
    NEEDED = ("first_name", "last_name", "email", "postcode", "town")

    first_name = LineField(label="Prénom", max_length=NAME_LENGTH, required=False)
    last_name = LineField(label="Nom", max_length=NAME_LENGTH, required=False)
    has_one_name = forms.BooleanField(
        label="Je n’ai qu’un nom",
        required=False,
        help_text="Écrivez-le dans « Prénom ». Si vous remplissez « Nom », la case s’efface.",
    )
    email = AddressField(
        label="Adresse e-mail",
        required=False,
        help_text="Nous y envoyons aussitôt un lien, pour reprendre votre brouillon ailleurs.",
    )
    phone = PhoneField(
        label="Téléphone", required=False, help_text="Pour convenir d’une rencontre."
    )
    postcode = PostcodeField(label="Code postal", required=False)
    town = LineField(label="Commune", max_length=80, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.draft.confirmed_at:
            del self.fields["email"]
        complete = {"first_name": "given-name", "last_name": "family-name"}
        for name, meaning in (complete | {"town": "address-level2"}).items():
            self.fields[name].widget.attrs["autocomplete"] = meaning

    def dress(self):
        super().dress()
        self.fields["last_name"].required = not self["has_one_name"].value()
        return self

    def clean(self):
        """A last name says more than the tick: it yields to it."""
        answers = super().clean()
        if answers.get("last_name"):
            answers["has_one_name"] = False
        return answers


class OffreForm(StepForm):
    NEEDED = ("what", "trades", "coming", "where")

    what = ProseField(
        label="En quoi cela vous parle-t-il ?",
        required=False,
        help_text="Ce qui vous attire, ce qui vous inquiète. Cinq lignes ou vingt.",
    )
    trades = ChoicesField(
        label="Où vous situez-vous aujourd’hui ?",
        choices=Application.Trade,
        required=False,
        help_text="Plusieurs réponses possibles.",
    )
    for_whom = ProseField(label="Dites-le avec vos mots", required=False)
    to_learn = ProseField(label="Qu’aimeriez-vous apprendre ici ?", max_length=4000, required=False)
    where = ProseField(label="Et pour vous, où ?", required=False)
    time = ChoiceField(
        label="Temps possible la première saison",
        choices=[("", "Choisissez si vous le savez"), *Application.Time.choices],
        required=False,
    )
    coming = ChoiceField(
        label="Venir une fois par mois, c’est…",
        choices=Application.Coming,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["trades"].notes = {
            "facilitation": "réunions, conflits, gouvernance",
            "training": "individuel ou en groupe",
            "consulting": "regarder un travail avec celles et ceux qui le font",
            "arts": "théâtre, dessin, musique, corps",
            "finance": "budget, trésorerie, tarifs",
            "sales": "trouver et garder des clients",
            "law": "contrats, fonction employeur",
            "funding": "dossiers, fondations, subventions",
            "other": "vous nous direz quoi",
        }
        self.fields["coming"].notes = {"helped": "trajet, garde, accessibilité"}
        self.fields["trades"].columns = self.fields["coming"].columns = True


class AppelForm(StepForm):
    NEEDED = ("likes", "dislikes", "nothing_to_say")

    likes = ProseField(label="Ce qui me plaît", required=False)
    dislikes = ProseField(
        label="Ce qui ne me plaît pas",
        required=False,
        help_text="Une réserve franche nous aide plus qu’un enthousiasme poli.",
    )
    nothing_to_say = forms.BooleanField(
        label="Rien à signaler sur l’appel",
        required=False,
        help_text="Vous l’avez lu, et vous n’avez rien à en dire pour le moment. Si vous écrivez "
        "au-dessus, la case s’efface devant vos mots.",
    )

    def clean(self):
        """Words say more than the tick: it yields to them."""
        answers = super().clean()
        if answers.get("likes") or answers.get("dislikes"):
            answers["nothing_to_say"] = False
        return answers


class ParcoursForm(StepForm):
    NEEDED = ("cv", "path")

    cv = PdfField(
        label="Votre CV", required=False, widget=forms.FileInput(attrs={"accept": ".pdf"})
    )
    path = ProseField(
        label="Votre parcours, avec vos mots",
        required=False,
        help_text="À la place du CV, ou pour dire ce qu’il ne dit pas.",
    )


class SubmissionForm(forms.Form):
    """The last gesture: an agreement, which names who will read; then what one may agree to
    besides, each by its own box, unticked."""

    use_required_attribute = False

    agreement = forms.BooleanField(
        error_messages={"required": "Cochez la case pour que nous puissions vous lire."},
    )

    def __init__(self, data=None, *, draft):
        super().__init__(data)
        closed = personal_data.kept_for("closed")
        self.fields[
            "agreement"
        ].label = f"J’accepte que {draft.version.signature} lisent ces réponses"
        self.fields["agreement"].help_text = (
            f"Sans suite, elles s’effacent {closed} après la fin. Vous pouvez les retirer, ou tout "
            "effacer, à tout moment."
        )
        for purpose, words in WORDS.items():
            if draft.person_id is None or not has_given(draft.person, purpose):
                self.fields[f"accord_{purpose}"] = forms.BooleanField(label=words, required=False)

    @property
    def agreement_words(self):
        """What stood beside the box that sends, word for word."""
        box = self.fields["agreement"]
        return f"{box.label}. {box.help_text}"

    @property
    def accord_fields(self):
        return [self[name] for name in self.fields if name.startswith("accord_")]

    @property
    def accords(self):
        """The purposes that were ticked."""
        return [one for one in WORDS if self.cleaned_data.get(f"accord_{one}")]


class ResumeForm(forms.Form):
    """Where to send the link that opens a draft again."""

    use_required_attribute = False

    email = AddressField(label="Votre adresse e-mail")


def _values(draft, names):
    return {name: getattr(draft, name) for name in names if name != "cv"}


def _mark(value):
    """A few letters that stand for a value: enough to see that it changed."""
    text = json.dumps(value or "", ensure_ascii=False).encode(errors="replace")
    return hashlib.sha256(text).hexdigest()[:12]


def _marks(text):
    """What a page says it showed; nothing if it says nonsense."""
    try:
        marks = json.loads(text or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
