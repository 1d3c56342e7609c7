"""What the page of a circle asks: a dozen questions, each put once, whatever the circle lives.

``circle`` and ``me`` are keys, ``on`` is a day.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, DateField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from coopstudio.french.order import in_order
from coopstudio.prepared import Given, prepared
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
from governance.states import LIVE, DeedState, ElectionState, MeetingState, ProposalState

ROWS = 8
TO_COME = (
    MeetingState.PREPARED,
    MeetingState.CONVENED,
    MeetingState.OPEN,
    MeetingState.AGREED,
)
UNDER_WAY = (*LIVE, ProposalState.RESERVED)
OPEN = {"round__closed_at": None, "round__voided_at": None}
SEAT = {"seat": OuterRef("pk")}
SPOKEN = (
    Exists(Position.objects.filter(**SEAT))
    | Exists(Ballot.objects.filter(**SEAT))
    | (~Q(round__kind__in=OF_POSITIONS) & Exists(Turn.objects.filter(**SEAT)))
)
"""A seat has spoken: a position, a folded ballot, or words where words are asked."""
HERE = Given("circle", BigIntegerField())
ME = Given("me", BigIntegerField())
TODAY = Given("on", DateField())


@prepared
def circles():
    """The circle, those inside it and those that merged with it, with their domains."""
    held = Domain.objects.filter(circle=OuterRef("pk")).held_on(TODAY)
    invited = CircleInvitation.objects.filter(circle=OuterRef("pk"), person=ME)
    deeds = Deed.objects.filter(circle=OuterRef("pk"), state=DeedState.OPEN)
    members = CircleMember.objects.filter(circle=OuterRef("pk")).on(TODAY)
    met = Meeting.objects.filter(circle=OuterRef("pk"), state=MeetingState.CLOSED)
    poles = PolePair.objects.filter(circle=OuterRef("pk"), until=None)
    return (
        Circle.objects.filter(Q(pk=HERE) | Q(parent=HERE) | Q(merged_into=HERE))
        .select_related(
            "parent", "instance", "referent", "follows", "merged_into", "merged_by__circle"
        )
        .annotate(
            holds=ArraySubquery(held.values(_=JSONObject(words="words", reach="reach"))),
            invitation=Subquery(invited.waiting().values("pk")[:1]),
            is_deep=Q(parent__parent__parent__isnull=False),
            poles=ArraySubquery(poles.values(_=JSONObject(pk="pk", one="one", other="other"))),
            open_deeds=_counted(deeds.values("circle")),
            size=_counted(members.with_a_voice().values("circle")),
            last_met=Subquery(met.order_by("-at").values("at")[:1]),
        )
        .order_by(in_order("name"))
    )


@prepared
def members():
    """Who belongs, with the day of their return when they are on leave."""
    away = Leave.objects.filter(circle=OuterRef("circle"), person=OuterRef("person"))
    back_on = Subquery(away.on(TODAY).values("until")[:1], output_field=DateField())
    found = CircleMember.objects.filter(circle=HERE).on(TODAY).annotate(back_on=back_on)
    return found.select_related("person").defer("person__search").order_by("since", "pk")


@prepared
def mandates():
    found = Mandate.objects.filter(circle=HERE).on(TODAY).select_related("role", "person")
    return found.defer("person__search").order_by("kind", "pk")


@prepared
def next_meeting():
    """With its agenda and those who said they will be away."""
    items = Item.objects.filter(meeting=OuterRef("pk")).order_by("rank", "pk")
    away = Coming.objects.filter(meeting=OuterRef("pk"), answer=Coming.Answer.NO)
    points = JSONObject(subject="subject", wish="wish", minutes="minutes")
    return (
        Meeting.objects.filter(circle=HERE, state__in=TO_COME)
        .annotate(
            points=ArraySubquery(items.values(_=points)),
            absent=ArraySubquery(away.order_by("pk").values("person__first_name")),
        )
        .order_by("at", "pk")[:1]
    )


@prepared
def proposals():
    """Those under way, with how many have spoken in the open round."""
    seats = Seat.objects.filter(round__proposal=OuterRef("pk"), round__circle=HERE, **OPEN)
    found = Proposal.objects.filter(
        Q(circle=HERE) | Q(concerns__circle=HERE, concerns__must_consent=True),
        state__in=UNDER_WAY,
    ).distinct()
    return _asked(found.select_related("carrier"), seats, "round__proposal")[:ROWS]


@prepared
def elections():
    """Those under way, counted alike; nobody's ballot is told."""
    seats = Seat.objects.filter(round__election=OuterRef("pk"), round__circle=HERE, **OPEN)
    found = Election.objects.filter(Q(circle=HERE) | Q(role__circle=HERE))
    found = found.exclude(state__in=(ElectionState.DONE, ElectionState.NO_RESULT))
    return _asked(found.select_related("role", "role__circle"), seats, "round__election")[:ROWS]


@prepared
def basket():
    found = Tension.objects.filter(circle=HERE).open().select_related("by")
    return found.defer("by__search").order_by("at", "pk")[: ROWS + 1]


@prepared
def to_review():
    found = Decision.objects.filter(kept_by=HERE).to_look_at(TODAY)
    return found.select_related("circle").order_by("due_on", "pk")[:ROWS]


def _counted(asked):
    """How many rows answer, as a column."""
    return Coalesce(Subquery(asked.order_by().values(_one=Count("*"))), 0)


def _asked(found, seats, by):
    """Each with its ``voices``, those ``spoken``, whether ``me`` ``is_awaited``."""
    alone = seats.order_by().values(by)
    return found.annotate(
        voices=_counted(alone),
        spoken=_counted(alone.filter(SPOKEN)),
        is_awaited=Exists(seats.filter(~SPOKEN, person=ME)),
        ends_at=Subquery(seats.values("round__closes_at")[:1]),
    )
