"""Noémie is asked a question, answers, waits, leaves, and comes back: one dossier all along."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.actions import applications
from applications.models import Application
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import application as written
from tests.applications.factories import call_version
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db


def browser_of(someone):
    browser = Client()
    browser.force_login(someone)
    return browser


def test_from_a_question_to_a_return():
    fleur = founder("Fleur", "Mathet", email="fleur@exemple.fr")
    thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
    noemie = person("Noémie", "D’Almeida", email="noemie@exemple.fr")
    draft = written(State.DRAFT, version=call_version(), person=noemie)
    sent = applications.submit(draft, by=noemie, at=timezone.now() - timedelta(days=3))
    desk, mine = f"/candidatures/{sent.number}/", f"/ma-candidature/{sent.number}/"
    of_fleur, of_thomas, of_noemie = map(browser_of, (fleur, thomas, noemie))

    # Fleur reads and writes; Thomas begins, and does not understand one word.
    of_fleur.post(f"{desk}lecture/", {"touches": "Une voix.", "wish": "yes"})
    of_thomas.post(f"{desk}lecture/debut/")
    of_thomas.post(f"{desk}precisions/", {"questions": "D’où viendriez-vous ?", "fields": "where"})
    page = of_noemie.get(mine).text
    assert "Quelques précisions à donner" in page
    assert "D’où viendriez-vous" in page

    # Noémie writes, is interrupted, finds her words again, sends them. Nobody read them before.
    of_noemie.post(f"{mine}precisions/brouillon/", {"where": "De Dijon, en train."})
    assert "De Dijon, en train." not in of_thomas.get(desk).text
    assert "De Dijon, en train." in of_noemie.get(f"{mine}precisions/").text
    of_noemie.post(f"{mine}precisions/", {"where": "De Dijon, en train."})

    # Thomas sees what changed; Fleur's reading counts, and says what it was written on.
    assert "<ins>De Dijon" in of_thomas.get(f"{desk}revisions/2/").text
    assert "écrite sur la révision 1" in of_fleur.get(desk).text
    of_thomas.post(f"{desk}lecture/", {"touches": "Elle vient.", "wish": "yes"})
    assert Application.objects.get().state == State.CROSSED

    # The group is full: Thomas proposes to wait. Noémie says yes, and agrees to be kept.
    until = timezone.localdate() + timedelta(days=100)
    of_thomas.post(f"{desk}attente/", {"until": f"{until}", "reason": "Le groupe est plein."})
    assert "Le groupe est plein." in of_noemie.get(mine).text
    of_noemie.post(f"{mine}attente/", {"act": "yes", "agrees": "on"})
    assert Application.objects.get().paused_until == until

    # Life goes on elsewhere: she withdraws, and everybody hears of it once.
    of_noemie.post(f"{mine}retrait/", {"reason": "elsewhere"})
    assert "Retirée à votre demande" in of_noemie.get(mine).text
    told = Letter.objects.filter(kind="applications.withdrawal")
    assert {one.to for one in told} == {fleur.email, thomas.email}

    # She comes back: same dossier, a third revision, a second cycle; what was read before stays.
    words = {"what": sent.what, "for_whom": sent.for_whom, "where": "De Sens.", "path": sent.path}
    of_noemie.post(f"{mine}reprise/", words)
    back = Application.objects.get()
    assert (back.state, back.revision, back.cycle) == (State.READING, 3, 2)
    page = of_fleur.get(desk).text
    assert "reprise 1" in page
    assert "Une voix." in page
    assert "D’Almeida" in page
