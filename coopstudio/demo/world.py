"""What the fillers of the demonstration share: a calendar that counts from today, and a story.

Fillers plan what happened (``plan``); then everything is played in the order of time, each act at
its hour, by the real actions of the house. So numbers, states, letters and journal are what they
would be, had it all taken place.
"""

from datetime import datetime, time, timedelta
from itertools import count
from random import Random

from django.utils import timezone

from coopstudio.acting import lived_at
from coopstudio.french.workdays import add_working_days, is_working_day

DOMAIN = "demo.example"
"""Reserved for examples (RFC 2606): a letter of the demonstration can reach nobody."""

ONE_DAY = timedelta(days=1)


def address(name):
    """« fleur » → the address of Fleur in the demonstration."""
    return f"{name}@{DOMAIN}"


class World:
    """A day to count from, a size (how many members and candidatures, or None), one chance."""

    def __init__(self, *, now, size=None):
        self.now, self.size, self.chance = now, size, Random(20_260_421)  # noqa: S311
        self.today = timezone.localdate(now)
        self._steps, self._rank = [], count()

    def day(self, away):
        """The working day that is ``away`` working days from today; today itself does not count."""
        if away > 0:
            return add_working_days(self.today, away)
        day = self.today
        for _ in range(-away):
            day -= ONE_DAY
            while not is_working_day(day):
                day -= ONE_DAY
        return day

    def moment(self, words):
        """« -8 22:47 », eight working days ago in the evening, as an instant."""
        away, hour = words.split()
        return timezone.make_aware(datetime.combine(self.day(int(away)), time.fromisoformat(hour)))

    def plan(self, at, act, **words):
        """``act(at=at, **words)`` will be played at its hour."""
        self._steps.append((at, next(self._rank), act, words))

    def play(self):
        """Live through everything that was planned, in the order of time."""
        for at, _, act, words in sorted(self._steps):
            with lived_at(at):
                act(at=at, **words)
