"""The picture of the horizon: three lines over the years, in two cuts, geometry only."""

from dataclasses import dataclass, replace

from coopstudio.french.money import number, short_euros

STEPS = (50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000, 100_000)
LINES = 4
LETTER, LETTERS = 10, 18
"""How wide a sign of the words of a line is, how high they are."""


@dataclass(frozen=True)
class Cut:
    """A size of the picture: its box, and how many years from one word of the axis to the next."""

    name: str
    width: int
    height: int
    left: int
    right: int
    every: int

    @property
    def bottom(self):
        return self.height - 36

    top = 20


WIDE = Cut("wide", 920, 340, 66, 800, 2)
NARROW = Cut("narrow", 352, 300, 48, 332, 5)


@dataclass(frozen=True)
class Line:
    """One scenario: its path, where it ends, and the words there."""

    key: str
    path: str
    x: str
    y: str
    words: str
    words_x: str
    words_y: str
    anchor: str


@dataclass(frozen=True)
class Picture:
    cut: Cut
    levels: list
    years: list
    lines: list


def pictures(horizons, *, outstanding):
    """Both cuts of the same picture."""
    return [_picture(cut, horizons, outstanding) for cut in (WIDE, NARROW)]


def _picture(cut, horizons, outstanding):
    step = _step(outstanding)
    most = max(-(-outstanding // step), 1) * step
    first = horizons[0].years[0].year - 1
    last = horizons[0].years[-1].year
    across, down = _scales(cut, first, last, most)
    levels = [(number(cents // 100), f"{down(cents):.1f}") for cents in range(0, most + 1, step)]
    years = [(year, f"{across(year):.1f}") for year in range(first, last + 1, cut.every)]
    lines = [_line(cut, one, outstanding, across, down) for one in horizons]
    return Picture(cut, levels, years, _apart(lines))


def _apart(lines):
    """The same lines, whose words stand above those that they would cover."""
    told = []
    for line in sorted(lines, key=lambda one: float(one.words_x)):
        while any(_covers(line, other) for other in told):
            line = replace(line, words_y=f"{float(line.words_y) - LETTERS:.1f}")
        told.append(line)
    return sorted(told, key=lambda one: [line.key for line in lines].index(one.key))


def _covers(one, other):
    """Do these words, of two lines, lie on each other?"""
    (start, end), (left, right) = _span(one), _span(other)
    is_beside = end <= left or right <= start
    return not is_beside and abs(float(one.words_y) - float(other.words_y)) < LETTERS


def _span(line):
    wide = len(line.words) * LETTER
    start = float(line.words_x) - (wide if line.anchor == "end" else 0)
    return start, start + wide


def _step(outstanding):
    return next((s * 100 for s in STEPS if s * 100 * LINES >= outstanding), STEPS[-1] * 100)


def _scales(cut, first, last, most):
    def across(year):
        return cut.left + (cut.right - cut.left) * (year - first) / (last - first)

    def down(cents):
        return cut.bottom - (cut.bottom - cut.top) * cents / most

    return across, down


def _line(cut, horizon, outstanding, across, down):
    points = [(horizon.years[0].year - 1, outstanding)]
    for row in horizon.years:
        points.append((row.year, row.left))
        if not row.left:
            break
    path = " L".join(f"{across(year):.1f} {down(cents):.1f}" for year, cents in points)
    x, y = across(points[-1][0]), down(points[-1][1])
    wide = cut is WIDE
    if horizon.ends_in:
        end = x > cut.right - 60
        said, at = f"{horizon.ends_in}", (x if end else x + 2, y - 14)
        anchor = "end" if end else "start"
    else:
        said = short_euros(horizon.left) if wide else f"reste {short_euros(horizon.left)}"
        at, anchor = ((x + 14, y + 5), "start") if wide else ((x, y - 14), "end")
    spot = [f"{value:.1f}" for value in (x, y)], [f"{value:.1f}" for value in at]
    return Line(horizon.scenario.key, f"M{path}", *spot[0], said, *spot[1], anchor)
