"""Where everything stands in the drawing of the map: numbers in, numbers out.

Instances have one size and one line, whatever their number; so have the circles inside. What is
drawn as two hands that hold is a link held by two persons, and nothing else is.
"""

from dataclasses import dataclass, field
from math import ceil, cos, hypot, radians, sin

STEP = 262 / 185
"""How far the centres of two instances are, in radii: they overlap, and links stand there."""
WIDEST, MARGIN = 185.0, 8.0
INSIDE, ROOM = 55.0, 16.0
IN_AN_ARC, ARC, RIM = (3, 4, 5), radians(66), 12.0
LINE, SMALL = (11, 3), (15, 4)
"""(signs in a line, lines) of a name in a circle of the usual size, then in small letters."""


@dataclass
class Disc:
    """A circle inside an instance."""

    place: object
    x: float
    y: float
    r: float
    scale: float

    @property
    def lines(self):
        """(words, y) of its name; a number when it is too small for words."""
        if self.r < 36 * self.scale:
            return []
        for longest, most in (LINE, SMALL):
            said = wrapped(self.place.circle.name, longest)
            if len(said) <= most:
                return self._set(said, 18 if longest == LINE[0] else 14)
        return self._set([*said[: SMALL[1] - 1], f"{said[SMALL[1] - 1][:12]}…"], 14)

    @property
    def is_small(self):
        many = len(wrapped(self.place.circle.name, LINE[0])) > LINE[1]
        return many or self.r < 48 * self.scale

    def _set(self, said, step):
        top = self.y - 4 - (len(said) - 1) * step / 2
        return [(words, round(top + row * step + 5, 1)) for row, words in enumerate(said)]


@dataclass
class Knot:
    """Two hands: where each person stands, and how the arms go."""

    pair: object
    x: float
    y: float
    r: float
    arms: list = field(default_factory=list)
    dots: list = field(default_factory=list)
    size: str = ""

    @property
    def gap(self):
        return self.r * 1.2

    @property
    def people(self):
        """(hand, x, y)."""
        ends = (self.x - self.gap, self.x + self.gap)
        return [
            (hand, round(x, 1), round(self.y, 1))
            for hand, x in zip(self.pair.hands, ends, strict=True)
        ]

    @property
    def grip(self):
        """The path of the two hands that hold, or of the one that waits."""
        low, deep = self.y + self.r * 0.7, self.y + self.r * 1.45
        left, right = self.x - self.gap + self.r * 0.7, self.x + self.gap - self.r * 0.7
        if self.pair.is_held:
            return f"M{left:.1f} {low:.1f}Q{self.x:.1f} {deep:.1f} {right:.1f} {low:.1f}"
        if self.pair.links:
            start, way = (left, 1) if self.pair.first.link else (right, -1)
            bend = self.r * 0.45
            low_x, far_x = way * bend * 0.45, way * bend
            return (
                f"M{start:.1f} {low:.1f}q{low_x:.1f} {bend * 0.7:.1f} {far_x:.1f} {bend * 0.3:.1f}"
            )
        return ""


@dataclass
class Round:
    """One instance, drawn."""

    body: object
    x: float
    y: float
    r: float
    title_x: float


class Drawing:
    """The whole map for a width: ``head`` is left above for the names."""

    def __init__(self, atlas, *, width, head, scale=1.0):
        self.width, self.scale = width, scale
        bodies = atlas.bodies or []
        count = max(len(bodies), 1)
        self.r = min(WIDEST * scale, (width - 2 * MARGIN * scale) / (2 + STEP * (count - 1)))
        self.step = self.r * STEP
        self.k = self.r / WIDEST
        """Everything inside follows the size of the instances."""
        self.height = round(head + 2 * self.r + MARGIN * scale, 1)
        self.y = head + self.r
        left = (width - self.step * (count - 1)) / 2
        self.rounds = [
            Round(body, left + rank * self.step, self.y, self.r, 0)
            for rank, body in enumerate(bodies)
        ]
        self._set_titles()
        self.discs = self._discs()
        self._at = {disc.place.circle.pk: disc for disc in self.discs}
        self._body = {
            place.circle.pk: rank for rank, body in enumerate(bodies) for place in body.places
        }
        self.knots = self._knots(atlas)

    def _set_titles(self):
        last = len(self.rounds) - 1
        for rank, one in enumerate(self.rounds):
            aside = 0 if last == 0 else {0: -30, last: 30}.get(rank, 0)
            one.title_x = round(one.x + aside * self.k, 1)

    # --- circles inside ---

    def _free(self, rank):
        """(middle, half width) of what the neighbours leave of an instance, from its centre."""
        last = len(self.rounds) - 1
        edge = self.step - self.r
        left = -edge if rank > 0 else -self.r * 0.86
        right = edge if rank < last else self.r * 0.86
        return (left + right) / 2, (right - left) / 2

    def _discs(self):
        grids = [self._grid(rank, one) for rank, one in enumerate(self.rounds)]
        radius = min([INSIDE * self.k, *(size for size, _spots in grids)])
        return [
            Disc(place, round(one.x + dx, 1), round(one.y + dy, 1), round(radius, 1), self.k)
            for one, (_size, spots) in zip(self.rounds, grids, strict=True)
            for place, (dx, dy) in zip(one.body.inside, spots, strict=True)
        ]

    def _grid(self, rank, one):
        """The largest radius for these circles, and where each stands."""
        many = len(one.body.inside)
        tries = [self._tried(rank, many, columns) for columns in range(1, 6) if columns <= many]
        best = max(tries, key=lambda found: found[0], default=(INSIDE * self.k, []))
        if many in IN_AN_ARC and rank in (0, len(self.rounds) - 1) and len(self.rounds) > 1:
            arc = self._along_the_rim(many, side=1 if rank else -1)
            return arc if arc[0] > min(best[0], INSIDE * self.k) * 0.7 else best
        return best

    def _along_the_rim(self, many, *, side):
        """At the end of the line a few circles follow the rim: arms cross nobody."""
        turn = 2 * ARC / (many - 1)
        size = min(
            INSIDE * self.k,
            (self.r - RIM * self.k - ROOM * self.k / 2 / sin(turn / 2)) / (1 + 1 / sin(turn / 2)),
        )
        away = self.r - RIM * self.k - size
        angles = [-ARC + turn * place for place in range(many)]
        return size, [(side * away * cos(angle), away * sin(angle)) for angle in angles]

    def _tried(self, rank, many, columns):
        middle, half = self._free(rank)
        rows, room = ceil(many / columns), ROOM * self.k
        tall = self.r * 1.72 / rows
        wide = 2 * half / columns
        spots = []
        for place in range(many):
            row, column = divmod(place, columns)
            in_row = min(columns, many - row * columns)
            dx = middle + (column - (in_row - 1) / 2) * wide
            spots.append((dx, (row - (rows - 1) / 2) * tall - (room / 2 if many else 0)))
        far = max((hypot(dx, dy) for dx, dy in spots), default=0)
        size = min(tall / 2 - room / 2, wide / 2 - 2 * self.k, self.r - far - 3 * self.k)
        return size, spots

    # --- links ---

    def _knots(self, atlas):
        lenses, knots = {}, []
        for pair in atlas.pairs:
            here, there = self._body[pair.child.pk], self._body.get(pair.parent.pk)
            if there is not None and abs(here - there) == 1:
                lenses.setdefault(min(here, there), []).append(pair)
            else:
                knots.append(self._by_its_disc(pair, here))
        for left, pairs in lenses.items():
            knots += self._in_lens(left, pairs)
        return knots

    def _by_its_disc(self, pair, rank):
        """Inside one instance: at the foot of the circle that it links."""
        disc = self._at.get(pair.child.pk)
        if disc is None:  # the instance itself, whose parent is not beside it
            one = self.rounds[rank]
            return Knot(pair, one.x, one.y - one.r, 16 * self.k, size="mid")
        size = min(15 * self.k, disc.r * 0.34)
        inside = self._at.get(pair.parent.pk)
        if inside and hypot(disc.x - inside.x, disc.y - inside.y) < 3 * disc.r:
            x, y = (disc.x + inside.x) / 2, (disc.y + inside.y) / 2
            return Knot(pair, round(x, 1), round(y, 1), size, size="small")
        knot = Knot(pair, disc.x, round(disc.y + disc.r + 3 * self.k, 1), size, size="small")
        if inside:
            self._reach(knot, inside)
        return knot

    def _in_lens(self, left, pairs):
        """Between two instances: one under the other, an arm to each of the two circles."""
        middle = self.rounds[left].x + self.step / 2
        tall = min(70 * self.k, 220 * self.k / len(pairs))
        alone = len(pairs) == 1 and pairs[0].child.pk not in self._at
        size = (21 if alone else min(16, tall / self.k * 0.36)) * self.k
        pairs = sorted(pairs, key=self._height)
        knots = []
        for row, pair in enumerate(pairs):
            y = self.y + (row - (len(pairs) - 1) / 2) * tall
            knot = Knot(pair, round(middle, 1), round(y, 1), size, size="big" if alone else "mid")
            self._hold(knot, left)
            knots.append(knot)
        return knots

    def _height(self, pair):
        disc = self._at.get(pair.child.pk) or self._at.get(pair.parent.pk)
        return disc.y if disc else self.y

    def _hold(self, knot, left):
        """An arm to the circle inside, or to the rim of the instance that is a circle itself."""
        for key in (knot.pair.child.pk, knot.pair.parent.pk):
            disc = self._at.get(key)
            if disc:
                self._reach(knot, disc)
            else:
                self._touch(knot, on_left=self._body.get(key) == left, left=left)

    def _reach(self, knot, disc):
        side = 1 if disc.x >= knot.x else -1
        x, y = knot.x + side * (knot.gap + knot.r), knot.y
        length = hypot(disc.x - x, disc.y - y) or 1
        end_x = disc.x - (disc.x - x) / length * disc.r
        end_y = disc.y - (disc.y - y) / length * disc.r
        half = (x + end_x) / 2
        knot.arms.append(
            f"M{x:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {end_y:.1f} {end_x:.1f} {end_y:.1f}"
        )
        knot.dots.append((round(end_x, 1), round(end_y, 1)))

    def _touch(self, knot, *, on_left, left):
        """The rim of an instance, at the height of the pair: the left one's rim is on the right."""
        one = self.rounds[left if on_left else left + 1]
        dx = max(one.r**2 - (knot.y - one.y) ** 2, 0) ** 0.5
        rim = one.x + dx if on_left else one.x - dx
        side = 1 if rim >= knot.x else -1
        x = knot.x + side * (knot.gap + knot.r)
        knot.arms.append(f"M{x:.1f} {knot.y:.1f}L{rim:.1f} {knot.y:.1f}")
        knot.dots.append((round(rim, 1), knot.y))


def wrapped(words, longest):
    """The words in lines of so many signs at most; a long word keeps a line of its own."""
    lines = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
