"""A circle as its members open it every week: read in a dozen questions, whatever it lives."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import cached_property

from coopstudio.french.typography import de
from governance.circles import health, weekly
from governance.circles.titles import title_of
from governance.consents import poles
from governance.meetings.gathering import KEEPERS
from governance.models import PolePair
from governance.states import CircleState, Reach, Standing

NEAR = timedelta(days=30)
ASLEEP = timedelta(weeks=10)
"""Without a meeting for so long a circle is said to be dormant; it changes no right."""


@dataclass
class PersonLine:
    """Somebody of the circle: what they hold in it, until when, and whether they are away."""

    person: object
    standing: str = Standing.MEMBER
    back_on: date | None = None
    mandates: list = field(default_factory=list)
    links: list = field(default_factory=list)
    today: date | None = None

    @property
    def is_guest(self):
        return self.standing == Standing.GUEST

    @property
    def titles(self):
        """(words, last day, is it near): mandates here, then links from circles inside."""
        told = [(title_of(one, self.person), one.until) for one in self.mandates]
        told += [
            (f"{one.get_kind_display()} {de(one.child.name)}", one.until) for one in self.links
        ]
        return [(words, until, until - self.today <= NEAR) for words, until in told]

    @property
    def is_double(self):
        """Two links, or a link beside a membership: one position all the same (I4)."""
        return len(self.links) > 1


class Week:
    """What the page of a circle says, to ``viewer``, at an instant."""

    def __init__(self, key, viewer, *, now):
        self.viewer, self.now, self.today = viewer, now, timezone.localdate(now)
        self._given = {"circle": key, "on": self.today}
        found = weekly.circles(me=viewer.pk, **self._given)
        self.circle = next((one for one in found if one.pk == key), None)
        self.children = [one for one in found if one.parent_id == key and not one.is_closed]
        self.merged = [one for one in found if one.merged_into_id == key and one.is_closed]

    # --- aim and domain ---

    def _words(self, circle, reach):
        return [one["words"] for one in circle.holds if one["reach"] == reach]

    @property
    def decides(self):
        return self._words(self.circle, Reach.DECIDES)

    @property
    def recommends(self):
        return self._words(self.circle, Reach.RECOMMENDS)

    @property
    def leaves(self):
        """(circle inside, what it decides there)."""
        told = [(one, self._words(one, Reach.DECIDES)) for one in self.children]
        return [(one, words) for one, words in told if words]

    @property
    def is_dormant(self):
        """Nobody met for ten weeks, or one person is left: it is said, and changes no right."""
        if self.circle.state not in (CircleState.FORMING, CircleState.ACTIVE):
            return False
        since = self.circle.last_met or self.circle.created_at
        return self.now - since > ASLEEP or self.circle.size < 2

    # --- people ---

    @cached_property
    def members(self):
        """Who belongs, with the day of their return when they are on leave."""
        return weekly.members(**self._given)

    @cached_property
    def mandates(self):
        return weekly.mandates(**self._given)

    @cached_property
    def pairs(self):
        return health.pairs_of(self.circle, self.children, on=self.today)

    @cached_property
    def incoming(self):
        """Those who sit here for a circle inside: held links, by person."""
        found = {}
        for pair in self.pairs:
            if pair.parent.pk == self.circle.pk:
                for link in pair.links:
                    found.setdefault(link.person_id, []).append(link)
        return found

    @cached_property
    def people(self):
        """Each person once: members as they came, then those who sit here for another circle."""
        held = {}
        for one in self.mandates:
            held.setdefault(one.person_id, []).append(one)
        lines = [
            PersonLine(
                one.person,
                standing=one.standing,
                back_on=one.back_on,
                mandates=held.get(one.person_id, []),
                links=self.incoming.get(one.person_id, []),
                today=self.today,
            )
            for one in self.members
        ]
        known = {one.person_id for one in self.members}
        return lines + [
            PersonLine(links[0].person, mandates=held.get(key, []), links=links, today=self.today)
            for key, links in self.incoming.items()
            if key not in known
        ]

    @cached_property
    def my_place(self):
        """The viewer's own membership, or None."""
        return next((one for one in self.members if one.person_id == self.viewer.pk), None)

    @property
    def has_my_voice(self):
        mine = self.my_place
        belongs = mine and mine.standing != Standing.GUEST and not mine.back_on
        return bool(belongs) or self.viewer.pk in self.incoming

    @property
    def prepares(self):
        """May the viewer prepare a meeting: the rule of ``gathering.prepares``, without asking."""
        sitting = {line.person.pk for line in self.people}
        keepers = {one.person_id for one in self.mandates if one.kind in KEEPERS} & sitting
        return self.viewer.pk in keepers or (not keepers and self.has_my_voice)

    @property
    def is_mine(self):
        return self.my_place is not None or self.viewer.pk in self.incoming

    # --- the week ---

    @cached_property
    def meeting(self):
        """The next one, with its agenda and those who said they will be away."""
        return next(iter(weekly.next_meeting(circle=self.circle.pk)), None)

    @cached_property
    def rounds(self):
        """Proposals under way, with how many have spoken in the open round."""
        return weekly.proposals(circle=self.circle.pk, me=self.viewer.pk)

    @cached_property
    def elections(self):
        """Elections under way, counted alike; nobody's ballot is told."""
        return weekly.elections(circle=self.circle.pk, me=self.viewer.pk)

    @cached_property
    def basket(self):
        return weekly.basket(circle=self.circle.pk)

    @cached_property
    def to_review(self):
        return weekly.to_review(**self._given)

    @cached_property
    def swings(self):
        """How its last ten decisions swing between the poles that it holds (4.5)."""
        pairs = [PolePair(circle=self.circle, **one) for one in self.circle.poles]
        return poles.swings(self.circle, pairs)
