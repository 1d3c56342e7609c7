"""What an election holds at its edges: late ballots, who steps aside, who left, a closed circle."""

from datetime import timedelta

import pytest

from governance.actions import elections
from governance.actions.elections.agreeing import SECRECY
from governance.actions.elections.ballots import BallotsAreClosed
from governance.actions.elections.confirming import FacilitatorIsNamed, WordingIsNamed
from governance.models import CircleMember, Election, Meeting, Presence, Proposal
from governance.states import ElectionState, ProposalState
from tests.governance.elections.story import (
    LATER,
    UNTIL,
    WHY,
    at_ballots,
    confirmed,
    folded,
    fresh,
    lead,
    open_round,
    opened,
    proposed,
    seats,
)
from tests.governance.factories import AT, people_of

pytestmark = pytest.mark.django_db


def test_a_ballot_folded_after_its_hour_is_refused():
    election = at_ballots(is_async=True)
    seat = seats(election)[0]

    with pytest.raises(BallotsAreClosed):
        elections.fold(
            seat, by=seat.person, at=AT + timedelta(days=10), person=seat.person, reason="Oui"
        )


def test_who_was_named_does_not_word_the_proposal_by_taking_it_back():
    election = confirmed(names=[0, 0, 1])
    leader, other = lead(election), people_of(election.circle)[2]
    elections.entrust_wording(election, by=leader, at=LATER, to=other)
    elections.call_for_proposal(fresh(election), by=leader, at=LATER)

    with pytest.raises(WordingIsNamed):
        elections.entrust_wording(fresh(election), by=leader, at=LATER, to=leader)
    Election.objects.update(asked=leader)  # whom somebody named since
    with pytest.raises(FacilitatorIsNamed):
        elections.propose(
            fresh(election), by=leader, at=LATER, person=leader, reason=WHY, until=UNTIL
        )


def test_reasons_without_a_name_are_consented_to_by_the_whole_circle():
    election = opened(people=4)
    there = people_of(election.circle)[:2]
    meeting = Meeting.objects.create(
        circle=election.circle, at=AT, minutes=60, place="Ici", by=there[0], state="open",
        opened_at=AT,
    )  # fmt: skip
    for person in there:
        Presence.objects.create(meeting=meeting, person=person, arrived_at=AT)

    elections.ask(election, by=there[0], at=AT, subject=SECRECY)

    assert open_round(election).seats.count() == 4


def test_a_name_resumed_from_the_start_is_taken_back_before_another():
    election = proposed()
    first = election.proposals.get()
    Proposal.objects.filter(pk=first.pk).update(state=ProposalState.PRESENTATION)

    elections.another_proposal(election, by=first.carrier, at=LATER, reason="Une autre")

    first.refresh_from_db()
    assert (first.state, fresh(election).state) == (
        ProposalState.WITHDRAWN, ElectionState.PROPOSAL,
    )  # fmt: skip


def test_an_election_does_not_wait_for_a_carrier_who_left():
    election = proposed()
    text = election.proposals.get()
    gone = people_of(election.circle)[2]
    Proposal.objects.filter(pk=text.pk).update(carrier=gone)
    CircleMember.objects.filter(circle=election.circle, person=gone).update(until=AT.date())

    elections.end_without_result(election, by=lead(election), at=LATER, reason="Plus tard")

    text.refresh_from_db()
    assert (text.state, fresh(election).state) == (
        ProposalState.WITHDRAWN, ElectionState.NO_RESULT,
    )  # fmt: skip


def test_a_closed_circle_ends_its_elections_and_their_ballots():
    election = at_ballots()
    seat = seats(election)[0]
    elections.fold(seat, by=seat.person, at=LATER, person=seat.person, reason="Moi")

    elections.end_with_its_circle(election.circle, by=seat.person, at=LATER)

    assert (fresh(election).state, folded(election).count()) == (ElectionState.NO_RESULT, 0)
    assert not election.rounds.open().exists()


def test_a_name_before_a_circle_that_closes_is_taken_back():
    election = proposed()

    elections.end_with_its_circle(election.circle, by=None, at=LATER)

    assert election.proposals.get().state == ProposalState.WITHDRAWN
