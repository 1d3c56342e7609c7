"""Fleur and Thomas read Noémie each on their side, meet her, decide together, and Fleur writes."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.actions import applications, decisions
from applications.models import Application, Decision, Meeting, Reserve, Slot
from applications.states import State
from coopstudio.mail.models import Letter
from members.models import Invitation
from tests.applications.factories import application as written
from tests.applications.factories import call_version, reaction
from tests.members.factories import founder, person, statutes

pytestmark = pytest.mark.django_db


def browser_of(someone):
    browser = Client()
    browser.force_login(someone)
    return browser


def test_from_the_first_reading_to_the_invitation():
    statutes()
    fleur = founder("Fleur", "Mathet", email="fleur@exemple.fr")
    thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
    noemie = person("Noémie", "D’Almeida", email="noemie@exemple.fr")
    draft = written(
        State.DRAFT, version=call_version(), person=noemie, last_name="D’Almeida", path=""
    )
    draft.path = "Douze ans d’hôpital."
    draft.save()
    reaction(draft, kind="dislike", words="Et si je repars les mains vides ?")
    sent = applications.submit(draft, by=noemie, at=timezone.now() - timedelta(days=3))
    desk = f"/candidatures/{sent.number}/"
    of_fleur, of_thomas, of_noemie = map(browser_of, (fleur, thomas, noemie))

    # Fleur opens the list: a number waits for her, and no name. The dossier has none either.
    assert f"Candidature {sent.number:03}" in of_fleur.get("/candidatures/").text
    page = of_fleur.get(desk).text
    assert "Et si je repars les mains vides" in page
    assert "Almeida" not in page
    assert "noemie@exemple.fr" not in page

    # She writes a few words, is called away: the draft is kept. Noémie sees that she is read.
    answer = of_fleur.post(
        f"{desk}lecture/brouillon/", {"touches": "Elle parle d’argent sans gêne.", "seen": ""}
    )
    assert answer.status_code == 200
    assert "Elle parle d’argent sans gêne." in of_fleur.get(desk).text
    assert "Fleur a commencé à vous lire" in of_noemie.get(f"/ma-candidature/{sent.number}/").text

    # Thomas is curious and unfolds the name first. It is possible, and Noémie knows it.
    of_thomas.post(f"{desk}depliage/")
    assert "D’Almeida" in of_thomas.get(desk).text
    assert "Thomas a déplié votre nom" in of_noemie.get(f"/ma-candidature/{sent.number}/").text

    # Fleur finishes her reading. Thomas still does not see a word of it.
    of_fleur.post(
        f"{desk}lecture/",
        {"touches": "Elle parle d’argent sans gêne.", "wish": "yes", "why": "Elle lit vraiment."},
    )
    assert "sans gêne" not in of_thomas.get(desk).text
    assert of_thomas.get(f"{desk}lectures/").status_code == 302

    # He writes his: both readings open together, and their distance is said.
    answer = of_thomas.post(
        f"{desk}lecture/", {"questions": "Aura-t-elle le temps ?", "wish": "discuss"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == f"{desk}lectures/"
    assert "Elle parle d’argent sans gêne." in answer.text
    assert "Nuance" in answer.text

    # They propose two hours. Noémie chooses one on her page; three diaries receive it.
    noon = timezone.localtime().replace(hour=12, minute=30)
    hours = [noon + timedelta(days=days) for days in (4, 6)]
    slots = {f"slot_{n}": f"{hour:%d/%m/%Y à %H h %M}" for n, hour in enumerate(hours, start=1)}
    of_fleur.post(f"{desk}rencontre/", {**slots, "place": "Nuits-Saint-Georges", "minutes": 60})
    slot = Slot.objects.first()
    assert "Choisissez l’heure" in Letter.objects.get(kind="applications.meeting_proposed").subject
    of_noemie.post(f"/ma-candidature/{sent.number}/creneau/", {"slot": slot.pk})
    diaries = Letter.objects.filter(kind="applications.meeting_set").values_list("to", flat=True)
    assert set(diaries) == {noemie.email, fleur.email, thomas.email}

    # The hour comes and goes (here, the clock is helped); Thomas notes that they met.
    of_thomas.post(f"{desk}rencontre/tenue/")
    assert Application.objects.get().state == State.MEETING_SET
    Meeting.objects.update(at=timezone.now() - timedelta(hours=2))
    of_thomas.post(f"{desk}rencontre/tenue/")
    assert Application.objects.get().state == State.MET

    # Fleur consents to invite. Thomas objects, says why; they talk; he consents.
    learnt = {"outcome": "invite", "stance": "consent", "words": "Elle écoute, puis elle rit."}
    of_fleur.post(f"{desk}position/", learnt)
    of_thomas.post(
        f"{desk}position/",
        {"outcome": "invite", "stance": "objection", "words": "Rien n’est dit du temps."},
    )
    assert "Rien n’est dit du temps." in of_fleur.get(f"{desk}position/").text
    assert Application.objects.get().state == State.MET
    objection = Reserve.objects.get()
    of_fleur.post(f"{desk}reserves/{objection.pk}/", {"act": "amend", "words": "Un jour par mois."})
    text = objection.amendments.get().pk
    of_thomas.post(f"{desk}reserves/{objection.pk}/", {"act": "accept", "text": text})
    of_thomas.post(f"{desk}position/", learnt)

    # It is decided, and nobody outside knows: Noémie's page has not changed by a word.
    assert Application.objects.get().state == State.DECIDED
    assert not Letter.objects.filter(kind="applications.answer").exists()
    told = of_noemie.get(f"/ma-candidature/{sent.number}/").text
    assert "Nous nous sommes rencontrés" in told
    assert "décid" not in told.partition("<main")[2].partition("</main>")[0].replace(
        "Vous décidez, nous décidons", ""
    )

    # Fleur makes the letter hers, and sends it. Thomas clicks too: it has already left.
    words = "Bonjour Noémie,\n\nVenez, la table est mise.\n\nFleur et Thomas"
    of_fleur.post(f"{desk}lettre/", {"body": words})
    seen = {"seen": decisions.stamp(Decision.objects.get())}
    refused = of_fleur.post(f"{desk}lettre/envoi/", seen, follow=True)
    assert "Il manque le consentement" in refused.text

    # Noémie says a reserve; a text integrates it, to which all three consent; then she consents.
    hers = f"/ma-candidature/{sent.number}/"
    six_months = {"act": "parole", "stance": "reserve", "words": "Six mois, pas plus."}
    of_noemie.post(f"{hers}reciprocite/", six_months)
    reserve = Reserve.objects.open().get()
    of_fleur.post(f"{desk}reserves/{reserve.pk}/", {"act": "amend", "words": "Revoyons-nous."})
    text = {"act": "accept", "text": reserve.amendments.get().pk}
    of_thomas.post(f"{desk}reserves/{reserve.pk}/", text)
    of_noemie.post(f"{hers}reserves/{reserve.pk}/", text)
    of_noemie.post(f"{hers}reciprocite/", {"act": "parole", "stance": "consent"})

    of_fleur.post(f"{desk}lettre/envoi/", seen)
    assert not Letter.objects.filter(kind="applications.answer").exists()  # it has changed since
    seen = {"seen": decisions.stamp(Decision.objects.get())}
    of_fleur.post(f"{desk}lettre/envoi/", seen)
    answer = of_thomas.post(f"{desk}lettre/envoi/", seen, follow=True)
    assert "Fleur Mathet a déjà envoyé cette lettre" in answer.text
    letter = Letter.objects.get(kind="applications.answer")
    assert "Venez, la table est mise." in letter.text
    assert "Revoyons-nous." in letter.text

    # The letter carries the door; behind it the bulletin waits for Noémie.
    door = re.search(r"https?://[^/\s]+(/adhesion/)", letter.text)[1]
    assert Invitation.objects.get().person == noemie
    assert of_noemie.get(door).status_code == 200
    assert "Nous vous invitons" in of_noemie.get(f"/ma-candidature/{sent.number}/").text
