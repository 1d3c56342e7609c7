"""Ballots: one name and why, folded, opened together; whoever leaves takes theirs along."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from governance import tasks
from governance.actions import elections
from governance.actions.circles import belonging
from governance.actions.elections import ballots
from governance.actions.elections.agreeing import SECRECY
from governance.actions.elections.steps import NotTheFacilitator, NotThisStep
from governance.models import Ballot, CircleMember, Leave, Nomination, Round
from governance.states import ElectionState, NominationKind, OfficeKind, RoundKind, Standing
from tests.governance.elections.story import (
    LATER,
    REASON,
    a_circle,
    all_agree,
    at_ballots,
    fold,
    folded,
    fresh,
    lead,
    opened,
    opened_ballots,
    role_of,
    seats,
)
from tests.governance.factories import AT, circle, entrust, joins, people_of
from tests.members.factories import member

pytestmark = pytest.mark.django_db


def test_each_person_of_the_circle_has_one_ballot():
    election = at_ballots()

    assert [one.person for one in seats(election)] == people_of(election.circle)


def test_a_ballot_is_folded_and_nothing_of_it_can_be_read():
    election = at_ballots()
    first = seats(election)[0]

    fold(election, first, people_of(election.circle)[1])

    ballot = folded(election).get()
    assert REASON not in ballot.sealed
    assert not Nomination.objects.exists()
    assert fresh(election).state == ElectionState.BALLOTS


def test_one_may_fold_another_until_they_are_opened():
    election = at_ballots()
    first, second, third = seats(election)
    _, thomas, aicha = people_of(election.circle)
    fold(election, first, thomas)
    fold(election, first, aicha, "J’ai réfléchi.")
    fold(election, second, aicha)
    fold(election, third, aicha)

    said = Nomination.objects.get(seat=first)
    assert (said.person, said.reason) == (aicha, "J’ai réfléchi.")


def test_the_last_ballot_opens_them_all_in_the_order_of_the_seats():
    election = at_ballots()
    people = people_of(election.circle)
    for seat in reversed(seats(election)):
        fold(election, seat, people[1], f"Raison de {seat.person.first_name}.")

    election = fresh(election)
    assert election.state == ElectionState.NOMINATIONS
    assert [one.reason for one in Nomination.objects.of(election)] == [
        f"Raison de {one.first_name}." for one in people
    ]


def test_one_may_name_oneself_and_says_why():
    """E2: and nobody stands before they are named."""
    election = at_ballots()
    first = seats(election)[0]

    fold(election, first, first.person, "J’ai envie d’apprendre ce rôle.")

    assert folded(election).count() == 1


def test_a_ballot_says_why():
    election = at_ballots()
    first = seats(election)[0]

    with pytest.raises(ballots.NoReason):
        fold(election, first, first.person, "  ")


def test_nobody_folds_the_ballot_of_another():
    election = at_ballots()
    first, second, _ = seats(election)

    with pytest.raises(ballots.NotYourBallot):
        elections.fold(first, by=second.person, at=LATER, person=second.person, reason=REASON)


def test_somebody_of_elsewhere_is_not_named_nor_a_guest():
    election = at_ballots()
    first = seats(election)[0]
    guest = member("Odile")
    joins(guest, election.circle, standing=Standing.GUEST)

    for who in (member("Lan"), guest):
        with pytest.raises(ballots.MayNotBeNamed):
            fold(election, first, who)


def test_who_holds_the_other_link_is_not_named():
    parent = a_circle()
    people = people_of(parent)
    child = circle("Accueil", people=people, parent=parent)
    entrust(people[0], child, OfficeKind.LEADER)
    election = at_ballots(opened(child, role=role_of(child, OfficeKind.DELEGATE)))

    with pytest.raises(ballots.MayNotBeNamed):
        fold(election, seats(election)[1], people[0])


def test_somebody_absent_may_be_named():
    election = at_ballots()
    aicha = people_of(election.circle)[2]
    Leave.objects.create(
        circle=election.circle, person=aicha, since=AT.date(), until=AT.date().replace(day=30)
    )

    fold(election, seats(election)[0], aicha)

    assert folded(election).count() == 1


def test_whoever_facilitates_opens_after_naming_who_is_missing():
    election = at_ballots()
    first, second, third = seats(election)
    fold(election, first, second.person)

    elections.open_the_ballots(
        election, by=lead(election), at=LATER, missing=[second.person, third.person]
    )

    assert fresh(election).state == ElectionState.NOMINATIONS
    assert Nomination.objects.of(election).get().seat == first


def test_they_are_not_opened_when_somebody_else_is_missing_than_was_named():
    election = at_ballots()
    first, second, third = seats(election)
    fold(election, first, second.person)

    for missing in ([], [second.person], [first.person, second.person, third.person]):
        with pytest.raises(ballots.OthersAreMissing):
            elections.open_the_ballots(election, by=lead(election), at=LATER, missing=missing)


def test_nobody_else_opens_them():
    election = at_ballots()
    people = people_of(election.circle)

    for who in people[1:]:
        with pytest.raises(NotTheFacilitator):
            elections.open_the_ballots(election, by=who, at=LATER, missing=people)


def test_the_ballot_of_a_member_who_leaves_is_removed_unread():
    election = at_ballots()
    first, second, third = seats(election)
    fold(election, first, second.person)
    fold(election, second, third.person)

    place = CircleMember.objects.get(person=first.person)
    belonging.leave(place, by=first.person, at=LATER, why="Je pars.")

    assert folded(election).get().seat == second
    fold(fresh(election), third, second.person)
    assert fresh(election).state == ElectionState.NOMINATIONS
    assert {one.seat for one in Nomination.objects.of(election)} == {second, third}


def test_when_the_one_who_leaves_was_the_last_awaited_the_others_open():
    election = at_ballots()
    first, second, third = seats(election)
    fold(election, first, second.person)
    fold(election, second, first.person)

    place = CircleMember.objects.get(person=third.person)
    belonging.leave(place, by=third.person, at=LATER, why="Je pars.")

    assert fresh(election).state == ElectionState.NOMINATIONS


def test_somebody_who_left_folds_no_more():
    election = at_ballots()
    third = seats(election)[2]
    CircleMember.objects.filter(person=third.person).update(until=AT.date())

    with pytest.raises(ballots.NotYourBallot):
        fold(election, third, people_of(election.circle)[1])


def test_folding_leaves_no_hour_behind():
    election = at_ballots()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        before = cursor.fetchone()
        fold(election, seats(election)[0], people_of(election.circle)[1])
        cursor.execute("SELECT count(*) FROM journal_entry")
        assert cursor.fetchone() == before
    assert [field.name for field in Ballot._meta.fields] == ["id", "seat", "sealed"]


def test_postgresql_takes_no_nomination_while_ballots_are_folded():
    election = at_ballots()
    first = seats(election)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(
            round=first.round,
            seat=first,
            kind=NominationKind.BALLOT,
            person=first.person,
            reason="Avant l’heure.",
        )


def test_postgresql_takes_no_ballot_once_they_are_opened():
    election = opened_ballots()
    seat = Round.objects.get(election=election, kind=RoundKind.NOMINATION).seats.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(seat=seat).update(sealed="autre")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(seat=seat).delete()


def test_opened_twice_is_refused():
    election = opened_ballots()

    with pytest.raises((ForbiddenMove, NotThisStep)):
        elections.open_the_ballots(election, by=lead(election), at=LATER, missing=[])


# --- unsigned reasons ---


def test_unsigned_reasons_keep_no_seat_and_no_ballot():
    election = opened()
    elections.ask(election, by=lead(election), at=AT, subject=SECRECY)
    election = opened_ballots(all_agree(election), names=[1, 2, 0])

    said = Nomination.objects.of(election)
    assert [one.seat for one in said] == [None, None, None]
    assert {one.person for one in said} == {*people_of(election.circle)}
    assert not folded(election).exists()


def test_a_signed_election_writes_no_unsigned_nomination():
    election = opened_ballots()

    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(
            round=Round.objects.get(election=election, kind=RoundKind.NOMINATION),
            kind=NominationKind.BALLOT,
            person=people_of(election.circle)[0],
            reason="Anonyme.",
        )


def test_the_confirmation_of_an_unsigned_election_is_folded_too():
    election = opened()
    elections.ask(election, by=lead(election), at=AT, subject=SECRECY)
    election = opened_ballots(all_agree(election))
    elections.hear_confirmations(election, by=lead(election), at=LATER)
    election, people = fresh(election), people_of(election.circle)

    for seat in seats(election):
        fold(election, seat, people[2], "En écoutant.")

    kept = Nomination.objects.of(election).filter(kind=NominationKind.CONFIRMED)
    assert [(one.seat, one.person) for one in kept] == [(None, people[2])] * 3
    assert fresh(election).state == ElectionState.CONFIRMATIONS


# --- letters ---


def test_at_a_distance_ballots_are_announced_by_letter_and_missing_ones_recalled():
    election = at_ballots(is_async=True)
    first, second, third = seats(election)

    to = Letter.objects.filter(kind="governance.ballots_open").values_list("to", flat=True)
    assert {*to} == {second.person.email, third.person.email}

    fold(election, first, second.person)
    fold(election, second, third.person)
    elections.remind(election, by=lead(election), at=LATER)
    elections.remind(election, by=lead(election), at=LATER)

    assert [one.to for one in Letter.objects.filter(kind="governance.ballot_awaited")] == [
        third.person.email
    ]


def test_the_day_before_the_clock_recalls_missing_ballots_once(time_machine):
    election = at_ballots(is_async=True)
    first, second, third = seats(election)
    fold(election, first, second.person)
    time_machine.move_to(first.round.closes_at - timedelta(hours=20), tick=False)

    tasks.tend_elections()
    tasks.tend_elections()

    told = Letter.objects.filter(kind="governance.ballot_awaited").values_list("to", flat=True)
    assert sorted(told) == sorted([second.person.email, third.person.email])


def test_nobody_is_recalled_long_before(time_machine):
    election = at_ballots(is_async=True)
    time_machine.move_to(seats(election)[0].round.closes_at - timedelta(hours=30), tick=False)

    tasks.tend_elections()

    assert not Letter.objects.filter(kind="governance.ballot_awaited").exists()
