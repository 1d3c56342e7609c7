"""What waits among apports stands on the home of who can do it, in one question."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.actions import payments, pledges, retracting, waivers
from contributions.home import words
from contributions.models import Instalment, PayoutAccount
from contributions.states import Form, Party
from tests.contributions import contract_factories as ready
from tests.contributions import factories
from tests.contributions.factories import AT, TODAY
from tests.members.factories import member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    ready.terms()
    factories.books()
    return ready.people()


def awaited(someone, *, at=AT):
    return [one.title for one in words.awaited_of(someone, now=at)]


def test_each_step_of_an_apport_waits_on_the_home_of_who_takes_it(world):
    helene, fleur, ines = world
    said = {"by": ines, "at": AT - 5 * DAY, "form": Form.MONEY, "cents": 900_00}
    pledge = pledges.declare(ines, **said, need=None)
    assert awaited(ines) == ["Confirmer votre promesse, ou la retirer"]

    pledges.confirm(pledge, by=ines, at=AT)
    assert (awaited(ines), awaited(helene)) == ([], ["Écrire le contrat d’Inès Carvalho"])

    contract = ready.issue(pledge, helene, fleur, said=ready.said(needs=needs()))
    assert (awaited(ines), awaited(fleur)) == (["Lire et signer votre contrat d’apport"], [])

    ready.signs(contract, Party.CONTRIBUTOR)
    assert (awaited(ines), awaited(fleur)) == ([], ["Contresigner le contrat d’Inès Carvalho"])

    contract = ready.signs(contract, Party.ASSOCIATION)
    assert (awaited(ines), awaited(fleur)) == ([], [])
    assert awaited(ines, at=AT + 25 * DAY) == ["Verser ce que vous avez prévu"]

    Instalment.objects.update(due_on=TODAY - DAY)
    late = words.awaited_of(ines, now=AT)
    assert [(one.is_late, one.when) for one in late] == [(True, "en retard, 28 février 2027")]


def test_what_came_and_is_given_up_or_given_back_waits_for_who_keeps_the_books(world):
    helene, fleur, ines = world
    contract = ready.in_force(ready.pledge(ines), helene, fleur)
    payments.receive(contract, by=helene, at=AT, on=TODAY, cents=900_00, piece="Relevé 1")

    waivers.ask(contract, by=ines, at=AT, cents=100_00)
    assert awaited(helene) == ["Inscrire la renonciation d’Inès Carvalho"]
    waivers.take_back(contract.waivers.get(), by=ines, at=AT)
    retracting.retract(contract, by=ines, at=AT + DAY)
    PayoutAccount.objects.create(
        person=ines, holder="Inès Carvalho", proved_at=AT, asked_at=AT, iban=ready.IBAN
    )

    back, account = words.awaited_of(helene, now=AT + DAY)[::-1]
    assert (back.title, back.url) == (
        "Rendre ce qui était venu d’Inès Carvalho", f"/contrats/{contract.pk}/",
    )  # fmt: skip
    assert account.title == "Confirmer le compte d’Inès Carvalho"
    assert awaited(fleur) == [account.title]
    assert awaited(member()) == []


def test_a_value_waits_for_two_others(world):
    helene, fleur, ines = world
    thing = ready.pledge(ines, form=Form.IN_KIND)
    good = thing.goods.create(name="Vélo", condition="bon")
    value = good.valuations.create(method="market", cents=100_00, words="Annonces", by=helene)

    assert awaited(fleur) == ["Regarder une valeur : Vélo"]
    value.appraisals.create(by=fleur, agrees=True)
    assert awaited(fleur) == []


@pytest.mark.parametrize("many", [1, 12])
def test_the_home_shows_it_at_the_price_of_one_question(client, world, many):
    helene, fleur, _ines = world
    for _ in range(many):
        factories.pledge(member(), state="confirmed", confirmed_at=AT)

    words.awaited_of(helene, now=AT)
    with CaptureQueriesContext(connection) as asked:
        found = words.awaited_of(helene, now=AT)
    assert (len(asked), len(found)) == (1, many)
    client.force_login(fleur)
    founder = client.get("/accueil/")
    client.force_login(helene)
    page = client.get("/accueil/").text

    assert founder.status_code == 200
    assert "Du côté des apports" in page
    assert "Rien ne vous attend" not in page


def needs():
    need = ready.Need.objects.create(label="Site", cents=900_00, opened_on=TODAY)
    return ((need, 900_00),)
