"""The person sees where their application stands, who opened it, and nothing of the talk inside."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.actions.meeting import meetings
from applications.events import TO_THE_PERSON, Event
from applications.states import PUBLIC_WORDS, State
from coopstudio.journal.api import record
from tests.applications.factories import application, draft, met
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db


def page_of(client, mine):
    client.force_login(mine.person)
    return client.get(f"/ma-candidature/{mine.number}/")


@pytest.mark.parametrize(
    "state", [state for state in State if state not in (State.DRAFT, State.ERASED)]
)
def test_every_state_is_told_in_public_words(client, state):
    mine = application(state)

    answer = page_of(client, mine)

    assert answer.status_code == 200
    assert PUBLIC_WORDS[mine.told_state] in answer.text
    if state.label not in ("reçue", "retirée"):
        assert f">{state.label}<" not in answer.text


def test_what_founders_say_among_themselves_never_leaks(client):
    fleur = founder("Fleur")
    mine = application(State.DECIDED)
    for event in Event:
        record(event, mine, by=fleur)

    answer = page_of(client, mine)

    for event in set(Event) - set(TO_THE_PERSON):
        assert event.label not in answer.text
    assert "Fleur a commencé à vous lire" in answer.text


@pytest.mark.parametrize("before", [State.MET, State.CROSSED])
def test_decided_looks_exactly_like_before_until_the_letter_is_sent(client, before):
    waiting, decided = application(before), application(State.DECIDED)
    if before == State.MET:
        fleur = founder()
        for mine in (waiting, decided):
            met(mine, by=fleur)

    pages = []
    for mine in (waiting, decided):
        text = page_of(client, mine).text.split("<main")[1].split("</main>")[0]
        text = re.sub(r'(name="(csrfmiddlewaretoken|once)" value=)"[^"]+"', r"\1", text)
        pages.append(text.replace(mine.reference, "").replace(f"/{mine.number}/", "/"))

    assert pages[0] == pages[1]


def test_somebody_else_is_told_that_it_does_not_exist(client):
    mine = application()
    client.force_login(person())

    for page in ("", "envoi/", "retrait/"):
        assert client.get(f"/ma-candidature/{mine.number}/{page}").status_code == 404
    assert client.post(f"/ma-candidature/{mine.number}/retrait/").status_code == 404


def test_a_visitor_is_sent_to_the_sign_in(client):
    assert client.get("/ma-candidature/").status_code == 302


def test_all_of_ones_applications_are_there(client):
    first = application(State.WITHDRAWN)
    second = application(person=first.person)

    answer = page_of(client, second)

    assert first.reference in answer.text
    assert client.get("/ma-candidature/").url == f"/ma-candidature/{second.number}/"


def test_who_only_has_a_draft_finds_it_again(client):
    mine = draft(person=person())
    client.force_login(mine.person)

    assert "Votre brouillon vous attend" in client.get("/ma-candidature/").text


def test_what_was_sent_is_read_again_as_it_was(client):
    mine = application(what="Première ligne\n<b>Seconde</b>")
    client.force_login(mine.person)

    answer = client.get(f"/ma-candidature/{mine.number}/envoi/")

    assert "&lt;b&gt;Seconde&lt;/b&gt;" in answer.text


def test_a_decline_shows_no_way_to_withdraw(client):
    assert "Retirer ma candidature" not in page_of(client, application(State.DECLINED)).text


def test_the_hour_of_the_meeting_is_chosen_there(client):
    fleur = founder()
    mine = application(State.CROSSED)
    soon = timezone.now() + timedelta(days=3)
    slots = [soon, soon + timedelta(hours=2)]
    meeting = meetings.propose_meeting(
        mine, by=fleur, at=timezone.now(), slots=slots, place="À Dijon", minutes=45
    )
    assert "Choisir cette heure" in page_of(client, mine).text

    for nonsense in ("", "0", "x", "9" * 30):
        client.post(f"/ma-candidature/{mine.number}/creneau/", {"slot": nonsense})
    meeting.refresh_from_db()
    assert meeting.at is None

    slot = meeting.slots.last()
    client.post(f"/ma-candidature/{mine.number}/creneau/", {"slot": str(slot.pk)})

    assert "Rencontre fixée" in page_of(client, mine).text
    meeting.refresh_from_db()
    assert meeting.at == slot.at
