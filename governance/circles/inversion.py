"""« Le point d’inversion »: the circle in which everybody sat becomes a circle of links.

Who brings the voice of a circle inside it, or holds a role of its own, stays; the others go on in
the circles where they work, or as members of the association.
"""

from dataclasses import dataclass

from coopstudio.french.order import in_order
from governance.models import Circle, CircleMember, Link, Mandate
from members.models import Person


@dataclass(frozen=True)
class Leaving:
    """Somebody who would sit here no more; ``inside``: where they go on."""

    member: CircleMember
    inside: tuple


@dataclass(frozen=True)
class Inversion:
    """The people who stay, and the members who leave."""

    staying: tuple
    leaving: tuple

    @property
    def leaves_a_circle(self):
        """Two people at least stay: one alone would decide alone."""
        return len(self.staying) > 1

    @property
    def is_possible(self):
        """A circle would be left, and somebody leaves it."""
        return self.leaves_a_circle and bool(self.leaving)


def inversion_of(circle, *, on):
    """Who would stay and who would leave that day."""
    kept = {
        *Link.objects.on(on).filter(parent=circle).values_list("person", flat=True),
        *Mandate.objects.on(on).filter(circle=circle).values_list("person", flat=True),
    }
    here = list(circle.members.on(on).with_a_voice().select_related("person").order_by("pk"))
    inside = Circle.objects.living().filter(parent=circle).order_by(in_order("name"))
    works = {one.person_id: [] for one in here}
    for seat in CircleMember.objects.on(on).filter(circle__in=inside).select_related("circle"):
        works.get(seat.person_id, []).append(seat.circle)
    return Inversion(
        tuple(Person.objects.filter(pk__in=kept).order_by(in_order("first_name"), "pk")),
        tuple(
            Leaving(one, tuple(works[one.person_id])) for one in here if one.person_id not in kept
        ),
    )
