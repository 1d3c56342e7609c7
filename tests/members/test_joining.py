"""The bulletin d'adhésion: for somebody invited, with its words kept when something is wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.actions import memberships
from members.models import MembershipRequest
from tests.members.factories import founder, invitation, member, person, request, statutes

pytestmark = pytest.mark.django_db
PAGE = "/adhesion/"


@pytest.fixture
def noemie(client):
    noemie = person(postcode="71200", town="Le Creusot")
    client.force_login(noemie)
    return noemie


@pytest.fixture
def invited(noemie):
    return invitation(noemie, by=founder(), on=timezone.localdate())


def answers(**changed):
    return {
        "statutes": statutes().pk,
        "first_name": "Noémie",
        "last_name": "Perrin",
        "agreement": "f",
        "street": "12 rue des Lilas",
        "postcode": "71200",
        "town": "Le Creusot",
        "fee": "45,50",
        "words": "Bonjour.",
        "accepts": "on",
        "age": "adult",
    } | changed


def test_the_statutes_give_the_fee_and_its_minimum(client, invited):
    statutes(fee_minimum=1_500, fee_usual=4_000)

    page = client.get(PAGE)

    assert page.context["form"].initial["fee"] == 4_000
    assert "Libre à partir de 15 €" in page.text.replace("\u00a0", " ")


def test_a_bulletin_well_filled_leads_to_the_wait(client, invited):
    answer = client.post(PAGE, answers(), follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Votre demande est bien arrivée" in answer.text
    asked = MembershipRequest.objects.get()
    assert (asked.fee, asked.street) == (4_550, "12 rue des Lilas")
    assert asked.person.membre_actif == "membre active"


def test_a_second_sending_changes_nothing(client, invited):
    client.post(PAGE, answers())

    answer = client.post(PAGE, answers(street="ailleurs"))

    assert "Votre demande est bien arrivée" in answer.text
    assert MembershipRequest.objects.get().street == "12 rue des Lilas"


def test_somebody_with_a_single_name_may_join(client, invited):
    client.post(PAGE, answers(first_name="Maheswaran", last_name=""))

    assert MembershipRequest.objects.get().person.full_name == "Maheswaran"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("accepts", "", "Cochez la case une fois les statuts lus."),
        ("agreement", "x", "Choisissez une réponse de la liste."),
        ("agreement", "", "Dites-nous comment accorder ce que nous écrirons de vous."),
        ("fee", "9,99", "Les statuts fixent un minimum de 10 €."),
        ("fee", "-30", "Un montant ne peut pas être négatif"),
        ("fee", "1e3", "Écrivez le montant en chiffres"),
        ("fee", "12,345", "Un montant a deux chiffres au plus après la virgule"),
        ("fee", "99999999999", "Le plus grand montant possible"),
        ("street", "  ", "Indiquez la rue et le numéro."),
        ("street", "12 rue\nBcc: x@y.fr", "Écrivez sur une seule ligne"),
        ("first_name", "https://evil.fr", "Pas d’adresse de site ici"),
        ("town", "\u202eLyon", "le ferait lire à l’envers"),
        ("postcode", "123", "Un code postal français a cinq chiffres"),
        ("words", "x" * 4_001, "C’est un peu long"),
    ],
)
def test_what_cannot_be_kept_is_said_next_to_its_field(client, invited, field, typed, said):
    page = client.post(PAGE, answers(**{field: typed}))

    assert page.status_code == 422
    assert "<title>Erreur\u00a0: " in page.text
    assert said in page.context["form"].errors[field][0].replace("\u00a0", " ")
    assert "12 rue" in page.text or field == "street"
    assert not MembershipRequest.objects.exists()


def test_statutes_adopted_while_one_writes_are_to_be_read_again(client, invited):
    old = statutes()
    statutes(adopted_on=timezone.localdate())

    page = client.post(PAGE, answers(statutes=old.pk))

    assert page.status_code == 422
    assert "Les statuts ont changé entre-temps" in page.text


def test_fields_that_nobody_asked_are_ignored(client, invited):
    client.post(PAGE, answers(state="admitted", person="1", is_active="", fee_minimum="0"))

    assert MembershipRequest.objects.get().state == "requested"


def test_an_expired_invitation_opens_no_bulletin(client, noemie):
    statutes()
    invitation(noemie, on=timezone.localdate() - timedelta(days=31))

    page = client.post(PAGE, answers())

    assert "On adhère sur invitation" in page.text
    assert not MembershipRequest.objects.exists()


def test_without_statutes_the_bulletin_waits(client, invited):
    assert "Les statuts ne sont pas encore enregistrés" in client.get(PAGE).text


def test_one_takes_ones_request_back(client, noemie):
    request(noemie)

    answer = client.post(f"{PAGE}retrait/", follow=True)

    assert "Vous avez retiré votre demande" in answer.text


def test_a_request_that_is_not_there_cannot_be_taken_back(client, noemie):
    assert client.post(f"{PAGE}retrait/").status_code == 404
    assert client.get(f"{PAGE}retrait/").status_code == 405


def test_the_refused_person_reads_it_without_its_reasons(client, noemie):
    memberships.refuse(request(noemie), by=None, at=timezone.now(), words="Trop tôt pour nous.")

    page = client.get(PAGE)

    assert "Votre demande n’a pas été admise" in page.text
    assert "Trop tôt pour nous" not in page.text


def test_a_member_is_told_so(client):
    client.force_login(member(agreement="m"))

    assert "Membre actif" in client.get(PAGE).text


def test_the_door_stays_open_to_whoever_left(client):
    ousmane = member("Ousmane", "Diarra", until=timezone.localdate() - timedelta(days=1))
    client.force_login(ousmane)

    assert client.get(PAGE).status_code == 200
