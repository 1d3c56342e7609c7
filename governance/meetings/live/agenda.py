"""The subjects of the meeting, in their order, with the time of each."""

from functools import cached_property

from django.db.models import BigIntegerField

from coopstudio.prepared import Given, prepared
from governance.meetings.live.people import People
from governance.models import Item
from governance.states import (
    ItemState,
)


@prepared
def _items():
    found = Item.objects.filter(meeting=Given("meeting", BigIntegerField())).select_related(
        "carrier", "proposal__carrier", "election__role", "tension", "decision"
    )
    return found.defer("carrier__search", "proposal__carrier__search").order_by("rank", "pk")


class Agenda(People):
    @cached_property
    def items(self):
        return _items(meeting=self.meeting.pk)

    @property
    def current(self):
        return next((one for one in self.items if one.state == ItemState.CURRENT), None)

    @property
    def following(self):
        """The next subject that the circle has agreed to live."""
        return next((one for one in self.items if one.state == ItemState.WAITING and one.agreed_at),
                    None)  # fmt: skip

    @property
    def asking(self):
        """Subjects added in session that wait for the circle's accord."""
        if not self.meeting.agreed_at:
            return []
        return [one for one in self.items if one.state == ItemState.WAITING and not one.agreed_at]

    @property
    def minutes_planned(self):
        return sum(one.minutes + one.more_minutes for one in self.items)

    @property
    def is_too_full(self):
        """Its subjects ask for more time than the meeting has."""
        return self.minutes_planned > self.meeting.minutes

    @property
    def place(self):
        """The number of the subject under way."""
        return self.items.index(self.current) + 1

    @property
    def total(self):
        """The minutes of the subject under way, those consented in session with them."""
        return self.current.minutes + self.current.more_minutes

    @property
    def spent(self):
        """Seconds before it was last taken up; and minutes until now."""
        return self.current.spent

    @property
    def spent_minutes(self):
        since = self.current.started_at
        running = (self.now - since).total_seconds() if since else 0
        return int(self.current.spent + max(0, running)) // 60

    @property
    def rest_minutes(self):
        return self.total - self.spent_minutes
