"""An address that somebody else wrote: who holds it says who they are before anything opens."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from coopstudio.mail.models import Letter
from members import candidates
from members.actions import bulletins, unproved
from members.rights import addresses
from tests.accounts.conftest import enter, is_in
from tests.members import factories

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
WROTE = {"last_name": "Charolles", "postcode": "71120"}
WRONG = {"last_name": "Charolles", "postcode": "21000"}
PAGE = "/compte/adresse/"


@pytest.fixture
def blaise():
    return factories.secretary()


@pytest.fixture
def lucienne(blaise):
    """Her address was read on a paper; she is a member since."""
    someone = factories.without_mail()
    someone.email = "lucienne@exemple.fr"
    someone.save()
    addresses.read_for(someone, at=AT)
    factories.Membership.objects.create(
        person=someone, organ="conseil", decided_on=factories.ADMITTED_ON,
        reference="PV", started_on=factories.ADMITTED_ON,
    )  # fmt: skip
    return someone


def doubts():
    return list(Letter.objects.filter(kind="members.address_doubted").values_list("to", flat=True))


def test_the_code_of_a_copied_address_opens_one_page_that_names_nobody(lucienne):
    client = enter(lucienne)

    assert client.get("/accueil/")["Location"] == PAGE
    assert client.get("/profil/")["Location"] == PAGE
    assert "Charolles" not in client.get(PAGE).text
    assert "Lucienne" not in client.get("/appel/").text


def test_who_says_who_they_are_enters_once_for_all(lucienne):
    client = enter(lucienne)

    client.post(PAGE, {"last_name": "  CHAROLLES ", "postcode": "71120"})

    assert is_in(client)
    assert is_in(enter(lucienne))
    assert not lucienne.__class__.objects.unproved().exists()
    assert doubts() == []


def test_without_postcode_the_telephone_proves(lucienne):
    lucienne.postcode, lucienne.phone = "", "+33612345678"
    lucienne.save()
    client = enter(lucienne)

    client.post(PAGE, {"last_name": "charolles", "phone": "06 12 34 56 78"})

    assert is_in(client)


def test_a_stranger_has_four_tries_in_all_then_the_secretary_is_told_once(lucienne, blaise):
    first, other = enter(lucienne), enter(lucienne)
    missed = [client.post(PAGE, WRONG).status_code for client in (first, other, first, other)]

    late = first.post(PAGE, WROTE)

    assert missed == [422, 422, 422, 422]
    assert "Le secrétariat est prévenu" in late.text
    assert not is_in(first)
    assert not is_in(enter(lucienne))
    assert doubts() == [blaise.email]


def test_a_password_set_by_letter_opens_no_more(lucienne):
    lucienne.set_password("trois péniches sur la Saône")
    lucienne.save()
    client = Client()

    client.post(
        "/compte/login/", {"login": lucienne.email, "password": "trois péniches sur la Saône"}
    )

    assert not is_in(client)


def test_what_a_candidate_writes_from_there_does_not_become_the_proof(lucienne):
    lucienne.memberships.all().delete()
    lucienne.postcode = ""
    lucienne.save()
    person = candidates.known_at(lucienne.email)

    candidates.remember(person, postcode="71120")

    person.refresh_from_db()
    assert (person.postcode, person.unproved_since) == ("", AT)


def test_who_says_it_is_not_them_is_out_and_the_secretary_is_told(lucienne, blaise):
    client = enter(lucienne)

    client.post(f"{PAGE}pas-moi/")

    assert client.get("/accueil/")["Location"].startswith("/compte/login/")
    assert doubts() == [blaise.email]


def test_the_address_that_is_corrected_turns_the_stranger_out(lucienne, blaise):
    client = enter(lucienne)
    client.post(PAGE, WRONG)
    told = {"street": "4 rue du Lavoir", "postcode": "71120", "town": "Charolles", "phone": ""}

    bulletins.change_contact(lucienne, by=blaise, at=AT, email="l.charolles@exemple.fr", **told)

    assert client.post(PAGE, WROTE)["Location"].startswith("/compte/login/")
    lucienne.refresh_from_db()
    assert (lucienne.proof_tries, lucienne.unproved_since) == (0, AT)


def test_a_keeper_answers_for_an_address_and_never_for_their_own(lucienne, blaise, client):
    client.force_login(blaise)
    client.post(f"/registre/{lucienne.pk}/adresse/")
    assert is_in(enter(lucienne))

    addresses.EmailAddress.objects.filter(user=blaise).delete()
    addresses.read_for(blaise, at=AT)
    with pytest.raises(unproved.NotOneself):
        unproved.vouch(blaise, by=blaise)
