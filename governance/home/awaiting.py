"""Everything that only this person can do in their circles, in one question to PostgreSQL."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from coopstudio.prepared import Given, prepared
from governance.consents.poles import BEFORE_CONSENT
from governance.models import (
    Ballot,
    Circle,
    CircleInvitation,
    Coming,
    Decision,
    Deed,
    Mandate,
    Measure,
    Meeting,
    MeetingGuest,
    Objection,
    Perception,
    PoleSwap,
    Position,
    Proposal,
    Reading,
    Seat,
    SelfCheckPlace,
    Turn,
)
from governance.querysets.rounds import OF_POSITIONS
from governance.states import (
    LIVE,
    MeetingState,
    MinutesState,
    ObjectionState,
    OfficeKind,
    ProposalState,
    RoundKind,
    TermKind,
)

ME = Given("me", BigIntegerField())
NOW = Given("now", DateTimeField())
TODAY = Given("today", DateField())
SOON = Given("soon", DateField())
"""Two weeks from today: an action shows from there."""
NEAR = Given("near", DateField())
"""A month from today: a review, the end of a mandate."""
LAST = Given("last", DateTimeField())
"""Until when meetings are told."""
AHEAD = "ahead_"
"""A meeting that comes, then what one answered: it waits for nothing, and is read all the same."""

GOING = (MeetingState.OPEN, MeetingState.AGREED)
NEVER = Value(None, DateTimeField())
OF_SEAT = {"seat": OuterRef("pk")}
SPOKEN = (
    Exists(Position.objects.filter(**OF_SEAT))
    | Exists(Ballot.objects.filter(**OF_SEAT))
    | (~Q(round__kind__in=OF_POSITIONS) & Exists(Turn.objects.filter(**OF_SEAT)))
)


class Row(NamedTuple):
    """One thing that waits: what to do, of which thing (its kind, its key), where, since when and
    until when."""

    kind: str
    thing: str
    key: int
    title: str
    circle: str
    since: datetime | None
    until: datetime | None


def rows_of(person, *, now, **days):
    """Everything that waits for this person, as ``Row``, and the meetings that come; no order.

    ``days``: today, soon, near, last.
    """
    return [Row(*one) for one in _everything(me=person.pk, now=now, **days)]


@prepared
def _everything():
    first, *others = [
        _seats(), _invitations(), _objections_heard(), _objections_answered(),
        _objections_to_hear(), _carried(),
        _questions(), _minutes(), _deeds(), _reviews(), _figures(), _acts(), _mandates(),
        _convocations(), _live(), _ahead(),
        _self_checks(), _places_given(), _places_held(), _other_poles(),
    ]  # fmt: skip
    return first.union(*others, all=True).order_by()


def _told(found, *, kind, thing, circle, title, key="pk", since=NEVER, until=NEVER):
    """The columns of a ``Row``. Facts with a capital are names of columns."""
    said = {
        "row_kind": Cast(kind if not isinstance(kind, str) else Value(kind), CharField()),
        "row_thing": Cast(thing if not isinstance(thing, str) else Value(thing), CharField()),
        "row_key": Cast(key, BigIntegerField()),
        "row_title": Cast(title, CharField()),
        "row_circle": Cast(circle, CharField()),
        "row_since": Cast(since, DateTimeField()),
        "row_until": Cast(until, DateTimeField()),
    }
    return found.order_by().annotate(**said).values_list(*said)


def _mine():
    """The circles where one sits."""
    return Circle.objects.of(ME, on=TODAY).values("pk")


def _asked_there():
    """A meeting of my circles, or one to which I am asked."""
    asked = MeetingGuest.objects.filter(meeting=OuterRef("pk"), person=ME)
    return Q(circle__in=_mine()) | Exists(asked)


def _where_i_hold(kind):
    return Mandate.objects.filter(person=ME, kind=kind).on(TODAY).values("circle")


def _seats():
    """Rounds at a distance where my seat is silent; adoptions « sous réserve » of my word."""
    seats = Seat.objects.filter(~SPOKEN, person=ME, round__closed_at=None, round__voided_at=None)
    late = Q(round__proposal__state=ProposalState.RESERVED, round__kind=RoundKind.CONSENT)
    apart = Q(round__is_async=True) | Q(round__proposal=None, round__election__is_async=True)
    agreement = Q(round__kind=RoundKind.ASSENT, round__meeting=None, round__proposal__isnull=False)
    my_own = Q(round__kind=RoundKind.CLARIFICATION, round__proposal__carrier=ME)
    seats = seats.filter(late | apart | agreement, round__proposal__suspended_at=None)
    seats = seats.exclude(my_own)
    ends_at = Coalesce("round__extended_to", "round__closes_at")
    return _told(
        seats.filter(Q(round__closes_at=None) | Q(round__extended_to__gt=NOW)
                     | Q(round__extended_to=None, round__closes_at__gt=NOW) | late),
        kind=Case(When(late, then=Value("reserved")), default=F("round__kind")),
        thing=Case(
            When(round__proposal__isnull=False, then=Value("proposal")),
            When(round__election__isnull=False, then=Value("election")),
            default=Value("meeting"),
        ),
        key=Coalesce("round__proposal_id", "round__election_id", "round__meeting_id"),
        title=Coalesce("round__proposal__title", "round__election__role__name", "round__subject"),
        circle="round__circle__name",
        since="round__opened_at",
        until=ends_at,
    )  # fmt: skip


def _invitations():
    open_ones = CircleInvitation.objects.filter(person=ME, answered_at=None, told_at__isnull=False)
    return _told(open_ones, kind="invitation", thing="circle", key="circle_id",
                 title="circle__name", circle="circle__name", since="told_at")  # fmt: skip


def _self_checks():
    """My own answer, sealed, while the window is open."""
    mine = SelfCheckPlace.objects.filter(person=ME, has_answered=False, check_of__closed_at=None)
    return _told(mine.filter(check_of__closes_at__gt=NOW), kind="self_check", thing="self_check",
                 key="check_of__circle_id", title="check_of__circle__name",
                 circle="check_of__circle__name", since="check_of__opened_at",
                 until="check_of__closes_at")  # fmt: skip


def _places_given():
    """A place from which I am to feel a text, before the reactions."""
    before = (ProposalState.PRESENTATION, ProposalState.CLARIFICATION)
    mine = Perception.objects.filter(person=ME, words="", proposal__state__in=before)
    return _told(mine, kind="feel", thing="proposal", key="proposal_id", title="proposal__title",
                 circle="proposal__circle__name", since="given_at")  # fmt: skip


def _other_poles():
    """A pole that is not mine, from which I am asked to speak before the round of consent."""
    mine = PoleSwap.objects.filter(person=ME, words="", proposal__state__in=BEFORE_CONSENT)
    return _told(mine.filter(proposal__suspended_at=None), kind="across", thing="proposal",
                 key="proposal_id", title="proposal__title", circle="proposal__circle__name",
                 since="given_at")  # fmt: skip


def _places_held():
    """Somebody felt a text from the place that is mine: is it that?"""
    felt = Perception.objects.filter(viewpoint__holder=ME, echo="", proposal__state__in=LIVE)
    return _told(felt.exclude(words=""), kind="echo", thing="proposal", key="proposal_id",
                 title="proposal__title", circle="proposal__circle__name",
                 since="written_at")  # fmt: skip


def _objections_heard():
    """Said again in other words: only I can tell whether it is that."""
    mine = Objection.objects.filter(author=ME, ended_at=None, heard_at=None).exclude(heard_as="")
    return _told(mine, kind="heard", thing="proposal", key="round__proposal_id",
                 title="round__proposal__title", circle="round__circle__name",
                 since="at")  # fmt: skip


def _objections_answered():
    """A version was written for it: only I can tell whether it is integrated."""
    mine = Objection.objects.filter(
        author=ME, ended_at=None, integrated_in__isnull=False,
        round__proposal__state=ProposalState.OBJECTIONS,
    )  # fmt: skip
    return _told(mine, kind="answered", thing="proposal", key="round__proposal_id",
                 title="round__proposal__title", circle="round__circle__name",
                 since="integrated_in__at")  # fmt: skip


def _objections_to_hear():
    voiced = Objection.objects.filter(
        state=ObjectionState.VOICED,
        heard_as="",
        round__proposal__state=ProposalState.OBJECTIONS,
        round__circle__in=_where_i_hold(OfficeKind.FACILITATOR),
    )
    return _told(voiced, kind="to_hear", thing="proposal", key="round__proposal_id",
                 title="round__proposal__title", circle="round__circle__name",
                 since="at")  # fmt: skip


def _carried():
    """My own proposals that wait for me."""
    waiting = Proposal.objects.filter(
        carrier=ME,
        suspended_at=None,
        state__in=[ProposalState.ARBITRATION, ProposalState.OBJECTIONS],
    )
    return _told(waiting, kind=F("state"), thing="proposal", title="title",
                 circle="circle__name", since="moved_at")  # fmt: skip


def _questions():
    """Questions asked of a text that I carry, and not answered yet."""
    asked = Turn.objects.filter(
        seat__round__proposal=OuterRef("pk"), kind=Turn.Kind.QUESTION, replies=None,
        seat__round__closed_at=None, seat__round__voided_at=None,
    )  # fmt: skip
    mine = Proposal.objects.filter(
        Exists(asked), carrier=ME, state=ProposalState.CLARIFICATION, is_async=True
    )
    return _told(mine, kind="question", thing="proposal", title="title", circle="circle__name",
                 since="moved_at")  # fmt: skip


def _minutes():
    """Minutes that I keep: to be approved, then to be published."""
    kept = Meeting.objects.filter(secretary=ME, state=MeetingState.CLOSED, published_at=None)
    kind = Case(
        When(minutes_state=MinutesState.DRAFT, then=Value("minutes")),
        default=Value("publication"),
    )
    return _told(kept, kind=kind, thing="meeting", title="circle__name", circle="circle__name",
                 since="closed_at")  # fmt: skip


def _deeds():
    mine = Deed.objects.open().filter(person=ME, due_on__lte=SOON)
    return _told(mine, kind="deed", thing="deed", title="words", circle="circle__name",
                 since="at", until="due_on")  # fmt: skip


def _reviews():
    """Texts to look at again, for who answers for them and for who keeps the circle's papers."""
    mine = Q(version__responsible=ME) | Q(kept_by__in=_where_i_hold(OfficeKind.SECRETARY))
    followed = Func("pk", TODAY, function="decision_is_followed", output_field=BooleanField())
    found = Decision.objects.dated().annotate(is_followed=followed)
    found = found.filter(
        mine, is_followed=False, starts_on__lte=TODAY, due_on__lte=NEAR, repealed_by=None
    )
    return _told(found, kind="review", thing="decision", title="title", circle="kept_by__name",
                 since="adopted_at", until="due_on")  # fmt: skip


def _figures():
    """Measures that I was asked to read, whose next figure is due."""
    read_on = Reading.objects.filter(measure=OuterRef("pk")).order_by("-on").values("on")[:1]
    since = Coalesce(Subquery(read_on), TruncDate("version__decision__adopted_at"))
    due = ExpressionWrapper(F("since") + F("every_days"), output_field=DateField())
    lapsed = Q(version__decision__term_kind=TermKind.TRIAL, version__decision__term_on__lte=TODAY)
    followed = Func(
        "version__decision", TODAY, function="decision_is_followed", output_field=BooleanField()
    )
    mine = Measure.objects.filter(who=ME, version__decision__repealed_by=None).exclude(lapsed)
    mine = mine.annotate(since=since, is_followed=followed).annotate(due=due)
    mine = mine.filter(version__decision__isnull=False, is_followed=False, due__lte=TODAY)
    return _told(mine, kind="figure", thing="decision", key="version__decision", title="name",
                 circle="version__decision__kept_by__name", until="due")  # fmt: skip


def _acts():
    """Acts that are awaited, for who keeps the papers of the circle."""
    awaited = Decision.objects.filter(act=None, kept_by__in=_where_i_hold(OfficeKind.SECRETARY))
    return _told(awaited.exclude(act_kind=""), kind="act", thing="decision", title="title",
                 circle="kept_by__name", since="adopted_at")  # fmt: skip


def _mandates():
    ending = Mandate.objects.filter(person=ME, until__lte=NEAR, ended_on=None).on(TODAY)
    return _told(ending, kind="mandate", thing="circle", key="circle_id", title="role__name",
                 circle="circle__name", since="since", until="until")  # fmt: skip


def _convocations():
    said = Coming.objects.filter(meeting=OuterRef("pk"), person=ME)
    found = Meeting.objects.filter(
        ~Exists(said), state=MeetingState.CONVENED, at__gt=NOW, circle__in=_mine()
    )
    return _told(found, kind="convocation", thing="meeting", title="circle__name",
                 circle="circle__name", since="convened_at", until="at")  # fmt: skip


def _live():
    """A meeting of mine is going on now."""
    found = Meeting.objects.filter(_asked_there(), state__in=GOING)
    return _told(found, kind="live", thing="meeting", title="circle__name",
                 circle="circle__name", since="opened_at")  # fmt: skip


def _ahead():
    """The meetings that come, with what I answered; ``title`` is their place."""
    said = Coming.objects.filter(meeting=OuterRef("pk"), person=ME).values("answer")[:1]
    found = Meeting.objects.filter(
        _asked_there(),
        state__in=[MeetingState.CONVENED, MeetingState.PREPARED],
        at__gt=NOW,
        at__lte=LAST,
    )
    return _told(
        found,
        kind=Concat(Value(AHEAD), Coalesce(Subquery(said), Value(""))),
        thing="meeting",
        title="place",
        circle="circle__name",
        until="at",
    )
