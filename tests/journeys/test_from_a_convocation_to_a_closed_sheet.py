"""Blaise convenes the assembly in time; one comes, one gives a proxy by letter, one is away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from members.actions.assemblies import convening, presence
from members.models import Assembly
from tests.members.factories import member, secretary, statutes

pytestmark = pytest.mark.django_db


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def letter(kind, to):
    return Letter.objects.filter(kind=f"members.{kind}", to=to.email).latest("pk")


def test_an_assembly_is_convened_answered_held_and_closed(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    statutes(assembly_notice_days=15, proxies_most=2)
    blaise, mehdi = secretary(), member()
    zoe, lan = member("Zoé", "Petit"), member("Lan", "Nguyễn")
    of_blaise, of_mehdi, of_lan = entered(blaise), entered(mehdi), entered(lan)

    # Prepared, and told to nobody; too near for the statutes, it is not convened.
    evening = timezone.localtime() + timedelta(days=5)
    facts = {
        "kind": "general", "title": "Assemblée générale ordinaire", "minutes": "120",
        "at": f"{evening:%Y-%m-%dT18:00}", "place": "Salle des Fêtes, Le Creusot",
        "items": "Comptes de l’exercice\nCotisation de l’an prochain", "words": "On dîne ensuite.",
    }  # fmt: skip
    of_blaise.post("/assemblees/nouvelle/", facts)
    one = Assembly.objects.get()
    here = f"/assemblees/{one.pk}/"
    of_blaise.post(f"{here}convocation/")
    assert Assembly.objects.get().state == "draft"
    assert of_mehdi.get(here).status_code == 404

    # Far enough, it is: each gets the agenda, the proxy to sign, and a link that asks no account.
    later = timezone.localtime() + timedelta(days=21)
    of_blaise.post(f"{here}preparation/", facts | {"at": f"{later:%Y-%m-%dT18:00}"})
    of_blaise.post(f"{here}convocation/")
    assert Assembly.objects.get().state == "convened"
    while convening.write_letters(one, at=timezone.now()):
        pass
    told = letter("convocation", zoe)
    assert "Cotisation de l’an prochain" in told.text
    assert "18 h" in told.text.replace("\u00a0", " ")

    # Mehdi comes; Zoé, from her letter, gives her voice to him; Lan says that she is away.
    of_mehdi.post(f"{here}ma-reponse/", {"reply": "coming"})
    path = re.search(r"https?://[^/\s]+(/assemblees/reponse/[^\s]+)", told.text)[1]
    stranger = Client()
    row = {name: one.convocations.get(person=name) for name in (mehdi, zoe, lan)}
    assert stranger.get(path).status_code == 200
    stranger.post(path, {"reply": "proxy", "holder": row[mehdi].pk})
    of_lan.post(f"{here}ma-reponse/", {"reply": "away"})
    row = {name: one.convocations.get(person=name) for name in (mehdi, zoe, lan)}
    assert (row[zoe].answer, row[zoe].proxy_to, row[lan].answer) == ("proxy", row[mehdi], "away")
    assert "Zoé Petit" in of_mehdi.get(here).text
    assert of_mehdi.get(f"{here}reponses/").status_code == 404

    # The sheet to sign is printed. That day, Lan comes after all.
    of_blaise.post(f"{here}emargement/")
    assert Document.objects.filter(subject_id=one.pk, kind__startswith="members.").exists()
    with pytest.raises(presence.TooEarly):
        presence.note_present(row[mehdi], by=blaise, at=timezone.now())
    for name in (mehdi, lan):
        presence.note_present(row[name], by=blaise, at=later)

    # Closed, it says who was there and who was represented, and moves no more.
    convening.close(Assembly.objects.get(), by=blaise, at=later + timedelta(days=1))
    counted = one.convocations.current().counted()
    assert (counted["present"], counted["represented"]) == (2, 1)
    assert Assembly.objects.get().state == "held"
    before = list(one.convocations.order_by("pk").values())
    of_lan.post(f"{here}ma-reponse/", {"reply": "away"})
    stranger.post(path, {"reply": "coming"})
    assert list(one.convocations.order_by("pk").values()) == before
