"""Fleur lives the arrival of somebody new, finds a letter cold, and the next person reads hers."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from applications.actions import applications
from applications.models import Application, Rehearsal
from applications.rehearsal.script import STOPS
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import application as written
from tests.applications.factories import call_version
from tests.members.factories import founder, person, statutes

pytestmark = pytest.mark.django_db
TEXT = "/courrier/modeles/applications.received/texte/"


def browser_of(someone):
    browser = Client()
    browser.force_login(someone)
    return browser


def plain(page):
    return page.text.replace("\u202f", " ").replace("\u00a0", " ")


def test_from_a_rehearsal_to_better_letters():
    statutes()
    fleur = founder("Fleur", "Mathet", email="fleur@exemple.fr")
    thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
    version = call_version()
    of_fleur, of_thomas = browser_of(fleur), browser_of(thomas)

    # Before the next group, Fleur goes back to the door as somebody who knows nothing.
    door = of_fleur.post("/appel/vivre/", {"version": version.pk}, follow=True)
    walk = Rehearsal.objects.get(person=fleur)
    assert door.redirect_chain[-1][0] == f"/appel/vivre/{walk.pk}/{STOPS[0].name}/"

    # At each stop she sees the real page, and says what she feels before she may go on.
    for stop in STOPS:
        here = f"/appel/vivre/{walk.pk}/{stop.name}/"
        assert of_fleur.get(f"{here}page/").status_code == 200
        if stop.name == "arrivee":
            letter = of_fleur.get(f"{here}lettres/0/").text
            assert "Bonjour" in letter
        felt = "Un peu seule, avec ce papier." if stop.name == "arrivee" else "Curieuse."
        of_fleur.post(here, {"felt": felt, "thought": ""})
    walk.refresh_from_db()
    assert walk.ended_at is not None

    # Nobody was waited for, nobody was written to: what she lived left nothing behind.
    assert not Application.objects.exists()
    assert not Letter.objects.exists()

    # Thomas reads what she felt only once he has walked the same way.
    assert "Un peu seule" not in of_thomas.get(f"/appel/versions/{version.number}/vecu/").text
    of_thomas.post("/appel/vivre/", {"version": version.pk})
    his = Rehearsal.objects.get(person=thomas)
    for stop in STOPS:
        of_thomas.post(f"/appel/vivre/{his.pk}/{stop.name}/", {"felt": "Bien.", "thought": ""})
    assert "Un peu seule" in of_thomas.get(f"/appel/versions/{version.number}/vecu/").text

    # She takes up the letter of that moment. A name that she mistypes is told before it is kept.
    desk = of_fleur.get(TEXT).text
    body = re.search(r'<textarea[^>]*name="body"[^>]*>\n?(.*?)</textarea>', desk, re.DOTALL)[1]
    seen = re.search(r'name="seen" value="([^"]*)"', desk)[1]
    words = {"subject": "Vos mots sont là, gardez cette copie", "seen": seen, "act": "keep"}
    refused = of_fleur.post(TEXT, words | {"body": f"Bonjour {{prenom}},\n\n{body}"})
    assert refused.status_code == 422
    assert "Vouliez-vous écrire {prénom}" in plain(refused)
    warm = f"{body}\n\nCe que vous avez écrit, nous le lirons lentement."
    kept = of_fleur.post(TEXT, words | {"body": warm}, follow=True)
    assert "C’est gardé" in kept.text

    # The next morning Noémie sends her candidature: she is the first to read Fleur's words.
    noemie = person("Noémie", "D’Almeida", email="noemie@exemple.fr")
    draft = written(State.DRAFT, version=version, person=noemie, path="Douze ans d’hôpital.")
    applications.submit(draft, by=noemie, at=timezone.now())
    received = Letter.objects.get(kind="applications.received")
    assert received.subject == "Vos mots sont là, gardez cette copie"
    assert "nous le lirons lentement" in received.text
    assert "Bonjour Noémie" in received.text
