"""Who may look at governance, and speak: plain predicates. Voices come from ``college`` alone."""

from governance import guests
from members.permissions import keeps_register


def sees_governance(person):
    """Members and founders read the circles, the register and the minutes: nothing is kept apart.

    A technical administrator, a treasurer or a secretary of the Institut has no right here as such.
    """
    return person.is_member or person.is_founder


sees_governance.also = guests.is_asked_at
"""Somebody who is not of the association, in the circle where they sit or are invited."""


def drops_tensions(person):
    """Whoever reads may drop a tension into any circle: it is how one weighs in elsewhere."""
    return sees_governance(person)


def proposes_admissions(person):
    """Who keeps the register and reads governance: the circle they sit in is asked besides."""
    return sees_governance(person) and keeps_register(person)
