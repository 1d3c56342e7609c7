"""One's own profile, what of it is shown, and the panels of one's home."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coopstudio.documents.models import TITLE_LENGTH
from coopstudio.journal.models import Entry
from members import documents
from members.actions import preferences
from members.models import Availability, Person, Showing
from members.profiles.facets import VERSION, WORDS
from members.states import Facet
from tests.members.factories import asked_to_testify, invitation, member, person, request, secretary
from tests.together import together

pytestmark = pytest.mark.django_db
PAGE, SHOWN = "/profil/", "/profil/annuaire/"


def answers(**changed):
    return {"first_name": "Mehdi", "last_name": "Zerrouki", "agreement": "m"} | changed


@pytest.fixture
def mehdi(client):
    mehdi = member(since=timezone.localdate() - timedelta(days=3))
    client.force_login(mehdi)
    return mehdi


def test_a_profile_is_kept_and_its_change_is_noted(client, mehdi):
    links = "exemple.fr/film\n\nhttps://exemple.fr/livre"
    answer = client.post(PAGE, answers(headline="Menuisier", phone="06 12 34 56 78", links=links))

    mehdi.refresh_from_db()
    assert answer.status_code == 302
    assert (mehdi.headline, mehdi.phone) == ("Menuisier", "+33612345678")
    assert mehdi.links == ["https://exemple.fr/film", "https://exemple.fr/livre"]
    assert mehdi.shown == []
    assert Entry.objects.get().details == {}


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, mehdi):
    page = client.post(PAGE, answers(first_name="", headline="Menuisier", phone="12"))

    assert page.status_code == 422
    assert "Indiquez votre prénom." in page.text
    assert 'value="Menuisier"' in page.text
    mehdi.refresh_from_db()
    assert mehdi.headline == ""


@pytest.mark.parametrize(
    "links",
    ["javascript:alert(1)", "mailto:a@b.fr", "pas une adresse", "\n".join(["exemple.fr"] * 6)],
)
def test_a_link_is_an_address_of_the_web_and_there_are_five_at_most(client, mehdi, links):
    page = client.post(PAGE, answers(links=links))

    assert page.status_code == 422
    assert Person.objects.get(pk=mehdi.pk).links == []


def test_each_link_that_is_none_is_named(client, mehdi):
    page = client.post(PAGE, answers(links="exemple.fr\nmailto:a@b.fr\npas une adresse"))

    assert page.context["form"].errors["links"] == [
        "« mailto:a@b.fr » n’est pas l’adresse d’un site : exemple.fr, ou https://exemple.fr.",
        "« pas une adresse » n’est pas une adresse de site, par exemple exemple.fr.",
    ]


@pytest.mark.parametrize(
    "extra", [{"email": "x@y.fr"}, {"is_active": ""}, {"roles": "founder"}, {"shown": "email"}]
)
def test_what_the_form_does_not_ask_is_left_alone(client, mehdi, extra):
    before = (mehdi.email, mehdi.is_active, mehdi.shown)

    client.post(PAGE, answers(**extra))

    mehdi.refresh_from_db()
    assert (mehdi.email, mehdi.is_active, mehdi.shown) == before
    assert not mehdi.offices.exists()


def test_the_civil_name_is_for_papers_and_the_usual_one_for_everybody(client, mehdi):
    client.post(PAGE, answers(civil_first_name="Mohamed", civil_last_name=""))

    mehdi.refresh_from_db()
    assert mehdi.civil_name == "Mohamed Zerrouki"
    assert f"{mehdi}" == "Mehdi Zerrouki"


@pytest.mark.parametrize(
    ("agreement", "words"), [("f", "arrivée"), ("m", "arrivé"), ("both", "arrivé ou arrivée")]
)
def test_words_agree_as_one_wishes(agreement, words):
    assert Person(agreement=agreement).agreed("arrivée", "arrivé") == words


# --- what is shown ---


def test_nothing_is_ticked_before_one_ticks_it(client, mehdi):
    assert "checked" not in client.get(SHOWN).text.split("<main")[1].split("</form>")[0]


def test_an_accord_keeps_its_words_its_version_and_its_date(client, mehdi):
    client.post(SHOWN, {"shown": ["town", "email"]})

    kept = Showing.objects.filter(person=mehdi).values_list("facet", "text", "version")
    assert set(kept) == {(facet, WORDS[facet], VERSION) for facet in (Facet.TOWN, Facet.EMAIL)}
    mehdi.refresh_from_db()
    assert mehdi.shown == ["town", "email"]


def test_what_is_taken_back_stays_written_with_both_dates(client, mehdi):
    client.post(SHOWN, {"shown": ["town", "email"]})
    client.post(SHOWN, {"shown": ["email"]})

    mehdi.refresh_from_db()
    town, email = Showing.objects.order_by("-facet")
    assert mehdi.shown == ["email"]
    assert (town.facet, town.withdrawn_at is not None) == ("town", True)
    assert (email.facet, email.withdrawn_at) == ("email", None)


def test_an_accord_kept_is_not_given_again(client, mehdi):
    client.post(SHOWN, {"shown": ["town"]})
    before = Showing.objects.get().given_at
    client.post(SHOWN, {"shown": ["town", "phone"]})

    assert Showing.objects.get(facet="town").given_at == before


def test_what_is_not_a_choice_is_refused(client, mehdi):
    assert client.post(SHOWN, {"shown": ["password"]}).status_code == 422
    assert not Showing.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_choices_at_once_leave_one_truth():
    one, now = member(), timezone.now()

    together(
        lambda: preferences.choose_shown(one, ["town"], at=now),
        lambda: preferences.choose_shown(one, ["email"], at=now),
    )

    standing = set(one.showings.standing().values_list("facet", flat=True))
    assert standing == set(Person.objects.get(pk=one.pk).shown)
    assert len(standing) == 1


# --- availability ---


def test_availability_is_said_and_said_anew(client, mehdi):
    page = "/profil/disponibilites/"
    client.post(page, {"days": ["2", "4"], "amount": "3", "unit": "days", "until": "31/12/2027"})
    client.post(page, {"days": ["2"], "amount": "1", "unit": "days", "words": "le matin"})

    said = Availability.objects.get()
    assert (said.days, said.until, said.words) == ([2], None, "le matin")
    assert said.amount_said == "1 jour par mois"


@pytest.mark.parametrize(
    "wrong", [{"amount": "32"}, {"amount": "0"}, {"days": ["8"]}, {"unit": "semaines"}]
)
def test_an_availability_that_cannot_be_is_refused(client, mehdi, wrong):
    told = {"days": ["2"], "amount": "3", "unit": "days"} | wrong

    assert client.post("/profil/disponibilites/", told).status_code == 422
    assert not Availability.objects.exists()


def test_availability_holds_until_its_day():
    said = Availability(until=date(2026, 5, 1))

    assert said.holds_on(date(2026, 5, 1))
    assert not said.holds_on(date(2026, 5, 2))


# --- home ---


def test_the_first_days_say_what_is_left_to_do(client, mehdi):
    assert "Il reste 4 petites choses" in client.get("/accueil/").text

    client.post(PAGE, answers(headline="Menuisier", about="J’aime le bois."))
    client.post(SHOWN, {"shown": ["email"]})

    assert "Il reste une petite chose" in client.get("/accueil/").text


def test_after_two_months_one_is_at_home(client):
    client.force_login(member(since=timezone.localdate() - timedelta(days=61)))

    page = client.get("/accueil/").text

    assert "Vos premiers jours" not in page
    assert "Rien ne vous attend aujourd’hui." in page


def test_what_waits_for_me_is_on_my_home_and_nothing_of_others(client, mehdi):
    mine = asked_to_testify(member("Zoé", "Étienne"), mehdi)
    other = asked_to_testify(mehdi, member("Léo", "Jacquot"))

    page = client.get("/accueil/").text

    assert f"/profil/temoignages/{mine.pk}/" in page
    assert f"/profil/temoignages/{other.pk}/" not in page


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


def test_a_long_name_is_kept_found_and_written_on_papers(client, mehdi):
    first, last = "Marie-Éléonore" + "a" * 86, "de " + "b" * 97

    client.post(PAGE, answers(first_name=first, last_name=last))

    mehdi.refresh_from_db()
    paper = documents.attestation(mehdi.membership, on=timezone.localdate())
    assert mehdi.full_name == f"{first} {last}"
    assert Person.objects.filter(search=last).get() == mehdi
    assert len(paper.title) <= TITLE_LENGTH


def test_a_name_longer_than_a_hundred_signs_says_so(client, mehdi):
    answer = client.post(PAGE, answers(first_name="a" * 101))

    told = answer.context["form"].errors["first_name"]
    assert told == ["C’est un peu long : 100\u00a0signes au plus, et il y en a 101."]
