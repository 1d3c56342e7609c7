"""Lists of members that leave the house as a sheet, with the columns that one chose.

The register says what the association must know of its members; the directory only what each of
them shows to the others. Neither tells what is restricted: an exclusion, its reason, a leave. Of
somebody whose data rest (RGPD, article 18) the register says who belonged and when, since others
decide with them, and no more; the directory nothing.
"""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, OuterRef, Subquery, TextChoices

from coopstudio.french.order import in_order
from coopstudio.french.phones import phone
from members.models import Detail, DetailAnswer, Membership, Person
from members.models.people import known
from members.querysets.frozen import unfrozen
from members.states import Facet

AT_ONCE = 500


class Which(TextChoices):
    """Which list is taken."""

    REGISTER = "registre", "le registre"
    DIRECTORY = "annuaire", "l’annuaire"


class Whom(TextChoices):
    """Which people it holds."""

    MEMBERS = "membres", "Les membres de ce jour"
    EVERYBODY = "tous", "Toutes les adhésions, passées comprises"


@dataclass(frozen=True)
class Taken:
    """A column: its code, its title, what it says of a membership on a day, and in which lists."""

    code: str
    title: str
    tell: object
    lists: frozenset = frozenset({Which.REGISTER})
    usual: bool = True
    detail: int | None = None
    """Of what the association asks beyond the profile."""


def _standing(one, day):
    """No more than whether one belongs: a pause or a procedure does not leave the house."""
    if one.ended_on and one.ended_on < day:
        return "ancienne adhésion"
    return "membre" if Membership.is_open_on(one, day) else "admission décidée"


def _shown(facet, tell):
    """What ``tell`` says, if the person shows it to the members and is still one of them: an
    agreement of today says nothing of those who left."""
    return lambda one, day: tell(one, day) if one.is_here and facet in one.person__shown else ""


def _if_here(said):
    """What is shown, of who is a member still."""
    return lambda one, day: (one.is_here and said(one)) or ""


def _unless_frozen(tell):
    """What ``tell`` says, but of those whose data rest: a line of the register needs none of it."""
    return lambda one, day: "" if one.person__frozen_since else tell(one, day)


def _dialled(one, _day):
    """« 06 12 34 56 78 »; from abroad « 00 41 79 123 45 67 »: no sign that a sheet would reckon."""
    return phone(one.person__phone).replace("\u00a0", " ").replace("+", "00 ", 1)


def _town(one, _day):
    return one.person__town


READ = [
    *("started_on", "ended_on", "awaits", "organ", "decided_on", "reference", "category__name"),
    *("person__last_name", "person__first_name", "person__email", "person__phone"),
    *("person__postcode", "person__town", "person__agreement", "person__headline"),
    *("person__shown", "person__frozen_since"),
]
"""What the columns are made of: ten thousand lines do not make as many people."""
BOTH = frozenset(Which)
SHOWN = frozenset({Which.DIRECTORY})
AGREEMENTS = dict(Person.Agreement.choices)
COLUMNS = [
    Taken("nom", "Nom", lambda one, day: one.person__last_name, BOTH),
    Taken("prenom", "Prénom", lambda one, day: one.person__first_name, BOTH),
    Taken("college", "Collège", lambda one, day: one.category__name or "", BOTH),
    Taken("depuis", "Membre depuis le", lambda one, day: one.started_on, BOTH),
    Taken("jusqu", "Membre jusqu’au", lambda one, day: one.ended_on),
    Taken("situation", "Situation", _standing),
    Taken("organe", "Admission par", lambda one, day: one.organ, usual=False),
    Taken("decision", "Décidée le", lambda one, day: one.decided_on, usual=False),
    Taken("reference", "Référence de la décision", lambda one, day: one.reference, usual=False),
    Taken("email", "Adresse e-mail", _unless_frozen(lambda one, day: known(one.person__email))),
    Taken("telephone", "Téléphone", _unless_frozen(_dialled), usual=False),
    Taken("cp", "Code postal", _unless_frozen(lambda one, day: one.person__postcode)),
    Taken("commune", "Commune", _unless_frozen(_town)),
    Taken("accord", "Accord souhaité",
          _unless_frozen(lambda one, day: AGREEMENTS[one.person__agreement]), usual=False),
    Taken("commune-montree", "Commune, si elle est montrée", _shown(Facet.TOWN, _town), SHOWN),
    Taken("metier", "Ce que la personne fait, si c’est montré",
          _shown(Facet.HEADLINE, lambda one, day: one.person__headline), SHOWN),
    Taken("email-montre", "Adresse e-mail, si elle est montrée",
          _shown(Facet.EMAIL, lambda one, day: one.person__email), SHOWN),
    Taken("telephone-montre", "Téléphone, s’il est montré", _shown(Facet.PHONE, _dialled), SHOWN),
]  # fmt: skip


def columns_of(which):
    """The columns that a list may hold, then what the association asks beyond the profile: the
    register every answer, the directory those that their person shows."""
    asked = Detail.objects.open()
    if which == Which.DIRECTORY:
        asked = (one for one in asked if one.may_be_shown)
    return [*(one for one in COLUMNS if which in one.lists), *(_asked(one, which) for one in asked)]


def _asked(detail, which):
    said = attrgetter(_said(detail.pk))
    if which == Which.DIRECTORY:
        title = f"{detail.name}, si c’est montré"
        tell = _if_here(said)
    else:
        title, tell = detail.name, _unless_frozen(lambda one, day: said(one) or "")
    return Taken(f"info-{detail.pk}", title, tell, frozenset({which}), False, detail.pk)


def _said(detail):
    return f"said_{detail}"


class Export:
    """A list that is about to leave. ``codes``: of its columns; ``on``: the day it tells;
    ``today``: only those who belong then show anything."""

    def __init__(self, which, whom, codes, *, on, today):
        self.which, self.whom, self.on, self.today = Which(which), Whom(whom), on, today
        self.columns = [column for column in columns_of(self.which) if column.code in codes]

    @property
    def head(self):
        return [column.title for column in self.columns]

    def count(self):
        return self._found().count()

    def rows(self):
        """The lines, read by the hundred, in the order of a dictionary."""
        names = (in_order("person__last_name"), in_order("person__first_name"), "pk")
        here = Person.objects.present(on=self.today).filter(pk=OuterRef("person"))
        said = self._said()
        found = self._found().annotate(is_here=Exists(here), **said)
        found = found.order_by(*names).values_list(*READ, "is_here", *said, named=True)
        for one in found.iterator(chunk_size=AT_ONCE):
            yield [column.tell(one, self.on) for column in self.columns]

    def _said(self):
        """The answer of each person to what a chosen column asks; in the directory, if shown."""
        answers = DetailAnswer.objects.filter(person=OuterRef("person")).values("words")
        if self.which == Which.DIRECTORY:
            answers = answers.shown()
        asked = [column.detail for column in self.columns if column.detail]
        return {_said(one): Subquery(answers.filter(detail=one)) for one in asked}

    def _found(self):
        if self.whom == Whom.EVERYBODY and self.which == Which.REGISTER:
            return Membership.objects.filter(started_on__lte=self.on)
        found = Membership.objects.active(on=self.on)
        return found.filter(unfrozen()) if self.which == Which.DIRECTORY else found
