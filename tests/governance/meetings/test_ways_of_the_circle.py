"""What schools differ on is decided by the circle, by a text in force, never by a staff role."""

from datetime import timedelta

import pytest

from governance.actions import consents, meetings, rounds
from governance.actions.consents import handling
from governance.consents.unfolding.way import Way
from governance.meetings import gathering
from governance.models import Decision, Meeting, Position
from governance.states import PositionKind, ProposalState, RoundKind, Wish
from tests.governance.factories import AT, people_of, tension
from tests.governance.meetings import living
from tests.governance.meetings.living import BEFORE, THURSDAY, after
from tests.governance.test_consents import drafted, facilitator, fresh, later, seats
from tests.governance.test_consents_at_a_distance import allowing

pytestmark = pytest.mark.django_db
S = ProposalState


def announced(
    *, practice="presumed", is_late=False, third_since=None, practice_at=None, is_kept_out=False
):
    """A text of the agenda that was sent out, in its round of consent; the third person is away."""
    made = living.a_circle()
    if practice:
        allowing(made, practice)
    first, second, third = people_of(made)
    at = BEFORE - timedelta(days=1)
    facts = {"tension": tension(made), "title": "Les clés", "text": "Deux trousseaux."}
    facts |= {"needs": "Entrer.", "responsible": first, "review_on": BEFORE.date().replace(2027)}
    text = consents.draft(made, by=first, at=at, **facts)
    consents.put_in_basket(text, by=first, at=at)
    meeting = living.prepared(made, items=1)
    add = {"by": first, "subject": "Les clés", "wish": Wish.DECIDE, "minutes": 20}
    if not is_late:
        meetings.add_item(meeting, at=BEFORE, proposal=text, **add)
    meetings.convene(meeting, by=first, at=BEFORE)
    if third_since:
        made.members.filter(person=third).update(since=third_since)
    if is_kept_out:
        type(third).objects.filter(pk=third.pk).update(is_active=False)
    if is_late:
        meetings.add_item(meeting, at=BEFORE, proposal=text, **add)
    return in_session(text, meeting, practice_at)


def in_session(text, meeting, practice_at):
    """Two of three are there, and consent; the round is ended."""
    first, second = people_of(text.circle)[:2]
    meetings.open_meeting(meeting, by=first, at=THURSDAY, people=[first, second])
    living.everybody_agrees(meetings.ask_agenda(meeting, by=first, at=after(5)), at=after(6))
    meetings.start_item(meeting.items.get(proposal=text), by=first, at=after(10))
    asked = consents.ask_to_skip(text, by=first, at=after(11))
    for seat in asked.seats.all():
        rounds.take_position(seat, by=seat.person, at=after(12), kind=PositionKind.CONSENT)
    rounds.close(asked, by=first, at=after(12))
    consents.open_consent(text, by=first, at=after(13))
    for seat in seats(text)[:2]:
        consents.consent(seat, by=seat.person, at=after(14))
    if practice_at:
        allowing(text.circle, "presumed", at=practice_at)
    return consents.end_round(text, by=first, at=after(15))


def test_who_is_absent_is_waited_for_by_default():
    text = announced(practice="")

    assert fresh(text).state == S.RESERVED
    assert Position.objects.filter(kind=PositionKind.DEEMED).count() == 0


def test_a_circle_may_presume_who_is_absent_of_a_text_that_was_announced():
    text = announced()

    deemed = Position.objects.get(kind=PositionKind.DEEMED)
    assert fresh(text).state == S.ADOPTED
    assert (deemed.by, deemed.policy.version.allows) == (None, "presumed")
    assert deemed.seat.person == people_of(text.circle)[2]


@pytest.mark.parametrize(
    "facts",
    [
        {"third_since": BEFORE.date() + timedelta(days=5)},  # nobody sent them that agenda
        {"practice": "", "practice_at": after(14)},  # said once the round was open
        {"is_kept_out": True},  # their account is closed for a time: they could not answer
    ],
)
def test_nobody_is_presumed_of_what_they_were_not_told_before(facts):
    assert fresh(announced(**facts)).state == S.RESERVED


def test_what_was_not_announced_waits_for_who_is_absent_all_the_same():
    text = announced(is_late=True)

    assert fresh(text).state == S.RESERVED
    assert Decision.objects.filter(proposal=text).count() == 0


def at_arbitration(*, practice):
    text = drafted()
    if practice:
        allowing(text.circle, practice)
    lead = facilitator(text)
    consents.put_in_basket(text, by=text.carrier, at=AT)
    consents.present(text, by=lead, at=AT)
    for _ in range(2):
        consents.next_step(text, by=lead, at=AT)
    for seat in seats(text, RoundKind.REACTIONS):
        consents.react(seat, by=seat.person, at=AT, words="J’y respire.")
    return fresh(consents.next_step(text, by=lead, at=AT))


def test_who_carries_the_text_chooses_after_the_reactions_by_default():
    text = at_arbitration(practice="")

    assert Way(text, text.carrier, now=later(5)).chooses
    with pytest.raises(handling.NotYours):
        consents.amend(text, by=facilitator(text), at=later(5), why="Court.", text="Deux signent.")


def test_a_circle_may_leave_it_to_the_facilitation():
    text = at_arbitration(practice="arbiter")

    assert not Way(text, text.carrier, now=later(5)).chooses
    with pytest.raises(handling.NotFacilitating):
        consents.open_consent(text, by=text.carrier, at=later(5))
    consents.amend(text, by=facilitator(text), at=later(5), why="Court.", text="Deux signent.")
    consents.open_consent(text, by=facilitator(text), at=later(6))
    assert fresh(text).state == S.CONSENT


def test_while_both_officers_are_away_somebody_there_notes_what_is_said_aloud():
    made = living.a_circle(4)
    first, second, third, fourth = people_of(made)
    meeting = living.opened(made)
    opened = living.a_round(meeting)
    seat = opened.seats.get(person=fourth)
    assert not gathering.notes_for(third, fourth, opened, on=meeting.day)

    meeting.presences.filter(person__in=[first, second]).update(left_at=after(2))

    assert gathering.notes_for(third, fourth, opened, on=meeting.day)
    meetings.pass_floor(seat, by=third, at=after(3), words="Bonjour.")
    assert [(turn.by, turn.words) for turn in seat.turns.all()] == [(third, "Bonjour.")]
    assert not gathering.notes_for(first, fourth, opened, on=meeting.day)
    assert Meeting.objects.get(pk=meeting.pk).is_open
