"""The page of a meeting on a telephone that waits: it follows, and learns that the room is open."""

import pytest

from governance.actions import meetings
from governance.models import Meeting
from governance.states import RoundKind
from tests.governance.factories import people_of
from tests.governance.meetings.living import a_circle, a_round, after, closed, convened
from tests.governance.meetings.test_room import entered, said

pytestmark = pytest.mark.django_db


def waits(client, meeting, b=""):
    return client.get(f"/reunions/{meeting.pk}/attente/", {"b": b})


def test_who_waits_is_told_what_moved_and_nothing_when_nothing_did(client):
    one = convened(a_circle())
    fleur, thomas, *_ = people_of(one.circle)
    page = entered(client, thomas).get(one.get_absolute_url())
    was = page.context["meeting"].waiting_beat
    assert f'data-pulse="/reunions/{one.pk}/attente/" data-beat="{was}"' in said(page)
    assert waits(client, one, was).status_code == 204

    meetings.answer(one, by=fleur, at=after(1), answer="late", words="Train")
    assert "« Train »" in said(waits(client, one, was))


def test_who_waits_learns_that_it_opened_and_is_not_told_each_of_its_gestures(client):
    one = convened(a_circle())
    fleur, thomas, *_ = people_of(one.circle)
    entered(client, thomas)
    meetings.open_meeting(one, by=fleur, at=after(1), people=people_of(one.circle))

    told = waits(client, one, "1")
    assert "Entrer dans la réunion" in said(told)
    now = told.context["meeting"].waiting_beat
    a_round(Meeting.objects.get(pk=one.pk), RoundKind.OPENING)
    assert waits(client, one, now).status_code == 204


def test_who_waits_learns_that_it_is_called_off_and_asks_no_more_than_once(client):
    one = convened(a_circle())
    fleur, thomas, *_ = people_of(one.circle)
    entered(client, thomas)
    meetings.call_off(one, by=fleur, at=after(1), reason="Toutes malades.")

    told = waits(client, one, "1")
    assert "Toutes malades." in said(told)
    assert "Viendrez-vous" not in said(told)
    assert waits(client, one, told.context["meeting"].waiting_beat).status_code == 204
    assert "data-pulse" not in said(client.get(one.get_absolute_url()))


def test_who_left_a_telephone_waiting_through_the_meeting_is_sent_to_its_minutes(client):
    one = closed(a_circle())
    answer = waits(entered(client, people_of(one.circle)[1]), one, "1")
    assert answer.url == one.get_absolute_url()
