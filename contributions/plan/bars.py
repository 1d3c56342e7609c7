"""The bars of the plan: geometry in percents, one legend for each part."""

from dataclasses import dataclass

from contributions.states import ResourceKind

HAIR = 0.35
"""The white between two parts, in percents of the width."""

LOOKS = {ResourceKind.GRANT: "grant", ResourceKind.OWN: "own", ResourceKind.OTHER: "other"}
HUES = 5


@dataclass(frozen=True)
class Part:
    """A part of a bar. ``x`` and ``width`` in percents, written as SVG wants them."""

    look: str
    label: str
    note: str
    cents: int
    x: str
    width: str
    thing: object = None


def needs(coverage):
    told = [
        (f"n{rank % HUES + 1}", need.label, need.get_priority_display(), need.cents, need)
        for rank, need in enumerate(coverage.needs)
    ]
    return _laid(told, coverage.scale)


def resources(coverage):
    """What is there, what is to come, what others give, and the hole that is left."""
    told = [*_apports(coverage.apports), *map(_other, coverage.resources)]
    if coverage.gap:
        told.append(("gap", "Il manque", "", coverage.gap, None))
    return _laid(told, coverage.scale)


def _apports(apports):
    if apports.is_merged:
        said = "reçus ou à recevoir : le détail se montre à partir de trois personnes"
        yield "in", "Apports engagés", said, apports.engaged, None
        return
    if apports.received:
        yield "in", "Apports reçus", _of(apports.received_people), apports.received, None
    if apports.due:
        yield "due", "Apports à recevoir", _of(apports.due_people), apports.due, None


def _of(people):
    return f"{people} personne{'s' if people > 1 else ''}"


def _other(resource):
    kind = resource.get_kind_display()
    arrived = resource.received >= resource.promised
    note = f"{kind}, encaissée" if arrived and kind != "fonds propres" else kind
    note = f"{note}, {resource.paper}" if resource.paper else note
    return LOOKS[resource.kind], resource.label, note, resource.promised, resource


def _laid(told, scale):
    parts, before = [], 0
    for look, label, note, cents, thing in told:
        x, width = 100 * before / scale, 100 * cents / scale
        shown = max(width - HAIR, min(width, 0.4))
        parts.append(Part(look, label, note, cents, f"{x:.3f}%", f"{shown:.3f}%", thing))
        before += cents
    return parts


@dataclass(frozen=True)
class Mark:
    """Where a total stands under the bars, and how its words are held."""

    at: str
    anchor: str
    words: str


def mark(cents, scale, words):
    share = 100 * cents / scale
    anchor = "start" if share < 25 else "end" if share > 75 else "middle"
    return Mark(f"{share:.2f}%", anchor, words)
