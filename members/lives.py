"""A person's belonging, read for somebody on a day: where it stands, how it came there, its papers.

Nothing here is stored. A reader who may not know of an exclusion reads the rest, which is true.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import BigIntegerField, Exists
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.french import dates
from coopstudio.prepared import Among, Given, prepared
from members.models import Exclusion, FormalNotice, Membership, MembershipFact, Person
from members.querysets.procedures import KEEPERS
from members.standing import is_paused, last_day, open_on, standing_of
from members.states import ENDED_STANDINGS, FactKind, Standing

TONES = {
    Standing.ACTIVE: ("success", "done"),
    Standing.ADMITTED: ("info", "doing"),
    Standing.ON_LEAVE: ("info", "doing"),
    Standing.RESIGNING: ("info", "doing"),
    Standing.SUSPENDED: ("warning", "doing"),
    Standing.UNDER_NOTICE: ("warning", "doing"),
    Standing.ACCUSED: ("warning", "doing"),
}
TITLES = {
    FactKind.LEAVE_ASKED: "Pause demandée",
    FactKind.LEAVE_DECLINED: "La pause n’est pas accordée",
    FactKind.LEAVE: "Pause",
    FactKind.SUSPENSION: "Suspension",
    FactKind.RESUMED: "Retour",
    FactKind.NOTICE: "Mise en demeure envoyée",
    FactKind.SETTLED: "Mise en demeure levée",
    FactKind.RESIGNED: "Démission reçue",
    FactKind.KEPT: "Démission reprise, avec l’accord de l’organe",
    FactKind.REMOVED: "Radiation décidée",
    FactKind.ACCUSED: "Procédure ouverte : les griefs sont envoyés",
    FactKind.CLEARED: "Maintien : rien n’est retenu",
    FactKind.EXCLUDED: "Exclusion décidée",
    FactKind.DIED: "Décès",
    FactKind.REVERSED: "Une inscription faite par erreur est annulée",
}
MARKS = {
    FactKind.LEAVE: "clock",
    FactKind.SUSPENSION: "clock",
    FactKind.RESUMED: "check",
    FactKind.NOTICE: "letter",
    FactKind.SETTLED: "check",
    FactKind.KEPT: "check",
    FactKind.CLEARED: "check",
    FactKind.REVERSED: "history",
}
ENDS = (FactKind.RESIGNED, FactKind.REMOVED)
"""Not told to who may not know of an exclusion: an end without its line would tell one."""


@dataclass
class Moment:
    """One line of a life: the day, what happened, by which decision, and its papers."""

    on: date
    title: str
    notes: list = field(default_factory=list)
    mark: str = "circle"
    is_strong: bool = False
    is_reversed: bool = False
    is_future: bool = False
    fact: object = None
    words: str = ""
    papers: list = field(default_factory=list)


class Procedures(NamedTuple):
    """Whether something of the kind is there at all, whoever may read it."""

    notice: bool
    case: bool


class Life:
    """``reader`` sees what they may; ``on`` is the day of the reading."""

    def __init__(self, person, *, reader, on):
        self.person, self.reader, self.on = person, reader, on
        self.memberships = [_held_by(person, one) for one in _memberships(person=person.pk)]
        self.latest = self.memberships[-1] if self.memberships else None
        self.facts = self._facts()
        self.latest_facts = self.facts_of(self.latest)

    def facts_of(self, membership):
        return [one for one in self.facts if membership and one.membership_id == membership.pk]

    @property
    def reads_all(self):
        """Words, and how a membership ended, are for the person and who keeps the register."""
        return self.reader.pk == self.person.pk or bool(self.reader.roles & KEEPERS)

    @property
    def standing(self):
        """The ``Standing`` of the latest membership on that day, or None."""
        if self.latest is None:
            return None
        return Standing(standing_of(self.latest, self.latest_facts, self.on) or Standing.ADMITTED)

    @property
    def badge(self):
        """(words, tone, dot) of the standing."""
        tone, dot = TONES.get(self.standing, ("neutral", "ring"))
        return {"word": self._word(), "tone": tone, "dot": dot}

    @property
    def is_over(self):
        return self.standing in ENDED_STANDINGS

    @property
    def is_member(self):
        """Whether the latest membership is open on that day, whatever else happens to it."""
        return bool(self.latest and self.latest.is_open_on(self.on))

    @property
    def last_day(self):
        """The last day of the latest membership, if one is known: of the past, or to come."""
        return last_day(self.latest, self.latest_facts) if self.latest else None

    @property
    def bulletins(self):
        """Those by which the person joined, the last one last."""
        return [one.request for one in self.memberships if one.request]

    @property
    def belonging(self):
        """« membre active »: the words of the category, or those of the house."""
        category = self.latest.category if self.latest else None
        return category.said_of(self.person) if category else self.person.membre_actif

    def open(self, *kinds):
        """The fact of ``kinds`` that is open on the day, or None."""
        found = open_on(self.latest_facts, kinds, self.on)
        return found[-1] if found else None

    @property
    def asked_leave(self):
        """A pause that was asked for, even for later, and not answered."""
        days = [one.since for one in self.latest_facts]
        found = open_on(self.latest_facts, {FactKind.LEAVE_ASKED}, max([*days, self.on]))
        return found[-1] if found else None

    @property
    def is_paused(self):
        return is_paused(self.latest_facts, self.on)

    @property
    def moments(self):
        """Every line of this life, the latest first; those to come at the top."""
        lines = [one for each in self.memberships for one in self._moments_of(each)]
        papers = self._papers()
        for line in lines:
            line.is_future = line.on > self.on
            if line.fact:
                line.papers = papers.get(("members.membershipfact", line.fact.pk), [])
        return sorted(lines, key=lambda line: line.on)[::-1]

    def _word(self):
        if self.standing is None:
            return "Pas encore membre"
        return self.belonging.capitalize() if self.standing == Standing.ACTIVE else WORDS[
            self.standing
        ]  # fmt: skip

    def _facts(self):
        if not self.memberships:
            return []
        facts = _every_fact(person=self.person.pk) if self.reads_all else self._shared_facts()
        memberships = {one.pk: one for one in self.memberships}
        for fact in facts:
            fact.membership = memberships[fact.membership_id]
        return facts

    def _shared_facts(self):
        found = _facts_of(self.person.pk).shared()
        return list(found.exclude(kind__in=ENDS).exclude(answers__kind__in=ENDS))

    def _moments_of(self, membership):
        facts = self.facts_of(membership)
        reversed_ = {one.answers_id for one in facts if one.kind == FactKind.REVERSED}
        if membership.request:
            asked = timezone.localdate(membership.request.requested_at)
            yield Moment(asked, "Demande d’adhésion", mark="hand")
        decision = [membership.organ, membership.reference]
        yield Moment(membership.decided_on, "Admission", decision, mark="check")
        yield self._beginning(membership)
        for fact in facts:
            yield Moment(
                fact.since, TITLES[fact.kind], notes_of(fact), mark=MARKS.get(fact.kind, "circle"),
                is_reversed=fact.pk in reversed_, fact=fact,
                words=_words(fact) if self.reads_all else "",
            )  # fmt: skip
        if end := last_day(membership, facts):
            yield Moment(end, "Dernier jour de l’adhésion", mark="sprout", is_strong=True)

    def _beginning(self, membership):
        waits = membership.awaits == Membership.Awaits.FEE
        notes = ["Dès que la première cotisation sera payée : les statuts le demandent."]
        return Moment(
            membership.started_on, "L’adhésion commence", notes if waits else [], mark="sprout",
            is_strong=True,
        )  # fmt: skip

    def _papers(self):
        """The papers of these facts, by what they speak of, without their bytes."""
        papers = {}
        for one in _papers(facts=[one.pk for one in self.facts]) if self.facts else []:
            papers.setdefault((one.subject_kind, one.subject_id), []).append(one)
        return papers

    @cached_property
    def procedures(self):
        return Procedures(*_under_way(person=self.person.pk)[0])

    @cached_property
    def notice(self):
        """The formal notice under way, or None."""
        if not self.procedures.notice:
            return None
        seen = FormalNotice.objects.visible_to(self.reader).open()
        return seen.filter(membership=self.latest).select_related("statutes", "proposed_by").first()

    @property
    def case(self):
        """The latest procedure that the reader may know of, or None."""
        if not self.procedures.case:
            return None
        seen = Exclusion.objects.visible_to(self.reader).filter(membership__in=self.memberships)
        return seen.order_by("opened_at").last()


def _held_by(person, membership):
    membership.person = person
    return membership


@prepared
def _memberships():
    found = Membership.objects.filter(person=Given("person", BigIntegerField()))
    found = found.select_related("category", "request__statutes")
    return found.order_by("started_on", "pk")


@prepared
def _every_fact():
    return _facts_of(Given("person", BigIntegerField()))


def _facts_of(person):
    found = MembershipFact.objects.filter(membership__person=person)
    return found.select_related("by", "answers", "said")


@prepared
def _papers():
    found = Document.objects.filter(Among("subject_id", "facts"))
    return found.filter(subject_kind="members.membershipfact").without_bytes()


@prepared
def _under_way():
    """Whether a formal notice and a procedure stand: as a rule neither does, and two questions are
    spared. Who may know of them is asked then."""
    here = {"membership__person": Given("person", BigIntegerField())}
    return Person.objects.filter(pk=here["membership__person"]).values_list(
        Exists(FormalNotice.objects.open().filter(**here)),
        Exists(Exclusion.objects.filter(**here)),
    )


WORDS = {
    Standing.ADMITTED: "Admission décidée",
    Standing.ON_LEAVE: "En pause",
    Standing.SUSPENDED: "Adhésion suspendue",
    Standing.UNDER_NOTICE: "Mise en demeure",
    Standing.ACCUSED: "Procédure ouverte",
    Standing.RESIGNING: "Démission reçue",
    Standing.RESIGNED: "Partie par démission",
    Standing.REMOVED: "Partie par radiation",
    Standing.EXCLUDED: "Partie par exclusion",
    Standing.DECEASED: "Décès",
    Standing.FORMER: "Adhésion ancienne",
}


def notes_of(fact):
    """Its days and its decision, in words."""
    days = []
    if fact.kind in {FactKind.LEAVE, FactKind.LEAVE_ASKED, FactKind.SUSPENSION}:
        days = [dates.days(fact.since, fact.until)] if fact.until else ["sans date de fin"]
    elif fact.kind == FactKind.NOTICE:
        days = [f"à payer jusqu’au {dates.short_day(fact.until)}"]
    elif fact.kind == FactKind.ACCUSED:
        days = [f"défense jusqu’au {dates.short_day(fact.until)}"]
    elif fact.kind == FactKind.RESIGNED:
        days = [f"dernier jour : le {dates.short_day(fact.until)}"]
    elif fact.kind == FactKind.REVERSED:
        days = [f"{fact.answers.get_kind_display()}, {dates.short_day(fact.answers.since)}"]
    return days + _decision(fact)


def _decision(fact):
    """By whom, on which day if it is another one, and where to read it."""
    if not fact.organ:
        return []
    when = "" if fact.decided_on == fact.since else f", le {dates.short_day(fact.decided_on)}"
    return [one for one in (f"{fact.organ}{when}", fact.reference) if one]


def _words(fact):
    """The words that came with it, if they were not erased."""
    said = getattr(fact, "said", None)
    return said.words if said else ""
