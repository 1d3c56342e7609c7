"""What came by mail and is nobody's words: founders see it, know what to do, and are left alone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import aside
from applications.actions import conversations
from applications.inbox import Inbox
from applications.replies import TooHeavy, TooMany
from applications.states import State
from tests.applications.factories import NOON, application, candidate, conversation
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
PAGE = "/conversations/?vue=a-part"


@pytest.fixture
def fleur(client):
    someone = founder(email="fleur@exemple.fr")
    client.force_login(someone)
    return someone


@pytest.fixture(autouse=True)
def that_day():
    """The journal writes the hour by itself."""
    with time_machine.travel(LATER, tick=False):
        yield


def stray(thread, *, at=LATER, text="C’est moi, de mon autre boîte."):
    return conversations.keep_aside(
        thread, sender="autre@exemple.fr", text=text, at=at, message_id=f"<{thread.pk}{at}>"
    )


def rows(fleur, *, now=LATER + timedelta(hours=1), view="a-part"):
    return Inbox(fleur, {"vue": view}, now=now).rows


def counts(fleur):
    return {one["word"]: one["count"] for one in Inbox(fleur, {}, now=LATER).pills}


def test_a_stray_mail_is_in_the_list_with_what_to_do(fleur):
    jeanne = candidate("jeanne@exemple.fr", first_name="Jeanne", last_name="Colin")
    stray(conversation(person=jeanne))

    (row,) = rows(fleur)

    assert (row["name"], row["sender"]) == ("Jeanne Colin", "autre@exemple.fr")
    assert row["words"] == "C’est moi, de mon autre boîte."
    assert row["advice"] == aside.STRAY
    assert counts(fleur)["À part"] == "1"


@pytest.mark.parametrize(
    ("why", "says"),
    [(TooHeavy, aside.REFUSED["TooHeavy"]), (TooMany, aside.REFUSED["TooMany"])],
)
def test_a_refused_one_says_why(fleur, why, says):
    thread = conversation()
    conversations.turn_away(thread, thread.person, why=why(), at=LATER)

    (row,) = rows(fleur)

    assert (row["sender"], row["words"], row["advice"]) == ("", says, aside.WRITE)


def test_the_later_of_both_is_told(fleur):
    thread = conversation()
    conversations.turn_away(thread, None, why=TooMany(), at=LATER)
    stray(thread, at=LATER + timedelta(minutes=5))

    assert [row["advice"] for row in rows(fleur)] == [aside.STRAY]


def test_once_a_founder_wrote_it_is_seen_to(fleur):
    thread = conversation()
    stray(thread)

    conversations.answer(thread, by=fleur, text="Est-ce vous ?", at=LATER + timedelta(minutes=9))

    assert rows(fleur) == []


def test_what_came_since_shows_again(fleur):
    thread = conversation()
    conversations.answer(thread, by=fleur, text="Venez-vous ?", at=NOON)
    stray(thread)

    assert len(rows(fleur)) == 1


def test_two_months_later_it_is_left_alone(fleur):
    stray(conversation())

    assert len(rows(fleur, now=LATER + timedelta(days=59))) == 1
    assert rows(fleur, now=LATER + timedelta(days=61)) == []


def test_of_a_folded_candidature_it_names_nobody(fleur):
    one = application(State.READING, first_name="Wenceslas", last_name="Wojciechowski")
    thread = conversation(person=one.person, application=one)
    conversations.keep_aside(
        thread,
        sender="wenceslas@ailleurs.fr",
        text="C’est Wenceslas.",
        at=LATER,
        message_id="<1>",
    )

    (row,) = rows(fleur)

    assert (row["name"], row["sender"], row["words"]) == (one.reference, "[…]", "C’est […].")


def test_what_concerns_ones_own_thread_is_not_shown(fleur):
    stray(conversation(person=fleur))

    assert rows(fleur) == []


def test_the_page_says_it_in_words(client, fleur):
    when_empty = client.get(PAGE)
    stray(conversation())

    assert "Rien n’est resté à la porte" in when_empty.text
    assert "<strong>À faire.</strong> Si c’est bien la personne" in client.get(PAGE).text


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_as_much_for_one_and_for_thirty(fleur, count):
    for _ in range(count):
        stray(conversation())

    with CaptureQueriesContext(connection) as asked:
        inbox = Inbox(fleur, {"vue": "a-part"}, now=LATER)
        assert len(inbox.rows) == min(count, 25)

    assert len(asked) <= 6
