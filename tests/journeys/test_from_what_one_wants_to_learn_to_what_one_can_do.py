"""Lan teaches, Mehdi wants to learn: a session, a waiting list, who came, what one can do now."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.mail.models import Letter
from members.models import LearningSession, Skill
from tests.members.factories import member, secretary

pytestmark = pytest.mark.django_db


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def level(person):
    return Skill.objects.get(person=person, craft="finance").level


def test_a_session_finds_its_people_and_each_says_what_they_can_do():
    lan, mehdi, zoe = member("Lan", "Nguyễn"), member(), member("Zoé", "Petit")
    of_lan, of_mehdi, of_zoe = entered(lan), entered(mehdi), entered(zoe)
    secretary()

    # Each says what they know and what they would learn; they let the members see it.
    of_lan.post("/profil/savoir-faire/", {"finance": "teach"})
    for browser in (of_mehdi, of_zoe):
        browser.post("/profil/savoir-faire/", {"finance": "learn"})
    for browser in (of_lan, of_mehdi, of_zoe):
        browser.post("/profil/annuaire/", {"shown": ["skills"]})
    assert "Lan" in of_mehdi.get("/apprendre/").text

    # Lan opens a session for one person; what is typed wrongly is not lost.
    evening = timezone.localtime() + timedelta(days=9)
    session = {
        "title": "Lire un bilan sans peur", "craft": "finance", "about": "Trois bilans vrais.",
        "at": f"{evening:%Y-%m-%dT18:00}", "minutes": "90", "place": "12 rue Monge, Dijon",
        "seats_most": "1",
    }  # fmt: skip
    page = of_lan.post("/apprendre/seances/nouvelle/", session | {"seats_most": "0"})
    assert (page.status_code, "Trois bilans vrais." in page.text) == (422, True)
    of_lan.post("/apprendre/seances/nouvelle/", session)
    made = LearningSession.objects.get()
    here = f"/apprendre/seances/{made.pk}/"

    # Mehdi takes the seat, Zoé waits for one; each diary gets its file.
    of_mehdi.post(f"{here}place/")
    of_zoe.post(f"{here}place/")
    assert [(one.person, one.waits) for one in made.seats.order_by("pk")] == [
        (mehdi, False), (zoe, True),
    ]  # fmt: skip
    diary = of_mehdi.get(f"{here}agenda/")
    assert diary["Content-Type"].startswith("text/calendar")
    assert "Lire un bilan sans peur" in diary.content.decode().replace("\r\n ", "")

    # Mehdi gives his seat back: it is Zoé's, and she is told. Then Lan makes room for both.
    of_mehdi.post(f"{here}place/retrait/")
    assert not made.seats.get(person=zoe).waits
    assert Letter.objects.filter(to=zoe.email, kind__startswith="members.").exists()
    of_lan.post(f"{here}modification/", session | {"seats_most": "2"})
    of_mehdi.post(f"{here}place/")

    # The evening has passed. Lan notes who was there; nobody else may.
    LearningSession.objects.update(at=timezone.now() - timedelta(hours=3))
    seats = {one.person: one.pk for one in made.seats.kept()}
    assert of_zoe.get(f"{here}presences/").status_code == 404
    of_lan.post(f"{here}presences/", {"present": [seats[zoe]]})
    assert {one.person: one.attended for one in made.seats.kept()} == {zoe: True, mehdi: False}

    # Zoé was there: she says what she can do, and her level changes because she says it.
    assert level(zoe) == "learn"
    of_zoe.post(f"{here}acquis/", {"able_to": "Lire des fonds propres", "level": "do"})
    assert level(zoe) == "do"
    assert "Lire des fonds propres" in of_zoe.get(here).text
    assert of_mehdi.get(f"{here}acquis/").status_code == 404
    assert level(mehdi) == "learn"
