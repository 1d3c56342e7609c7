"""The secretariat raises a grave matter: Mehdi is told, answers, is heard; then it is decided."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from coopstudio.documents import press
from coopstudio.mail.models import Letter
from members.actions.life import ending
from members.models import Exclusion, Person
from members.standing import standing_of
from members.states import ExclusionState, Standing
from tests.members.factories import PARIS, member, secretary, statutes, treasurer

pytestmark = pytest.mark.django_db
OPENED = date(2026, 12, 1)
HEARD = date(2026, 12, 15)
DECIDED = date(2026, 12, 23)
WORDS = {
    "organ": "conseil d’administration", "reference": "procès-verbal du 23 décembre, point 2",
    "reasons": "Les comptes ont été rendus, mais six mois après.", "absent": "on",
}  # fmt: skip


def on(day, hour=10):
    return time_machine.travel(
        datetime(day.year, day.month, day.day, hour, tzinfo=PARIS), tick=False
    )


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def letter(kind):
    return Letter.objects.filter(kind=f"members.{kind}").latest("pk")


def printed(document):
    press.produce(document.pk)
    document.refresh_from_db()
    pages = PdfReader(BytesIO(bytes(document.content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_from_grievances_to_an_exclusion_that_the_person_reads_with_its_reasons(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    statutes(defence_days=21)
    blaise, mehdi, helene = secretary(), member(), treasurer()
    path = f"/registre/{mehdi.pk}/exclusion/"

    # What is held against him is written and sent; whoever is not concerned sees nothing of it.
    with on(OPENED):
        of_blaise = entered(blaise)
        of_blaise.post(path, {"grievances": "Le 3 mai, les comptes ont été emportés."})
        of_blaise.post(f"{path}send/", {"hearing_at": f"{HEARD}T18:00", "place": "salle du bas"})
        case = Exclusion.objects.get()
        assert case.defence_until == OPENED + timedelta(days=21)
        assert letter("grievances").to == mehdi.email
        assert entered(helene).get(path).status_code == 404

    # He finds it on his home, answers from there, and writes it better the day after.
    with on(OPENED + timedelta(days=1)):
        of_mehdi = entered(mehdi)
        assert "/adhesion/procedure/" in of_mehdi.get("/accueil/").text
        for words in ("Je les ai rendus.", "Je les ai rendus le 5 novembre, à Hélène."):
            of_mehdi.post("/adhesion/procedure/", {"words": words})
        assert "rendus le 5 novembre" in entered(blaise).get(path).text

    # Heard, he waits for the organ, which cannot decide before his last day.
    with on(HEARD, 20):
        of_blaise = entered(blaise)
        of_blaise.post(f"{path}hear/", {"on": f"{HEARD}"})
        early = of_blaise.post(f"{path}exclude/", WORDS | {"decided_on": f"{HEARD}"})
        assert early.status_code == 422
        assert Exclusion.objects.get().heard_on == HEARD
        assert Exclusion.objects.get().state == ExclusionState.GRIEVED

    # The day comes: without reasons nothing is written, nor if he sat; then it is decided.
    with on(DECIDED):
        of_blaise = entered(blaise)
        for missing in ("reasons", "absent"):
            said = {name: value for name, value in WORDS.items() if name != missing}
            answer = of_blaise.post(f"{path}exclude/", said | {"decided_on": f"{DECIDED}"})
            assert answer.status_code == 422
        of_blaise.post(f"{path}exclude/", WORDS | {"decided_on": f"{DECIDED}"})
        assert Exclusion.objects.get().state == ExclusionState.EXPELLED
        told = letter("excluded")
        assert (told.to, told.is_secret) == (mehdi.email, True)
        assert "six mois après" in printed(told.document)

    # The day after, the door of members is closed; he still reads what was decided, and why.
    with on(DECIDED + timedelta(days=1)):
        ending.part_due(at=datetime.now(PARIS))
        of_mehdi = entered(mehdi)
        assert of_mehdi.get("/membres/").status_code == 404
        assert "six mois après" in of_mehdi.get("/adhesion/procedure/").text
        after, mine = DECIDED + timedelta(days=1), mehdi.memberships.get()
        assert not Person.objects.members(on=after).filter(pk=mehdi.pk).exists()
        assert standing_of(mine, mine.facts.all(), after) == Standing.EXCLUDED

        # The register knows that he left; why, only who keeps it reads.
        gone = f"/registre/?vue=departs&du={OPENED}&le={after}"
        assert "Mehdi" in entered(helene).get(gone).text
        life = f"/registre/{mehdi.pk}/"
        assert "xclusion" in entered(blaise).get(life).text
        assert "xclusion" not in entered(helene).get(life).text
