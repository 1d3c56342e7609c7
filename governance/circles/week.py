"""A circle as its members open it every week: read in a dozen questions, whatever it lives."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DateField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.functional import cached_property

from coopstudio.french.order import in_order
from coopstudio.french.typography import de
from governance.circles import health
from governance.circles.titles import title_of
from governance.consents import poles
from governance.meetings.gathering import KEEPERS
from governance.models import (
    Ballot,
    Circle,
    CircleInvitation,
    CircleMember,
    Coming,
    Decision,
    Deed,
    Domain,
    Election,
    Item,
    Leave,
    Mandate,
    Meeting,
    PolePair,
    Position,
    Proposal,
    Seat,
    Tension,
    Turn,
)
from governance.querysets.rounds import OF_POSITIONS
from governance.states import (
    LIVE,
    CircleState,
    DeedState,
    ElectionState,
    Force,
    MeetingState,
    ProposalState,
    Reach,
    Standing,
)

ROWS = 8
TO_COME = (
    MeetingState.PREPARED,
    MeetingState.CONVENED,
    MeetingState.OPEN,
    MeetingState.AGREED,
)
UNDER_WAY = (*LIVE, ProposalState.RESERVED)
TO_REVIEW = (Force.NOT_REVIEWED, Force.TO_REVIEW, Force.UNDER_REVIEW)
NEAR = timedelta(days=30)
ASLEEP = timedelta(weeks=10)
"""Without a meeting for so long a circle is said to be dormant; it changes no right."""
OPEN = {"round__closed_at": None, "round__voided_at": None}
SEAT = {"seat": OuterRef("pk")}
SPOKEN = (
    Exists(Position.objects.filter(**SEAT))
    | Exists(Ballot.objects.filter(**SEAT))
    | (~Q(round__kind__in=OF_POSITIONS) & Exists(Turn.objects.filter(**SEAT)))
)
"""A seat has spoken: a position, a folded ballot, or words where words are asked."""


def counted(asked):
    """How many rows answer, as a column."""
    return Coalesce(Subquery(asked.order_by().values(_one=Count("*"))), 0)


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
        found = list(self._circles(key))
        self.circle = next((one for one in found if one.pk == key), None)
        self.children = [one for one in found if one.parent_id == key and not one.is_closed]
        self.merged = [one for one in found if one.merged_into_id == key and one.is_closed]

    def _circles(self, key):
        """The circle, those inside it and those that merged with it, with their domains, in one
        question."""
        held = Domain.objects.filter(circle=OuterRef("pk")).held_on(self.today)
        invited = CircleInvitation.objects.filter(circle=OuterRef("pk"), person=self.viewer)
        deeds = Deed.objects.filter(circle=OuterRef("pk"), state=DeedState.OPEN)
        members = CircleMember.objects.filter(circle=OuterRef("pk")).on(self.today)
        met = Meeting.objects.filter(circle=OuterRef("pk"), state=MeetingState.CLOSED)
        return (
            Circle.objects.filter(Q(pk=key) | Q(parent=key) | Q(merged_into=key))
            .select_related(
                "parent", "instance", "referent", "follows", "merged_into", "merged_by__circle"
            )
            .annotate(
                holds=ArraySubquery(held.values(_=JSONObject(words="words", reach="reach"))),
                invitation=Subquery(invited.waiting().values("pk")[:1]),
                is_deep=Q(parent__parent__parent__isnull=False),
                is_balanced=Exists(PolePair.objects.filter(circle=OuterRef("pk"), until=None)),
                open_deeds=counted(deeds.values("circle")),
                size=counted(members.with_a_voice().values("circle")),
                last_met=Subquery(met.order_by("-at").values("at")[:1]),
            )
            .order_by(in_order("name"))
        )

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
        away = Leave.objects.filter(circle=OuterRef("circle"), person=OuterRef("person"))
        found = CircleMember.objects.filter(circle=self.circle).on(self.today)
        return list(
            found.select_related("person")
            .annotate(
                back_on=Subquery(away.on(self.today).values("until")[:1], output_field=DateField())
            )
            .order_by("since", "pk")
        )

    @cached_property
    def mandates(self):
        found = Mandate.objects.filter(circle=self.circle).on(self.today)
        return list(found.select_related("role", "person").order_by("kind", "pk"))

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
        items = Item.objects.filter(meeting=OuterRef("pk")).order_by("rank", "pk")
        away = Coming.objects.filter(meeting=OuterRef("pk"), answer=Coming.Answer.NO)
        points = JSONObject(subject="subject", wish="wish", minutes="minutes")
        coming = Meeting.objects.filter(circle=self.circle, state__in=TO_COME)
        return (
            coming.annotate(
                points=ArraySubquery(items.values(_=points)),
                absent=ArraySubquery(away.order_by("pk").values("person__first_name")),
            )
            .order_by("at", "pk")
            .first()
        )

    @cached_property
    def rounds(self):
        """Proposals under way, with how many have spoken in the open round."""
        asked = Seat.objects.filter(
            round__proposal=OuterRef("pk"), round__circle=self.circle, **OPEN
        )
        found = Proposal.objects.filter(
            Q(circle=self.circle) | Q(concerns__circle=self.circle, concerns__must_consent=True),
            state__in=UNDER_WAY,
        ).distinct()
        return list(self._asked(found.select_related("carrier"), asked, "round__proposal")[:ROWS])

    @cached_property
    def elections(self):
        """Elections under way, counted alike; nobody's ballot is told."""
        asked = Seat.objects.filter(
            round__election=OuterRef("pk"), round__circle=self.circle, **OPEN
        )
        found = Election.objects.filter(
            Q(circle=self.circle) | Q(role__circle=self.circle)
        ).exclude(state__in=(ElectionState.DONE, ElectionState.NO_RESULT))
        found = found.select_related("role", "role__circle")
        return list(self._asked(found, asked, "round__election")[:ROWS])

    def _asked(self, found, seats, by):
        """Each with its ``voices``, those ``spoken``, whether the viewer ``is_awaited``."""
        alone = seats.order_by().values(by)
        return found.annotate(
            voices=counted(alone),
            spoken=counted(alone.filter(SPOKEN)),
            is_awaited=Exists(seats.filter(~SPOKEN, person=self.viewer)),
            ends_at=Subquery(seats.values("round__closes_at")[:1]),
        )

    @cached_property
    def basket(self):
        found = Tension.objects.filter(circle=self.circle).open().select_related("by")
        return list(found.order_by("at", "pk")[: ROWS + 1])

    @cached_property
    def to_review(self):
        found = Decision.objects.filter(kept_by=self.circle).told_on(self.today)
        found = found.filter(force__in=TO_REVIEW).select_related("circle")
        return list(found.order_by("due_on", "pk")[:ROWS])

    @cached_property
    def swings(self):
        """How its last ten decisions swing between the poles that it holds (4.5)."""
        if not self.circle.is_balanced:
            return []
        return poles.swings(self.circle, list(poles.living(self.circle)))
