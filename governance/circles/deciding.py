"""Who decides of a subject, who is heard before, and how this person can weigh in, always.

Exactly one circle holds a subject. The most specific one that names it; when two that stand side
by side name it, the circle above both, until it has told them apart. What no domain names is held
by the circle that keeps a text about it, and otherwise stays with the first circle.
"""

from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from coopstudio.french.search import matching, resembling
from governance.circles import overlaps
from governance.circles.weekly import TO_COME
from governance.college import college
from governance.models import Circle, Decision, Domain, Link, Meeting, Proposal, Tension
from governance.states import LIVE, Reach

MOST = 6


@dataclass
class Hop:
    """From a circle to the one beside it on the way, by the people who sit in both."""

    circle: Circle
    people: list = field(default_factory=list)


class Answer:
    """What is answered to ``viewer`` about these words, on a day."""

    def __init__(self, words, viewer, *, on):
        self.words = words if any(sign.isalnum() for sign in words) else ""
        self.viewer, self.today = viewer, on
        self.tree = overlaps.Tree()
        self.found = self._found() if self.words else []

    def _found(self):
        """The domains that answer, the nearest first, then the most specific circle."""
        held = overlaps.deciding(on=self.today)
        found = list(matching(held, self.words)[: 4 * MOST])
        found = found or list(resembling(held, self.words, "words", at_least=0.5)[: 4 * MOST])
        asked = len(self.words.split())
        return sorted(
            found,
            key=lambda one: (
                abs(len(one.words.split()) - asked),
                -self.tree.depth(one.circle_id),
                one.pk,
            ),
        )

    @property
    def domain(self):
        return self.found[0] if self.found else None

    @cached_property
    def tangled(self):
        """The other domain, beside the first, that says it holds the same subject; or None."""
        if not self.domain:
            return None
        rivals = matching(
            overlaps.deciding(on=self.today).exclude(circle=self.domain.circle_id),
            self.domain.words,
        )
        beside = (
            one for one in rivals if self.tree.above_both(self.domain.circle_id, one.circle_id)
        )
        return next(beside, None)

    @cached_property
    def holder(self):
        """The one circle that holds it; None only while there is no circle at all."""
        if self.tangled:
            return self.tree.above_both(self.domain.circle_id, self.tangled.circle_id)
        if self.domain:
            return self.tree.circles[self.domain.circle_id]
        if self.texts and self.texts[0].kept_by_id in self.tree.circles:
            return self.tree.circles[self.texts[0].kept_by_id]
        return next((one for one in self.tree.circles.values() if _is_first(one)), None)

    @cached_property
    def untangling(self):
        """The tension that waits in the basket of the circle above both."""
        if not self.tangled:
            return None
        pair = overlaps.Overlap(self.domain, self.tangled, self.holder)
        return Tension.objects.open().filter(key=pair.key).first()

    # --- people ---

    @cached_property
    def consenting(self):
        return [one.person for one in college(self.holder, on=self.today)] if self.holder else []

    @property
    def is_mine(self):
        return self.viewer in self.consenting

    @cached_property
    def heard(self):
        """The circles that recommend on this subject: they are heard before."""
        told = Domain.objects.filter(reach=Reach.RECOMMENDS).held_on(self.today)
        told = matching(told, self.words).filter(circle__in=Circle.objects.living())
        return list(told.exclude(circle=self.holder).select_related("circle")[:MOST])

    # --- texts ---

    @cached_property
    def texts(self):
        """Those in force whose title answers, whoever keeps them."""
        if not self.words:
            return []
        found = self._saying(Decision.objects.all())
        return list(found.select_related("circle", "kept_by").told_on(self.today).living()[:MOST])

    @cached_property
    def proposals(self):
        found = self._saying(Proposal.objects.filter(state__in=LIVE))
        return list(found.select_related("circle")[:MOST])

    def _saying(self, queryset):
        """Those whose title answers to the words."""
        vector = Func(
            Cast("title", TextField()), function="fr_vector", output_field=SearchVectorField()
        )
        return matching(queryset.annotate(said=vector), self.words, "said")

    # --- how to weigh in ---

    @cached_property
    def _links(self):
        """The links that are held, by the circle they come from."""
        found = {}
        for link in Link.objects.on(self.today).select_related("person"):
            found.setdefault(link.child_id, []).append(link)
        return found

    @cached_property
    def way(self):
        """The shortest way from a circle of the viewer to the holder; [] when there is none."""
        mine = list(Circle.objects.of(self.viewer, on=self.today).values_list("pk", flat=True))
        ways = [self._way_from(key) for key in mine if key in self.tree.circles]
        return min((one for one in ways if one), key=len, default=[])

    def _way_from(self, key):
        up, other = self.tree.way_up(key), self.tree.way_up(self.holder.pk)
        meeting = next((one for one in up if one in other), None)
        if meeting is None:
            return []
        climb, descent = up[: up.index(meeting)], other[: other.index(meeting)]
        path = [*climb, meeting, *reversed(descent)]
        hops = [Hop(self.tree.circles[path[0]])]
        for before, after in zip(path, path[1:], strict=False):
            child = before if self.tree.circles[before].parent_id == after else after
            people = [one.person for one in self._links.get(child, [])]
            hops.append(Hop(self.tree.circles[after], [p for p in people if p != self.viewer]))
        return hops

    @property
    def carriers(self):
        """Those who carry the viewer's words into the holder: the nearest links."""
        return self.way[-1].people if len(self.way) > 1 else []

    @cached_property
    def meeting(self):
        """Its next meeting, to which one may ask to be invited."""
        coming = Meeting.objects.filter(circle=self.holder, state__in=TO_COME)
        return coming.order_by("at").first()

    # --- around ---

    @property
    def others(self):
        """The other domains that answer, each with its circle."""
        return self.found[1 : MOST + 1]

    @cached_property
    def everything(self):
        """Without a question: each circle with what it decides."""
        groups = {}
        for one in overlaps.deciding(on=self.today).order_by("circle__created_at", "pk"):
            groups.setdefault(one.circle_id, (one.circle, []))[1].append(one.words)
        return list(groups.values())


def _is_first(circle):
    return circle.parent_id is None and circle.is_open
