"""What becomes of what was drawn from an encounter, once another room takes it up.

Governance will carry tensions one day, learning needs: each registers here what it has made of a
fruit, or where one may bring it. Until then a tension is kept as a text, and says that it waits.
"""

from dataclasses import dataclass

CARRIERS = {}


@dataclass(frozen=True)
class Carried:
    """Where a fruit is looked after (``is_carried``), or where one may bring it."""

    label: str
    url: str
    is_carried: bool = True


def carries(kind):
    """Register ``show(drawn, person)``: a Carried, or None, for fruits of this kind."""

    def declare(show):
        CARRIERS[kind] = show
        return show

    return declare


def carried(drawn, person):
    """Where this fruit is looked after, for this person; None while nobody takes it up."""
    show = CARRIERS.get(drawn.kind)
    return show(drawn, person) if show else None
