"""One application as a founder reads it: the call with its margin, the answers, the notebook.

What is folded is never asked of the database for the page: the other readings come only once the
readings are crossed, and until one's own is written the person is « la personne ».
"""

import re
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Exists,
    OuterRef,
    Subquery,
    prefetch_related_objects,
)
from django.utils import timezone

from applications import identity
from applications.actions.readings import stamp
from applications.events import Event
from applications.margin import Margin
from applications.models import (
    Application,
    CallVersion,
    Conversation,
    DossierNote,
    DossierOpening,
    Pause,
    Reading,
    Supplement,
    TalkingPoint,
    Weather,
)
from applications.openings import hour_of
from applications.rows import BADGES, OVER, pearls, waited
from applications.states import BLIND, State
from coopstudio.french.order import in_order
from coopstudio.journal.api import lines_about
from coopstudio.prepared import Given, prepared
from members.models import Person

OF_ITS_AUTHOR = {
    Event.NOTE_CONFIRMED,
    Event.NOTE_WRITTEN,
    Event.NOTE_CORRECTED,
    Event.NOTE_REMOVED,
}
"""Lines of the thread that only who did it reads: the notes themselves tell the rest."""

OWN = re.compile(r"\b(?:sa|son)\b(?= (?:lecture|position|portrait|consentement))")
"""What « vous » did was « a écrit sa lecture » in the journal: it is « votre » to who did it."""


class Hanging(NamedTuple):
    """What may hang on an application, and mostly does not; whether it is noted that this founder
    opened it this hour; and which version of its call is read today."""

    thread: bool
    weather: bool
    pause: bool
    notes: bool
    points: bool
    opened: bool
    newest: int | None


@prepared
def _what_hangs():
    """As a rule no thread, shown weather, proposed pause, note or marked passage stands, and five
    questions are spared."""
    here = {"application": Given("application", BigIntegerField())}
    pauses = Pause.objects.proposed(on=Given("today", DateField())).filter(**here)
    me, hour = Given("founder", BigIntegerField()), Given("hour", DateTimeField())
    read = CallVersion.objects.published().filter(call=OuterRef("version__call"))
    return Application.objects.filter(pk=here["application"]).values_list(
        Exists(Conversation.objects.filter(**here)),
        Exists(Weather.objects.shared().filter(**here)),
        Exists(pauses),
        Exists(DossierNote.objects.told_to(me).filter(**here)),
        Exists(TalkingPoint.objects.told_to(me).concerning(here["application"])),
        Exists(DossierOpening.objects.filter(by=me, hour=hour, **here)),
        Subquery(read.order_by("-number").values("pk")[:1]),
    )


@prepared
def _readings():
    seen = Reading.objects.told_to(Given("founder", BigIntegerField()))
    seen = seen.filter(application=Given("application", BigIntegerField()))
    return seen.select_related("reader").order_by("cycle", "written_at", "pk")


@prepared
def _notes():
    told = DossierNote.objects.told_to(Given("founder", BigIntegerField()))
    told = told.filter(application=Given("application", BigIntegerField()))
    return told.select_related("author").order_by("written_at", "pk")


class Dossier:
    """What ``founder`` may see of ``application`` now."""

    def __init__(self, application, founder, *, now):
        self.application, self.founder = application, founder
        self.now, self.today = now, timezone.localdate(now)
        self.seen = self._seen()
        self.visible_readings = [one for one in self.seen if one.cycle == application.cycle]
        self.mine = next((one for one in self.visible_readings if one.reader == founder), None)
        theirs = [one for one in self.seen if one.reader == founder]
        self.is_known = any(one.written_at or one.unfolded_at for one in theirs)

    def _seen(self):
        """The readings that this founder may see, each with what was added to it: nothing, before
        the person completed anything."""
        if not self.founder.acts_for_foundation:
            return []
        seen = _readings(founder=self.founder.pk, application=self.application.pk)
        if self.application.revision > 1:
            prefetch_related_objects(seen, "supplements")
        else:
            for one in seen:
                one._prefetched_objects_cache = {"supplements": Supplement.objects.none()}
        return seen

    # --- what is folded ---

    @property
    def is_being_read(self):
        """Whether readings are not crossed yet, even if it sleeps or was withdrawn meanwhile."""
        return not self.application.is_crossed

    @property
    def may_write(self):
        """Whether one's own reading is still to be written."""
        has_written = self.mine and self.mine.written_at
        return self.application.state in BLIND and not has_written

    @property
    def is_folded(self):
        """The name, the addresses and the CV are not shown yet to this founder."""
        return not (self.application.is_crossed or self.is_known)

    @property
    def name(self):
        return self.application.reference if self.is_folded else self.application.full_name

    def said(self, text):
        """The person's own words, in which they may have signed."""
        if not self.is_folded:
            return text
        return identity.folded(text, identity.names_of(self.application))

    @property
    def trail(self):
        """The way to this page; the number stands for the name while it is folded."""
        word = f"{self.application.number:03}" if self.is_folded else self.application.full_name
        return [("Candidatures", "/candidatures/"), (word, self.application.get_absolute_url())]

    @property
    def stamp(self):
        return stamp(self.mine)

    @cached_property
    def others(self):
        """The other founders, each with the moment they wrote; never their words."""
        theirs = Reading.objects.of(self.application).filter(reader=OuterRef("pk"))
        found = Person.objects.of_foundation(on=self.today).exclude(
            pk__in=[self.founder.pk, self.application.person_id]
        )
        wrote = Subquery(theirs.values("written_at")[:1])
        return list(found.annotate(wrote_at=wrote).order_by(in_order("first_name"), "pk"))

    @property
    def may_supplement(self):
        """Whether the person completed since one's own reading was written, still blind."""
        mine, state = self.mine, self.application.state
        is_written = mine is not None and mine.written_at is not None
        return is_written and state in BLIND and mine.revision < self.application.revision

    @property
    def earlier_readings(self):
        """What was read in the cycles before: (cycle, its readings)."""
        cycles = defaultdict(list)
        for one in self.seen:
            if one.cycle < self.application.cycle and one.written_at:
                cycles[one.cycle].append(one)
        return list(cycles.items())

    @cached_property
    def hangs(self):
        """Which of them there are."""
        asked = {"application": self.application.pk, "today": self.today}
        asked |= {"founder": self.founder.pk, "hour": hour_of(self.now)}
        return Hanging(*_what_hangs(**asked)[0])

    @cached_property
    def notes(self):
        """What founders left on it, as far as this one may read it; the oldest first."""
        if not self.founder.acts_for_foundation or not self.hangs.notes:
            return []
        return _notes(founder=self.founder.pk, application=self.application.pk)

    # --- where it stands ---

    @property
    def badge(self):
        look, dot, word = BADGES[State(self.application.state)]
        return {"look": look, "dot": dot, "word": word}

    @property
    def waits(self):
        """Working days since it was sent, while an answer is owed; None afterwards."""
        if self.application.state in OVER:
            return None
        return waited(self.application.submitted_at, self.today)

    @property
    def pearls(self):
        return pearls(min(self.waits, settings.ANSWER_PROMISE_DAYS))

    # --- the call and its margin ---

    @cached_property
    def margin(self):
        return Margin(self.application, self.founder, self.hangs)

    @property
    def reactions(self):
        return self.margin.reactions

    # --- its life ---

    @cached_property
    def thread(self):
        """The journal of this application; the person has no name in it while it is folded."""
        return [
            self._line(entry) for entry in lines_about(self.application) if self._is_told(entry)
        ]

    def _is_told(self, entry):
        """A warning passed is its author's: it would say what their words hold. So is a note: what
        is written for oneself, or still blind, is not even said to be there."""
        return entry.event not in OF_ITS_AUTHOR or entry.actor == self.founder

    def _line(self, entry):
        actor = entry.actor
        is_person = actor is not None and actor.pk == self.application.person_id
        hidden = is_person and self.is_folded
        who = "La personne" if hidden else "Vous" if actor == self.founder else actor
        sentence = entry.sentence
        if actor == self.founder and sentence.startswith("a "):
            sentence = OWN.sub("votre", f"avez {sentence[2:]}")
        return {
            "at": entry.at,
            "who": "" if entry.names_nobody else who,
            "sentence": sentence,
            "initial": "" if actor is None or hidden else actor.first_name[:1],
            "is_strong": entry.event in {Event.SUBMITTED, Event.DECIDED, Event.INVITED},
        }
