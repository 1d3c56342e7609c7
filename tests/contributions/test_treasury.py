"""The treasurer's home: four figures, their proof, four queues, one picture, every apport."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from contributions.actions.books import verifications
from contributions.actions.entries import seal
from contributions.events import Event
from contributions.models import Contract, Instalment, PayoutAccount, Waiver
from contributions.treasury.home import Treasury
from coopstudio.journal.api import record
from tests.contributions.factories import (
    books,
    contract,
    decided,
    issued,
    keepers,
    paid,
    pledge,
    received,
)
from tests.members.factories import PARIS, member

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 15, 10, 0, tzinfo=PARIS)


@pytest.fixture
def world():
    """One apport half come, one come and half taken back, one that waits for its signatures."""
    people = keepers()
    books()
    salome = contract(150_000, person=member("Salomé", "Kerdoncuff"), in_force_on=date(2027, 3, 1))
    yannick = contract(33_333, person=member("Yannick", "Le Goff"), in_force_on=date(2027, 3, 2))
    issued(60_000, person=member("Deniz", "Çelik"))
    for due_on, cents in (
        (date(2027, 2, 1), 50_000), (date(2027, 3, 10), 50_000), (date(2027, 6, 10), 50_000),
    ):  # fmt: skip
        Instalment.objects.create(contract=salome, due_on=due_on, cents=cents)
    received(salome, 60_000)
    received(yannick, 33_333)
    decided(yannick, 20_000)
    paid(yannick, 5_000)
    seal()
    return people


def seen():
    return Treasury(now=NOW, today=NOW.date(), writes=True)


def test_the_four_figures_agree_with_the_contracts(world):
    found = seen()

    assert (found.many, found.committed, found.received) == (2, 183_333, 93_333)
    assert (found.to_come, found.repaid, found.due) == (90_000, 20_000, 15_000)
    assert found.outstanding == 73_333
    assert found.share == "50.90"


def test_each_queue_holds_what_waits(world):
    PayoutAccount.objects.create(
        person=member("Ousmane", "Diarra"), holder="Ousmane Diarra", proved_at=NOW, asked_at=NOW,
        iban="FR1420041010050500013M02606",
    )  # fmt: skip
    promise = pledge(member("Gwenn", "Abgrall"), state="confirmed", confirmed_at=NOW)
    Waiver.objects.create(contract=Contract.objects.get(number=1), cents=9_655, asked_at=NOW)
    lan = contract(123_456, person=member("Lan", "Nguyễn Thị"))
    received(lan, 23_456)
    record(Event.CONTRACT_RETRACTED, lan, by=lan.person)
    found = seen()
    queues = {queue.key: queue for queue in found.queues}
    told = {key: [(one.title, one.is_late) for one in queues[key].items] for key in queues}

    assert told == {
        "rapprocher": [],
        "ecrire": [("Gwenn Abgrall", False), ("Salomé Kerdoncuff", False)],
        "signer": [("Deniz Çelik", False)],
        "recevoir": [("Salomé Kerdoncuff", True)],
        "rendre": [("Lan Nguyễn Thị", True), ("Yannick Le Goff", False), ("Ousmane Diarra", False)],
    }
    assert (found.many, found.committed, found.outstanding) == (2, 183_333, 96_789)
    assert found.apports[1]["next"] == "à rendre : la personne a changé d’avis"
    assert [one.note for one in queues["recevoir"].items] == [
        "versement 2 sur 3, attendu depuis le 10 mars 2027"
    ]
    links = [one.link for one in queues["ecrire"].items]
    assert links[0] == f"/apports/promesses/{promise.pk}/contrat/"
    assert queues["rendre"].items[-1].link == "/tours/comptes/"
    assert queues["recevoir"].total == "400,00\u00a0€"
    assert queues["rendre"].total == "384,56\u00a0€"


def test_the_picture_says_what_came_and_what_is_promised(world):
    picture = seen().picture
    rows = dict(picture.rows)

    assert picture.words == (
        "933,33\u00a0€ reçus ; 900\u00a0€ attendus ; ensemble 1\u202f833,33\u00a0€."
    )
    assert rows["mars"] == ["933,33\u00a0€", "0\u00a0€", "400\u00a0€", "1\u202f333,33\u00a0€"]
    assert rows["juin"] == ["0\u00a0€", "0\u00a0€", "500\u00a0€", "1\u202f833,33\u00a0€"]


def test_the_page_says_its_proof_once_it_was_read_in_twelve_questions(
    world, client, django_assert_max_num_queries
):
    client.force_login(world[0])
    before = client.get("/tresorerie/").content.decode()
    verifications.read_again(by=None, at=timezone.now())
    with django_assert_max_num_queries(12):
        after = client.get("/tresorerie/").content.decode()

    assert "sera relu cette nuit" in before
    assert "à zéro centime près" in after
    assert "Salomé Kerdoncuff" in after


def test_an_empty_house_has_a_home_too(client):
    client.force_login(keepers()[0])
    page = client.get("/tresorerie/").content.decode()

    assert "Aucun apport encore" in page
    assert "Aucun geste n’attend" in page
