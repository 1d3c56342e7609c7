"""Pages of a round: to the cent for who answers, one's own for each, groups of three for all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.actions import batches, opt_outs, rounds
from contributions.models import RepaymentRound
from contributions.states import RoundState
from coopstudio.french.money import euros
from tests.contributions.factories import at_once
from tests.contributions.round_factories import AT, IBANS, PEOPLE, World, bank, payout
from tests.members.factories import member

pytestmark = pytest.mark.django_db
AMOUNTS = ["1 500,00", "333,33", "2 750,50", "1 234,56", "5 000,00", "136,36", "250,05", "454,55"]


def seen(client, person, path):
    client.force_login(person)
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_who_answers_for_the_books_reads_each_rule_to_the_cent(client):
    world = World()
    page = seen(client, world.helene, f"/tours/{world.computed().pk}/")

    for first, last, cents in PEOPLE:
        assert f"{first} {last}" in page
        assert euros(cents)[:-2].replace("\u202f", " ") in page
    for figures in ("136,36", "454,55", "163,68", "1 000,00"):
        assert figures in page
    assert page.count("centime impair</span>") == 2 + 4
    assert "Priorité difficulté" not in page
    assert "Recalculée à l’instant : identique" in page


@pytest.mark.parametrize("path", ["", "?comme=cercle", "preuve/"])
def test_no_member_reads_the_amount_of_another(client, path):
    world = World()
    tour = world.computed()
    salome = world.contracts[0].person

    strange = seen(client, member("Odile", "Rameau"), f"/tours/{tour.pk}/{path}")
    own = seen(client, salome, f"/tours/{tour.pk}/{path}")

    assert [one for one in AMOUNTS if one in strange] == []
    assert [name for _, name, _ in PEOPLE if name in strange] == []
    mine = {"": {"1 500,00", "136,36"}, "preuve/": {"136,36"}}.get(path, set())
    assert {one for one in AMOUNTS if one in own} == mine
    assert [name for _, name, _ in PEOPLE[1:] if name in own] == []
    client.force_login(salome)
    assert client.get(f"/tours/{tour.pk}/preuve.json").status_code == 404


def test_under_three_people_no_rule_is_compared(client):
    world = World(people=PEOPLE[:2], treasury_floor=0)
    page = seen(client, member("Odile", "Rameau"), f"/tours/{world.computed().pk}/")

    assert "Moins de trois personnes" in page


def test_a_base_that_moved_says_so_and_is_taken_up_again(client):
    world = World()
    tour = world.computed()
    opt_outs.pass_round(tour, world.contracts[5], by=world.contracts[5].person, at=AT)

    page = seen(client, world.helene, f"/tours/{tour.pk}/")
    assert "Base modifiée, recalculer" in page
    client.post(f"/tours/{tour.pk}/preparation/")
    client.post(f"/tours/{tour.pk}/calcul/")

    tour.refresh_from_db()
    assert (tour.state, tour.shares.count()) == (RoundState.COMPUTED, 6)


def test_the_treasurer_prepares_from_the_pages(client):
    world = World()
    client.force_login(world.helene)
    client.post("/tours/", {"on": "15/06/2099"})
    assert not RepaymentRound.objects.exists()
    tour = world.prepared()

    refused = client.post(f"/tours/{tour.pk}/regle/", {"rule": "pro_rata", "minimum": "cinq"})
    assert refused.status_code == 422
    assert "<title>Erreur" in refused.content.decode()
    client.post(f"/tours/{tour.pk}/regle/", {"rule": "equal", "minimum": "5"})
    wrong = client.post(f"/tours/{tour.pk}/ressources/", {"words": "", "cents": "12"})
    assert wrong.status_code == 422
    assert 'value="12"' in wrong.content.decode()
    client.post(f"/tours/{tour.pk}/ressources/", {"words": "Fête de mai", "cents": "12,50"})
    other = tour.sources.get(kind="other")
    client.post(f"/tours/{tour.pk}/ressources/{other.pk}/", {"cents": "10"})
    too_much = tour.sources.get(kind="dividend")
    far = client.post(f"/tours/{tour.pk}/ressources/{too_much.pk}/", {"cents": "900"})
    assert far.status_code == 422
    client.post(f"/tours/{tour.pk}/calcul/")
    client.post(f"/tours/{tour.pk}/proposition/", {"cercle": world.circle.pk})

    tour.refresh_from_db()
    assert (tour.rule, tour.state) == ("equal", RoundState.COMPUTED)
    assert sum(one.cents for one in tour.shares.all()) == 1010_00
    assert tour.proposal.circle == world.circle


def test_under_the_floor_nobody_is_invited_to_compute(client):
    world = World(treasury_floor=10**9)
    tour = world.prepared()
    page = seen(client, world.helene, f"/tours/{tour.pk}/")

    assert page.count("plancher 10 000 000,00 €") == 2
    assert "Figer et calculer" not in page


def test_a_contributor_lets_it_pass_and_comes_back(client):
    world = World()
    tour = world.prepared()
    leo = world.by_name("Léo")
    client.force_login(leo.person)
    path = f"/tours/{tour.pk}/participation/{leo.pk}/"

    client.post(path)
    assert "Vous laissez passer ce tour" in seen(client, leo.person, f"/tours/{tour.pk}/")
    client.post(path, {"prendre": "1"})

    assert not tour.opt_outs.exists()
    assert (
        client.post(f"/tours/{tour.pk}/participation/{world.contracts[0].pk}/").status_code == 404
    )


def test_two_people_write_it_then_send_its_file(client, time_machine):
    world = World()
    bank()
    for first, iban in zip(("Salomé", "Yannick"), IBANS.values(), strict=False):
        payout(world.by_name(first).person, iban, by=world.thomas)
    tour = world.consented()
    client.force_login(world.helene)
    client.post(f"/tours/{tour.pk}/comptabilisation/")
    tour.refresh_from_db()
    tour = rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())
    made = batches.make(tour, by=world.helene, at=AT, on=AT.date())

    page = seen(client, world.claire, f"/lots/{made.pk}/")
    assert IBANS["Alix"] not in page
    assert "jour d’exécution est passé" not in page
    time_machine.move_to(AT + timedelta(days=1))
    assert "jour d’exécution est passé" in seen(client, world.claire, f"/lots/{made.pk}/")
    first, again = (client.get(f"/lots/{made.pk}/fichier/").content for _ in range(2))
    client.post(f"/lots/{made.pk}/remise/")
    made.refresh_from_db()
    assert first == again == batches.file_of(made)
    assert made.sent_by == world.claire
    batches.batch_paid(made, by=world.helene, at=AT, on=AT.date(), source_key="banque:1")
    assert f"{made.key}.xml" in seen(client, world.claire, f"/lots/{made.pk}/")


@pytest.mark.parametrize(("who", "most"), [("helene", 12), ("salome", 12)])
def test_a_round_asks_few_questions_however_many_apports(
    client, django_assert_max_num_queries, who, most
):
    world = World()
    tour = world.computed()
    client.force_login(world.helene if who == "helene" else world.contracts[0].person)
    client.get(f"/tours/{tour.pk}/")

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/tours/{tour.pk}/")
    with django_assert_max_num_queries(8):
        client.get("/tours/")

    said = [one["sql"][-150:] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(said) <= most, "\n".join(said)


@pytest.mark.parametrize("people", [PEOPLE[:3], PEOPLE])
def test_a_posted_round_asks_twelve_questions_of_its_treasurer_however_many_apports(client, people):
    world = World(people, treasury_floor=0)
    tour = world.posted()
    at_once()
    client.force_login(world.helene)
    asked = {}
    for path in (f"/tours/{tour.pk}/", f"/tours/{tour.pk}/preuve/", "/tours/"):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        asked[path] = sum("SAVEPOINT" not in one["sql"] for one in seen)

    page, proof, rows = asked.values()
    assert (page <= 12, proof <= 12, rows <= 8) == (True, True, True), asked
