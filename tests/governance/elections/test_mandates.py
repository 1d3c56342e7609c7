"""From names to the mandate: heard again, proposed on reasons, consented to, the person last."""

from datetime import date

import pytest

from coopstudio.mail.models import Letter
from governance.actions import consents, elections, mandates, rounds
from governance.actions.elections import confirming, ending, proposing
from governance.actions.elections.ballots import MayNotBeNamed, NotNamedYet
from governance.actions.elections.steps import ARoundIsOpen, NotTheFacilitator
from governance.models import (
    Criterion,
    Leave,
    Link,
    Mandate,
    Meeting,
    Nomination,
    Presence,
    Proposal,
)
from governance.states import (
    ElectionState,
    LinkKind,
    MeetingState,
    NominationKind,
    OfficeKind,
    ProposalKind,
    ProposalState,
    RoundKind,
    Strategy,
    TermKind,
)
from tests.governance.elections.story import (
    LATER,
    UNTIL,
    WHY,
    a_circle,
    at_ballots,
    confirmed,
    consent_seats,
    elected,
    everybody_consents,
    folded,
    fresh,
    lead,
    opened,
    opened_ballots,
    proposed,
    role_of,
    seats,
    with_criteria,
)
from tests.governance.factories import AT, circle, entrust, people_of

pytestmark = pytest.mark.django_db


def delegate_election(people=3):
    """Accueil elects who carries its voice to the general circle; its first person leads it."""
    parent = a_circle(people)
    child = circle("Accueil", people=people_of(parent), parent=parent)
    fleur = people_of(child)[0]
    mandate = entrust(fleur, child, OfficeKind.LEADER)
    Link.objects.create(
        child=child, parent=parent, kind=LinkKind.FIRST, person=fleur, mandate=mandate,
        since=mandate.since, until=mandate.until, accepted_on=mandate.since,
        consented_on=mandate.since,
    )  # fmt: skip
    return opened(child, role=role_of(child, OfficeKind.DELEGATE))


# --- confirmation ---


def test_having_heard_the_others_one_keeps_or_changes_and_says_why():
    election = opened_ballots(names=[1, 2, 1])
    elections.hear_confirmations(election, by=lead(election), at=LATER)
    first = seats(election, RoundKind.CONFIRMATION)[0]
    aicha = people_of(election.circle)[2]

    elections.confirm(first, by=first.person, at=LATER, person=aicha, reason="En écoutant Thomas.")

    said = Nomination.objects.get(seat=first)
    assert (said.kind, said.person) == (NominationKind.CONFIRMED, aicha)


def test_a_circle_may_only_change_for_a_name_already_said():
    election = opened_ballots(names=[1, 1, 1], only_named=True)
    elections.hear_confirmations(election, by=lead(election), at=LATER)
    first = seats(election, RoundKind.CONFIRMATION)[0]

    with pytest.raises(NotNamedYet):
        elections.confirm(
            first, by=first.person, at=LATER, person=people_of(election.circle)[2], reason="Tard."
        )


def test_the_proposal_waits_for_everybody_to_have_spoken():
    election = opened_ballots()
    elections.hear_confirmations(election, by=lead(election), at=LATER)

    with pytest.raises(ARoundIsOpen):
        elections.call_for_proposal(fresh(election), by=lead(election), at=LATER)


def test_the_facilitator_goes_on_after_naming_who_is_not_there():
    election = opened_ballots()
    elections.hear_confirmations(election, by=lead(election), at=LATER)
    first, second, third = seats(election, RoundKind.CONFIRMATION)
    elections.confirm(first, by=first.person, at=LATER, person=second.person, reason="Oui.")

    elections.go_on_without(
        fresh(election), by=lead(election), at=LATER, missing=[second.person, third.person]
    )

    elections.call_for_proposal(fresh(election), by=lead(election), at=LATER)
    assert fresh(election).state == ElectionState.PROPOSAL


# --- facilitation when one is named ---


def test_who_facilitates_and_is_named_steps_aside_before_the_proposal():
    election = confirmed(names=[0, 0, 0])

    with pytest.raises(confirming.FacilitatorIsNamed):
        elections.call_for_proposal(election, by=lead(election), at=LATER)

    thomas = people_of(election.circle)[1]
    elections.hand_over(election, by=lead(election), at=LATER, to=thomas)
    elections.call_for_proposal(fresh(election), by=thomas, at=LATER)
    assert fresh(election).state == ElectionState.PROPOSAL


def test_or_asks_somebody_who_is_not_named_to_word_it():
    election = confirmed(names=[0, 0, 0])
    fleur, thomas, _ = people_of(election.circle)
    with pytest.raises(confirming.WordingIsNamed):
        elections.entrust_wording(election, by=fleur, at=LATER, to=fleur)
    elections.entrust_wording(election, by=fleur, at=LATER, to=thomas)
    elections.call_for_proposal(fresh(election), by=thomas, at=LATER)

    with pytest.raises(proposing.NotYoursToWord):
        elections.propose(
            fresh(election), by=fleur, at=LATER, person=fleur, reason=WHY, until=UNTIL
        )
    elections.propose(fresh(election), by=thomas, at=LATER, person=fleur, reason=WHY, until=UNTIL)

    assert fresh(election).proposals.get().carrier == thomas


def test_where_everybody_is_named_somebody_words_it_anyway():
    election = confirmed(names=[1, 0], people=2)

    elections.call_for_proposal(election, by=lead(election), at=LATER)

    assert fresh(election).state == ElectionState.PROPOSAL


# --- proposal ---


def test_a_proposal_names_one_person_until_a_day_for_reasons():
    election = proposed()
    thomas = people_of(election.circle)[1]

    proposal = election.proposals.get()
    version = proposal.versions.get()
    assert (proposal.kind, proposal.about_person) == (ProposalKind.ELECTION, thomas)
    assert (version.text, version.term_on, version.term_kind) == (WHY, UNTIL, TermKind.TRIAL)
    assert Criterion.objects.get().words in version.needs
    assert proposal.state == ProposalState.CONSENT


def test_one_may_propose_somebody_whom_few_named():
    election = proposed(names=[1, 1, 1], nominee=None)
    assert election.proposals.get().about_person == people_of(election.circle)[1]

    other = confirmed(opened(a_circle(4, name="Autre")), names=[1, 1, 1, 1])
    elections.call_for_proposal(other, by=lead(other), at=LATER)
    third = people_of(other.circle)[2]
    elections.propose(fresh(other), by=lead(other), at=LATER, person=third, reason=WHY, until=UNTIL)

    assert fresh(other).proposals.get().about_person == third


def test_only_who_facilitates_or_was_asked_words_it():
    election = confirmed()
    elections.call_for_proposal(election, by=lead(election), at=LATER)
    aicha = people_of(election.circle)[2]

    with pytest.raises(proposing.NotYoursToWord):
        elections.propose(
            fresh(election), by=aicha, at=LATER, person=aicha, reason=WHY, until=UNTIL
        )


def test_a_proposal_has_an_end_and_a_reason():
    election = confirmed()
    elections.call_for_proposal(election, by=lead(election), at=LATER)
    thomas, election = people_of(election.circle)[1], fresh(election)

    with pytest.raises(proposing.EndsTooSoon):
        elections.propose(
            election, by=lead(election), at=LATER, person=thomas, reason=WHY, until=LATER.date()
        )


def test_even_when_all_ballots_say_one_name_there_is_a_confirmation_and_a_consent():
    election = opened_ballots(names=[1, 1, 1])

    assert election.state == ElectionState.NOMINATIONS
    assert not Proposal.objects.exists()


# --- consent ---


def test_the_person_proposed_speaks_last():
    election = proposed()
    proposal = election.proposals.get()
    last = next(seat for seat in consent_seats(proposal) if seat.speaks_last)

    assert last.person == people_of(election.circle)[1]
    with pytest.raises(rounds.SpeaksLast):
        consents.consent(last, by=last.person, at=LATER)


def test_the_mandate_begins_when_everybody_consented():
    election = elected()

    mandate = Mandate.objects.get(election=election)
    assert election.state == ElectionState.DONE
    assert (mandate.person, mandate.since, mandate.until) == (
        people_of(election.circle)[1],
        LATER.date(),
        UNTIL,
    )
    assert mandate.decision == election.proposals.get().decision


def test_a_nominee_who_objects_takes_the_role_for_a_shorter_time():
    election = proposed()
    proposal = election.proposals.get()
    *others, last = consent_seats(proposal)
    for seat in others:
        consents.consent(seat, by=seat.person, at=LATER)
    objection = consents.object(
        last, by=last.person, at=LATER, words="Un an, c’est trop pour moi.", touches="Tenir le rôle"
    )
    assert fresh(election).state == ElectionState.CONSENT
    proposal.refresh_from_db()
    consents.hear(objection, by=lead(election), at=LATER, heard_as="Trois mois te suffisent.")
    consents.amend(
        proposal, by=lead(election), at=LATER, why="Trois mois pour commencer.",
        term_on=date(2027, 1, 5), integrates=[(objection, Strategy.SHORTEN)],
    )  # fmt: skip
    objection.refresh_from_db()
    consents.explore(objection, by=lead(election), at=LATER)
    consents.integrate(objection, by=last.person, at=LATER)
    consents.open_consent(proposal, by=lead(election), at=LATER)

    everybody_consents(proposal)

    mandate = Mandate.objects.get(election=election)
    assert (mandate.person, mandate.until) == (last.person, date(2027, 1, 5))


def test_another_name_is_proposed_without_naming_again():
    election = proposed()
    aicha = people_of(election.circle)[2]

    elections.another_proposal(election, by=lead(election), at=LATER, reason="Thomas ne peut pas.")

    election = fresh(election)
    assert election.state == ElectionState.PROPOSAL
    assert Nomination.objects.of(election).exists()
    elections.propose(election, by=lead(election), at=LATER, person=aicha, reason=WHY, until=UNTIL)
    everybody_consents(fresh(election).proposals.get(about_person=aicha))
    assert Mandate.objects.get(election=election).person == aicha


def test_the_mandate_that_was_held_ends_when_the_next_begins():
    made = a_circle()
    before = entrust(people_of(made)[2], made, OfficeKind.SECRETARY)

    election = elected(opened(made))

    before.refresh_from_db()
    assert before.ended_on == LATER.date()
    assert Mandate.objects.get(election=election).person == people_of(made)[1]


def test_two_people_elect_one_of_them():
    election = elected(opened(people=2), names=[1, 1])

    assert Mandate.objects.get(election=election).person == people_of(election.circle)[1]


def test_the_circle_is_told_whom_it_chose_each_person_once():
    election = elected()
    thomas = people_of(election.circle)[1]

    told = Letter.objects.filter(kind="governance.elected").values_list("to", flat=True)
    assert {*told} == {one.email for one in people_of(election.circle)} - {thomas.email}
    assert Letter.objects.filter(kind="governance.mandate_begun", to=thomas.email).count() == 1


# --- links ---


def test_a_delegate_waits_for_the_parent_circle_then_the_link_begins():
    election = delegate_election()
    thomas = people_of(election.circle)[1]

    election = elected(election, nominee=thomas)

    assert election.state == ElectionState.WAITING_PARENT
    assert not Mandate.objects.filter(election=election).exists()
    parent = election.circle.parent
    asked = election.proposals.get(circle=parent)
    assert (asked.state, asked.about_person) == (ProposalState.BASKET, thomas)

    consents.open_consent(asked, by=people_of(parent)[0], at=LATER)
    everybody_consents(asked)

    link = Link.objects.get(kind=LinkKind.SECOND, child=election.circle)
    assert fresh(election).state == ElectionState.DONE
    assert (link.person, link.until) == (thomas, UNTIL)
    assert link.child_decision == election.proposals.get(circle=election.circle).decision
    assert link.parent_decision == Proposal.objects.get(pk=asked.pk).decision


def test_a_delegate_who_is_not_taken_in_is_named_again():
    election = elected(delegate_election())
    parent = election.circle.parent
    asked = election.proposals.get(circle=parent)
    with pytest.raises(proposing.AProposalStands):
        elections.not_accepted(election, by=lead(election), at=LATER, reason="Pas encore dit.")
    consents.withdraw(asked, by=asked.carrier, at=LATER, reason="Le parent a objecté.")

    elections.not_accepted(election, by=lead(election), at=LATER, reason="Il manque du temps.")

    election = fresh(election)
    assert election.state == ElectionState.BALLOTS
    assert len(seats(election)) == 3


def test_the_leader_is_never_named_delegate():
    election = at_ballots(delegate_election())
    fleur = people_of(election.circle)[0]

    with pytest.raises(MayNotBeNamed):
        elections.fold(seats(election)[1], by=seats(election)[1].person, at=LATER,
                       person=fleur, reason="Elle mène déjà.")  # fmt: skip


def test_in_a_circle_of_two_the_delegate_is_the_other():
    election = elected(delegate_election(2), names=[1, 1])

    assert (
        election.proposals.get(circle=election.circle).about_person
        == (people_of(election.circle)[1])
    )


def test_a_leader_elected_by_the_parent_is_consented_to_by_the_child():
    parent = a_circle()
    people = people_of(parent)
    child = circle("Accueil", people=people[1:], parent=parent)
    election = opened(parent, role=role_of(child, OfficeKind.LEADER))
    elections.hand_over(election, by=people[0], at=AT, to=people[1])
    election = elected(fresh(election), nominee=people[0], names=[0, 0, 0])
    assert election.state == ElectionState.WAITING_PARENT

    asked = election.proposals.get(circle=child)
    consents.open_consent(asked, by=asked.carrier, at=LATER)
    everybody_consents(asked)

    link = Link.objects.get(child=child)
    assert (link.kind, link.person) == (LinkKind.FIRST, people[0])
    assert people[0] in people_of(child)


# --- other ends ---


def test_an_election_ends_without_a_result_and_says_why():
    election = confirmed()

    elections.end_without_result(
        election, by=lead(election), at=LATER, reason="Personne n’a le temps : on cherche ailleurs."
    )

    assert fresh(election).state == ElectionState.NO_RESULT
    assert opened(election.circle).state == ElectionState.PREPARATION


def test_it_is_postponed_and_folded_ballots_leave_unread():
    election = at_ballots()
    first, second, _ = seats(election)
    elections.fold(first, by=first.person, at=LATER, person=second.person, reason="Pour demain.")

    elections.postpone(
        election, by=lead(election), at=LATER, to=date(2026, 11, 5), reason="Deux absences."
    )

    assert not folded(election).exists()
    elections.resume(fresh(election), by=lead(election), at=LATER)
    assert fresh(election).state == ElectionState.CRITERIA
    elections.send_out_ballots(fresh(election), by=lead(election), at=LATER)
    assert len(seats(election)) == 3


def test_it_starts_again_from_what_the_circle_consented_to():
    election = opened()
    elections.postpone(
        election, by=lead(election), at=LATER, to=date(2026, 11, 5), reason="Pas le temps."
    )

    elections.resume(fresh(election), by=lead(election), at=LATER)

    assert fresh(election).state == ElectionState.PREPARATION


def test_nobody_else_ends_or_postpones_it():
    election = with_criteria(opened())
    thomas = people_of(election.circle)[1]

    with pytest.raises(NotTheFacilitator):
        elections.end_without_result(election, by=thomas, at=LATER, reason="Stop.")
    with pytest.raises(ending.NotAnotherDay):
        elections.postpone(
            election, by=lead(election), at=LATER, to=LATER.date(), reason="Aujourd’hui."
        )


def test_a_mandate_that_was_elected_is_given_back_early():
    """E9."""
    election = elected()
    mandate = Mandate.objects.get(election=election)

    mandates.give_back(mandate, by=mandate.person, at=LATER, why="Je change de métier.")

    assert opened(election.circle).state == ElectionState.PREPARATION


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 10, 5), 12, date(2027, 10, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
    ],
)
def test_a_term_of_months_ends_the_same_day_of_the_month(day, months, end):
    assert proposing.usual_end(day, months) == end


def test_a_member_on_leave_who_is_proposed_is_asked_too_and_last():
    election = confirmed(opened(people=4), names=[1, 1, 1, 1])
    leaver = people_of(election.circle)[3]
    Leave.objects.create(
        circle=election.circle, person=leaver, since=LATER.date(), until=date(2026, 11, 5)
    )
    elections.call_for_proposal(election, by=lead(election), at=LATER)

    elections.propose(
        fresh(election), by=lead(election), at=LATER, person=leaver, reason=WHY, until=UNTIL
    )

    asked = consent_seats(fresh(election).proposals.get())
    assert [one.person for one in asked if one.speaks_last] == [leaver]
    assert len(asked) == 4


def test_in_a_meeting_absent_people_are_not_waited_for_on_the_way_and_consent_later():
    election = opened()
    people = people_of(election.circle)
    meeting = gathered(election.circle, people[:2])

    election = confirmed_by(election, people[:2], absent=people[2])
    elections.call_for_proposal(election, by=lead(election), at=LATER)
    elections.propose(
        fresh(election), by=lead(election), at=LATER, person=people[1], reason=WHY, until=UNTIL
    )
    proposal = fresh(election).proposals.get()
    for seat in [one for one in consent_seats(proposal) if one.person == people[0]]:
        consents.consent(seat, by=seat.person, at=LATER)

    assert [one.round.meeting for one in consent_seats(proposal)] == [meeting] * 3
    assert fresh(election).state == ElectionState.CONSENT


def confirmed_by(election, present, *, absent):
    """Two people live it in the room; the ballot of the third is named as missing."""
    election = at_ballots(election)
    for seat in seats(election):
        if seat.person in present:
            elections.fold(seat, by=seat.person, at=LATER, person=present[1], reason="Oui.")
    elections.open_the_ballots(fresh(election), by=lead(election), at=LATER, missing=[absent])
    elections.hear_confirmations(fresh(election), by=lead(election), at=LATER)
    asked = seats(election, RoundKind.CONFIRMATION)
    assert [one.person for one in asked] == present
    for seat in asked:
        elections.confirm(seat, by=seat.person, at=LATER, person=present[1], reason="Je garde.")
    return fresh(election)


def gathered(circle, present):
    """The circle meets now, and these are there."""
    meeting = Meeting.objects.create(
        circle=circle, at=AT, place="Dijon", by=present[0], state=MeetingState.AGREED, opened_at=AT
    )
    for one in present:
        Presence.objects.create(meeting=meeting, person=one, arrived_at=AT)
    return meeting
