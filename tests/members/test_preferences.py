"""What one is written about: chosen on a page, silenced from a letter, never what is owed."""

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.mail.models import Letter
from coopstudio.mail.post import as_message
from members.actions import lockouts, preferences, skills
from members.actions.profile import testimonies
from members.models import Person
from members.preferences import NEEDED, unsubscribe, unsubscribed_by, wanting, wants
from members.states import Topic
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
PAGE = "/profil/lettres/"


@pytest.fixture
def zoe(client):
    zoe = member("Zoé", "Étienne")
    client.force_login(zoe)
    return zoe


def path(someone, topic=Topic.LEARNING):
    return "/profil" + unsubscribe(someone, topic).partition("/profil")[2]


def test_one_is_written_to_until_one_says_otherwise(zoe):
    assert all(wants(zoe, topic) for topic in Topic)


def test_a_topic_is_silenced_on_the_page_and_asked_for_again(client, zoe):
    client.post(PAGE, {"topics": ["group", "learning", "circles", "news"]})
    assert [topic for topic in Topic if not wants(zoe, topic)] == [Topic.MEETINGS]
    assert list(wanting(Person.objects.all(), Topic.MEETINGS)) == []

    client.post(PAGE, {"topics": list(Topic)})
    assert all(wants(zoe, topic) for topic in Topic)


def test_letters_that_are_owed_are_listed_with_why_and_have_no_box(client, zoe):
    page = client.get(PAGE).text

    assert all(what in page for what, _why in NEEDED)
    assert page.count('type="checkbox"') == len(Topic)


def test_a_link_that_is_opened_waits_for_a_gesture(client, zoe):
    client.logout()

    page = client.get(path(zoe))

    assert page.status_code == 200
    assert "Ne plus m’écrire à ce sujet" in page.text
    assert wants(zoe, Topic.LEARNING)


def test_one_gesture_is_enough_without_signing_in(client, zoe):
    client.logout()

    assert "C’est fait" in client.post(path(zoe)).text
    assert not wants(zoe, Topic.LEARNING)
    assert wants(zoe, Topic.GROUP)


def test_the_readers_machine_asks_in_its_own_way(zoe, client):
    """RFC 8058: one POST, no cookie, no page to read; twice is once."""
    stranger = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = stranger.post(path(zoe), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")

    assert zoe.quiets.count() == 1


def test_an_account_that_is_closed_for_a_time_still_stops_letters(zoe, client):
    asked = lockouts.propose(zoe, days=7, why="Volé.", by=founder(), at=timezone.now())
    lockouts.confirm(asked, by=founder("Thomas", "Marshall"), at=timezone.now())

    assert client.post(path(zoe)).status_code == 200
    asked.delete()  # as whoever is gone for good
    assert client.post(path(zoe)).status_code == 404


@pytest.mark.parametrize("token", ["x", "W10:abc:def", "eyJhIjoxfQ:1:2"])
def test_a_forged_link_silences_nobody(client, token):
    assert client.get(f"{PAGE}arret/{token}/").status_code == 404
    assert unsubscribed_by(token) is None


def test_a_letter_that_is_not_owed_says_how_to_stop_it(zoe):
    leo = member("Léo", "Jacquot")
    skills.say(leo, {"arts": "do"})
    testimonies.ask(leo, "arts", zoe, at=timezone.now())

    letter = Letter.objects.get(kind="members.testimony_asked")
    message = as_message(letter).message()

    assert message["List-Unsubscribe"].strip() == f"<{unsubscribe(zoe, Topic.LEARNING)}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert unsubscribe(zoe, Topic.LEARNING) in letter.text
    assert unsubscribe(zoe, Topic.LEARNING) in letter.html


def test_a_letter_that_is_owed_cannot_be_stopped(client):
    client.post("/compte/login/code/", {"email": member().email})

    letter = Letter.objects.get(kind="members.sign_in_code")
    assert "List-Unsubscribe" not in as_message(letter).message()


def test_whoever_is_silent_gets_no_such_letter(zoe):
    preferences.silence(zoe, Topic.LEARNING, at=timezone.now())
    leo = member("Léo", "Jacquot")
    skills.say(leo, {"arts": "do"})

    testimonies.ask(leo, "arts", zoe, at=timezone.now())

    assert not Letter.objects.exists()
