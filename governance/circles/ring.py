"""Where everybody stands in the ring: one line of people without a beginning, numbers only."""

from dataclasses import dataclass
from math import cos, pi, sin

from governance.circles import atlas as reading


@dataclass
class Spot:
    """Somebody of the ring, or an open place."""

    stop: reading.Stop
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str

    @property
    def is_link(self):
        return bool(self.stop.kind)


class Ring:
    """The walk round the circles, set on a ring in a square (wide: with names around)."""

    def __init__(self, atlas, *, width, height, radius, aside=30):
        self.width, self.height, self.radius = width, height, radius
        self.stops = reading.walk(atlas)
        self.count = sum(not stop.is_open for stop in self.stops)
        many = max(len(self.stops), 1)
        self.who = round(min(radius * 0.077, radius * pi / many * 0.84), 1)
        self.halo = round(self.who * 1.22, 1)
        self.spots = [
            self._spot(stop, place / many, aside) for place, stop in enumerate(self.stops)
        ]

    @property
    def middle(self):
        return self.width / 2, self.height / 2

    @property
    def arms(self):
        """(path, is open) between neighbours."""
        pairs = zip(self.spots, self.spots[1:] + self.spots[:1], strict=True)
        return [
            (self._arc(one, two), one.stop.is_open or two.stop.is_open)
            for one, two in pairs
            if one is not two
        ]

    @property
    def chords(self):
        """(hue, path) for each circle that others are linked to: those who sit in it together."""
        told = []
        for key, hue in self._parents():
            sitting = [one for one in self.spots if self._sits(one, key)]
            if len(sitting) > 2:
                told.append((hue, self._chord(sitting)))
        return told

    def _parents(self):
        found = {}
        for spot in self.spots:
            parent = spot.stop.place.parent
            if parent:
                found[parent.circle.pk] = parent.hue
        return found.items()

    def _sits(self, spot, key):
        place = spot.stop.place
        if spot.stop.is_open:
            return False
        linked = spot.is_link and place.parent and place.parent.circle.pk == key
        return linked or (place.circle.pk == key)

    def _spot(self, stop, turn, aside):
        angle = 2 * pi * turn - pi / 2 - pi / 9
        x, y = self._at(angle, self.radius)
        label_x, label_y = self._at(angle, self.radius + aside)
        across = cos(angle)
        anchor = "middle" if abs(across) < 0.12 else ("start" if across > 0 else "end")
        return Spot(stop, x, y, label_x, label_y, anchor)

    def _at(self, angle, radius):
        mid_x, mid_y = self.middle
        return round(mid_x + radius * cos(angle), 1), round(mid_y + radius * sin(angle), 1)

    def _arc(self, one, two):
        return f"M{one.x} {one.y}A{self.radius} {self.radius} 0 0 1 {two.x} {two.y}"

    def _chord(self, sitting):
        """A soft line from one to the next, drawn towards the middle."""
        mid_x, mid_y = self.middle
        inner = [self._inward(one) for one in sitting]
        path = f"M{inner[0][0]:.1f} {inner[0][1]:.1f}"
        for one, two in zip(inner, inner[1:] + inner[:1], strict=True):
            bend_x = (one[0] + two[0]) / 2 * 0.7 + mid_x * 0.3
            bend_y = (one[1] + two[1]) / 2 * 0.7 + mid_y * 0.3
            path += f"Q{bend_x:.1f} {bend_y:.1f} {two[0]:.1f} {two[1]:.1f}"
        return path

    def _inward(self, spot):
        mid_x, mid_y = self.middle
        k = (self.radius - self.halo * 1.25) / self.radius
        return mid_x + (spot.x - mid_x) * k, mid_y + (spot.y - mid_y) * k
