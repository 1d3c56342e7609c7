"""A meeting is prepared and convened; diaries follow it, and never learn what it speaks of."""

from datetime import timedelta

import pytest

from coopstudio.mail.models import Letter
from governance.actions import meetings
from governance.actions.meetings import convening, preparing
from governance.meetings import drawing
from governance.meetings.gathering import NotYoursToPrepare
from governance.models import Deed
from tests.governance.factories import AT, circle, joins, link, member, people_of, proposal, tension
from tests.governance.meetings.living import (
    BEFORE,
    THURSDAY,
    a_circle,
    convened,
    opened,
    prepared,
)

pytestmark = pytest.mark.django_db


def subjects(meeting):
    return [item.subject for item in meeting.items.order_by("rank")]


def letters(kind):
    return list(Letter.objects.filter(kind=f"governance.{kind}").order_by("to"))


# --- prepared ---


def test_what_is_prepared_tells_nobody():
    meeting = prepared(items=2)

    assert (meeting.state, subjects(meeting)) == ("prepared", ["Sujet 1", "Sujet 2"])
    assert Letter.objects.count() == 0


def test_it_is_prepared_by_those_who_hold_an_office_of_the_circle():
    made = a_circle()

    with pytest.raises(NotYoursToPrepare):
        meetings.prepare(
            made, by=people_of(made)[2], at=BEFORE, starts_at=THURSDAY, minutes=60, place="Dijon"
        )


def test_a_circle_without_offices_prepares_with_any_of_its_voices():
    made = circle()

    meeting = meetings.prepare(
        made, by=people_of(made)[2], at=BEFORE, starts_at=THURSDAY, minutes=60, place="Dijon"
    )

    assert meeting.circle == made


def test_an_office_of_the_house_prepares_nothing():
    with pytest.raises(NotYoursToPrepare):
        meetings.prepare(
            circle(), by=member(), at=BEFORE, starts_at=THURSDAY, minutes=60, place="Dijon"
        )


def test_what_waits_comes_by_itself():
    parent = a_circle()
    child = circle("Accueil", parent=parent)
    link(people_of(child)[0], child)
    Deed.objects.create(
        circle=parent, person=people_of(parent)[0], words="Appeler la mairie",
        due_on=THURSDAY.date(), by=people_of(parent)[1], at=AT,
    )  # fmt: skip

    assert subjects(prepared(parent, items=0)) == [drawing.REPORTS, drawing.DEEDS]


def test_the_basket_offers_what_no_agenda_holds_yet():
    made = a_circle()
    one, other = tension(made), tension(made, subject="Qui ouvre la salle ?")
    meeting = prepared(made)
    meetings.add_item(
        meeting, by=people_of(made)[0], at=BEFORE, subject=one.subject, wish="explore", tension=one
    )

    def offered(today):
        return {thing for _kind, thing, _facts in drawing.suggested(made, today=today)}

    assert offered(meeting.day) == {other}
    assert offered(meeting.day + timedelta(days=1)) == {one, other}, "nobody held it"


def test_a_tension_stands_once_on_an_agenda():
    made = a_circle()
    need, meeting = tension(made), prepared(made)
    facts = {"subject": need.subject, "wish": "explore", "tension": need}
    meetings.add_item(meeting, by=people_of(made)[2], at=BEFORE, **facts)

    with pytest.raises(preparing.AlreadyThere):
        meetings.add_item(meeting, by=people_of(made)[2], at=BEFORE, **facts)


def test_a_tension_of_another_circle_stays_in_its_own():
    need = tension(circle("Accueil"))
    meeting = prepared()

    with pytest.raises(preparing.OfAnotherCircle):
        meetings.add_item(
            meeting, by=meeting.by, at=BEFORE, subject="x", wish="explore", tension=need
        )


def test_a_text_on_the_agenda_is_on_its_way_to_be_decided():
    made = a_circle()
    text = proposal(made, state="basket")
    meeting = prepared(made)

    meetings.add_item(
        meeting, by=meeting.by, at=BEFORE, subject=text.title, wish="decide", proposal=text
    )

    text.refresh_from_db()
    assert text.state == "scheduled"


def test_a_subject_goes_up_and_down():
    meeting = prepared(items=3)
    last = meeting.items.get(subject="Sujet 3")

    meetings.place_item(last, by=meeting.by, at=BEFORE, up=True)
    meetings.place_item(last, by=meeting.by, at=BEFORE, up=True)
    meetings.place_item(last, by=meeting.by, at=BEFORE, up=True)

    assert subjects(meeting) == ["Sujet 3", "Sujet 1", "Sujet 2"]


def test_a_subject_taken_off_leaves_the_tension_in_the_basket():
    made = a_circle()
    need, meeting = tension(made), prepared(made, items=0)
    item = meetings.add_item(
        meeting, by=meeting.by, at=BEFORE, subject="x", wish="explore", tension=need
    )

    meetings.take_off(item, by=meeting.by, at=BEFORE)

    need.refresh_from_db()
    assert (subjects(meeting), need.settled_at) == ([], None)


# --- convened ---


def test_the_convocation_goes_to_everybody_who_sits_there():
    parent = a_circle()
    child = circle("Accueil", parent=parent, people=1)
    link(people_of(child)[0], child)
    joins(member("Jeanne", "Mougin"), parent, standing="guest")

    convened(parent)

    assert len(letters("meeting_convened")) == 5


def test_the_diary_learns_the_circle_and_the_place_and_nothing_else():
    convened()

    calendar = letters("meeting_convened")[0].calendar.replace("\r\n ", "")
    assert "METHOD:REQUEST" in calendar
    assert "SUMMARY:Réunion\\, Cercle général" in calendar
    assert "Sujet 1" not in calendar


def test_without_a_subject_nobody_is_convened():
    with pytest.raises(convening.NoAgenda):
        convened(items=0)


def test_another_hour_is_answered_anew():
    meeting = convened()
    meetings.answer(meeting, by=meeting.by, at=BEFORE, answer="yes")

    meetings.move(
        meeting, by=meeting.by, at=BEFORE, to=THURSDAY + timedelta(days=1), minutes=120,
        place=meeting.place,
    )  # fmt: skip

    assert meeting.comings.count() == 0
    assert [one.calendar.count("SEQUENCE:1") for one in letters("meeting_moved")] == [1, 1, 1]


def test_another_place_keeps_the_answers():
    meeting = convened()
    meetings.answer(meeting, by=meeting.by, at=BEFORE, answer="yes")

    meetings.move(meeting, by=meeting.by, at=BEFORE, to=THURSDAY, minutes=120, place="En visio")

    assert [one.answer for one in meeting.comings.all()] == ["yes"]


def test_a_meeting_called_off_leaves_the_diaries():
    meeting = convened()

    meetings.call_off(meeting, by=meeting.by, at=BEFORE, reason="Trois malades.")

    assert ["METHOD:CANCEL" in one.calendar for one in letters("meeting_called_off")] == [True] * 3


def test_what_was_only_prepared_is_called_off_in_silence():
    meeting = prepared()

    meetings.call_off(meeting, by=meeting.by, at=BEFORE, reason="Pas besoin.")

    assert Letter.objects.count() == 0


def test_the_last_answer_counts():
    meeting = convened()

    meetings.answer(meeting, by=meeting.by, at=BEFORE, answer="yes")
    meetings.answer(meeting, by=meeting.by, at=BEFORE, answer="late", words="Mon train.")

    assert [(one.answer, one.words) for one in meeting.comings.all()] == [("late", "Mon train.")]


def test_an_agenda_that_is_lived_changes_with_the_circle_alone():
    meeting = opened()

    with pytest.raises(preparing.AgendaIsSet):
        meetings.add_item(meeting, by=meeting.by, at=THURSDAY, subject="x", wish="explore")
