"""From the role that is recalled to the criteria: who moves what, and what is consented to."""

from datetime import date, timedelta

import pytest

from governance.actions import elections, rounds
from governance.actions.elections import agreeing, ballots, criteria, opening, recalling, steps
from governance.actions.elections.agreeing import CRITERIA, ROLE, SECRECY
from governance.models import CircleMember, Criterion, Mandate, Round
from governance.states import CircleState, ElectionState, OfficeKind, RoundKind, Standing
from tests.governance.elections.story import (
    CONSENT,
    OBJECTION,
    a_circle,
    all_agree,
    at_ballots,
    fresh,
    open_round,
    opened,
    recalled,
    role_of,
    seats,
    with_criteria,
)
from tests.governance.factories import AT, TODAY, circle, entrust, joins, people_of
from tests.members.factories import administrator, founder, member

pytestmark = pytest.mark.django_db


# --- opening ---


@pytest.mark.parametrize("kind", [OfficeKind.SECRETARY, OfficeKind.FACILITATOR, OfficeKind.LEADER])
def test_secretary_facilitator_and_leader_open_an_election(kind):
    made = circle(people=3)
    who = people_of(made)[2]
    entrust(who, made, kind)

    election = elections.open_election(role_of(made, OfficeKind.LOG_KEEPER), by=who, at=AT)

    assert election.state == ElectionState.PREPARATION
    assert election.months == 12


def test_a_member_who_holds_none_of_these_mandates_does_not():
    made = a_circle()

    with pytest.raises(opening.NotForYouToOpen):
        elections.open_election(role_of(made), by=people_of(made)[1], at=AT)


@pytest.mark.parametrize("who", [administrator, founder, member])
def test_nobody_opens_one_in_a_circle_where_they_have_no_seat(who):
    made = a_circle()

    with pytest.raises(opening.NotForYouToOpen):
        elections.open_election(role_of(made), by=who(), at=AT)


def test_in_a_circle_without_offices_whoever_opens_facilitates_for_now():
    made = circle(people=3)
    who = people_of(made)[1]

    election = elections.open_election(role_of(made, OfficeKind.FACILITATOR), by=who, at=AT)

    assert election.facilitator == who


def test_an_election_opens_for_a_mandate_that_is_still_held():
    made = a_circle()
    entrust(people_of(made)[1], made, OfficeKind.SECRETARY, until=date(2026, 11, 2))

    assert opened(made).role.kind == OfficeKind.SECRETARY


def test_two_elections_of_one_role_do_not_run_together():
    election = opened()

    with pytest.raises(opening.AlreadyOpen):
        opened(election.circle)


def test_several_roles_are_elected_one_after_the_other():
    made = a_circle()
    first = opened(made)

    second = opened(made, role=role_of(made, OfficeKind.LOG_KEEPER))

    assert {first.role, second.role} == {*made.roles.exclude(kind=OfficeKind.FACILITATOR)}


def test_a_first_circle_has_nobody_to_delegate():
    made = a_circle()

    with pytest.raises(opening.NoParent):
        opened(made, role=role_of(made, OfficeKind.DELEGATE))


def test_a_closed_role_is_not_elected():
    made = a_circle()
    role = role_of(made, closed_on=TODAY)

    with pytest.raises(opening.RoleIsOver):
        opened(made, role=role)


def test_in_a_circle_of_one_there_is_nobody_for_the_second_link():
    parent = a_circle()
    alone = people_of(parent)[0]
    child = circle("Accueil", people=[alone], parent=parent)
    entrust(alone, child, OfficeKind.LEADER)

    with pytest.raises(opening.NobodyToName):
        elections.open_election(role_of(child, OfficeKind.DELEGATE), by=alone, at=AT)


def test_a_leader_is_elected_in_the_parent_circle_unless_the_child_does_it():
    """D10: that of the general circle by the first one."""
    parent = a_circle()
    child = circle("Accueil", people=people_of(parent), parent=parent)
    role = role_of(child, OfficeKind.LEADER)

    election = elections.open_election(role, by=people_of(parent)[0], at=AT)

    assert election.circle == parent
    assert election.other_circle == child


def test_a_circle_may_choose_its_leader_itself_and_the_parent_is_asked():
    parent = a_circle()
    child = circle("Accueil", people=people_of(parent), parent=parent)
    entrust(people_of(child)[0], child, OfficeKind.FACILITATOR)
    role = role_of(child, OfficeKind.LEADER)

    election = elections.open_election(role, by=people_of(child)[0], at=AT, circle=child)

    assert election.circle == child
    assert election.other_circle == parent


def test_a_closed_circle_elects_nobody():
    made = a_circle()
    made.state, made.closed_at = CircleState.CLOSED, AT
    made.save()

    with pytest.raises(opening.RoleIsOver):
        opened(made)


# --- facilitation ---


def test_only_the_facilitator_moves_the_steps():
    election = opened()

    for who in [people_of(election.circle)[1], administrator(), founder()]:
        with pytest.raises(steps.NotTheFacilitator):
            elections.recall(election, by=who, at=AT)


def test_the_facilitation_is_handed_over_to_somebody_of_the_circle():
    election = opened()
    fleur, thomas, _ = people_of(election.circle)

    elections.hand_over(election, by=fleur, at=AT, to=thomas)

    elections.recall(election, by=thomas, at=AT)
    assert fresh(election).state == ElectionState.ROLE


def test_it_is_not_handed_over_to_somebody_without_a_voice_there():
    election = opened()
    guest = member("Odile")
    joins(guest, election.circle, standing=Standing.GUEST)

    for who in (guest, administrator()):
        with pytest.raises(opening.NotOfTheCircle):
            elections.hand_over(election, by=people_of(election.circle)[0], at=AT, to=who)


def test_a_member_does_not_take_the_facilitation():
    election = opened()
    thomas = people_of(election.circle)[1]

    with pytest.raises(steps.NotTheFacilitator):
        elections.hand_over(election, by=thomas, at=AT, to=thomas)


def test_when_the_facilitator_has_left_the_circle_its_own_takes_over():
    election = opened()
    fleur, thomas, _ = people_of(election.circle)
    elections.hand_over(election, by=fleur, at=AT, to=thomas)
    CircleMember.objects.filter(person=thomas).update(until=TODAY)

    elections.recall(fresh(election), by=fleur, at=AT)

    assert fresh(election).state == ElectionState.ROLE


# --- the role ---


def test_who_held_the_role_tells_it():
    made = a_circle()
    aicha = people_of(made)[2]
    entrust(aicha, made, OfficeKind.SECRETARY, until=date(2026, 9, 1))
    election = opened(made)

    elections.tell(election, by=aicha, at=AT, words="Trois phrases.")

    election = fresh(election)
    assert (election.told, election.told_by) == ("Trois phrases.", aicha)


def test_somebody_else_does_not_tell_it_for_them():
    made = a_circle()
    entrust(people_of(made)[2], made, OfficeKind.SECRETARY, until=date(2026, 9, 1))
    election = opened(made)

    with pytest.raises(recalling.NotYoursToTell):
        elections.tell(election, by=people_of(made)[1], at=AT, words="À sa place.")


def test_the_circle_consents_to_the_role_before_the_criteria():
    election = opened()
    facilitator = people_of(election.circle)[0]
    elections.recall(election, by=facilitator, at=AT)

    with pytest.raises(criteria.RoleNotAgreed):
        elections.collect(election, by=facilitator, at=AT)


def test_a_role_without_words_is_not_put_to_consent():
    election = opened()
    facilitator = people_of(election.circle)[0]
    elections.recall(election, by=facilitator, at=AT)
    elections.frame(election, by=facilitator, at=AT, description="", months=12)

    with pytest.raises(agreeing.NothingWritten):
        elections.ask(fresh(election), by=facilitator, at=AT, subject=ROLE)


def test_an_objection_to_the_role_says_why_and_other_words_are_asked_again():
    election = opened()
    facilitator = people_of(election.circle)[0]
    elections.recall(election, by=facilitator, at=AT)
    asked = elections.ask(election, by=facilitator, at=AT, subject=ROLE)
    first, *others = asked.seats.all()

    with pytest.raises(agreeing.ObjectionWithoutWords):
        elections.answer(first, by=first.person, at=AT, kind=OBJECTION)
    elections.answer(first, by=first.person, at=AT, kind=OBJECTION, words="Trop large.")
    for seat in others:
        elections.answer(seat, by=seat.person, at=AT, kind=CONSENT)

    assert not agreeing.is_agreed(election, ROLE)
    elections.frame(fresh(election), by=facilitator, at=AT, description="Plus étroit.", months=12)
    assert Round.objects.get(pk=asked.pk).voided_at == AT
    elections.ask(fresh(election), by=facilitator, at=AT, subject=ROLE)
    all_agree(election)
    assert agreeing.is_agreed(election, ROLE)


def test_another_duration_is_asked_again():
    election = recalled(opened())

    elections.frame(
        election,
        by=people_of(election.circle)[0],
        at=AT,
        description=election.description,
        months=6,
    )

    assert not agreeing.is_agreed(fresh(election), ROLE)


def test_nobody_answers_in_the_place_of_another():
    election = opened()
    facilitator = people_of(election.circle)[0]
    elections.recall(election, by=facilitator, at=AT)
    seat = elections.ask(election, by=facilitator, at=AT, subject=ROLE).seats.last()

    with pytest.raises(rounds.NotYourSeat):
        elections.answer(seat, by=facilitator, at=AT, kind=CONSENT)


# --- the criteria ---


def test_criteria_are_said_in_a_round_then_kept_by_everybody():
    election = with_criteria(opened(), ["Tenir parole", "Être là le jeudi"])

    kept = Criterion.objects.filter(election=election).order_by("pk")
    assert [(one.words, one.kept_at) for one in kept] == [
        ("Tenir parole", AT),
        ("Être là le jeudi", AT),
    ]


def test_a_criterion_that_is_left_out_is_not_kept():
    election = recalled(opened())
    facilitator = people_of(election.circle)[0]
    elections.collect(election, by=facilitator, at=AT)
    for place, seat in enumerate(seats(election, RoundKind.CRITERIA)):
        elections.suggest(seat, by=seat.person, at=AT, criteria=[f"Critère {place}"])
    elections.drop(election.criteria.first(), by=facilitator, at=AT)
    elections.ask(fresh(election), by=facilitator, at=AT, subject=CRITERIA)
    all_agree(election)

    assert [one.words for one in election.criteria.exclude(kept_at=None)] == [
        "Critère 1",
        "Critère 2",
    ]


def test_criteria_that_change_are_consented_to_again():
    election = with_criteria(opened())
    facilitator = people_of(election.circle)[0]

    elections.drop(election.criteria.get(), by=facilitator, at=AT)
    elections.take_up(election.criteria.get(), by=facilitator, at=AT)

    assert not agreeing.is_agreed(election, CRITERIA)
    assert election.criteria.get().kept_at is None


def test_without_consent_to_the_criteria_no_ballot_is_handed_out():
    election = recalled(opened())
    facilitator = people_of(election.circle)[0]
    elections.collect(election, by=facilitator, at=AT)
    for seat in seats(election, RoundKind.CRITERIA):
        elections.pass_turn(seat, by=seat.person, at=AT)

    with pytest.raises(agreeing.NothingWritten):
        elections.ask(fresh(election), by=facilitator, at=AT, subject=CRITERIA)
    with pytest.raises(ballots.CriteriaNotAgreed):
        elections.send_out_ballots(election, by=facilitator, at=AT)


# --- unsigned reasons ---


def test_reasons_are_unsigned_only_if_everybody_agreed_before():
    election = opened()
    facilitator = people_of(election.circle)[0]
    elections.ask(election, by=facilitator, at=AT, subject=SECRECY)
    assert not fresh(election).is_secret

    all_agree(election)

    assert fresh(election).is_secret


def test_one_objection_keeps_reasons_signed():
    election = opened()
    asked = elections.ask(election, by=people_of(election.circle)[0], at=AT, subject=SECRECY)
    first, *others = asked.seats.all()
    elections.answer(first, by=first.person, at=AT, kind=OBJECTION, words="Je préfère signer.")
    for seat in others:
        elections.answer(seat, by=seat.person, at=AT, kind=CONSENT)

    assert not fresh(election).is_secret


def test_it_is_too_late_once_ballots_are_handed_out():
    election = at_ballots()

    with pytest.raises(steps.NotThisStep):
        elections.ask(election, by=people_of(election.circle)[0], at=AT, subject=SECRECY)


def test_the_members_of_the_round_are_those_of_the_day_it_opened():
    election = opened()
    facilitator = people_of(election.circle)[0]
    elections.recall(election, by=facilitator, at=AT)
    elections.ask(election, by=facilitator, at=AT, subject=ROLE)
    late = member("Odile")
    joins(late, election.circle, since=TODAY - timedelta(days=1))

    assert not open_round(election).seats.filter(person=late).exists()


def test_a_mandate_follows_its_election_only_by_the_end_of_the_way():
    at_ballots()

    assert not Mandate.objects.exclude(kind=OfficeKind.FACILITATOR).exists()
