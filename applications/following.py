"""Where one's application stands, in words made for its person: what comes next, by when, what
depends on them. What is the founders' own talk is not in it; what is decided and not told yet looks
exactly like what it was before."""

from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from applications import letters
from applications.events import TO_THE_PERSON, Event
from applications.models import DossierOpening, Reading
from applications.states import BLIND, LEAVING, PUBLIC_WORDS, RESTING, State
from coopstudio.documents.api import documents_of
from coopstudio.files.models import Opening
from coopstudio.french import dates
from coopstudio.french.order import in_order
from coopstudio.journal.api import history
from members.models import MembershipRequest, Person

PROMISED = {State.SUBMITTED, State.READING, State.CROSSED, State.MET}
"""While it is for founders to answer: the promised day is said, and owned when it has passed."""

STOPS = [
    ("Bien arrivée", "check", {State.SUBMITTED}),
    ("En lecture", "eye", {State.READING, State.COMPLETING, State.CROSSED}),
    ("Rencontre", "speech", {State.MEETING_PROPOSED, State.MEETING_SET}),
    ("Suite", "sprout", {State.MET, State.INVITED, State.DECLINED}),
]
JOINING_WORDS = {"asked": "Bulletin arrivé", "joined": "Devenue adhésion"}
MEETS = 2
"""The rank of the stop « Rencontre »."""
MOST_OPENINGS = 12


class Following:
    """What the person may know of ``application`` now."""

    def __init__(self, application, *, now):
        self.application, self.today = application, timezone.localdate(now)
        self.state = application.told_state
        if self.state == State.READING and application.cycle > 1 and not self._begun:
            self.state = State.SUBMITTED
        self.entries = list(history(application))

    # --- what comes next ---

    @property
    def is_late(self):
        return self.state in PROMISED and self.application.answer_by < self.today

    @property
    def is_promised(self):
        return self.state in PROMISED

    @property
    def public_state(self):
        return JOINING_WORDS.get(self.joining) or PUBLIC_WORDS[self.state]

    @cached_property
    def joining(self):
        """What became of the invitation: « asked » once the bulletin left, « joined » once they are
        a member; nothing before."""
        if self.state != State.INVITED:
            return ""
        if self.application.has_joined:
            return "joined"
        asked = MembershipRequest.objects.filter(person=self.application.person_id)
        return "asked" if asked.open().exists() else ""

    @cached_property
    def has_asked_hours(self):
        """Whether it is for founders to answer about the hours of a meeting not set yet."""
        waits = self.application.meetings.open().filter(at=None)
        return waits.filter(countered_at__isnull=False).exists()

    @cached_property
    def pause(self):
        """The pause in which it sleeps."""
        begun = self.application.pauses.filter(began_at__isnull=False, ended_at=None)
        return begun.select_related("asked_by").last() if self.state == State.PAUSED else None

    @property
    def tone(self):
        if self.state == State.INVITED:
            return "success"
        return "neutral" if self.state in RESTING else "info"

    # --- what depends on the person ---

    @cached_property
    def completion(self):
        """The questions that wait for an answer."""
        return self._open_completion() if self.state == State.COMPLETING else None

    @cached_property
    def proposal(self):
        """The proposal to wait that waits for a yes or a no."""
        if not self.can_pause:
            return None
        found = self.application.pauses.proposed(on=self.today)
        return found.select_related("asked_by").first()

    @property
    def can_pause(self):
        return self.application.can_move_to(State.PAUSED)

    @property
    def can_withdraw(self):
        return self.application.can_move_to(State.WITHDRAWN) and not self.application.has_joined

    @property
    def can_come_back(self):
        return self.state in {State.DECLINED, State.WITHDRAWN}

    # --- the way ---

    @property
    def shows_way(self):
        return self.state not in {*LEAVING, State.ERASED}

    @property
    def stops(self):
        """The four stops, each with what is known of it; those behind, the one where one stands."""
        at = next((rank for rank, (*_, states) in enumerate(STOPS) if self.state in states), None)
        notes = [self._arrived, self._read, self._meets, self._ends]
        skipped = MEETS if self.state == State.DECLINED and not self.met else None
        return [
            {
                "name": name,
                "icon": icon,
                "note": note,
                "done": at is not None and rank < at and rank != skipped,
                "current": rank == at,
            }
            for rank, ((name, icon, _), note) in enumerate(zip(STOPS, notes, strict=True))
        ]

    @property
    def _arrived(self):
        first = dates.short_day(self.application.submitted_at)
        last = self.application.revisions.last() if self.application.revision > 1 else None
        again = f"renvoyée le {dates.short_day(last.sent_at)}, " if last else ""
        return f"{first}, {again}copie envoyée"

    @property
    def _read(self):
        begun = [
            f"{one.first_name} depuis le {dates.short_day(one.began_at)}"
            for one in self.readers
            if one.began_at
        ]
        return ", ".join(begun) or "Séparément d’abord, puis ensemble"

    @property
    def _meets(self):
        if self.met and self.state in STOPS[-1][-1]:
            return f"Nous nous sommes vus le {dates.short_day(self.met.at)}"
        if self.state == State.DECLINED:
            return "Il n’y en a pas eu"
        return "En salle ou en visio, si l’élan est là"

    @property
    def _ends(self):
        if self.answer and self.state in {State.INVITED, State.DECLINED}:
            return f"Réponse envoyée le {dates.short_day(self.answer.told_at)}"
        return "Vous décidez, nous décidons"

    @cached_property
    def met(self):
        """The last meeting that was held."""
        return self.application.meetings.held().order_by("at").last()

    # --- what was answered ---

    @cached_property
    def answer(self):
        """The last decision whose letter left, in whatever cycle."""
        told = self.application.decisions.filter(told_at__isnull=False).order_by("told_at")
        return told.select_related("told_by", "parting", "application").last()

    @property
    def answer_reason(self):
        return letters.reason_of(self.answer)

    @property
    def answer_kept(self):
        return letters.kept_of(self.answer)

    # --- who reads ---

    @property
    def is_closed(self):
        """Nobody reads any more, or not now."""
        return self.state in {*RESTING, State.INVITED}

    @property
    def _begun(self):
        """Who has begun to read in this cycle."""
        return set(Reading.objects.of(self.application).values_list("reader_id", flat=True))

    @cached_property
    def readers(self):
        """The founders of today and whoever has begun to read, with ``began_at`` (or None)."""
        began = {}
        for entry in self.entries:
            if entry.event == Event.OPENED and entry.actor_id:
                began[entry.actor_id] = entry.at
        if self.state in BLIND and self.application.cycle > 1:
            began = {one: at for one, at in began.items() if one in self._begun}
        holding = Person.objects.of_foundation(on=self.today).values("pk")
        found = Person.objects.filter(Q(pk__in=holding) | Q(pk__in=list(began)))
        people = list(
            found.exclude(pk=self.application.person_id).order_by(in_order("first_name"), "pk")
        )
        for one in people:
            one.began_at = began.get(one.pk)
        return [one for one in people if one.began_at or self.state in BLIND]

    @cached_property
    def openings(self):
        """Who opened the dossier or the CV, latest first: (person, what, moment)."""
        mine = self.application
        theirs = DossierOpening.objects.filter(application=mine).exclude(by=mine.person_id)
        found = [(one.by, "le dossier", one.at) for one in _latest(theirs)]
        if mine.cv_id:
            files = Opening.objects.filter(file=mine.cv_id).exclude(by=mine.person_id)
            found += [(one.by, "le CV", one.at) for one in _latest(files)]
        return sorted(found, key=lambda one: one[2], reverse=True)[:MOST_OPENINGS]

    # --- what happened ---

    @cached_property
    def told(self):
        """The history in the person's words, latest first."""
        lines = []
        for entry in self.entries:
            if sentence := TO_THE_PERSON.get(entry.event):
                who = entry.actor.first_name if entry.actor else "Quelqu’un"
                lines.append({"at": entry.at, "sentence": sentence.format(actor=who)})
        return lines[::-1]

    @cached_property
    def copies(self):
        """The copies of what was sent, the latest first."""
        return list(documents_of(self.application).filter(kind="applications.copy")[:6])

    def _open_completion(self):
        return (
            self.application.completions.filter(closed_at=None).select_related("asked_by").first()
        )


def _latest(rows):
    return rows.select_related("by").order_by("-at", "-pk")[:MOST_OPENINGS]
