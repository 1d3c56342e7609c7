"""What becomes of something that waits here, once another room takes it up.

A fruit of an encounter: whoever looks after such things registers what it has made of each, or
where one may bring it. Until then it says that it waits.
"""

from dataclasses import dataclass, field

CARRIERS = {}


@dataclass(frozen=True)
class Carried:
    """Where it is looked after; or, while nobody does, ``ways``: (words, address) of where this
    person may bring it."""

    label: str = ""
    url: str = ""
    ways: list = field(default_factory=list)


def carries(kind):
    """Register ``show(rows, person)``: {key of a row: Carried}, for rows of this kind."""

    def declare(show):
        CARRIERS[kind] = show
        return show

    return declare


def carried(kind, rows, person):
    """{key: Carried} of those that somebody takes up, for this person."""
    show = CARRIERS.get(kind)
    return show(rows, person) if show and rows else {}
