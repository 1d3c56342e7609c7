"""Between two meetings: links bring news, the day before is recalled, minutes stand in silence only
where the circle consented to it."""

from datetime import timedelta

import pytest

from coopstudio.mail.models import Letter
from governance.actions import consents, meetings
from governance.actions.meetings import minutes, reports
from governance.consents.policies import PASSIVE
from governance.meetings.minutes import HOW, Minutes
from governance.models import Meeting, Position, Round
from members.actions import preferences
from members.states import Topic
from tests.governance.factories import (
    AT,
    circle,
    consent_round,
    link,
    people_of,
    proposal,
    version,
)
from tests.governance.meetings.living import (
    BEFORE,
    THURSDAY,
    a_circle,
    after,
    closed,
    convened,
    lived,
    opened,
    prepared,
)
from tests.members.factories import member

pytestmark = pytest.mark.django_db


def silent_for(made, hours=48):
    """The circle consents that silence about minutes is consent after so many hours."""
    text = proposal(made, state="consent", title="Les comptes-rendus")
    told = version(
        text,
        allows=PASSIVE,
        hours=hours,
        effect_on=AT.date(),
        review_on=AT.date().replace(year=2027),
    )
    opened_round = consent_round(told)
    seats = list(opened_round.seats.all())
    everyone_but_last(opened_round)
    consents.consent(seats[-1], by=seats[-1].person, at=AT + timedelta(minutes=6))
    return text


def everyone_but_last(opened_round):
    for seat in list(opened_round.seats.all())[:-1]:
        consents.consent(seat, by=seat.person, at=AT + timedelta(minutes=5))


def letters(kind):
    return list(Letter.objects.filter(kind=f"governance.{kind}").order_by("to"))


# --- links ---


def test_a_link_writes_what_it_brings_up():
    parent = a_circle()
    child = circle("Accueil", parent=parent)
    held = link(people_of(child)[0], child)
    meeting = prepared(parent)

    told = meetings.report(meeting, held, by=held.person, at=THURSDAY, words="La salle est pleine.")

    assert (told.words, Minutes(meeting).reports) == ("La salle est pleine.", [told])


def test_the_same_link_brings_news_down_to_its_own_circle():
    parent = circle()
    child = a_circle(name="Accueil", parent=parent)
    held = link(people_of(child)[2], child)

    told = meetings.report(
        prepared(child), held, by=held.person, at=THURSDAY, words="Le budget est consenti."
    )

    assert told.link == held


def test_the_other_link_writes_when_one_is_away():
    parent = a_circle()
    child = circle("Accueil", parent=parent)
    one = link(people_of(child)[0], child, kind="first")
    other = link(people_of(child)[1], child)

    told = meetings.report(prepared(parent), one, by=other.person, at=THURSDAY, words="Pour Fleur.")

    assert told.by == other.person


def test_nobody_else_speaks_for_a_link():
    parent = a_circle()
    child = circle("Accueil", parent=parent)
    held = link(people_of(child)[0], child)

    with pytest.raises(reports.NotYourLink):
        meetings.report(
            prepared(parent), held, by=people_of(parent)[0], at=THURSDAY, words="Je crois que…"
        )


# --- the day before ---


def test_the_day_before_those_who_may_come_are_told_once():
    meeting = convened()
    first, second, third = people_of(meeting.circle)
    meetings.answer(meeting, by=first, at=THURSDAY - timedelta(days=3), answer="no")
    preferences.silence(second, Topic.MEETINGS, at=THURSDAY)

    for _ in range(2):
        for due in Meeting.objects.to_remind(THURSDAY - timedelta(days=1)):
            meetings.remind(due, at=THURSDAY - timedelta(days=1))

    assert [one.to for one in letters("meeting_tomorrow")] == [third.email]


def test_the_day_before_a_guest_of_this_meeting_is_told_as_those_of_the_circle():
    meeting = convened()
    guest = member("Odile", "Faivre")
    meeting.guests.create(person=guest, by=meeting.by)
    away = people_of(meeting.circle)[2]
    days = {"since": BEFORE.date(), "until": THURSDAY.date() + timedelta(days=30)}
    meeting.circle.leaves.create(person=away, **days)

    meetings.remind(meeting, at=THURSDAY - timedelta(days=1))

    told = {one.to for one in letters("meeting_tomorrow")}
    assert guest.email in told
    assert away.email not in told


@pytest.mark.parametrize("days", [0, 2])
def test_on_another_day_nobody_is_told(days):
    convened()

    assert list(Meeting.objects.to_remind(THURSDAY - timedelta(days=days))) == []


# --- minutes that stand ---


def test_without_a_policy_silence_approves_nothing():
    meeting = closed()

    assert Round.objects.open().on_minutes().count() == 0
    assert meeting.minutes_state == "draft"


def test_under_a_policy_minutes_stand_at_the_end_of_its_delay():
    made = a_circle()
    silent_for(made)
    meeting = closed(made)
    asked = Round.objects.open().on_minutes().get()
    assert asked.closes_at == after(60) + timedelta(hours=48)

    with pytest.raises(minutes.rounds.RoundIsOver):
        meetings.let_stand(asked, at=after(60) + timedelta(hours=47))
    meetings.let_stand(asked, at=after(60) + timedelta(hours=49))

    assert Meeting.objects.get(pk=meeting.pk).minutes_state == "approved"
    assert set(Position.objects.filter(seat__round=asked).values_list("kind", "by")) == {
        ("deemed", None)
    }


def test_a_correction_keeps_minutes_from_standing():
    made = a_circle()
    silent_for(made)
    meeting = closed(made)
    asked = Round.objects.open().on_minutes().get()
    seat = asked.seats.first()

    meetings.say_of_minutes(
        seat, by=seat.person, at=after(90), kind="objection", words="Il manque Yann."
    )
    with pytest.raises(minutes.rounds.RoundIsOver):
        meetings.let_stand(asked, at=after(60) + timedelta(hours=49))

    assert Meeting.objects.get(pk=meeting.pk).minutes_state == "draft"


def test_the_letter_says_until_when_one_may_correct():
    made = a_circle()
    silent_for(made)

    closed(made)

    assert "Selon une politique de votre cercle" in letters("minutes_to_read")[0].text


# --- what minutes say ---


def test_three_kinds_of_consent_are_never_mixed_up():
    assert len(set(HOW.values())) == 4


def test_hours_of_arrival_and_departure_are_told():
    made = a_circle()
    first, second, third = people_of(made)
    meeting = opened(made, people=[first, second])
    meetings.arrive(meeting, by=second, at=after(20), person=third)
    meetings.leave(meeting.presences.get(person=first), by=first, at=after(30))

    told = {one.person: (one.is_late, one.left_early) for one in Minutes(meeting).present}

    assert told == {first: (False, True), second: (False, False), third: (True, False)}


def test_a_visitor_is_named_with_the_capacity_in_which_they_came():
    meeting = lived()
    writer = people_of(meeting.circle)[1]

    meetings.arrive(meeting, by=writer, at=after(12), guest="Jeanne, de la mairie")

    visitor = Minutes(meeting).present[-1]
    assert (visitor.guest, visitor.capacity) == ("Jeanne, de la mairie", "visitor")
