"""What waits for those who keep the association: piles, one for each kind of thing.

An app or a room adds its pile with ``@waits_for(role, …)``: a function (person, today) -> Pile or
None. A pile tells its oldest things first, five of them, and how many there are.
"""

from dataclasses import dataclass, field
from datetime import date

SHOWN, MOST_COUNTED = 5, 99
PROVIDERS = []


@dataclass(frozen=True)
class Wait:
    """One thing: who or what, why, where it is settled, and since when (or until when)."""

    who: str
    why: str
    url: str
    since: date | None = None


@dataclass
class Pile:
    """Things of one kind. ``since`` of the first one is the oldest wait."""

    title: str
    icon: str
    url: str
    count: int
    waits: list = field(default_factory=list)
    is_late: bool = False

    @property
    def counted(self):
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else f"{self.count}"


def waits_for(*roles):
    """Add a pile to the desk of those who hold one of these roles."""

    def declare(provide):
        PROVIDERS.append((frozenset(roles), provide))
        return provide

    return declare


def piles_of(person, *, on):
    """Every pile of this person's desk that is not empty, what is late first."""
    mine = [provide for roles, provide in PROVIDERS if roles & person.roles]
    piles = [pile for provide in mine if (pile := provide(person, on)) and pile.count]
    return sorted(piles, key=lambda pile: not pile.is_late)


def pile(title, icon, url, rows, told, *, late=None):
    """A whole pile by one question. ``told(row)`` is its ``Wait``; ``late(row)``: it is overdue."""
    found = list(rows[: MOST_COUNTED + 1])
    return Pile(
        title=title,
        icon=icon,
        url=url,
        count=len(found),
        waits=[told(row) for row in found[:SHOWN]],
        is_late=any(late(row) for row in found) if late else False,
    )


def capped(rows):
    """How many there are, as far as it is worth counting."""
    return rows.order_by()[: MOST_COUNTED + 1].count()
