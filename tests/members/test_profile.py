"""One's own profile, and the panels of one's home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopstudio.journal.models import Entry
from tests.members.factories import invitation, member, person, request, secretary

pytestmark = pytest.mark.django_db
PAGE = "/profil/"


def answers(**changed):
    return {"first_name": "Mehdi", "last_name": "Zerrouki", "agreement": "m"} | changed


@pytest.fixture
def mehdi(client):
    mehdi = member(since=timezone.localdate() - timedelta(days=3))
    client.force_login(mehdi)
    return mehdi


def test_a_profile_is_kept_and_its_change_is_noted(client, mehdi):
    answer = client.post(
        PAGE, answers(headline="Menuisier", phone="06 12 34 56 78", shows_phone="on")
    )

    mehdi.refresh_from_db()
    assert answer.status_code == 302
    assert (mehdi.headline, mehdi.phone) == ("Menuisier", "+33612345678")
    assert (mehdi.shows_phone, mehdi.shows_email) == (True, False)
    assert Entry.objects.get().details == {}


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, mehdi):
    page = client.post(PAGE, answers(first_name="", headline="Menuisier", phone="12"))

    assert page.status_code == 422
    assert "Indiquez votre prénom." in page.text
    assert 'value="Menuisier"' in page.text
    mehdi.refresh_from_db()
    assert mehdi.headline == ""


@pytest.mark.parametrize("extra", [{"email": "x@y.fr"}, {"is_active": ""}, {"roles": "founder"}])
def test_what_the_form_does_not_ask_is_left_alone(client, mehdi, extra):
    before = (mehdi.email, mehdi.is_active)

    client.post(PAGE, answers(**extra))

    mehdi.refresh_from_db()
    assert (mehdi.email, mehdi.is_active) == before
    assert not mehdi.offices.exists()


# --- home ---


def test_the_first_days_say_what_is_left_to_do(client, mehdi):
    assert "Il reste 4 petites choses" in client.get("/accueil/").text

    client.post(PAGE, answers(headline="Menuisier", about="J’aime le bois.", shows_email="on"))

    assert "Il reste une petite chose" in client.get("/accueil/").text


def test_after_two_months_one_is_at_home(client):
    client.force_login(member(since=timezone.localdate() - timedelta(days=61)))

    assert "Vos premiers jours" not in client.get("/accueil/").text


def test_the_person_invited_finds_the_bulletin_on_their_home(client):
    noemie = person()
    client.force_login(noemie)
    invitation(noemie, on=timezone.localdate())

    assert "Remplir mon bulletin" in client.get("/accueil/").text


def test_the_person_who_asked_sees_that_it_waits(client):
    asked = request()
    client.force_login(asked.person)

    assert "Votre demande d’adhésion" in client.get("/accueil/").text


def test_the_secretary_finds_the_requests_on_their_home(client):
    asked = request(person("Zoé", "Étienne"))
    client.force_login(secretary())

    assert f"/demandes/{asked.pk}/" in client.get("/accueil/").text
