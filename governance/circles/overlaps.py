"""Who holds which subject: the most specific circle, and never two side by side.

A circle may hold a part of what its parent holds: that is why it was created. Between two circles
of which neither stands in the other, the same subject is a tension for the circle above both.
"""

from dataclasses import dataclass

from coopstudio.french.search import matching
from governance.models import Circle, Domain
from governance.states import Reach


@dataclass(frozen=True)
class Overlap:
    """Two domains of two circles, and the circle that will tell them apart."""

    one: Domain
    other: Domain
    above: Circle

    @property
    def key(self):
        first, second = sorted((self.one.pk, self.other.pk))
        return f"overlap:{first}:{second}"


def deciding(*, on):
    """The domains in which a living circle decides that day."""
    held = Domain.objects.filter(reach=Reach.DECIDES).held_on(on)
    return held.filter(circle__in=Circle.objects.living()).select_related("circle")


def of(circle, *, on):
    """The overlaps of this circle's domains with those of circles beside it."""
    tree = Tree()
    return [
        Overlap(mine, other, above)
        for mine in deciding(on=on).filter(circle=circle)
        for other in matching(deciding(on=on).exclude(circle=circle), mine.words)
        if (above := tree.above_both(circle.pk, other.circle_id))
    ]


class Tree:
    """The circles as they stand in each other, read once."""

    def __init__(self):
        self.circles = {one.pk: one for one in Circle.objects.all()}

    def way_up(self, key):
        """The circle, its parent, and so on to the first."""
        way = []
        while key is not None:
            way.append(key)
            key = self.circles[key].parent_id
        return way

    def depth(self, key):
        return len(self.way_up(key))

    def above_both(self, one, other):
        """The nearest circle in which both stand; None when one stands in the other."""
        up, other_up = self.way_up(one), self.way_up(other)
        if one in other_up or other in up:
            return None
        return next((self.circles[key] for key in up if key in other_up), None)
