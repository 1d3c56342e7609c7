"""Which duration holds on a day. One question to the database, then pure."""

from datetime import date, datetime, time
from itertools import zip_longest

from django.conf import settings
from django.utils import timezone

from coopstudio.durations.kinds import BOUNDS, Kind
from coopstudio.durations.models import Duration

__all__ = ["Durations", "Kind", "read", "table"]


def read():
    """Every duration that two people wrote, beside those that the house began with. Of two of one
    day, the last that was confirmed holds."""
    written = Duration.objects.exclude(confirmation=None)
    in_order = written.order_by("since_on", "confirmation__at", "pk")
    return Durations(in_order.values_list("kind", "since_on", "length"))


def table(*, today):
    """[(of what, in force, [what was and will be written, the last first])]: for people to read.
    What nobody confirmed in time ``has_lapsed``; another of the same day, confirmed afterwards,
    took the place of what ``is_replaced``."""
    durations, written, last = read(), {}, {}
    told = list(Duration.objects.select_related("written_by", "confirmation__by"))
    confirmed = [one for one in told if one.is_confirmed]
    for one in sorted(confirmed, key=lambda one: (one.confirmation.at, one.pk)):
        last[one.kind, one.since_on] = one
    for one in sorted(told, key=lambda one: (one.since_on, one.pk), reverse=True):
        one.has_lapsed = not one.is_confirmed and one.since_on <= today
        one.is_replaced = one.is_confirmed and last[one.kind, one.since_on] != one
        written.setdefault(one.kind, []).append(one)
    return [
        (kind.label, BOUNDS[kind].said(durations.on(kind, today)), written.get(kind, []))
        for kind in Kind
    ]


class Durations:
    """The durations of the house, day by day."""

    def __init__(self, written=()):
        self._written = list(written)

    def on(self, kind, day):
        """The length in force that day, in the unit of its kind."""
        said = [length for one, since, length in self._written if one == kind and since <= day]
        return said[-1] if said else getattr(settings, BOUNDS[kind].setting)

    def promised(self, kind, *, since, today):
        """What holds for something that began ``since``: the shortest length of all those in force
        from then on. A longer one was not what its person was told; a shorter one is for all."""
        days = [day for one, day, _ in self._written if one == kind and since < day <= today]
        return min(self.on(kind, day) for day in [since, *days])

    def spans(self, kind, *, today):
        """[(from a day or None, until the day before or None, length)]: whatever began in that
        span is kept for so long."""
        days = sorted({day for one, day, _ in self._written if one == kind and day <= today})
        starts = [date.min, *days]
        return [
            (start, end, self.promised(kind, since=start, today=today))
            for start, end in zip_longest(starts, days)
        ]

    def eras(self, kind, *, today):
        """[(from an instant or None, until before an instant or None, length)]: what is short
        keeps the duration of the day on which it was last touched, as its author read it."""
        days = sorted({day for one, day, _ in self._written if one == kind and day <= today})
        ends = [None, *(timezone.make_aware(datetime.combine(day, time())) for day in days), None]
        lengths = [self.on(kind, day) for day in (date.min, *days)]
        return list(zip(ends, ends[1:], lengths, strict=False))

    def coming(self, today):
        """[(kind, day, length)]: what was written and does not hold yet, the soonest first."""
        return [(Kind(kind), day, length) for kind, day, length in self._written if day > today]
