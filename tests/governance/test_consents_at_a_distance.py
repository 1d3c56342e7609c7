"""Consent at a distance is a rite: windows, seals, one extension, a meeting as soon as asked."""

from datetime import date, timedelta

import pytest

from coopstudio.acting import lived_at
from coopstudio.mail.models import Letter
from governance.actions import consents, rounds
from governance.actions.consents import distance
from governance.consents.policies import policy_before
from governance.consents.unfolding.way import Way
from governance.models import Decision, Position
from governance.states import PositionKind, ProposalState, RoundKind
from tests.governance.factories import AT, circle, consent_round, everyone, room_for, version
from tests.governance.factories import proposal as proposed
from tests.governance.test_consents import drafted, facilitator, fresh, say, seats
from tests.members.factories import member

S = ProposalState
pytestmark = pytest.mark.django_db


def hours(count):
    return AT + timedelta(hours=count)


def allowing(made, allows="async", hours=0, at=AT):
    """A policy in force by which the circle allows this."""
    carried = proposed(made, state=S.CONSENT)
    text = version(carried, allows=allows, hours=hours)
    everyone(consent_round(text))
    number = Decision.objects.filter(circle=made).count() + 1
    return Decision.objects.create(
        circle=made, kept_by=made, proposal=carried, version=text, title=carried.title,
        year=2026, number=number, adopted_at=at, effect_on=at.date(),
        review_on=date(2027, 4, 1), term_kind="reminder",
    )  # fmt: skip


def at_a_distance(made=None):
    """A proposal opened at a distance: everybody may ask."""
    made = made or circle()
    allowing(made)
    proposal = drafted(made)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.wish_async(proposal, by=proposal.carrier, at=AT)
    return consents.open_async(proposal, by=facilitator(proposal), at=AT)


def in_consent(made=None):
    proposal = at_a_distance(made)
    for seat in seats(proposal, RoundKind.CLARIFICATION):
        if seat.person != proposal.carrier:
            consents.pass_turn(seat, by=seat.person, at=hours(1))
    for seat in seats(proposal, RoundKind.REACTIONS):
        consents.react(seat, by=seat.person, at=hours(2), words="Cela m’apaise.")
    return consents.open_consent(proposal, by=proposal.carrier, at=hours(3))


def test_without_a_policy_there_is_no_distance():
    proposal = drafted()
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)

    with pytest.raises(distance.NoSuchPolicy):
        consents.wish_async(proposal, by=proposal.carrier, at=AT)


def test_who_facilitates_opens_what_its_carrier_asked():
    made = circle()
    allowing(made)
    proposal = drafted(made)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)

    with pytest.raises(distance.CarrierDidNotAsk):
        consents.open_async(proposal, by=facilitator(proposal), at=AT)


def test_the_next_step_comes_when_everybody_has_spoken():
    proposal = at_a_distance()
    asked, other = seats(proposal, RoundKind.CLARIFICATION)[1:]
    question = consents.ask(asked, by=asked.person, at=hours(1), words="Et le samedi ?")
    consents.pass_turn(other, by=other.person, at=hours(1))
    assert fresh(proposal).state == S.CLARIFICATION

    consents.answer(question, by=proposal.carrier, at=hours(2), words="Aussi.")

    assert fresh(proposal).state == S.REACTIONS
    assert seats(proposal, RoundKind.REACTIONS)[0].round.closes_at == hours(2 + 72)


def test_the_hour_opens_the_next_step_too():
    proposal = at_a_distance()

    consents.tend(proposal, at=hours(47))
    assert fresh(proposal).state == S.CLARIFICATION
    consents.tend(proposal, at=hours(48))

    assert fresh(proposal).state == S.REACTIONS


def test_reactions_without_a_word_are_extended_once_then_the_circle_meets():
    proposal = at_a_distance()
    consents.tend(proposal, at=hours(48))

    consents.tend(proposal, at=hours(48 + 72))
    assert fresh(proposal).state == S.REACTIONS
    consents.tend(proposal, at=hours(48 + 72 + 72))

    assert fresh(proposal).state == S.BASKET
    assert not proposal.is_async


def test_a_position_is_sealed_until_everybody_has_spoken():
    proposal = in_consent()
    first, second, third = seats(proposal)
    say(first, "objection", at=hours(4))
    say(second, at=hours(4))

    way = Way(fresh(proposal), first.person, now=hours(5))
    assert [one.state for one in way.held[0].faces] == ["sealed", "sealed", "missing"]
    assert way.objections == []
    say(third, at=hours(6))

    way = Way(fresh(proposal), first.person, now=hours(7))
    assert [one.state for one in way.held[0].faces] == ["objection", "consent", "consent"]
    assert len(way.objections) == 1


def test_no_letter_tells_a_sealed_position():
    proposal = in_consent()
    before = Letter.objects.count()

    say(seats(proposal)[0], "objection", at=hours(4))

    assert Letter.objects.count() == before


def test_a_round_stopped_under_its_seal_stays_sealed():
    proposal = in_consent()
    first, second, _third = seats(proposal)
    say(first, "objection", at=hours(4))

    consents.to_meeting(proposal, by=second.person, at=hours(5), reason="Parlons-nous.")

    way = Way(fresh(proposal), first.person, now=hours(500))
    assert proposal.state == S.BASKET
    assert [one.state for one in way.held[0].faces] == ["sealed", "missing", "missing"]
    assert Letter.objects.filter(kind="governance.to_meeting").count() == 2


def test_what_stayed_sealed_stops_no_later_round_and_its_author_alone_reads_it():
    proposal = in_consent()
    first, second, _third = seats(proposal)
    say(first, "objection", at=hours(4))
    consents.to_meeting(proposal, by=second.person, at=hours(5))

    consents.open_consent(proposal, by=facilitator(proposal), at=hours(6))

    assert fresh(proposal).state == S.CONSENT
    assert len(Way(proposal, first.person, now=hours(7)).kept_for_me) == 1
    assert Way(proposal, second.person, now=hours(7)).kept_for_me == []


def test_nobody_from_outside_stops_it():
    proposal = in_consent()

    with pytest.raises(consents.handling.NoVoiceHere):
        consents.to_meeting(proposal, by=member("Lou", "Petit"), at=hours(5))


def test_a_silence_is_extended_once_and_never_becomes_a_consent():
    proposal = in_consent()
    first, second, third = seats(proposal)
    say(first, at=hours(4))
    say(second, at=hours(4))
    ends_at = third.round.closes_at

    consents.tend(proposal, at=ends_at)
    assert fresh(proposal).state == S.CONSENT
    assert fresh(third.round).extended_to == ends_at + timedelta(hours=72)
    consents.tend(proposal, at=ends_at + timedelta(hours=72))

    assert fresh(proposal).state == S.BASKET
    assert not Position.objects.filter(seat=third).exists()


def test_after_its_hour_a_window_takes_no_position_even_if_the_clock_is_late():
    proposal = in_consent()
    seat = seats(proposal)[0]

    with pytest.raises(rounds.RoundIsOver):
        say(seat, at=seat.round.closes_at + timedelta(minutes=1))


def test_only_those_awaited_are_reminded_and_once():
    proposal = in_consent()
    first, second, third = seats(proposal)
    say(first, at=hours(4))
    ends_at = third.round.closes_at

    for _twice in range(2):
        consents.remind(proposal, at=ends_at - timedelta(hours=40))
    consents.remind(proposal, at=ends_at - timedelta(hours=4))

    reminded = Letter.objects.filter(kind="governance.consent_reminder").values_list("to")
    assert sorted(to for (to,) in reminded) == sorted([second.person.email, third.person.email] * 2)


def test_a_policy_deems_consent_after_its_delay_and_a_reminder_and_it_is_told_apart():
    """I6."""
    made = circle()
    passive = allowing(made, "passive", hours=48)
    proposal = drafted(made)
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    opened = consents.ask_to_skip(proposal, by=lead, at=AT)
    for seat in opened.seats.all():
        consents.agree(seat, by=seat.person, at=AT)
    consents.open_consent(proposal, by=lead, at=AT)
    first, second, third = seats(proposal)
    room_for(proposal, [first.person, second.person])
    say(first)
    say(second)
    consents.end_round(proposal, by=lead, at=hours(1))

    consents.tend(proposal, at=hours(60))
    assert fresh(proposal).state == S.RESERVED
    with lived_at(hours(60)):
        consents.remind(proposal, at=hours(60))
    consents.tend(proposal, at=hours(61))
    assert fresh(proposal).state == S.RESERVED, "a letter leaves a day to answer"
    consents.tend(proposal, at=hours(85))

    position = Position.objects.get(seat=third)
    assert (position.kind, position.policy, position.reminders) == (
        PositionKind.DEEMED,
        passive,
        1,
    )
    assert fresh(proposal).state == S.ADOPTED


def test_a_policy_that_came_once_the_round_was_open_binds_nobody_in_it():
    made = circle()
    opened = drafted_round(made)
    allowing(made, "passive", hours=48, at=AT + timedelta(minutes=1))

    consents.tend(opened.proposal, at=hours(85))

    assert policy_before(opened, "passive") is None
    assert not Position.objects.filter(kind=PositionKind.DEEMED).exists()


def drafted_round(made):
    """The round of consent of a text whose steps the circle agreed to skip."""
    proposal = drafted(made)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    for seat in consents.ask_to_skip(proposal, by=facilitator(proposal), at=AT).seats.all():
        consents.agree(seat, by=seat.person, at=AT)
    consents.open_consent(proposal, by=proposal.carrier, at=AT)
    return seats(proposal)[0].round


def test_a_hesitation_reaches_who_facilitates_and_nobody_else():
    proposal = in_consent()
    first, second, third = seats(proposal)
    consents.hesitate(third.round, by=third.person, at=hours(4), words="Le prix m’inquiète.")

    assert [one.words for one in Way(proposal, second.person, now=hours(5)).hesitations] == [
        "Le prix m’inquiète."
    ]
    assert Way(proposal, first.person, now=hours(5)).hesitations == []
    assert Way(proposal, third.person, now=hours(5)).hesitations == []
    letter = Letter.objects.get(kind="governance.hesitation")
    assert letter.to == second.person.email
    assert third.person.first_name not in letter.text
