"""A meeting is lived: the floor goes round, minutes are consented, nothing is lost at its end."""

from datetime import timedelta

import pytest

from coopstudio.mail.models import Letter
from governance.actions import consents, meetings, rounds
from governance.actions.meetings import items, minutes, speaking
from governance.actions.meetings.entrusting import NotYoursToName
from governance.meetings.gathering import NotYoursToLead
from governance.meetings.minutes import Minutes
from governance.models import Item, Meeting, Round, Tension
from governance.states import OfficeKind, PositionKind, RoundKind
from tests.governance.factories import (
    entrust,
    joins,
    member,
    people_of,
    proposal,
    tension,
    version,
)
from tests.governance.meetings.living import (
    BEFORE,
    THURSDAY,
    a_circle,
    a_round,
    after,
    agreed,
    closed,
    convened,
    everybody_agrees,
    lived,
    opened,
    prepared,
)
from tests.together import together

pytestmark = pytest.mark.django_db
CONSENT, OBJECTION = PositionKind.CONSENT, PositionKind.OBJECTION


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- the door ---


def test_who_is_there_is_written_with_the_hour():
    made = a_circle()

    meeting = opened(made, people=people_of(made)[:2])

    assert [(one.person, one.arrived_at) for one in meeting.presences.all()] == [
        (person, THURSDAY) for person in people_of(made)[:2]
    ]


def test_a_meeting_that_opens_the_day_before_tells_its_own_day_and_end(client):
    made = convened()
    the_day_before = THURSDAY - timedelta(days=1)

    meetings.open_meeting(made, by=people_of(made.circle)[0], at=the_day_before,
                          people=people_of(made.circle))  # fmt: skip

    told = fresh(made)
    assert told.day == the_day_before.date()
    assert told.ends_at == the_day_before + timedelta(minutes=told.minutes)
    client.force_login(people_of(made.circle)[0])
    page = client.get(told.get_absolute_url()).text
    assert f"<strong>{the_day_before.day}</strong>" in page
    assert "Prévue le jeudi" in page


def test_a_substitute_facilitates_and_says_so():
    made = a_circle()
    third = people_of(made)[2]
    meeting = opened(made)

    with pytest.raises(NotYoursToName):
        meetings.designate(meeting, by=third, at=after(1), facilitator=third)
    meetings.designate(meeting, by=people_of(made)[0], at=after(1), facilitator=third)

    with pytest.raises(NotYoursToLead):
        meetings.ask_agenda(meeting, by=people_of(made)[0], at=after(2))
    assert meetings.ask_agenda(meeting, by=third, at=after(2)).is_open


def left_alone():
    """The agenda is consented; who facilitates and who writes have gone."""
    made = a_circle(people=4)
    meeting = agreed(made)
    for one in people_of(made)[:2]:
        meetings.leave(meeting.presences.get(person=one), by=one, at=after(7))
    return meeting, *people_of(made)[2:]


def test_nobody_takes_the_facilitation_alone_when_those_who_hold_it_have_gone():
    meeting, third, fourth = left_alone()

    meetings.designate(meeting, by=third, at=after(8), facilitator=third)

    assert fresh(meeting).facilitator is None
    asked = meeting.rounds.open().get(kind=RoundKind.ENTRUSTING)
    assert [seat.person for seat in asked.seats.all()] == [third, fourth]
    everybody_agrees(asked, at=after(9))
    meeting = fresh(meeting)
    assert (meeting.facilitator, meeting.asked_facilitator) == (third, None)


def test_an_objection_to_who_would_facilitate_leaves_it_as_it_is():
    meeting, third, fourth = left_alone()
    meetings.designate(meeting, by=third, at=after(8), facilitator=third)
    asked = meeting.rounds.open().get(kind=RoundKind.ENTRUSTING)

    everybody_agrees(asked, at=after(9), kind=OBJECTION)
    meetings.designate(meeting, by=third, at=after(10), facilitator=fourth)

    meeting = fresh(meeting)
    assert (meeting.facilitator, meeting.asked_facilitator) == (None, fourth)


def test_naming_somebody_else_asks_again_those_who_are_there_then():
    meeting, third, fourth = left_alone()
    meetings.designate(meeting, by=third, at=after(8), facilitator=third)
    meetings.leave(meeting.presences.get(person=fourth), by=fourth, at=after(9))

    meetings.designate(meeting, by=third, at=after(10), facilitator=third)

    asked = meeting.rounds.open().get(kind=RoundKind.ENTRUSTING)
    assert [seat.person for seat in asked.seats.all()] == [third]


def test_the_leader_facilitates_when_who_should_is_away_and_nobody_is_named():
    made = a_circle()
    _first, second, third = people_of(made)
    entrust(third, made, OfficeKind.LEADER)

    meeting = opened(made, people=[second, third])

    assert (meeting.facilitator, meeting.secretary) == (third, None)


def test_a_late_arrival_is_asked_from_the_next_round_only():
    made = a_circle()
    first, second, third = people_of(made)
    meeting = opened(made, people=[first, second])
    asked = meetings.ask_agenda(meeting, by=first, at=after(1))

    meetings.arrive(meeting, by=second, at=after(2), person=third)

    assert [seat.person for seat in asked.seats.all()] == [first, second]
    everybody_agrees(asked, at=after(3))
    item = fresh(meeting).items.first()
    meetings.start_item(item, by=first, at=after(4))
    later = meetings.ask_minutes(item, by=first, at=after(5), minutes=5)
    assert [seat.person for seat in later.seats.all()] == [first, second, third]


def test_who_goes_early_is_not_waited_for_when_one_asks_again():
    made = a_circle()
    first, second, third = people_of(made)
    meeting = opened(made)
    asked = meetings.ask_agenda(meeting, by=first, at=after(1))
    meetings.leave(meeting.presences.get(person=third), by=third, at=after(2))

    meetings.ask_again(asked, by=first, at=after(3))

    assert fresh(asked).voided_at == after(3)
    assert [s.person for s in Round.objects.open().get(meeting=meeting).seats.all()] == [
        first, second,
    ]  # fmt: skip


# --- the floor ---


def test_the_floor_goes_round_and_the_last_word_ends_it():
    made = a_circle()
    meeting = opened(made)
    opening = a_round(meeting)

    for seat in opening.seats.all():
        meetings.pass_floor(seat, by=seat.person, at=after(2))

    assert fresh(opening).closed_at == after(2)


def test_a_guest_speaks_in_the_opening_round_and_is_not_asked_for_the_agenda():
    made = a_circle()
    guest = member("Jeanne", "Mougin")
    joins(guest, made, standing="guest")
    meeting = opened(made)

    opening = a_round(meeting)
    assert guest in [seat.person for seat in opening.seats.all()]
    meetings.end_round(opening, by=meeting.by, at=after(2))
    asked = meetings.ask_agenda(meeting, by=meeting.by, at=after(3))
    assert guest not in [seat.person for seat in asked.seats.all()]


def test_somebody_else_does_not_pass_the_floor():
    made = a_circle()
    opening = a_round(opened(made))
    first = opening.seats.first()

    with pytest.raises(speaking.NotYourFloor):
        meetings.pass_floor(first, by=people_of(made)[2], at=after(2))


@pytest.mark.django_db(transaction=True)
def test_two_people_pass_the_floor_at_once_and_it_is_passed_once():
    made = a_circle()
    leader, writer, _third = people_of(made)
    opening = a_round(opened(made))
    seat = opening.seats.first()

    raised = together(
        lambda: meetings.pass_floor(seat, by=leader, at=after(2)),
        lambda: meetings.pass_floor(seat, by=writer, at=after(2)),
    )

    assert [type(error) for error in raised] == [speaking.FloorHasMoved]
    assert seat.turns.count() == 1


# --- what is asked ---


def test_the_agenda_is_lived_once_everybody_who_is_there_consented():
    meeting = opened()
    asked = meetings.ask_agenda(meeting, by=meeting.by, at=after(1))
    first, *others = asked.seats.all()

    meetings.agree(first, by=first.person, at=after(2), kind=CONSENT)
    assert fresh(meeting).state == "open"
    for seat in others:
        meetings.agree(seat, by=seat.person, at=after(3), kind=CONSENT)

    assert (fresh(meeting).state, fresh(meeting).agreed_at) == ("agreed", after(3))


def test_an_objection_to_the_agenda_leaves_it_to_be_written_again():
    meeting = opened()
    asked = meetings.ask_agenda(meeting, by=meeting.by, at=after(1))
    first, *others = asked.seats.all()

    meetings.agree(
        first, by=first.person, at=after(2), kind=OBJECTION, words="Il manque les trajets."
    )
    for seat in others:
        meetings.agree(seat, by=seat.person, at=after(2), kind=CONSENT)

    assert (fresh(meeting).state, fresh(asked).closed_at) == ("open", after(2))
    assert meetings.ask_agenda(meeting, by=meeting.by, at=after(4)).is_open


def test_what_is_said_aloud_is_noted_by_who_writes_and_by_nobody_else():
    made = a_circle()
    first, second, third = people_of(made)
    meeting = opened(made)
    asked = meetings.ask_agenda(meeting, by=first, at=after(1))
    seat = asked.seats.get(person=first)

    with pytest.raises(rounds.NotAloudForOthers):
        meetings.agree(seat, by=third, at=after(2), kind=CONSENT, is_aloud=True)
    meetings.agree(seat, by=second, at=after(2), kind=CONSENT, is_aloud=True)

    assert [(p.by, p.is_aloud) for p in seat.positions.all()] == [(second, True)]


def test_running_over_is_consented_and_taken_from_the_next_subject():
    meeting = lived(items=2)
    now, then = meeting.items.order_by("rank")
    asked = meetings.ask_minutes(now, by=meeting.by, at=after(25), minutes=10, using=then)

    assert fresh(now).more_minutes == 0
    everybody_agrees(asked, at=after(26))

    assert (fresh(now).more_minutes, fresh(then).minutes) == (10, 10)


def test_an_objection_to_more_minutes_changes_nothing():
    meeting = lived(items=2)
    now, then = meeting.items.order_by("rank")
    asked = meetings.ask_minutes(now, by=meeting.by, at=after(25), minutes=10, using=then)

    everybody_agrees(asked, at=after(26), kind=OBJECTION)

    assert (fresh(now).more_minutes, fresh(now).asked_minutes, fresh(then).minutes) == (0, 0, 20)


def test_a_subject_added_in_session_waits_for_the_accord_of_all():
    made = a_circle()
    meeting = agreed(made, items=1)
    third = people_of(made)[2]
    late = meetings.propose_item(
        meeting, by=third, at=after(8), subject="Les clés", wish="decide", minutes=5
    )

    with pytest.raises(items.NotAgreedYet):
        meetings.start_item(late, by=meeting.by, at=after(9))
    everybody_agrees(meetings.ask_item(late, by=meeting.by, at=after(9)), at=after(10))
    meetings.start_item(late, by=meeting.by, at=after(11))

    assert (fresh(late).is_late, fresh(late).state) == (True, "current")


# --- one subject at a time ---


def test_nothing_is_lived_before_the_agenda_is_consented():
    meeting = opened()

    with pytest.raises(items.NotAgreedYet):
        meetings.start_item(meeting.items.first(), by=meeting.by, at=after(2))


def test_one_subject_at_a_time():
    meeting = lived(items=2)

    with pytest.raises(items.AnotherIsLived):
        meetings.start_item(meeting.items.last(), by=meeting.by, at=after(12))


def test_the_time_spent_is_added_from_one_time_to_the_next():
    meeting = lived(items=1)
    item = meeting.items.first()

    meetings.set_aside(item, by=meeting.by, at=after(15))
    meetings.start_item(fresh(item), by=meeting.by, at=after(20))
    meetings.end_item(fresh(item), by=meeting.by, at=after(27))

    assert fresh(item).spent == 12 * 60


def test_a_subject_that_is_lived_takes_its_tension_out_of_the_basket():
    made = a_circle()
    need = tension(made)
    meeting = prepared(made, items=0)
    meetings.add_item(
        meeting, by=meeting.by, at=BEFORE, subject=need.subject, wish="explore", tension=need
    )
    meetings.open_meeting(meeting, by=meeting.by, at=THURSDAY, people=people_of(made))
    everybody_agrees(meetings.ask_agenda(meeting, by=meeting.by, at=after(1)), at=after(2))
    item = fresh(meeting).items.first()
    meetings.start_item(item, by=meeting.by, at=after(3))

    meetings.end_item(item, by=meeting.by, at=after(9), how="Yann ouvre la salle.")

    need.refresh_from_db()
    assert need.how == "Yann ouvre la salle."


def test_what_the_circle_put_on_its_agenda_is_not_put_off_by_one_person():
    meeting = lived(items=2)

    with pytest.raises(items.IsOnTheAgenda):
        meetings.put_off(meeting.items.last(), by=meeting.by, at=after(12))


def test_an_objection_to_putting_off_keeps_the_subject():
    meeting = lived(items=2)
    item = meeting.items.last()
    asked = meetings.ask_to_put_off(item, by=people_of(meeting.circle)[2], at=after(12))

    everybody_agrees(asked, at=after(13), kind=OBJECTION)

    assert fresh(item).state == "waiting"


def test_a_subject_that_was_not_consented_goes_to_the_basket_by_who_facilitates():
    meeting = agreed()
    late = meetings.propose_item(
        meeting, by=meeting.by, at=after(8), subject="Les clés", wish="explore", minutes=5
    )

    meetings.put_off(late, by=meeting.by, at=after(9))

    assert fresh(late).state == "put_off"


def test_what_is_put_off_is_found_in_the_basket():
    meeting = lived(items=2)
    item = meeting.items.last()

    everybody_agrees(meetings.ask_to_put_off(item, by=meeting.by, at=after(12)), at=after(12))

    assert [one.subject for one in Tension.objects.open()] == ["Sujet 2"]
    assert fresh(item).state == "put_off"


# --- it ends in the middle, and goes on where it was ---


def deciding(made):
    """A meeting in which a text is in its round of clarification."""
    text = proposal(made, state="basket")
    version(text)
    meeting = prepared(made, items=0)
    meetings.add_item(
        meeting, by=meeting.by, at=BEFORE, subject=text.title, wish="decide", proposal=text
    )
    meetings.open_meeting(meeting, by=meeting.by, at=THURSDAY, people=people_of(made))
    everybody_agrees(meetings.ask_agenda(meeting, by=meeting.by, at=after(1)), at=after(2))
    item = Item.objects.get(meeting=meeting)
    meetings.start_item(item, by=meeting.by, at=after(3))
    consents.present(fresh(text), by=meeting.by, at=after(4))
    consents.next_step(fresh(text), by=meeting.by, at=after(5), meeting=meeting, item=item)
    return fresh(meeting), text


def test_a_meeting_closed_in_the_middle_resumes_at_its_step_next_time():
    made = a_circle()
    meeting, text = deciding(made)

    meetings.close(meeting, by=meeting.by, at=after(20))
    assert (fresh(text).state, fresh(text).suspended_at) == ("clarification", after(20))

    following = prepared(made, items=0)
    assert [item.proposal for item in following.items.all()] == [text]
    meetings.open_meeting(following, by=following.by, at=after(40), people=people_of(made))
    asked = meetings.ask_agenda(following, by=following.by, at=after(41))
    everybody_agrees(asked, at=after(42))
    meetings.start_item(fresh(following).items.first(), by=following.by, at=after(43))

    assert (fresh(text).state, fresh(text).suspended_at) == ("clarification", None)


def test_a_text_that_waits_for_somebody_absent_lets_the_meeting_go_on():
    made = a_circle()
    first, second, third = people_of(made)
    meeting, text = deciding(made)
    item = meeting.items.get()
    meetings.leave(meeting.presences.get(person=third), by=third, at=after(6))
    for seat in text.rounds.open().get().seats.exclude(person=third):
        if seat.person != text.carrier:
            consents.pass_turn(seat, by=seat.person, at=after(7))
    consents.next_step(fresh(text), by=first, at=after(8), meeting=meeting, item=item)
    for seat in text.rounds.open().get().seats.exclude(person=third):
        meetings.pass_floor(seat, by=seat.person, at=after(9), words="Cela me va.")
    consents.next_step(fresh(text), by=first, at=after(10), meeting=meeting, item=item)
    consents.open_consent(fresh(text), by=first, at=after(11), meeting=meeting, item=item)
    for seat in text.rounds.open().get().seats.exclude(person=third):
        consents.consent(seat, by=seat.person, at=after(12))
    consents.end_round(fresh(text), by=first, at=after(13))

    meetings.end_item(item, by=first, at=after(14))
    closing = a_round(meeting, RoundKind.CLOSING, at=after(15))

    assert fresh(text).state == "reserved"
    told = Minutes(fresh(meeting)).items[0].told
    assert (told["code"], told["state"]) == ("", "adoptée sous réserve")
    assert [voice["how"] for voice in told["voices"]] == [
        "consentement exprimé", "consentement exprimé", "non exprimé",
    ]  # fmt: skip
    assert [seat.person for seat in closing.seats.all()] == [first, second]


def test_a_meeting_that_closes_leaves_nothing_behind():
    meeting = lived(items=3)

    meetings.close(meeting, by=meeting.by, at=after(20))

    assert [item.state for item in meeting.items.order_by("rank")] == ["put_off"] * 3
    assert Tension.objects.open().count() == 3
    assert Round.objects.open().filter(meeting=meeting).count() == 0
    assert {one.left_at for one in meeting.presences.all()} == {after(20)}
    assert Letter.objects.filter(kind="governance.minutes_to_read").count() == 3


def test_a_meeting_opens_once_in_a_circle():
    made = a_circle()
    opened(made)
    other = convened(made)

    with pytest.raises(Exception, match="one_open_meeting_per_circle"):
        meetings.open_meeting(other, by=other.by, at=after(3), people=people_of(made))


# --- written as it goes ---


def test_a_word_is_kept_and_another_window_is_told():
    meeting = lived()
    item = meeting.items.first()
    writer = people_of(meeting.circle)[1]

    kept = meetings.note(item, by=writer, at=after(12), words="Un", seen=minutes.stamp(""))
    assert kept.notes == "Un"
    with pytest.raises(minutes.AnotherWindowWrote):
        meetings.note(item, by=writer, at=after(13), words="Deux", seen=minutes.stamp(""))


def test_each_word_moves_the_beat():
    meeting = lived()
    before = fresh(meeting).beat

    meetings.write(meeting, by=meeting.by, at=after(12), part="summary", words="Tout va.")

    assert fresh(meeting).beat == before + 1


def test_minutes_are_approved_at_the_start_of_the_next_meeting_by_those_who_were_there():
    made = a_circle()
    first, second, third = people_of(made)
    before = closed(made, people=[first, second])
    following = opened(made)

    asked = meetings.ask_approval(before, by=first, at=after(70), during=following)
    assert [seat.person for seat in asked.seats.all()] == [first, second]
    for seat in asked.seats.all():
        meetings.say_of_minutes(seat, by=seat.person, at=after(71), kind=CONSENT)

    assert (fresh(before).minutes_state, fresh(before).approved_at) == ("approved", after(71))


def test_minutes_wait_for_the_end_of_what_is_lived():
    meeting = lived()

    with pytest.raises(minutes.ContentGoesOn):
        meetings.ask_approval(meeting, by=meeting.by, at=after(30))


def test_approved_minutes_never_change():
    meeting = approved()

    with pytest.raises(minutes.MinutesAreApproved):
        meetings.note(meeting.items.first(), by=meeting.by, at=after(80), words="Autre chose")


def approved():
    meeting = lived()
    meetings.end_item(meeting.items.first(), by=meeting.by, at=after(45))
    asked = meetings.ask_approval(meeting, by=meeting.by, at=after(50))
    for seat in asked.seats.all():
        meetings.say_of_minutes(seat, by=seat.person, at=after(51), kind=CONSENT, during=meeting)
    return meetings.close(meeting, by=meeting.by, at=after(60))


def test_minutes_are_published_with_their_summary_on_paper():
    meeting = lived()
    meetings.write(meeting, by=meeting.by, at=after(40), part="summary", words="Deux décisions.")
    meetings.end_item(meeting.items.first(), by=meeting.by, at=after(45))
    asked = meetings.ask_approval(meeting, by=meeting.by, at=after(50))
    for seat in asked.seats.all():
        meetings.say_of_minutes(seat, by=seat.person, at=after(51), kind=CONSENT, during=meeting)
    meetings.close(meeting, by=meeting.by, at=after(60))

    meeting = meetings.publish(meeting, by=meeting.by, at=after(61))

    assert (meeting.minutes_state, meeting.document.data["summary"]) == (
        "published", "Deux décisions.",
    )  # fmt: skip


def test_without_a_summary_nothing_is_published():
    with pytest.raises(minutes.NoSummary):
        meetings.publish(approved(), by=people_of(Meeting.objects.get().circle)[0], at=after(61))


def test_an_absent_member_is_on_paper_struck_and_readable():
    made = a_circle()
    meeting = opened(made, people=people_of(made)[:2])

    assert Minutes(meeting).absent == [people_of(made)[2]]
