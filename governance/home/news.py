"""What the letter of one's circles tells: what awaits, what comes, what was decided since."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from governance.home import coming, words
from governance.models import Circle, Decision, Meeting
from governance.states import MinutesState, Rhythm

AHEAD = {Rhythm.WEEKLY: timedelta(days=8), Rhythm.DAILY: timedelta(days=2)}
BEFORE = {Rhythm.WEEKLY: timedelta(days=7), Rhythm.DAILY: timedelta(days=1)}
LONGEST = timedelta(days=30)
MOST = 12


@dataclass(frozen=True)
class News:
    """The news of one person for one period. ``since``: the period that was told before."""

    person: object
    since: object
    rhythm: str
    day: object
    now: object

    @cached_property
    def awaited(self):
        return words.awaited_of(self.person, now=self.now)[:MOST]

    @cached_property
    def meetings(self):
        return coming.meetings_of(self.person, now=self.now, until=self.now + AHEAD[self.rhythm])

    @cached_property
    def decisions(self):
        """Adopted in my circles since the last letter."""
        found = Decision.objects.filter(circle__in=self._circles, adopted_at__date__gte=self._from)
        found = found.filter(adopted_at__lte=self.now).select_related("circle")
        return list(found.order_by("adopted_at", "pk")[:MOST])

    @cached_property
    def minutes(self):
        """Published in my circles since the last letter."""
        found = Meeting.objects.filter(
            circle__in=self._circles,
            minutes_state=MinutesState.PUBLISHED,
            published_at__date__gte=self._from,
            published_at__lte=self.now,
        )
        return list(found.select_related("circle").order_by("published_at", "pk")[:MOST])

    @property
    def is_empty(self):
        return not (self.awaited or self.meetings or self.decisions or self.minutes)

    @property
    def _from(self):
        """The first day that was not told; never further back than a month."""
        first = self.since or self.day - BEFORE[self.rhythm]
        return max(first, self.day - LONGEST)

    @cached_property
    def _circles(self):
        on = timezone.localdate(self.now)
        return list(Circle.objects.of(self.person, on=on).values_list("pk", flat=True))
