"""The meetings of one application, as one side sees them: the hours, then what was said.

The person sees the hours and what is kept together. A founder's notes are asked of the database
only for founders who may read them: they are in no other page.
"""

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from applications.models import Meeting, MeetingNote
from applications.states import State

NTH = ["", "première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième"]


class Talks:
    """What ``person`` (a founder, or the author) may see of the meetings of ``application``."""

    def __init__(self, application, person, *, now):
        self.application, self.person, self.now = application, person, now
        found = Meeting.objects.filter(application=application)
        self.all = list(found.select_related("proposed_by").order_by("proposed_at", "pk"))

    @property
    def current(self):
        """The one that is proposed or set, or None."""
        return next((one for one in self.all if one.is_open), None)

    @property
    def held(self):
        return [one for one in self.all if one.held_at]

    @property
    def missed(self):
        """The last one, if it did not take place and nothing was proposed since."""
        last = self.all[-1] if self.all else None
        return last if last and last.missed_at else None

    @property
    def last(self):
        """The last one that was held, or None."""
        return max(self.held, key=lambda one: one.at, default=None)

    @property
    def has_passed(self):
        """Whether the hour of the current one is behind."""
        return bool(self.current and self.current.at and self.current.at <= self.now)

    @property
    def is_asked(self):
        """Whether the person waits for the founders' answer about hours."""
        return bool(self.current and self.current.countered_at)

    @property
    def can_propose(self):
        return self.application.can_move_to(State.MEETING_PROPOSED) and self.current is None

    @property
    def can_ask_again(self):
        is_met = self.application.told_state == State.MET
        return bool(is_met and self.last and not self.last.again_at)

    @property
    def nth(self):
        """« deuxième », for the current one when it is not the first; else nothing."""
        rank = len(self.held) + 1
        return NTH[rank] if 1 < rank < len(NTH) else ""

    # --- hours ---

    @cached_property
    def offered(self):
        """The founders' hours, each with whether it is still free."""
        free = set(self.current.slots.free(self.now).values_list("pk", flat=True))
        slots = list(self.current.slots.offered())
        for slot in slots:
            slot.is_free = slot.pk in free
        return slots

    @property
    def has_free_hours(self):
        return any(slot.is_free for slot in self.offered)

    @cached_property
    def asked(self):
        """The person's hours, still to come."""
        return list(self.current.slots.asked().filter(at__gt=self.now))

    @property
    def request(self):
        """What the person asked for and waits about: their hours to come and their words."""
        if not self.is_asked:
            return None
        return [slot.at for slot in self.asked], self.current.counter_words

    @property
    def how_near(self):
        """« aujourd’hui », « demain », « dans 4 jours », for an hour to come."""
        days = (timezone.localdate(self.current.at) - timezone.localdate(self.now)).days
        words = {0: "aujourd’hui", 1: "demain", 2: "après-demain"}
        return words.get(days, f"dans {days}\u00a0jours") if days >= 0 else ""

    @property
    def guide_leaves_at(self):
        """When the person's part of the trame leaves."""
        return self.current.at - timedelta(days=2) if self.current and self.current.at else None

    # --- what was said ---

    @property
    def noted(self):
        """The meeting one takes notes of: the one whose hour has come, else the last held."""
        return self.current if self.has_passed else self.last or self._with_hour

    @property
    def _with_hour(self):
        return self.current if self.current and self.current.at else None

    @cached_property
    def notes(self):
        """The notes on all these meetings that this founder may read, newest last."""
        found = MeetingNote.objects.visible_to(self.person).filter(meeting__in=self.all)
        return list(found.select_related("author", "meeting").order_by("meeting__at", "saved_at"))

    @property
    def my_note(self):
        mine = (one for one in self.notes if one.author_id == self.person.pk)
        return next((one for one in mine if self.noted and one.meeting_id == self.noted.pk), None)

    @property
    def shared_notes(self):
        return [one for one in self.notes if one != self.my_note]

    @cached_property
    def takeaways(self):
        """The versions of what is kept together of the last meeting held, newest first."""
        if self.last is None:
            return []
        return list(self.last.takeaways.select_related("by").order_by("-number"))

    @property
    def text(self):
        """The version that stands, or None."""
        return self.takeaways[0] if self.takeaways else None

    @property
    def seen(self):
        return self.text.number if self.text else 0
