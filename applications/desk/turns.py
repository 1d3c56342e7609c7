"""Whose turn it is: which open applications wait for this founder, another one, or the person.

``founder`` (a key) and ``now`` may be values, or ``Given`` in what is prepared: the questions of
the desk's first page are the same for everybody, and are put into SQL once.
"""

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Left

from applications.desk.asking import VIEWS
from applications.models import (
    Application,
    Assent,
    Decision,
    Meeting,
    Parting,
    Position,
    Reading,
)
from applications.rows import COLUMNS
from applications.states import TO_READ, Outcome, State
from coopstudio.prepared import Given, prepared
from members.querysets.frozen import unfrozen

SHARE = {"moi": 10, "autre": 7, "personne": 8}  # rows of each group on the first page: 25
MOST_COUNTED = 99
GIVEN = Given("founder", BigIntegerField()), Given("now", DateTimeField())

MINE = (
    Q(state__in=TO_READ, read_at=None)
    | Q(state=State.CROSSED)
    | Q(state=State.DECIDED, unsaid_at=None)
    | Q(state=State.MET, spoke_at=None)
    | Q(state=State.MEETING_SET, met_at__isnull=False)
    | Q(state__in=[State.MEETING_PROPOSED, State.MEETING_SET], handed_back_at__isnull=False)
)
OTHER = Q(state__in=TO_READ, read_at__isnull=False) | Q(state=State.MET, spoke_at__isnull=False)
PERSON = (
    Q(state=State.COMPLETING)
    | Q(state=State.DECIDED, unsaid_at__isnull=False)
    | Q(state=State.MEETING_PROPOSED, handed_back_at=None)
    | Q(state=State.MEETING_SET, met_at=None, handed_back_at=None)
)
TURNS = {"moi": MINE, "autre": OTHER, "personne": PERSON}


def rows(founder):
    """Nobody answers themselves: a founder's own application is not among theirs; nor are those
    whose person froze their data."""
    found = Application.objects.filter(unfrozen()).exclude(person=founder)
    return found.annotate(line=Left(F("what"), 150))


def of_turn(turn, founder, now):
    """The open applications of one group, in the order of the promised answers.

    The condition is one CASE: PostgreSQL would otherwise take it apart, gather every application
    in these states, and sort them, where the first rows of the index of promises are enough.
    """
    is_theirs = Case(When(TURNS[turn], then=Value(True)), default=Value(False))
    found = rows(founder).open().alias(**_moments(founder, now), is_theirs=is_theirs)
    found = found.filter(is_theirs=True).annotate(turn=Value(turn))
    return found.order_by("answer_by", "number")


def in_states(states, founder, now):
    """Those in these states; among what is being read, those this founder has not read."""
    found = rows(founder).filter(state__in=states)
    if states == TO_READ:
        found = found.alias(read_at=_moments(founder, now)["read_at"]).filter(read_at=None)
    return found


@prepared
def first_rows():
    """The first rows of each group, and one more that tells whether there are others."""
    parts = [
        of_turn(turn, *GIVEN).values_list(*COLUMNS)[: share + 1] for turn, share in SHARE.items()
    ]
    return parts[0].union(*parts[1:], all=True)


@prepared
def counted():
    """The key of each view, once for each application in it, no more than 99 times and one."""
    parts = [
        (in_states(states, *GIVEN) if states else rows(GIVEN[0]).open())
        .order_by()
        .values_list(Value(key))[: MOST_COUNTED + 1]
        for key, (_, states) in VIEWS.items()
    ]
    return parts[0].union(*parts[1:], all=True)


def _moments(founder, now):
    """When this founder read and spoke, when the meeting was, and when the person asked for other
    hours or let those proposed go by, and when an invitation was decided to which they have not
    consented yet, for each application.

    Asked row by row, through their indexes: an EXISTS would be turned into a hash of all the
    readings of a life.
    """
    here = {"application": OuterRef("pk")}
    now_here = {**here, "cycle": OuterRef("cycle")}
    readings = Reading.objects.filter(reader=founder, **now_here)
    positions = _still_counting(Position.objects.filter(founder=founder, **now_here))
    positions = positions.exclude(Exists(_answers_to(founder)))
    meetings = Meeting.objects.open().filter(**here)
    invited = Decision.objects.filter(outcome=Outcome.INVITE, reopened_at=None, **now_here)
    said = Assent.objects.filter(application=OuterRef("application"), cycle=OuterRef("cycle"))
    unsaid = invited.alias(is_said=Exists(said)).filter(is_said=False)
    handed_back = Coalesce("countered_at", "released_at")
    return {
        "read_at": Subquery(readings.values("written_at")[:1]),
        "spoke_at": Subquery(positions.values("at")[:1]),
        "met_at": Subquery(meetings.filter(at__lt=now).values("at")[:1]),
        "unsaid_at": Subquery(unsaid.values("decided_at")[:1]),
        "handed_back_at": Subquery(meetings.values(back=handed_back)[:1]),
    }


def _answers_to(founder):
    """What was said after a position of ``founder``: by oneself again, or by another who says
    something else. It is then one's turn anew: an objection waits for whoever has not answered."""
    later = {"application": OuterRef("application"), "cycle": OuterRef("cycle")}
    differs = ~Q(outcome=OuterRef("outcome"), stance=OuterRef("stance"))
    found = Position.objects.filter(at__gt=OuterRef("at"), **later)
    return found.filter(Q(founder=founder) | differs)


def _still_counting(positions):
    """Those after which nothing began afresh: the decision was not reopened, nobody met again, and
    nobody proposed another reason not to go on (see ``decisions.latest_positions``)."""
    here = {"application": OuterRef("application")}
    reopened = Decision.objects.filter(reopened_at__gte=OuterRef("at"), **here)
    met = Meeting.objects.filter(held_at__gt=OuterRef("at"), **here)
    parted = Parting.objects.filter(at__gt=OuterRef("at"), **here)
    return positions.exclude(Exists(reopened)).exclude(Exists(met)).exclude(Exists(parted))
