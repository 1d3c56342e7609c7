"""A voice is its person's: written by them, or noted aloud in the room where they say it (I11)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopstudio.journal.api import history
from governance.actions import consents, elections, rounds
from governance.actions.circles import belonging
from governance.college import Sitting
from governance.models import Decision, Meeting, Objection, Position
from governance.states import MeetingState, PositionKind, ProposalState, RoundKind
from tests.governance.elections import story
from tests.governance.factories import AT, TODAY, circle, entrust, people_of, room_for
from tests.governance.test_consents import (
    drafted,
    facilitator,
    fresh,
    in_consent,
    later,
    say,
    seats,
)
from tests.members.factories import member

S = ProposalState
pytestmark = pytest.mark.django_db
ALOUD = {"at": AT, "is_aloud": True}


def in_reactions(proposal=None):
    proposal = proposal or drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    consents.next_step(proposal, by=lead, at=AT)
    return consents.next_step(proposal, by=lead, at=AT)


def leaves(person, made, *, at=AT):
    return belonging.leave(made.members.get(person=person), by=person, at=at, why="Je pars.")


def posts(client, person, address, **data):
    client.force_login(person)
    return client.post(address, data)


# --- who writes ---


def test_without_a_meeting_nobody_consents_for_anybody(client):
    proposal = in_consent()
    mine, *others = seats(proposal)

    for seat in others:
        posts(client, mine.person, f"/propositions/{proposal.pk}/places/{seat.pk}/accord/")

    assert Position.objects.count() == 0
    assert Decision.objects.count() == 0
    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(others[0], by=mine.person, **ALOUD)


def test_who_facilitates_notes_the_consent_of_somebody_who_is_there():
    proposal = in_consent()
    seat, lead = seats(proposal)[0], facilitator(proposal)
    room_for(proposal)

    position = consents.consent(seat, by=lead, **ALOUD)

    assert (position.by, position.is_aloud) == (lead, True)


def test_another_person_of_the_room_notes_nothing():
    proposal = in_consent()
    first, _lead, third = seats(proposal)
    room_for(proposal)

    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(first, by=third.person, **ALOUD)


def test_nothing_is_noted_for_somebody_who_is_absent():
    proposal = in_consent()
    first, lead, third = seats(proposal)
    room_for(proposal, [first.person, lead.person])

    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(third, by=lead.person, **ALOUD)


def test_nothing_is_noted_by_a_facilitator_who_is_absent():
    proposal = in_consent()
    first, lead, third = seats(proposal)
    room_for(proposal, [first.person, third.person])

    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(third, by=lead.person, **ALOUD)


def test_nothing_is_noted_once_the_meeting_is_closed_or_on_another_point():
    proposal = in_consent()
    seat, lead = seats(proposal)[0], facilitator(proposal)
    met = room_for(proposal)

    met.items.update(state="waiting")
    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(seat, by=lead, **ALOUD)
    met.items.update(state="current")
    Meeting.objects.update(state=MeetingState.CLOSED, closed_at=timezone.now())
    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(seat, by=lead, **ALOUD)


def test_the_meeting_of_another_circle_is_not_the_room():
    proposal = in_consent()
    seat, lead = seats(proposal)[0], facilitator(proposal)
    other = circle("Autre", people=people_of(proposal.circle))
    entrust(lead, other)
    room_for(proposal, circle=other)

    with pytest.raises(rounds.NotAloudForOthers):
        consents.consent(seat, by=lead, **ALOUD)


def test_who_was_absent_is_not_spoken_for_after_the_meeting(client):
    proposal = in_consent()
    first, lead, third = seats(proposal)
    room_for(proposal, [first.person, lead.person])
    say(first)
    say(lead)
    consents.end_round(proposal, by=lead.person, at=later(6))

    for person in (first.person, lead.person):
        posts(client, person, f"/propositions/{proposal.pk}/places/{third.pk}/accord/")

    assert fresh(proposal).state == S.RESERVED
    assert Decision.objects.count() == 0


def test_nobody_lifts_the_objection_of_somebody_else_by_consenting_for_them(client):
    proposal = in_consent()
    first, _second, third = seats(proposal)
    objection = say(third, "objection")

    posts(client, first.person, f"/propositions/{proposal.pk}/places/{third.pk}/accord/")

    assert fresh(objection).state == "voiced"
    assert objection.ended_at is None


def test_an_objection_lifted_aloud_is_written_in_the_journal():
    proposal = in_consent()
    third = seats(proposal)[2]
    room_for(proposal)
    objection = say(third, "objection")

    consents.consent(third, by=facilitator(proposal), **ALOUD)

    assert fresh(objection).state == "withdrawn"
    assert [line.event for line in history(objection)] == ["governance.objection_withdrawn"]


def test_the_yes_of_the_person_elected_is_theirs_alone(client):
    election = story.proposed()
    proposal = election.proposals.get()
    *others, last = story.consent_seats(proposal)
    for seat in others:
        say(seat, at=story.LATER)

    for seat in others:
        posts(client, seat.person, f"/propositions/{proposal.pk}/places/{last.pk}/accord/")

    assert last.positions.count() == 0
    assert fresh(proposal).state == S.CONSENT


def test_nobody_uses_up_the_reaction_of_somebody_else(client):
    proposal = in_reactions()
    first, _second, third = seats(proposal, RoundKind.REACTIONS)

    posts(client, first.person, f"/propositions/{proposal.pk}/parole/", place=third.pk, passe="1")

    assert third.turns.count() == 0
    assert consents.react(third, by=third.person, at=AT, words="Je respire.").by == third.person


def test_nobody_agrees_for_somebody_else_to_skip_the_steps():
    proposal = drafted()
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    asked = consents.ask_to_skip(proposal, by=facilitator(proposal), at=AT)
    seat = asked.seats.get(person=proposal.carrier)

    with pytest.raises(rounds.NotAloudForOthers):
        consents.agree(seat, by=facilitator(proposal), **ALOUD)


def test_a_page_for_the_objection_of_somebody_else_is_the_room_s_alone(client):
    proposal = in_consent()
    first, lead, _third = seats(proposal)
    address = f"/propositions/{proposal.pk}/places/{first.pk}/objection/"
    client.force_login(lead.person)

    assert client.get(address).status_code == 404
    room_for(proposal)
    assert client.get(address).status_code == 200


# --- a seat that is no longer held ---


def test_who_has_left_consents_no_more_and_what_they_said_stands():
    proposal = in_consent()
    first, _second, third = seats(proposal)
    say(third)
    leaves(third.person, proposal.circle)

    with pytest.raises(rounds.NoSeatToday):
        say(third, "objection")
    with pytest.raises(rounds.NoSeatToday):
        consents.hesitate(first.round, by=third.person, at=AT, words="J’hésite.")

    assert [one.kind for one in third.positions.all()] == [PositionKind.CONSENT]
    assert Objection.objects.count() == 0


def test_who_is_on_leave_since_the_round_opened_still_speaks():
    proposal = drafted()
    third = people_of(proposal.circle)[2]
    tomorrow = TODAY + timedelta(days=1)
    belonging.take_leave(
        proposal.circle, by=third, at=AT, since=tomorrow, until=tomorrow + timedelta(days=9)
    )
    in_consent(proposal)

    assert say(seats(proposal)[2], at=AT + timedelta(days=2)).by == third


def test_who_has_left_reacts_no_more():
    proposal = in_reactions()
    third = seats(proposal, RoundKind.REACTIONS)[2]
    leaves(third.person, proposal.circle)

    with pytest.raises(rounds.NoSeatToday):
        consents.react(third, by=third.person, at=AT, words="Encore un mot.")


def test_who_has_left_confirms_no_name():
    election = story.opened_ballots(story.opened(people=4))
    elections.hear_confirmations(election, by=story.lead(election), at=story.LATER)
    seat = story.seats(election, RoundKind.CONFIRMATION)[3]
    leaves(seat.person, election.circle, at=story.LATER)

    with pytest.raises(rounds.NoSeatToday):
        elections.confirm(
            seat, by=seat.person, at=story.LATER, person=people_of(election.circle)[1], reason="Oui"
        )


def test_a_visitor_has_the_floor_in_the_opening_of_a_meeting():
    made = circle()
    guest = member("Lou", "Petit")
    opened = rounds.open_round(made, RoundKind.OPENING, by=None, at=AT, sittings=[Sitting(guest)])

    assert rounds.say(opened.seats.get(), by=guest, at=AT, words="Bonjour.").by == guest
