"""The measures of a text as one looks at them: each reading by day, its threshold, and a drawing.

Numbers come in, places on a sheet of 600 by 230 come out; nothing is asked of the database here.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from math import ceil, floor, log10

from coopstudio.french.dates import short_day
from coopstudio.french.money import MINUS, THIN

LEFT, RIGHT, TOP, FLOOR = 46, 582, 26, 196
SHOWN = 12
INVARIABLE = {"mois", "fois", "cas", "avis", "pas", "repas"}
MONTHS = [
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
]


def figure(value):
    """« 2,8 », « 1 200 »: a figure as it is read, without zeros that say nothing."""
    text = f"{abs(Decimal(value)).normalize():,f}".replace(",", THIN).replace(".", ",")
    return f"{MINUS}{text}" if value < 0 else text


def counted(value, unit):
    """« 2,8 mois », « 1 demande », « 3 demandes »: a figure with what it counts."""
    is_one = abs(Decimal(value)) < 2 and unit.endswith("s") and unit not in INVARIABLE
    return f"{figure(value)} {unit.removesuffix('s') if is_one else unit}".strip()


@dataclass(frozen=True)
class Point:
    """One reading, where it stands and what is written beside."""

    x: float
    y: float
    value: str
    label: str
    month: str
    is_last: bool
    is_crossed: bool


class Gauge:
    """A measure with what was read of it, the oldest first. ``decided``: its day of adoption."""

    def __init__(self, measure, readings, *, decided, today):
        self.measure, self.readings = measure, sorted(readings, key=lambda one: (one.on, one.pk))
        self.decided, self.today = decided, today
        self.drawn = self.readings[-SHOWN:]

    @property
    def is_measured(self):
        return bool(self.readings)

    @property
    def last(self):
        return self.readings[-1] if self.readings else None

    @property
    def is_crossed(self):
        return self.is_measured and self.measure.is_crossed_by(self.last.value)

    @property
    def awaited_on(self):
        """When it is to be read next."""
        since = self.last.on if self.last else self.decided
        return since + timedelta(days=self.measure.every_days)

    @property
    def is_late(self):
        return self.awaited_on < self.today

    @property
    def threshold(self):
        if self.measure.threshold is None:
            return ""
        return counted(self.measure.threshold, self.measure.unit)

    @property
    def says(self):
        """The last figure in words: what a reader hears, and what stands above the drawing."""
        if not self.is_measured:
            return "non mesuré"
        said = counted(self.last.value, self.measure.unit)
        if self.measure.threshold is None:
            return f"{said}, le {short_day(self.last.on)}"
        where = self.measure.get_side_display() if self.is_crossed else "dans ce qui était espéré"
        return f"{said}, {where}{' du seuil' if self.is_crossed else ''}"

    @property
    def tells(self):
        """The whole drawing in one sentence."""
        told = ", ".join(f"{figure(one.value)} le {short_day(one.on)}" for one in self.drawn)
        limit = f" Seuil : {self.threshold}." if self.threshold else ""
        return f"{self.measure.name} : {told}.{limit}"

    @property
    def is_drawn(self):
        return len(self.drawn) > 1

    @property
    def rows(self):
        """The same figures as a table, the newest first."""
        for one in reversed(self.readings):
            yield {
                "on": one.on,
                "value": counted(one.value, self.measure.unit),
                "words": one.words,
                "by": one.by,
                "is_crossed": self.measure.is_crossed_by(one.value),
            }

    # --- the drawing ---

    @property
    def points(self):
        count = len(self.drawn)
        gap = (RIGHT - LEFT - 48) / max(count - 1, 1)
        is_close = len({(one.on.year, one.on.month) for one in self.drawn}) < count
        return [
            Point(
                x=round(LEFT + 24 + rank * gap, 1),
                y=self._height(one.value),
                value=figure(one.value),
                label=short_day(one.on),
                month=f"{one.on.day} {MONTHS[one.on.month - 1]}"
                if is_close
                else MONTHS[one.on.month - 1],
                is_last=rank == count - 1,
                is_crossed=self.measure.is_crossed_by(one.value),
            )
            for rank, one in enumerate(self.drawn)
        ]

    @property
    def path(self):
        return "M" + "L".join(f"{one.x} {one.y}" for one in self.points)

    @property
    def grid(self):
        """[(height, what is written there)] of the lines behind."""
        step, low, high = self._scale
        count = round((high - low) / step)
        return [(self._height(low + rank * step), figure(low + rank * step))
                for rank in range(count + 1)]  # fmt: skip

    @property
    def limit(self):
        """Where the threshold stands, or None."""
        known = self.measure.threshold is not None
        return self._height(self.measure.threshold) if known else None

    @property
    def is_limit_left(self):
        """Its words stand on the side where the line is farther from it."""
        first, *_, last = self.points
        return abs(first.y - self.limit) >= abs(last.y - self.limit)

    @property
    def limit_shift(self):
        """Its words stand above their line when most figures stand below it, else under it."""
        under = sum(one.y > self.limit for one in self.points)
        is_low = self.limit > FLOOR - 24
        return "-.6em" if is_low or 2 * under >= len(self.points) else "1.3em"

    @property
    def zone(self):
        """(top, height) of what was hoped: on the good side of the threshold."""
        if self.limit is None:
            return None
        is_below = self.measure.side == self.measure.Side.BELOW
        top, end = (TOP, self.limit) if is_below else (self.limit, FLOOR)
        return round(top, 1), round(end - top, 1)

    @property
    def event(self):
        """Where the day of the adoption stands among the points, or None when it is not there."""
        points = self.points
        days = [one.on for one in self.drawn]
        if not days or not days[0] <= self.decided <= days[-1]:
            return None
        for rank, end in enumerate(days[1:], start=1):
            if self.decided <= end:
                span = (end - days[rank - 1]).days or 1
                part = (self.decided - days[rank - 1]).days / span
                return round(points[rank - 1].x + part * (points[rank].x - points[rank - 1].x), 1)
        return points[-1].x

    @property
    def _scale(self):
        """(step, lowest, highest) of round figures around what was read and the threshold."""
        known = [one.value for one in self.drawn]
        if self.measure.threshold is not None:
            known.append(self.measure.threshold)
        low, high = min([*known, Decimal(0)]), max([*known, Decimal(1)])
        rough = float(high - low) / 4
        power = Decimal(10) ** floor(log10(rough))
        step = next(power * one for one in (1, 2, 5, 10) if float(power * one) >= rough)
        return step, floor(low / step) * step, ceil(high / step) * step

    def _height(self, value):
        _step, low, high = self._scale
        return round(float(FLOOR - (FLOOR - TOP) * (float(value - low) / float(high - low))), 1)
