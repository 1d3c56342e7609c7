"""The list of the contracts: in three groups, by pages that follow each other, found by a name."""

import re

import pytest

from contributions.contracts.listing import ContractList
from contributions.models import Signatory, Signature
from contributions.states import ContractState, Party, SignatureWay
from tests.contributions import factories
from tests.contributions.factories import AT, contract, issued
from tests.members.factories import member, treasurer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books(time_machine):
    time_machine.move_to(AT, tick=False)
    factories.books()


def told(**query):
    """(key of the group, reference) of each line of a page."""
    groups = ContractList(query).groups
    return [(key, one.reference) for key, _title, _head, rows in groups for one in rows]


def signed_by_one(made):
    theirs = Signatory.objects.get(version__contract=made, party=Party.CONTRIBUTOR)
    Signature.objects.create(
        signatory=theirs, way=SignatureWay.ONLINE, digest="b" * 64, signed_at=AT
    )
    made.state = ContractState.SIGNED
    made.save(update_fields=["state"])
    return made


def test_those_to_sign_stand_first_and_say_who_signs_next():
    held = contract(person=member("Inès", "Roux"))
    left = issued(person=member("Omar", "Sy"))
    left.state = ContractState.LAPSED
    left.save(update_fields=["state"])
    waits = issued(person=member("Lise", "Pons"))
    half = signed_by_one(issued(person=member("Paul", "Rey")))

    page = ContractList({})

    assert told() == [
        ("sign", half.reference), ("sign", waits.reference),
        ("force", held.reference), ("over", left.reference),
    ]  # fmt: skip
    ours = factories.signs_for_us().first_name
    assert [one.waits_for for one in page.rows] == [ours, "Lise", "", ""]
    assert page.to_sign == (2, 200_00)
    assert page.in_force == (1, 100_00)


def test_a_contract_is_found_by_a_name_or_by_its_reference():
    ines = contract(person=member("Inès", "Roux"))
    contract(person=member("Omar", "Sy"))

    assert told(q="ines") == [("force", ines.reference)]
    assert told(q="Inès Roux") == [("force", ines.reference)]
    assert told(q=ines.reference.lower()) == [("force", ines.reference)]
    assert told(q=f"{ines.year}-{ines.number}") == [("force", ines.reference)]
    assert len(told(q="2027")) == 2
    assert told(q="2026") == told(q="personne") == []


def test_pages_follow_each_other_and_each_asks_the_same(client, django_assert_max_num_queries):
    every = [contract().reference for _ in range(30)]
    client.force_login(treasurer())
    client.get("/contrats/")

    with django_assert_max_num_queries(6):
        first = client.get("/contrats/")
    after = re.search(r'rel="next" href="(\?apres=[\d-]+)"', first.text)[1]
    with django_assert_max_num_queries(6):
        last = client.get(f"/contrats/{after}")

    shown = [re.findall(r">(APP-\d{4}-\d{4})<", page.text) for page in (first, last)]
    assert [len(one) for one in shown] == [25, 5]
    assert shown[0] + shown[1] == sorted(every, reverse=True)
    assert "Suivants" not in last.text
    assert "Au début" in last.text


@pytest.mark.parametrize("mark", ["x", "1-2027", "9-9999-9999", "1-0-0-0"])
def test_a_bookmark_that_says_nothing_breaks_nothing(client, mark):
    contract()
    client.force_login(treasurer())

    assert client.get(f"/contrats/?apres={mark}").status_code == 200
