"""Jeanne is not sure. She asks, Fleur answers, they go on by mail; then she applies."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from applications.models import Application, Conversation, FaqEntry
from applications.states import State
from coopstudio.mail.models import Arrival, Letter
from tests.applications.factories import call_version
from tests.mail.test_inbound import HOUSE, plain, raw
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
JEANNE = "jeanne@exemple.fr"
MONDAY = "2026-06-01 09:00+02:00"
SECRET = {"Authorization": "Bearer un-secret"}


@pytest.fixture(autouse=True)
def house(settings):
    settings.REPLY_ADDRESS, settings.INBOUND_SECRET = HOUSE, "un-secret"
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def client_of():
    """A browser of their own, in which somebody is signed in."""

    def open_browser(person=None):
        browser = Client()
        if person:
            browser.force_login(person)
        return browser

    return open_browser


def last_letter(to):
    return Letter.objects.filter(to=to).latest("pk")


def posted(client, mail):
    """A mail server hands over a mail."""
    return client.post(
        "/courrier/entrant/", mail, content_type="message/rfc822", headers=SECRET
    ).text.strip()


def test_jeanne_asks_before_she_applies(client, client_of):
    fleur, thomas = founder(email="fleur@exemple.fr"), founder("Thomas", "Marshall")
    hers, theirs = client_of(), client_of(fleur)
    call_version()

    with time_machine.travel(MONDAY, tick=True) as clock:
        # She asks with her address alone. Nobody reads her until the address has answered.
        hers.post("/questions/", {"email": JEANNE, "text": "Faut-il habiter la région ?"})
        assert "Chaque question a eu sa réponse" in theirs.get("/conversations/").text
        link = re.search(r"https?://[^/]+(/questions/\S+)", last_letter(JEANNE).text)[1]
        hers.post(link)

        # Both founders are told, without her name; she has a copy of her words.
        alerts = Letter.objects.filter(kind="applications.message_waiting")
        assert {letter.to for letter in alerts} == {fleur.email, thomas.email}
        assert "jeanne" not in "".join(letter.text + letter.subject for letter in alerts).lower()
        assert "> Faut-il habiter" in last_letter(JEANNE).text

        # Three working days pass: she comes first, and it is said.
        clock.shift(timedelta(days=3))
        theirs = client_of(fleur)  # her session has slept
        assert "3 jours ouvrés" in theirs.get("/conversations/").text

        # Fleur answers from her own mail reader; Jeanne from hers, quoting everything.
        alert = alerts.get(to=fleur.email)
        mail = plain("Non, on s’y voit.", From=fleur.email, To=alert.reply_to, Message_ID="<f@x>")
        assert posted(client, mail) == "reçu"
        answer = last_letter(JEANNE)
        token = answer.reply_to.partition("+")[2].partition("@")[0]
        assert posted(client, raw("gmail_fr", token=token)) == "reçu"
        assert (
            posted(client, raw("gmail_fr", token=token)) == "reçu"
        )  # twice by the line, once here
        thread = Conversation.objects.get()
        assert thread.messages.count() == 3

        # A friend to whom she passed the letter answers too: it is kept aside.
        friend = plain(
            "Moi aussi !", From="amie@exemple.fr", To=answer.reply_to, Message_ID="<a@x>"
        )
        assert posted(client, friend) == "mis de côté : une autre adresse"
        hers = client_of(thread.person)
        assert "Moi aussi" not in hers.get(f"/ma-question/{thread.pk}/").text

        # Her question may serve others. She sees the words first, and two days pass.
        words = {"question": "Faut-il habiter ici ?", "answer": "Non : il faut pouvoir venir."}
        theirs.post(f"/conversations/{thread.pk}/faq/", words)
        entry = FaqEntry.objects.get()
        theirs.post(f"/conversations/faq/{entry.pk}/annonce/")
        assert "Faut-il habiter ici" in hers.get(f"/ma-question/{thread.pk}/").text
        clock.shift(timedelta(days=2, minutes=1))
        theirs = client_of(fleur)  # her session has slept
        theirs.post(f"/conversations/faq/{entry.pk}/publication/")
        assert last_letter(JEANNE).subject == "Votre question a nourri la FAQ"
        assert "Faut-il habiter ici" in client.get("/questions/").text

        # She applies: the thread becomes that of her candidature.
        hers.post(f"/ma-question/{thread.pk}/candidature/")
        draft = Application.objects.get()
        Application.objects.update(
            first_name="Jeanne", last_name="Colin", town="Nevers", postcode="58000", what="Oui",
            for_whom="Des équipes", where="Nevers", path="Dix ans.", nothing_to_say=True,
        )  # fmt: skip
        hers.post("/candidater/relecture/", {"agreement": "on"})
        draft.refresh_from_db()

        # From now on her name is folded in the thread as everywhere; on her page, it goes on.
        assert (draft.state, draft.conversation) == (State.SUBMITTED, thread)
        page = theirs.get(f"/candidatures/{draft.number}/").text
        assert "Merci, c’est clair" in page
        assert not re.search("jeanne|colin", page, re.IGNORECASE)
        assert "Merci, c’est clair" in hers.get(f"/ma-candidature/{draft.number}/").text
        assert set(Arrival.objects.values_list("outcome", flat=True)) == {"taken", "aside"}
