"""Who is in the room, who is not, and what the person who looks may do there."""

from functools import cached_property

from django.db.models import BigIntegerField
from django.utils import timezone

from coopstudio.prepared import Given, prepared
from governance import college
from governance.meetings import gathering
from governance.models import MeetingGuest, Presence

MEETING = Given("meeting", BigIntegerField())


@prepared
def _presences():
    found = Presence.objects.filter(meeting=MEETING).select_related("person")
    return found.defer("person__search").order_by("arrived_at", "pk")


@prepared
def _guests():
    found = MeetingGuest.objects.filter(meeting=MEETING).select_related("person")
    return found.defer("person__search")


class People:
    """``meeting`` with its circle, ``person`` who looks, ``now``."""

    def __init__(self, meeting, person, now):
        self.meeting, self.person, self.now = meeting, person, now
        self.day = timezone.localdate(now)

    @cached_property
    def sittings(self):
        return college.around(self.meeting.circle, on=self.meeting.day)

    @cached_property
    def presences(self):
        return _presences(meeting=self.meeting.pk)

    @cached_property
    def here(self):
        """Those who are in the room now."""
        return [one for one in self.presences if one.left_at is None]

    @cached_property
    def _here(self):
        return {one.person_id for one in self.here}

    @cached_property
    def away(self):
        """Who sits here with a voice and is not in the room."""
        return [s for s in self.sittings if s.has_a_voice and s.person.pk not in self._here]

    @cached_property
    def may_come(self):
        """Who sits here, with a voice or not, and may be noted as arriving."""
        guests = [] if self.meeting.closed_at else _guests(meeting=self.meeting.pk)
        asked = [*self.sittings, *(college.Sitting(one.person) for one in guests)]
        return [s for s in asked if s.person.pk not in self._here and not s.leave]

    @cached_property
    def on_leave(self):
        return [s for s in self.sittings if s.leave]

    @cached_property
    def mine(self):
        return next((s for s in self.sittings if s.person == self.person), None)

    @property
    def sits(self):
        return self.mine is not None

    @property
    def has_a_voice(self):
        return self.mine is not None and self.mine.has_a_voice

    @property
    def is_here(self):
        return self.person.pk in self._here

    @property
    def is_late(self):
        """Sits in this circle, and nobody has noted them in the room."""
        return self.sits and not self.mine.leave and not self.is_here

    @cached_property
    def my_presence(self):
        return next((one for one in self.here if one.person_id == self.person.pk), None)

    @cached_property
    def led_by(self):
        return gathering.who_leads(self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def written_by(self):
        return gathering.who_writes(self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def leads(self):
        return gathering.leads(self.person, self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def writes(self):
        return gathering.writes(self.person, self.meeting, on=self.day, sittings=self.sittings)

    @cached_property
    def notes(self):
        """May note what others say aloud, and pass the floor for them."""
        about = {"on": self.day, "sittings": self.sittings, "here": self._here}
        return gathering.notes(self.person, self.meeting, **about)

    @cached_property
    def prepares(self):
        circle = self.meeting.circle
        return gathering.prepares(self.person, circle, on=self.day, sittings=self.sittings)

    @property
    def may_name(self):
        """Hand over what one holds; any voice may when neither of those who hold it is there."""
        named = {self.led_by, self.written_by} - {None}
        nobody = not {one.pk for one in named} & self._here
        return self.has_a_voice and (self.person in named or nobody)

    @property
    def leader_is_away(self):
        """Whoever facilitates is not in the room: anybody may say who does."""
        return self.led_by is not None and self.led_by.pk not in self._here

    @property
    def writer_is_away(self):
        """Whoever keeps the minutes is not in the room: nobody writes yet."""
        return self.written_by is not None and self.written_by.pk not in self._here
