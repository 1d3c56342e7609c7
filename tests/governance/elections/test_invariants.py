"""E1 to E10 hold whatever people try, in any order: random gestures by anybody, refused or not."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopstudio.refusals import Refused
from governance.actions import consents, elections
from governance.actions.circles import belonging
from governance.actions.elections.agreeing import CRITERIA, ROLE, SECRECY
from governance.elections.eligibility import eligible
from governance.models import (
    Ballot,
    CircleMember,
    Election,
    Link,
    Mandate,
    Nomination,
    Round,
    Seat,
)
from governance.states import ElectionState, LinkKind, OfficeKind, PositionKind, RoundKind
from tests.governance.elections.story import LATER, at_ballots, confirmed, opened, role_of
from tests.governance.factories import circle, entrust, people_of
from tests.members.factories import administrator

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 10, 5)
GESTURES = [
    "recall", "ask", "answer", "collect", "suggest", "pass_turn", "send_out", "fold", "unfold",
    "hear", "confirm", "go_on", "hand_over", "entrust", "call", "propose", "another", "speak",
    "open_there", "not_accepted", "postpone", "resume", "end", "leave",
]  # fmt: skip
MOVING = ["fold", "answer", "hear", "confirm", "call", "propose", "speak", "speak", "open_there"]
steps = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(MOVING), st.sampled_from(GESTURES)),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from([ROLE, CRITERIA, SECRECY]),
    ),
    min_size=12,
    max_size=30,
)


class World:
    """Accueil elects its delegate: a leader who may not be named, two others, a stranger."""

    def __init__(self, start):
        self.parent = circle(people=4)
        self.people = people_of(self.parent)
        entrust(self.people[0], self.parent, OfficeKind.FACILITATOR)
        self.circle = circle("Accueil", people=self.people, parent=self.parent)
        entrust(self.people[0], self.circle, OfficeKind.LEADER)
        made = opened(self.circle, role=role_of(self.circle, OfficeKind.DELEGATE))
        self.pk = start(made).pk
        self.stranger = administrator()

    @property
    def election(self):
        return Election.objects.get(pk=self.pk)

    def who(self, number):
        return [*self.people, self.stranger][number]

    def seat(self, number, kind=None):
        found = Seat.objects.filter(
            round__election=self.pk, round__closed_at=None, round__voided_at=None
        )
        found = found.filter(round__kind=kind) if kind else found
        mine = found.filter(person=self.who(number)).first()
        return mine or found.first()

    def do(self, gesture, number, other, subject):
        """One gesture by somebody; what is refused changed nothing."""
        try:
            with transaction.atomic():
                getattr(self, gesture)(number, other, subject)
        except Refused:
            pass

    def by(self, number):
        return {"by": self.who(number), "at": LATER}

    def recall(self, one, _other, _):
        elections.recall(self.election, **self.by(one))

    def ask(self, one, _other, subject):
        elections.ask(self.election, subject=subject, **self.by(one))

    def answer(self, one, other, _):
        if seat := self.seat(one, RoundKind.ASSENT):
            kind = PositionKind.OBJECTION if other == 4 else PositionKind.CONSENT
            elections.answer(seat, kind=kind, words="Un mot." * (other == 4), **self.by(one))

    def collect(self, one, _other, _):
        elections.collect(self.election, **self.by(one))

    def suggest(self, one, _other, _):
        if seat := self.seat(one, RoundKind.CRITERIA):
            elections.suggest(seat, criteria=["Oser"], **self.by(one))

    def pass_turn(self, one, _other, _):
        if seat := self.seat(one, RoundKind.CRITERIA):
            elections.pass_turn(seat, **self.by(one))

    def send_out(self, one, _other, _):
        elections.send_out_ballots(self.election, **self.by(one))

    def fold(self, one, other, _):
        if seat := self.seat(one, RoundKind.NOMINATION):
            elections.fold(seat, person=self.who(other), reason="Parce que.", **self.by(one))

    def unfold(self, one, other, _):
        missing = self.people[other:]
        elections.open_the_ballots(self.election, missing=missing, **self.by(one))

    def hear(self, one, _other, _):
        elections.hear_confirmations(self.election, **self.by(one))

    def confirm(self, one, other, _):
        if seat := self.seat(one, RoundKind.CONFIRMATION):
            elections.confirm(seat, person=self.who(other), reason="Je garde.", **self.by(one))

    def go_on(self, one, other, _):
        elections.go_on_without(self.election, missing=self.people[other:], **self.by(one))

    def hand_over(self, one, other, _):
        elections.hand_over(self.election, to=self.who(other), **self.by(one))

    def entrust(self, one, other, _):
        elections.entrust_wording(self.election, to=self.who(other), **self.by(one))

    def call(self, one, _other, _):
        elections.call_for_proposal(self.election, **self.by(one))

    def propose(self, one, other, _):
        elections.propose(
            self.election, person=self.who(other), reason="A.", until=UNTIL, **self.by(one)
        )

    def another(self, one, _other, _):
        elections.another_proposal(self.election, reason="Un autre.", **self.by(one))

    def speak(self, one, other, _):
        """Somebody consents or objects, wherever a round of consent of this election is open."""
        open_seats = Seat.objects.filter(
            round__proposal__election=self.pk, round__closed_at=None, round__voided_at=None
        )
        if seat := open_seats.filter(person=self.who(one)).first():
            if other == 4:
                consents.object(seat, words="Trop.", touches="Le but", **self.by(one))
            else:
                consents.consent(seat, **self.by(one))

    def open_there(self, one, _other, _):
        if asked := self.election.proposals.filter(circle=self.parent).first():
            consents.open_consent(asked, **self.by(one))

    def not_accepted(self, one, _other, _):
        elections.not_accepted(self.election, reason="Non.", **self.by(one))

    def postpone(self, one, _other, _):
        elections.postpone(self.election, to=date(2026, 12, 1), reason="Plus tard.", **self.by(one))

    def resume(self, one, _other, _):
        elections.resume(self.election, **self.by(one))

    def end(self, one, other, _):
        if other == 4:
            elections.end_without_result(self.election, reason="Ailleurs.", **self.by(one))

    def leave(self, one, other, _):
        place = CircleMember.objects.filter(
            circle=self.circle, person=self.who(one), until=None
        ).first()
        if place and one == other == 3:
            belonging.leave(place, why="Je pars.", **self.by(one))


def check(world):
    """What is true at any moment of any election."""
    election = world.election
    on = LATER.date()
    _nothing_is_read_before_the_opening(election)
    _every_ballot_is_of_its_seat(election)
    _only_the_eligible_are_named(election, world, on)
    _a_mandate_has_its_reasons(election, world)
    _the_two_links_are_two_people(world)
    assert not Seat.objects.filter(person=world.stranger).exists()


def _nothing_is_read_before_the_opening(election):
    """E1: no nomination in a round of ballots that is open."""
    assert not Nomination.objects.filter(
        round__election=election, round__kind=RoundKind.NOMINATION, round__closed_at=None
    ).exists()
    if election.state == ElectionState.BALLOTS:
        assert election.rounds.open().filter(kind=RoundKind.NOMINATION).count() == 1


def _every_ballot_is_of_its_seat(election):
    """E3: one ballot a seat, one name a ballot; the round holds one seat per person."""
    for asked in Round.objects.filter(election=election, kind=RoundKind.NOMINATION):
        ballots = Ballot.objects.filter(seat__round=asked).count()
        assert ballots <= asked.seats.count()
        assert Nomination.objects.filter(round=asked).count() in (0, ballots) or election.is_secret


def _only_the_eligible_are_named(election, world, on):
    """E4, D2: never the holder of the other link, never somebody of elsewhere."""
    named = set(
        Nomination.objects.filter(round__election=election).values_list("person", flat=True)
    )
    named |= set(election.proposals.values_list("about_person", flat=True))
    assert world.people[0].pk not in named
    assert named <= {one.pk for one in world.people}
    assert world.people[0] not in eligible(election, on=on)[0]


def _a_mandate_has_its_reasons(election, world):
    """E7, E8: start, end, source; every voice consented, the person's last; both circles."""
    for mandate in Mandate.objects.filter(election=election):
        assert mandate.until == UNTIL
        for mine in election.proposals.filter(decision__isnull=False):
            last = mine.rounds.filter(kind=RoundKind.CONSENT, voided_at=None).first()
            said = [one for seat in last.seats.all() for one in seat.positions.order_by("-pk")[:1]]
            assert {one.kind for one in said} == {PositionKind.CONSENT}
            own = [one for one in said if one.seat.person_id == mandate.person_id]
            assert not own or own[0].pk == max(one.pk for one in said)
        assert election.state == ElectionState.DONE
        assert Link.objects.filter(mandate=mandate, kind=LinkKind.SECOND).exists()
    if election.state == ElectionState.DONE:
        assert Mandate.objects.filter(election=election).count() == 1
    if election.state == ElectionState.WAITING_PARENT:
        assert not Mandate.objects.filter(election=election).exists()


def _the_two_links_are_two_people(world):
    held = Link.objects.filter(child=world.circle, ended_on=None).values_list("person", flat=True)
    assert len(set(held)) == len(held)


def walk(start, gestures):
    """Play them in a world of its own, and look at it after each."""
    with transaction.atomic():
        world = World(start)
        for gesture in gestures:
            world.do(*gesture)
            check(world)
        state = world.election.state
        transaction.set_rollback(True)
    return state


few = settings(
    max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@few
@given(steps)
def test_from_the_beginning(gestures):
    walk(lambda made: made, gestures)


@few
@given(steps)
def test_from_the_ballots(gestures):
    walk(at_ballots, gestures)


@few
@given(steps)
def test_from_the_proposal(gestures):
    walk(lambda made: confirmed(made), gestures)


def test_the_walk_goes_to_the_end_when_everybody_means_it():
    """Negative control: the gestures do carry an election to its mandate."""
    ways = [("call", 0, 0, ROLE), ("propose", 0, 1, ROLE)]
    ways += [("speak", one, 0, ROLE) for one in (0, 2, 3, 1)]
    ways += [("open_there", 0, 0, ROLE)] + [("speak", one, 0, ROLE) for one in (0, 2, 3, 1)]

    assert walk(confirmed, ways) == ElectionState.DONE
