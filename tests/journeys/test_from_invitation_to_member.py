"""Noémie is invited, fills her bulletin, waits for the organ, and comes in by a code."""

import re

import pytest
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from members.actions import memberships
from members.models import MembershipRequest
from tests.members.factories import founder, person, secretary, statutes

pytestmark = pytest.mark.django_db


def test_noemie_becomes_a_member(client):
    today = timezone.localdate()
    statutes()
    fleur, blaise = founder(), secretary(email="blaise@exemple.fr")
    noemie = person("Noémie", "Perrin", email="noemie@exemple.fr", town="Le Creusot")

    # Before anything, the house holds nothing for her but the call and her application.
    client.force_login(noemie)
    assert client.get("/membres/").status_code == 404
    assert "On adhère sur invitation" in client.get("/adhesion/").text

    # Fleur and Thomas have decided; the letter that tells it opens the bulletin.
    memberships.invite(noemie, by=fleur, on=today)
    assert "Remplir mon bulletin" in client.get("/accueil/").text
    assert "Fleur Mathet vous invite" in client.get("/adhesion/").text

    # She forgets the statutes: everything she typed is still there.
    bulletin = {
        "statutes": statutes().pk,
        "first_name": "Noémie",
        "last_name": "Perrin",
        "agreement": "f",
        "street": "12 rue des Lilas",
        "postcode": "71200",
        "town": "Le Creusot",
        "age": "adult",
        "fee": "45",
        "words": "J’ai envie d’apprendre à compter.",
    }
    page = client.post("/adhesion/", bulletin)
    assert page.status_code == 422
    assert "J’ai envie d’apprendre à compter." in page.text

    # Then it leaves, once. A letter comes with a copy; the secretary learns it too.
    client.post("/adhesion/", bulletin | {"accepts": "on"})
    client.post("/adhesion/", bulletin | {"accepts": "on"})
    asked = MembershipRequest.objects.get()
    receipt = Letter.objects.get(kind="members.requested")
    assert (receipt.to, receipt.document) == ("noemie@exemple.fr", Document.objects.get())
    assert Letter.objects.filter(kind="members.to_admit", to="blaise@exemple.fr").count() == 1
    assert "Votre demande est bien arrivée" in client.get("/adhesion/").text
    assert client.get("/membres/").status_code == 404

    # The organ of the statutes meets. Blaise copies what its minutes say; nothing decides here.
    office = type(client)()
    office.force_login(blaise)
    assert asked.person.full_name in office.get("/demandes/").text
    minutes = {
        "organ": "conseil d’administration",
        "decided_on": f"{today}",
        "reference": "procès-verbal du jour, point 4",
    }
    answer = office.post(f"/demandes/{asked.pk}/admission/", minutes, follow=True)
    assert "L’admission est enregistrée." in answer.text

    # She is a member from that day. The welcome letter says how to come in.
    welcome = Letter.objects.get(kind="members.welcome")
    assert re.search(r"/accueil/", welcome.text)
    assert "noemie@exemple.fr" in welcome.text
    visitor = type(client)()
    answer = visitor.post("/compte/login/code/", {"email": "noemie@exemple.fr"})
    assert answer.status_code == 302
    code = re.search(r"\d{3} ?\d{3}", Letter.objects.get(kind="members.sign_in_code").text)[0]
    visitor.post("/compte/login/code/confirm/", {"code": code.replace(" ", "")})

    # Her home counts her first days; the directory shows her, in her own words.
    assert "Vos premiers jours" in visitor.get("/accueil/").text
    visitor.post(
        "/profil/",
        {"first_name": "Noémie", "last_name": "Perrin", "agreement": "f", "headline": "Luthière"},
    )
    assert "Luthière" not in visitor.get("/membres/").text
    visitor.post("/profil/annuaire/", {"shown": ["headline"]})
    assert "Luthière" in visitor.get("/membres/").text
    assert "Membre active" in visitor.get(f"/membres/{noemie.pk}/").text

    # And the house remembers the way she came.
    assert [entry.event for entry in history(asked)] == ["members.requested", "members.admitted"]
