"""One decision as one looks at it: its text, who consented, what it measures, what it fears, its
act, its review, and everything that happened to it.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Prefetch
from django.utils import timezone

from coopstudio.french.dates import day, short_day
from coopstudio.journal.api import lines_about_both
from coopstudio.prepared import Given, prepared
from governance.documents import drafts_of
from governance.models import CircleMember, Decision, Link, Measure, Reading, Review
from governance.objects import KINDS
from governance.register.fears import fears_of
from governance.register.fidelity import fidelity_of
from governance.register.keeping import answers_for, may_do
from governance.register.listed import badge_of, chain_of, ring_of
from governance.register.measuring import Gauge
from governance.register.voices import colleges_of
from governance.states import PAST, STANDING, Force, ObjectionState, PositionKind, Touch

TOLD = (
    "circle", "kept_by", "proposal__tension__by", "proposal__carrier", "version__responsible",
    "replaces__circle", "renews__circle", "repeals__circle", "replaced_by__circle",
    "repealed_by__circle", "act__signed", "replaces__replaces__circle",
    "shares__circle",
)  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """One line of its history. ``icon``; ``look``: strong, future or plain."""

    words: str
    when: str
    icon: str = "circle"
    look: str = ""


def found(pk, *, on):
    """The decision, told on this day, with what its page reads. Raises DoesNotExist."""
    one = next(iter(_told(pk=pk, on=on)), None)
    if one is None:
        raise Decision.DoesNotExist
    return one


@prepared
def _told():
    day = Given("on", DateField())
    named = {"person": OuterRef("version__responsible")}
    here = CircleMember.objects.filter(circle=OuterRef("kept_by"), **named).on(day)
    linked = Link.objects.filter(parent=OuterRef("kept_by"), **named).on(day)
    told = Decision.objects.told_on(day).with_renewal()
    reviews = Review.objects.filter(decision=OuterRef("pk"), closed_at=None)
    told = told.annotate(
        is_answered=Exists(here) | Exists(linked), is_looked_at=Exists(reviews)
    )  # fmt: skip
    told = told.filter(pk=Given("pk", BigIntegerField()))
    return told.select_related(*TOLD).defer("version__search")


@prepared
def _measures():
    readings = Reading.objects.last_of_each_day().select_related("by")
    found = Measure.objects.filter(version=Given("version", BigIntegerField()))
    found = found.select_related("who").defer("who__search")
    return found.prefetch_related(Prefetch("readings", readings, to_attr="read"))


class Text:
    """A decision, for somebody who looks at it at an hour."""

    def __init__(self, decision, viewer, *, now):
        self.decision, self.viewer, self.now = decision, viewer, now
        self.today = timezone.localdate(now)
        self.version = decision.version
        self.badge, self.ring = badge_of(decision.force), ring_of(decision.kept_by.kind)

    @property
    def is_past(self):
        return self.decision.force in PAST

    @property
    def stands(self):
        return self.decision.force in STANDING

    @property
    def is_act_awaited(self):
        return bool(self.decision.act_kind) and self.act is None

    @cached_property
    def act(self):
        return getattr(self.decision, "act", None)

    @cached_property
    def draft(self):
        return drafts_of(self.decision).first() if self.is_act_awaited else None

    @cached_property
    def rights(self):
        return may_do(self.viewer, self.decision.kept_by, on=self.today)

    @property
    def is_asked(self):
        return self.rights[0]

    @property
    def keeps_papers(self):
        return self.rights[1]

    @property
    def chain(self):
        return chain_of(self.decision)

    @property
    def before(self):
        """What it took the place of, renewed or repealed, to be read."""
        one = self.decision
        return one.replaces or one.shares or one.renews or one.repeals

    @cached_property
    def successor(self):
        """What took its place, marked at the head of a text that no longer applies (V2)."""
        if self.decision.force == Force.REPLACED:
            return getattr(self.decision, "replaced_by", None)
        if self.decision.force == Force.REPEALED:
            return self.decision.repealed_by
        if self.decision.force == Force.RENEWED:
            return self.decision.renewed_by.select_related("circle").first()
        return None

    @cached_property
    def parts(self):
        """The texts among which it was shared (V1): it applies whole until all are adopted."""
        if not self.decision.shared:
            return []
        return list(self.decision.parts.select_related("circle", "proposal").order_by("pk"))

    @property
    def touches(self):
        return ", ".join(Touch(one).label for one in self.version.touches)

    @cached_property
    def heard(self):
        """Who was heard of those whom it touches, and what they said (4.3)."""
        if not self.version.groups:
            return []
        return list(self.decision.proposal.hearings.all())

    @property
    def unheard(self):
        said = {one.group for one in self.heard}
        return [one for one in self.version.groups if one not in said]

    @cached_property
    def left_to(self):
        """Whom the text names has left the circle: who answers for it meanwhile, or None."""
        if self.version.responsible is None or self.decision.is_answered:
            return None
        return answers_for(self.decision, on=self.today)

    @cached_property
    def gauges(self):
        """Its measures, each with what was read of it."""
        measures = _measures(version=self.version.pk)
        decided = timezone.localdate(self.decision.adopted_at)
        return [Gauge(one, one.read, decided=decided, today=self.today) for one in measures]

    @property
    def measured(self):
        """(gauge, may this person write a figure?)"""
        for gauge in self.gauges:
            theirs = self.viewer in (gauge.measure.who, self.version.responsible)
            yield gauge, not self.is_past and (theirs or self.keeps_papers)

    @cached_property
    def fears(self):
        """The objections that its text integrated; a first version integrated none."""
        if self.version.number == 1 and not self.decision.renews_id:
            return []
        by_objection = {one.measure.objection_id: one for one in self.gauges}
        return [
            {
                "objection": one,
                "gauge": by_objection.get(one.pk),
                "is_measured": one.state == ObjectionState.MEASURED,
                "heard_on": short_day(one.heard_at) if one.heard_at else "",
            }
            for one in fears_of(self.decision)
        ]

    @cached_property
    def colleges(self):
        return colleges_of(self.decision)

    @cached_property
    def fidelity(self):
        """The way that it really went, step by step (4.12)."""
        return fidelity_of(self.decision, self.colleges, lines=self._lines[1])

    @cached_property
    def _lines(self):
        """What the journal tells of it, then of the proposal that it comes from."""
        return lines_about_both(self.decision, self.decision.proposal)

    @cached_property
    def review(self):
        """The review that is open, or None."""
        if not self.decision.is_looked_at:
            return None
        open_one = self.decision.reviews.filter(closed_at=None)
        return open_one.select_related("by", "proposal").first()

    @property
    def is_late(self):
        return self.decision.force == Force.NOT_REVIEWED

    @property
    def waits(self):
        """In words, what waits for it elsewhere in the house, or nothing."""
        kind = KINDS.get(self.decision.proposal.object_kind)
        if kind is None or self.decision.proceeded_at:
            return ""
        return kind.describe(self.decision.proposal.object_key) or ""

    @property
    def moments(self):
        """Its history, what is to come first, then the latest fact."""
        return [*self._ahead(), *self._lived(), *self._colleges(), *self._versions()]

    def _ahead(self):
        if self.is_act_awaited:
            yield Moment("Acte signé, et le texte prend effet", "attendu", "clock", "future")
        elif self.decision.due_on and not self.is_past and self.decision.due_on >= self.today:
            words = "Fin de l’essai" if self.decision.is_trial else "Révision"
            yield Moment(words, day(self.decision.due_on), "clock", "future")

    def _lived(self):
        for line in reversed(self._lines[0]):
            is_told_of = line.actor and not line.names_nobody
            words = f"{line.actor} {line.sentence}" if is_told_of else line.sentence
            yield Moment(words[:1].upper() + words[1:], short_day(line.at), "history")

    def _colleges(self):
        for college in reversed(self.colleges):
            yield Moment(
                f"{college.circle.name} : {_counted(college)}", _span(college), "decision", "strong"
            )

    def _versions(self):
        if self.version.number > 1:
            integrated = {}
            for fear in self.fears:
                number = fear["objection"].integrated_in.number
                integrated.setdefault(number, []).append(f"{fear['objection'].author.first_name}")
            for one in self.decision.proposal.versions.defer("search", "text").order_by("-number"):
                names = ", ".join(integrated.get(one.number, []))
                words = f"Version {one.number}"
                words += f", intègre l’objection portée par {names}" if names else ""
                yield Moment(words, short_day(one.at), "compare")
        if self.before:
            older = self.before
            word = chain_of(self.decision) if not self.is_past else f"après {older.code}"
            yield Moment(word[:1].upper() + word[1:], short_day(older.adopted_at), "link")


def _counted(college):
    given, deemed = college.of(PositionKind.CONSENT), college.of(PositionKind.DEEMED)
    words = f"{len(given)} consentement{'s' if len(given) > 1 else ''}"
    later = sum(one.is_later and not one.is_deemed for one in college.voices)
    words += f", dont {later} après lecture" if later else ""
    return words + (f", {len(deemed)} par une politique" if deemed else "")


def _span(college):
    first, last = short_day(college.first_at), short_day(college.last_at)
    return first if first == last else f"du {first} au {last}"
