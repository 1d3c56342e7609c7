"""An agenda is written with its circle; what a meeting leaves waits where it stood."""

from datetime import date, timedelta

import pytest

from governance.actions import meetings, rounds, tensions
from governance.actions.circles import belonging
from governance.actions.meetings.preparing import AgendaIsAsked, AgendaIsSet
from governance.college import around
from governance.meetings import gathering
from governance.meetings.minutes import Minutes
from governance.models import CircleMember, Coming, Item, Leave, Meeting, Objection, Position
from governance.states import ItemState, MinutesState, PositionKind, ProposalState, Standing, Wish
from tests.governance.elections.story import LATER, consent_seats, proposed
from tests.governance.factories import (
    circle,
    consent_round,
    joins,
    people_of,
    proposal,
    tension,
    version,
)
from tests.governance.meetings.living import (
    THURSDAY,
    after,
    agreed,
    closed,
    convened,
    everybody_agrees,
    opened,
    prepared,
)
from tests.governance.meetings.test_room import entered, room, said
from tests.members.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def that_day(time_machine):
    time_machine.move_to(after(20), tick=False)


def with_text(meeting, **facts):
    text = proposal(meeting.circle, **({"state": ProposalState.SCHEDULED} | facts))
    item = meeting.items.first()
    Item.objects.filter(pk=item.pk).update(proposal=text, wish=Wish.DECIDE)
    return Item.objects.get(pk=item.pk), text


# --- the agenda is written until the circle consents to it ---


def test_an_objection_to_the_agenda_is_integrated_in_the_room(client, that_day):
    meeting = opened(items=2)
    first, second = meeting.items.all()
    meetings.place_item(second, by=meeting.by, at=after(2), up=True)
    meetings.change_item(first, by=meeting.by, at=after(2), minutes=10)
    meetings.take_off(second, by=meeting.by, at=after(3))

    page = said(room(entered(client, meeting.by), meeting))

    assert [(one.pk, one.minutes) for one in meeting.items.all()] == [(first.pk, 10)]
    assert f"/reunions/{meeting.pk}/points/{first.pk}/retrait/" in page


def test_the_agenda_does_not_move_under_a_circle_that_consents_to_it(client, that_day):
    meeting = opened()
    item = meeting.items.get()
    asked = meetings.ask_agenda(meeting, by=meeting.by, at=after(5))

    for verb, more in ((meetings.take_off, {}), (meetings.place_item, {"up": True})):
        with pytest.raises(AgendaIsAsked):
            verb(item, by=meeting.by, at=after(6), **more)
    assert "/retrait/" not in said(room(entered(client, meeting.by), meeting))
    everybody_agrees(asked, at=after(7))
    with pytest.raises(AgendaIsSet):
        meetings.take_off(item, by=meeting.by, at=after(8))


def test_somebody_who_does_not_facilitate_takes_nothing_off_in_the_room():
    meeting = opened()

    with pytest.raises(gathering.NotYoursToLead):
        meetings.take_off(meeting.items.get(), by=people_of(meeting.circle)[2], at=after(2))


def test_a_text_taken_off_waits_in_the_basket_again():
    meeting = convened()
    item, text = with_text(meeting)

    meetings.take_off(item, by=meeting.by, at=THURSDAY - timedelta(days=1))

    text.refresh_from_db()
    assert text.state == ProposalState.BASKET


def test_a_meeting_called_off_gives_its_texts_back_to_the_basket():
    meeting = convened()
    _item, text = with_text(meeting)

    meetings.call_off(meeting, by=meeting.by, at=THURSDAY - timedelta(days=1), reason="La neige")

    text.refresh_from_db()
    assert text.state == ProposalState.BASKET


def test_each_point_is_carried_by_somebody():
    meeting = prepared()

    assert [one.carrier for one in meeting.items.all()] == [meeting.by]


def test_an_agenda_longer_than_its_meeting_says_so(client, that_day):
    short = prepared(minutes=15)

    page = said(entered(client, short.by).get(f"/reunions/{short.pk}/"))

    assert "20 min de points pour 15 min de réunion" in page


def test_who_will_be_late_is_not_there_before_they_come(client, that_day):
    meeting = convened()
    _first, second, third = people_of(meeting.circle)
    Coming.objects.create(meeting=meeting, person=second, answer="late", at=THURSDAY)
    Coming.objects.create(meeting=meeting, person=third, answer="yes", at=THURSDAY)

    page = said(entered(client, meeting.by).get(f"/reunions/{meeting.pk}/ouverture/"))

    assert f'id="la-{second.pk}">' in page
    assert f'id="la-{third.pk}" checked>' in page


def test_somebody_who_left_the_circle_is_not_noted_present():
    meeting = convened()
    gone = people_of(meeting.circle)[2]
    belonging.leave(
        CircleMember.objects.get(circle=meeting.circle, person=gone),
        by=gone, at=THURSDAY + timedelta(days=2), why="Je pars",
    )  # fmt: skip

    late = THURSDAY + timedelta(days=9)
    meetings.open_meeting(meeting, by=meeting.by, at=late, people=[meeting.by, gone])

    assert [one.person for one in meeting.presences.all()] == [meeting.by]


def test_who_facilitates_is_not_somebody_on_leave():
    meeting = opened()
    leader = meeting.by
    Leave.objects.create(
        circle=meeting.circle, person=leader, since=date(2026, 12, 1), until=date(2026, 12, 20)
    )

    assert gathering.who_leads(meeting, on=meeting.day) is None
    assert (
        gathering.who_leads(
            meeting, on=meeting.day, sittings=around(meeting.circle, on=meeting.day)
        )
        is None
    )


# --- what ends in the middle ---


def test_a_point_ended_in_the_middle_of_its_text_suspends_it():
    meeting = agreed()
    item, text = with_text(meeting, state=ProposalState.CONSENT)
    consent_round(version(text), at=after(11), meeting=meeting, item=item)
    meetings.start_item(item, by=meeting.by, at=after(12))

    meetings.end_item(item, by=meeting.by, at=after(20))

    text.refresh_from_db()
    assert (text.state, text.suspended_at) == (ProposalState.CONSENT, after(20))


def test_a_name_in_consent_is_suspended_with_the_meeting_and_taken_up_with_it():
    election = proposed()
    text = election.proposals.get()
    leader = people_of(election.circle)[0]
    meeting = Meeting.objects.create(
        circle=election.circle, at=LATER, minutes=60, place="Ici", by=leader, state="agreed",
        opened_at=LATER, agreed_at=LATER,
    )  # fmt: skip
    item = Item.objects.create(
        meeting=meeting, rank=1, subject="Élire", wish=Wish.DECIDE, election=election,
        state=ItemState.CURRENT, started_at=LATER, agreed_at=LATER,
    )  # fmt: skip

    meetings.set_aside(item, by=leader, at=LATER)
    meetings.close(meeting, by=leader, at=LATER + timedelta(minutes=5))

    text.refresh_from_db()
    assert text.suspended_at == LATER + timedelta(minutes=5)


def test_under_reserve_the_person_proposed_still_speaks_after_everybody():
    election = proposed()
    text = election.proposals.get()
    leader = people_of(election.circle)[0]
    meeting = Meeting.objects.create(
        circle=election.circle, at=LATER, minutes=60, place="Ici", by=leader, state="agreed",
        opened_at=LATER, agreed_at=LATER,
    )  # fmt: skip
    text.rounds.open().update(meeting=meeting)
    meetings.close(meeting, by=leader, at=LATER + timedelta(minutes=5))
    seat = next(one for one in consent_seats(text) if one.speaks_last)

    with pytest.raises(rounds.SpeaksLast):
        rounds.take_position(
            seat, by=seat.person, at=LATER + timedelta(minutes=6), kind=PositionKind.CONSENT
        )


# --- minutes ---


def test_minutes_tell_the_objections_and_how_they_were_answered():
    meeting = agreed()
    item, text = with_text(meeting, state=ProposalState.OBJECTIONS)
    told = version(text)
    held = consent_round(told, at=after(11), meeting=meeting, item=item)
    seat = held.seats.first()
    position = Position.objects.create(seat=seat, kind="objection", by=seat.person, at=after(12))
    Objection.objects.create(
        round=held, position=position, author=seat.person, words="Trop lourd", touches="Le but",
        heard_as="Alléger", heard_at=after(13), at=after(12),
    )  # fmt: skip

    [row] = Minutes(meeting).items

    assert [(one.author, one.words, one.heard_as) for one in row.objections] == [
        (seat.person, "Trop lourd", "Alléger")
    ]


def test_minutes_approved_without_a_summary_are_published_with_one(client, that_day):
    meeting = closed()
    Meeting.objects.filter(pk=meeting.pk).update(
        minutes_state=MinutesState.APPROVED, approved_at=after(61)
    )
    writer = people_of(meeting.circle)[1]
    assert 'id="en-bref"' in said(entered(client, writer).get(f"/reunions/{meeting.pk}/"))

    client.post(f"/reunions/{meeting.pk}/publication/", {"words": "Les clés sont confiées."})

    meeting.refresh_from_db()
    assert (meeting.minutes_state, meeting.summary) == (
        MinutesState.PUBLISHED, "Les clés sont confiées.",
    )  # fmt: skip


def test_a_summary_that_was_approved_is_not_written_over():
    meeting = closed()
    Meeting.objects.filter(pk=meeting.pk).update(
        minutes_state=MinutesState.APPROVED, approved_at=after(61), summary="Approuvé."
    )

    meetings.publish(
        Meeting.objects.get(pk=meeting.pk), by=people_of(meeting.circle)[1], at=after(62),
        summary="Autre chose.",
    )  # fmt: skip

    meeting.refresh_from_db()
    assert meeting.summary == "Approuvé."


def test_a_guest_settles_nobody_elses_tension():
    made = circle()
    guest = joins(member(), made, standing=Standing.GUEST).person
    dropped = tension(made)

    with pytest.raises(tensions.NotOfTheCircle):
        tensions.settle(dropped, by=guest, at=THURSDAY, how="Rien à faire")
