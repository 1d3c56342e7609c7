"""Numbers as pictures: where each piece of a drawing stands. Pure; the template only draws.

``columns`` stands values side by side in time, each made of parts put on top of each other, with a
line over them if one is given. ``band`` shows how a whole is shared. A picture carries its numbers:
the same page shows them as a table, for those who do not see it and for those who copy them.
"""

from dataclasses import dataclass

STEPS = (1, 2, 5, 10)
TICKS = 3
BAND = 1000  # units of a band


@dataclass(frozen=True)
class Series:
    """One kind of part: its word, and its tone (« one », « two », « three », « ahead »)."""

    word: str
    tone: str = "one"


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    tone: str


@dataclass(frozen=True)
class Mark:
    """A word at a place: a number of the axis, the name of a column."""

    x: int
    y: int
    word: str


@dataclass(frozen=True)
class Drawing:
    """One size of the picture."""

    name: str
    width: int
    height: int
    left: int
    boxes: list
    axis: list
    names: list
    path: str = ""
    points: tuple = ()
    last: Mark | None = None


@dataclass(frozen=True)
class Picture:
    """The drawing for a wide page and for a narrow one; what it says; its numbers as a table."""

    words: str
    series: list
    line: str
    head: list
    rows: list
    drawings: list


def columns(words, rows, series, *, line=(), line_word="", say=str):
    """``rows``: (name, [one value per series]) in order. ``line``: one value per row, or None where
    it is not known. ``say`` writes a value. ``words`` is what the whole picture says."""
    sums = [sum(values) for _name, values in rows]
    top = _round_above(max([*sums, *(value for value in line if value is not None), 1]))
    sizes = [("wide", 880, 300, 66), ("narrow", 352, 280, 46)]
    drawings = [_drawn(size, rows, series, line, top, say) for size in sizes]
    head = [one.word for one in series] + ([line_word] if line else [])
    table = [
        (name, [say(value) for value in [*values, *_at(line, place)]])
        for place, (name, values) in enumerate(rows)
    ]
    return Picture(words, list(series), line_word if line else "", head, table, drawings)


def band(parts):
    """``parts``: (word, count, tone). Returns (Box, word, count) for each that is not empty."""
    whole, x, found = sum(count for _word, count, _tone in parts), 0, []
    for word, count, tone in parts:
        if count:
            width = round(BAND * count / whole)
            found.append((Box(x, 0, width, 24, tone), word, count))
            x += width
    return found


def _drawn(size, rows, series, line, top, say):
    name, width, height, left = size
    floor, ceiling = height - 34, 26
    step, scale = (width - left - 10) / max(len(rows), 1), (floor - ceiling) / top
    boxes = [
        box
        for place, (_name, values) in enumerate(rows)
        for box in _pile(left + place * step, step, floor, scale, zip(values, series, strict=True))
    ]
    points = tuple(
        (round(left + (place + 0.5) * step), round(floor - value * scale))
        for place, value in enumerate(line)
        if value is not None
    )
    known = [value for value in line if value is not None]
    return Drawing(
        name, width, height, left, boxes,
        [Mark(left - 8, round(floor - tick * scale), say(tick)) for tick in _ticks(top)],
        _names(rows, left, step, height - 12, width),
        " ".join(f"{'L' if at else 'M'}{x} {y}" for at, (x, y) in enumerate(points)),
        points,
        Mark(*points[-1], say(known[-1])) if points else None,
    )  # fmt: skip


def _pile(x, step, floor, scale, parts):
    """The parts of one column, the first at the bottom."""
    width = round(min(step * 0.56, 64))
    start, y = round(x + (step - width) / 2), floor
    for value, one in parts:
        height = round(value * scale)
        if height > 0:
            y -= height
            yield Box(start, round(y), width, height, one.tone)


def _names(rows, left, step, y, width):
    """The names of the columns: one in two or three where they would touch."""
    every = -(-34 // max(int(step), 1)) if width < 600 else -(-48 // max(int(step), 1))
    return [
        Mark(round(left + (place + 0.5) * step), y, name)
        for place, (name, _values) in enumerate(rows)
        if place % every == 0
    ]


def _ticks(top):
    step = _step(top)
    return range(0, top + 1, step)


def _round_above(value):
    """The first whole step at or above ``value``."""
    step = _step(value)
    return -(-value // step) * step


def _step(value):
    """1, 2 or 5 times a power of ten, such that a handful of them reach ``value``."""
    power = 1
    while power * 10 * TICKS < value:
        power *= 10
    return next(power * one for one in STEPS if power * one * TICKS >= value)


def _at(line, place):
    if not line:
        return []
    return [line[place] if line[place] is not None else 0]
