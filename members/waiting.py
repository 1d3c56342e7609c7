"""What waits for those who keep the association: piles, one for each kind of thing.

An app or a room adds its pile with ``@waits_for(role, …)``: a function (person, today) -> Pile or
None. A pile tells its oldest things first, five of them, and how many there are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, QuerySet

from members.models import Person

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


@dataclass(frozen=True)
class Asked:
    """A pile before it is read: ``rows`` is its question, ``told(row)`` a ``Wait``, ``late(row)``
    whether it is overdue."""

    title: str
    icon: str
    url: str
    rows: QuerySet
    told: Callable
    late: Callable | None = None

    def read(self):
        found = list(self.rows[: MOST_COUNTED + 1])
        return Pile(
            title=self.title,
            icon=self.icon,
            url=self.url,
            count=len(found),
            waits=[self.told(row) for row in found[:SHOWN]],
            is_late=any(self.late(row) for row in found) if self.late else False,
        )


def waits_for(*roles):
    """Add a pile to the desk of those who hold one of these roles."""

    def declare(provide):
        PROVIDERS.append((frozenset(roles), provide))
        return provide

    return declare


def piles_of(person, *, on, but=()):
    """Every pile of this person's desk that is not empty, what is late first; ``but``: the
    addresses of those that the page shows already."""
    mine = [provide for roles, provide in PROVIDERS if roles & person.roles]
    asked = [one for provide in mine if (one := provide(person, on)) and one.url not in but]
    some = answered([one.rows for one in asked], person)
    piles = [one.read() for one, is_some in zip(asked, some, strict=True) if is_some]
    return sorted(piles, key=lambda pile: not pile.is_late)


def pile(title, icon, url, rows, told, *, late=None):
    """A pile of which only what is not empty is read. ``rows``: a queryset, the oldest first."""
    return Asked(title, icon, url, rows, told, late)


def answered(questions, person):
    """For each of these querysets, whether it holds something: told by one question. A list is
    known already."""
    rows = [Exists(one) for one in questions if not isinstance(one, list)]
    told = Person.objects.filter(pk=person.pk).values_list(*rows).get() if rows else ()
    unknown = iter(told)
    return [bool(one) if isinstance(one, list) else next(unknown) for one in questions]


def capped(rows):
    """How many there are, as far as it is worth counting."""
    return rows.order_by()[: MOST_COUNTED + 1].count()
