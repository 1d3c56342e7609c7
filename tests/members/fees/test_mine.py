"""« Ma cotisation »: what I owe, how to pay, what I choose, my receipts, and nobody else's."""

import pytest

from coopstudio.documents.models import Document
from coopstudio.french.typography import tidy
from coopstudio.houses import read
from coopstudio.mail.models import Letter
from members import fees
from members.actions import erasing
from members.leaving import left_open
from members.models import FeeCall, FeePayment
from members.querysets.fees import EVER
from tests.members.factories import member, person, treasurer
from tests.members.fees.factories import CALLED_ON, DUE_ON, call, payment, ready, tariff

pytestmark = pytest.mark.django_db
PAGE = "/ma-cotisation/"


@pytest.fixture
def mehdi(client):
    mehdi = member("Mehdi")
    client.force_login(mehdi)
    return mehdi


def standing(made):
    return FeeCall.objects.standing(on=EVER).get(pk=made.pk)


def test_nothing_is_asked_before_a_call(client, mehdi):
    assert "Rien ne vous est demandé" in client.get(PAGE).text


def test_what_i_owe_and_how_to_pay(client, mehdi):
    made = call(mehdi)

    page = client.get(PAGE).text.replace("\u00a0", " ")

    assert "Il reste 30 €" in page
    assert "FR76 3000 6000 0112 3456 7890 189" in page
    assert made.reference in page


def test_i_choose_my_amount(client, mehdi):
    made = call(mehdi)

    low = client.post(f"{PAGE}{made.pk}/montant/", {"amount": "5"})
    client.post(f"{PAGE}{made.pk}/montant/", {"amount": "15,50"})

    assert low.status_code == 422
    assert "<title>Erreur" in low.text
    assert 'value="5"' in low.text
    assert standing(made).asked == 1_550


def test_once_something_is_paid_the_amount_starts_there_and_the_treasury_is_reached(client, mehdi):
    made = call(mehdi)
    payment(made, 1_500)

    page = client.get(PAGE).text
    below = client.post(f"{PAGE}{made.pk}/montant/", {"amount": "12,50"})

    assert tidy("À partir de 15 €, que vous avez déjà réglés.") in page
    assert "Libre à partir de" not in page
    assert tidy("Vous avez déjà réglé 15 € : pour revenir dessus") in below.text
    assert f"mailto:{read().contact}?subject={made.reference}" in below.text


def test_i_take_the_reduced_tariff_on_my_word(client, mehdi):
    made = call(mehdi)
    tariff(made.year, kind="reduced", amount=500, minimum=500)

    offered = client.get(PAGE).text
    client.post(f"{PAGE}{made.pk}/reduit/")

    assert "Je prends le tarif réduit" in offered
    assert standing(made).asked == 500


def test_another_s_fee_is_not_mine(client, mehdi):
    other = call(member("Anna"))

    assert client.post(f"{PAGE}{other.pk}/montant/", {"amount": "15"}).status_code == 404
    assert client.post(f"{PAGE}{other.pk}/reduit/").status_code == 404


def test_my_receipts_are_mine_and_the_treasurer_s(client, mehdi, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    mine, other = payment(call(mehdi)), payment(call(member("Anna")))
    path = "/ma-cotisation/recus/{}/"

    assert client.get(path.format(mine.receipt.pk)).status_code == 302
    assert client.get(path.format(other.receipt.pk)).status_code == 404
    client.force_login(treasurer())
    assert client.get(path.format(other.receipt.pk)).status_code == 302


def test_a_settled_fee_says_thank_you_and_shows_its_receipt(client, mehdi):
    payment(call(mehdi))

    page = client.get(PAGE).text

    assert "C’est réglé, merci" in page
    assert "2026-0001" in page
    assert "Choisir mon montant" not in page


def test_my_page_costs_little(client, mehdi, django_assert_max_num_queries):
    made = call(mehdi)
    for cents in (100, 200, 300):
        payment(made, cents)
    client.get(PAGE)

    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_who_leaves_is_told_what_is_left_and_is_not_held(mehdi):
    call(mehdi)

    left = [one.label.replace("\u00a0", " ") for one in left_open(mehdi, on=DUE_ON)]

    assert "Cotisation : 30 € à régler" in left


def test_accounts_survive_without_the_person(mehdi):
    """The lines stay with their amounts; the name and the papers that bear it go."""
    ready()
    someone = person("Effie", "Acée")
    made = call(member("Autre"))
    mine = FeeCall.objects.create(
        person=someone, year=made.year, tariff=made.tariff, reference="COT-X", months=12,
        months_of_year=12, covers_from=made.covers_from, covers_to=made.covers_to,
        called_on=CALLED_ON, due_on=DUE_ON, barred_on=made.barred_on,
    )  # fmt: skip
    mine.terms.create(kind="called", amount=3_000, said_on=CALLED_ON)
    paid = payment(mine)
    Letter.objects.filter(to=someone.email).update(document=None)  # the post has forgotten them

    erasing.anonymise(someone, by=None, at=paid.at)

    assert FeePayment.objects.get(pk=paid.pk).amount == 3_000
    assert not Document.objects.filter(
        kind="members.fee_receipt", subject_id=paid.receipt.pk
    ).exists()
    assert str(FeeCall.objects.get(pk=mine.pk).person) == "Personne effacée"
    assert fees.owed_by(someone, on=DUE_ON) == 0
