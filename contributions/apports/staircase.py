"""What is left of an apport, as a staircase drawn by the server. Pure: numbers in, geometry out."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

CUTS = {"wide": (560, 240, 8, 184.0, 30.0), "narrow": (330, 220, 4, 170.0, 30.0)}
"""Width, height, margin, ground and ceiling of each cut."""
GAP = {"wide": 126, "narrow": 126}
"""How far apart words stand, so that they do not touch."""
MONTHS = [
    "", "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
]  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A point of the picture: where it stands, its words below it."""

    x: float
    y: float
    on: date
    words: str = ""
    is_ahead: bool = False
    anchor: str = "middle"

    @property
    def when(self):
        if self.is_ahead:
            return f"{self.on.year}"
        day = "1er" if self.on.day == 1 else self.on.day
        return f"{day} {MONTHS[self.on.month]} {self.on.year}"


@dataclass(frozen=True)
class Level:
    """A height that lasted: its amount in cents, and where to write it."""

    x: float
    y: float
    cents: int


class Staircase:
    """The steps [(day, cents left)] until ``today``, then what is ahead: [(day, words)]."""

    def __init__(self, steps, *, today, first=None, ahead=(), cut="wide"):
        self.steps, self.today, self.ahead = steps, today, ahead
        self.cut = cut
        self.width, self.height, self.margin, self.ground, self.ceiling = CUTS[cut]
        self.first = min(first or steps[0][0], steps[0][0])
        self.last = max([today, *(day for day, _words in ahead)]) + timedelta(days=1)
        self.highest = max(1, *(cents for _day, cents in steps))

    def x(self, day):
        whole = max((self.last - self.first).days, 1)
        inside = self.width - 2 * self.margin - 16
        return round(self.margin + 8 + inside * (day - self.first).days / whole, 1)

    def y(self, cents):
        return round(self.ground - (self.ground - self.ceiling) * cents / self.highest, 1)

    @property
    def right(self):
        return self.width - self.margin

    @property
    def below(self):
        """Where the day of a mark is written, and lower, its word."""
        return self.ground + 26 if self.cut == "wide" else self.ground + 20

    @property
    def lower(self):
        return self.below + 18

    @property
    def line(self):
        day, cents = self.steps[0]
        drawn = [f"M{self.x(day)} {self.ground}", f"V{self.y(cents)}"]
        for day, cents in self.steps[1:]:
            drawn += [f"H{self.x(day)}", f"V{self.y(cents)}"]
        return " ".join([*drawn, f"H{self.x(self.today)}"])

    @property
    def area(self):
        return f"{self.line} V{self.ground} Z"

    @property
    def future(self):
        """What would stay if nothing else happened: dotted, up to what is ahead."""
        if not self.ahead:
            return ""
        end = self.x(max(day for day, _words in self.ahead))
        return f"M{self.x(self.today)} {self.y(self.steps[-1][1])} H{end}"

    @property
    def points(self):
        return [Mark(self.x(day), self.y(cents), day) for day, cents in self.steps]

    @property
    def ahead_points(self):
        left = self.steps[-1][1]
        return [Mark(self.x(day), self.y(left), day, words, True) for day, words in self.ahead]

    def words(self, told):
        """The marks [(day, words)] that have room below the ground, the first and last first."""
        kept = []
        for day, words in [*told[:1], *told[:0:-1]]:
            at = self.x(day)
            if all(abs(at - other.x) >= GAP[self.cut] for other in kept):
                kept.append(Mark(at, self.ground, day, words, day > self.today, self._anchor(at)))
        return sorted(kept, key=lambda mark: mark.x)

    @property
    def levels(self):
        """The highest level and the last, where they are long enough to bear their amount."""
        ends = [*self.steps[1:], (self._until, 0)]
        spans = [
            (cents, self.x(day), self.x(end[0]))
            for (day, cents), end in zip(self.steps, ends, strict=True)
        ]
        named = {max(spans, key=lambda one: (one[0], one[2] - one[1])), spans[-1]}
        found = sorted(named, key=lambda one: one[1])
        found = [Level(self._inside((a + b) / 2), self.y(c) - 10, c) for c, a, b in found if c]
        close = any(b.x - a.x < GAP[self.cut] and abs(a.y - b.y) < 30 for a, b in pairwise(found))
        return found[:1] if close else found

    @property
    def _until(self):
        """Where the last level ends: what is ahead lends its place to one that has just begun."""
        is_new = self.x(self.today) - self.x(self.steps[-1][0]) < GAP[self.cut]
        return max(day for day, _words in self.ahead) if is_new and self.ahead else self.today

    def _inside(self, x):
        return round(min(max(x, self.margin + 40), self.width - self.margin - 40), 1)

    def _anchor(self, x):
        if x < self.margin + 40:
            return "start"
        return "end" if x > self.width - self.margin - 40 else "middle"
