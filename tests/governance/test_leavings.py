"""Somebody goes in the middle of a round: nobody is waited for in vain, nothing is dropped (I3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopstudio.french.dates import day
from coopstudio.french.typography import tidy
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from governance.actions import consents, mandates
from governance.actions.circles import belonging
from governance.actions.consents import consenting, objections, reminding
from governance.models import Decision, Round
from governance.states import ObjectionState, OfficeKind, ProposalState, RoundKind
from tests.governance.factories import AT, TODAY, circle, entrust, link, people_of, room_for
from tests.governance.test_consents import (
    drafted,
    facilitator,
    fresh,
    in_consent,
    later,
    say,
    seats,
)
from tests.governance.test_consents_at_a_distance import hours
from tests.governance.test_consents_at_a_distance import in_consent as apart
from tests.governance.test_voices import leaves
from tests.together import together

S = ProposalState
pytestmark = pytest.mark.django_db
AGAIN = "governance.round_again"


def under_reserve(made=None):
    """A text of three to which two consented in their meeting, the third one being away."""
    proposal = in_consent(drafted(made) if made else None)
    first, second, _third = seats(proposal)
    room_for(proposal, [first.person, second.person])
    say(first)
    say(second)
    return consents.end_round(proposal, by=facilitator(proposal), at=later(6))


def objected(people=3, name="Cercle général"):
    proposal = in_consent(drafted(circle(name, people=people)))
    *others, last = seats(proposal)
    for seat in others:
        say(seat)
    return proposal, say(last, "objection")


# --- silent, and gone ---


def test_at_a_distance_the_round_opens_again_with_those_who_stay():
    proposal = apart()
    first, _second, third = seats(proposal)
    say(first, at=hours(4))

    leaves(third.person, proposal.circle, at=hours(5))

    again = proposal.rounds.open().get(kind=RoundKind.CONSENT)
    assert [seat.person for seat in again.seats.all()] == people_of(proposal.circle)[:2]
    assert (again.is_async, again.version) == (True, proposal.versions.current())
    assert Letter.objects.filter(kind=AGAIN).count() == 2


def test_under_reserve_the_circle_is_asked_again_without_who_is_gone():
    proposal = under_reserve()
    third = people_of(proposal.circle)[2]

    leaves(third, proposal.circle, at=later(9))

    assert fresh(proposal).state == S.CONSENT
    assert Decision.objects.count() == 0
    for seat in seats(proposal):
        say(seat, at=later(12))
    assert fresh(proposal).state == S.ADOPTED


def test_who_spoke_before_leaving_is_not_asked_again():
    proposal = in_consent()
    first, second, third = seats(proposal)
    say(third)
    before = Round.objects.count()

    leaves(third.person, proposal.circle)

    assert Round.objects.count() == before
    say(first)
    say(second)
    assert fresh(proposal).state == S.ADOPTED


def test_a_link_that_ends_is_waited_for_no_more_in_the_parent_circle():
    top = circle()
    child = circle("Accueil", parent=top)
    delegate = people_of(child)[1]
    held = link(delegate, child)
    proposal = in_consent(drafted(top))
    for seat in seats(proposal):
        if seat.person != delegate:
            say(seat)

    mandates.end(held.mandate, by=None, at=later(10), why="Échu.")

    again = proposal.rounds.open().get()
    assert [seat.person for seat in again.seats.all()] == people_of(top)


def test_an_agreement_that_is_asked_goes_on_with_those_who_stay():
    proposal = drafted()
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    asked = consents.ask_to_skip(proposal, by=facilitator(proposal), at=AT)
    third = asked.seats.last().person

    leaves(third, proposal.circle)
    for seat in seats(proposal, RoundKind.ASSENT):
        consents.agree(seat, by=seat.person, at=later(2))

    assert consents.open_consent(proposal, by=proposal.carrier, at=later(3)).state == S.CONSENT


def test_the_objection_of_somebody_who_leaves_an_unfinished_round_still_stops_the_text():
    proposal = in_consent(drafted(circle(people=4)))
    _first, _second, third, fourth = seats(proposal)
    objection = say(third, "objection")
    leaves(fourth.person, proposal.circle)
    leaves(third.person, proposal.circle)

    for seat in seats(proposal):
        say(seat, at=later(12))

    assert fresh(proposal).state == S.OBJECTIONS
    assert fresh(objection).ended_at is None


@pytest.mark.django_db(transaction=True)
def test_leaving_and_consenting_at_the_same_second_wait_for_nobody():
    for number in range(3):
        proposal = in_consent(drafted(circle(f"Cercle {number}", prefix=f"Z{number}")))
        first, second, third = seats(proposal)
        say(first)
        say(second)

        def go(person=third.person, made=proposal.circle):
            leaves(person, made, at=later(6))

        raised = together(lambda seat=third: say(seat), go)

        assert [type(one).__name__ for one in raised] in (
            [], ["RoundIsOver"], ["NoSeatToday"],
        )  # fmt: skip


# --- what one person alone may not undo ---


def test_nobody_is_under_reserve_when_no_meeting_was_held():
    proposal = in_consent()
    first, second, _third = seats(proposal)
    say(first)
    say(second)

    with pytest.raises(consenting.OnlyInTheRoom):
        consents.end_round(proposal, by=facilitator(proposal), at=later(6))


def test_nobody_is_under_reserve_without_a_voice():
    proposal = in_consent()
    room_for(proposal, [facilitator(proposal)])

    with pytest.raises(consenting.OnlyInTheRoom):
        consents.end_round(proposal, by=facilitator(proposal), at=later(6))


@pytest.mark.parametrize("who", [0, 1])
def test_nobody_alone_undoes_an_adoption_under_reserve(who):
    proposal = under_reserve()
    person = people_of(proposal.circle)[who]

    with pytest.raises(ForbiddenMove):
        consents.put_in_basket(proposal, by=person, at=later(9))
    with pytest.raises(ForbiddenMove):
        consents.postpone(proposal, by=person, at=later(9), to=TODAY + timedelta(days=9))

    assert fresh(proposal).state == S.RESERVED


def test_who_carried_a_text_and_left_moves_it_no_more():
    proposal, _objection = objected()
    leaves(proposal.carrier, proposal.circle, at=later(7))

    with pytest.raises(consents.handling.NoVoiceHere):
        consents.amend(proposal, by=proposal.carrier, at=later(8), why="Mien.", text="Le mien.")
    with pytest.raises(consents.handling.NoVoiceHere):
        consents.withdraw(proposal, by=proposal.carrier, at=later(8), reason="Je pars.")

    lead = facilitator(proposal)
    text = consents.amend(proposal, by=lead, at=later(9), why="À nous.", text="Le nôtre.")
    assert text.number == 2


# --- an objection that has no author any more ---


def test_a_leave_makes_no_objection_an_orphan():
    proposal, objection = objected()
    consents.postpone(proposal, by=proposal.carrier, at=AT, to=TODAY + timedelta(days=4))
    belonging.take_leave(
        proposal.circle, by=objection.author, at=AT, since=TODAY, until=TODAY + timedelta(days=20)
    )

    with pytest.raises(objections.AuthorStillSits):
        consents.orphan(objection, by=facilitator(proposal), at=later(20))


def orphaned(people=4):
    proposal, objection = objected(people)
    leaves(objection.author, proposal.circle, at=later(8))
    return proposal, consents.orphan(objection, by=facilitator(proposal), at=later(9))


def test_who_facilitates_says_that_its_author_is_gone():
    proposal, objection = objected()
    leaves(objection.author, proposal.circle, at=later(8))

    with pytest.raises(consents.handling.NotFacilitating):
        consents.orphan(objection, by=proposal.carrier, at=later(9))


def test_who_carries_the_text_takes_over_no_objection_to_it():
    proposal, objection = orphaned()

    with pytest.raises(objections.CarriesTheText):
        consents.take_over(objection, by=proposal.carrier, at=later(10))


def test_who_took_an_objection_over_gives_it_back_but_does_not_drop_it():
    proposal, objection = orphaned()
    third = people_of(proposal.circle)[2]
    consents.take_over(objection, by=third, at=later(10))

    with pytest.raises(objections.TakenOver):
        consents.withdraw_objection(objection, by=third, at=later(11))
    consents.orphan(objection, by=third, at=later(12))

    assert fresh(objection).state == ObjectionState.ORPHAN


def test_closing_one_objection_closes_no_other_that_the_circle_kept():
    proposal = in_consent(drafted(circle(people=5)))
    first, second, third, fourth, fifth = seats(proposal)
    for seat in (first, second, third):
        say(seat)
    kept, closed = say(fourth, "objection"), say(fifth, "objection")
    lead = facilitator(proposal)
    for one in (kept, closed):
        leaves(one.author, proposal.circle, at=later(8))
        consents.orphan(one, by=lead, at=later(9))
    refused = consents.ask_to_close(kept, by=lead, at=later(10), note="Elle n’a plus d’objet.")
    for seat in refused.seats.all():
        consents.disagree(seat, by=seat.person, at=later(11))

    agreed = consents.ask_to_close(closed, by=lead, at=later(12), note="Le devis est parti.")
    for seat in agreed.seats.all():
        consents.agree(seat, by=seat.person, at=later(13))

    assert (fresh(kept).state, fresh(kept).note) == (ObjectionState.ORPHAN, "")
    assert (fresh(closed).state, closed.note) == (ObjectionState.CLOSED, "Le devis est parti.")


def test_the_circle_sees_whose_voice_it_waits_for_and_whom_to_call(client):
    proposal = under_reserve()
    absent, lead = seats(proposal)[-1].person, people_of(proposal.circle)[1]
    entrust(lead, proposal.circle, OfficeKind.LEADER)

    client.force_login(lead)
    basket = client.get(f"/cercles/{proposal.circle_id}/panier/").content.decode()
    client.force_login(absent)
    page = client.get(f"/propositions/{proposal.pk}/rattrapage/").content.decode()

    assert f"/propositions/{proposal.pk}/rattrapage/" in basket
    assert f"{lead} peut s’en charger" in basket
    assert tidy(proposal.versions.current().text) in page
    assert "On vous attend" in page
    due = timezone.localdate(proposal.moved_at) + timedelta(days=reminding.RESERVE_DAYS[-1])
    assert f"espérée d’ici le {day(due)}" in page
