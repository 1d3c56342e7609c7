"""The home asks the base little, whatever waits: one question tells which kinds hold something."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Testimony
from tests.members.factories import (
    assembly,
    convened,
    member,
    person,
    request,
    secretary,
    treasurer,
)
from tests.members.fees.factories import call

pytestmark = pytest.mark.django_db
HOME = "/accueil/"
SEEN = timezone.now() - timedelta(days=1)


def things_for(someone, many):
    """Assemblies to answer, testimonies to write, a fee."""
    for number in range(many):
        at = timezone.now() + timedelta(days=30 + number)
        convened(someone, assembly(title=f"Réunion {number}", at=at, state="convened", round=1,
                                   convened_at=SEEN))  # fmt: skip
        asking = member("Zoé", f"Étienne {number}")
        Testimony.objects.create(person=asking, witness=someone, craft="law", asked_at=SEEN)
    call(someone)
    return someone


def cost(client, someone):
    client.force_login(someone)
    client.get(HOME)  # the session is stamped once
    with CaptureQueriesContext(connection) as asked:
        page = client.get(HOME)
    assert page.status_code == 200
    return len(asked)


@pytest.mark.parametrize("many", [1, 30])
def test_the_home_of_a_member_costs_the_same_with_one_thing_and_with_thirty(client, many):
    mehdi = things_for(member(), many)

    assert cost(client, mehdi) <= 13 + 2  # the savepoint of ATOMIC_REQUESTS
    assert client.get(HOME).text.count("Témoigner pour") == min(many, 3)


@pytest.mark.parametrize("many", [1, 30])
def test_the_home_of_who_keeps_the_association_does_as_well(client, many):
    for number in range(many):
        request(person("Anouk", f"Roy {number}"))
        assembly(title=f"AG {number}")

    assert cost(client, secretary()) <= 17
    assert cost(client, treasurer()) <= 16


def test_nothing_that_waits_costs_nothing_more(client):
    mehdi = member()
    calm = cost(client, mehdi)

    things_for(mehdi, 1)

    assert cost(client, mehdi) <= calm + 3


def test_a_fee_that_was_due_waits_on_the_home_until_it_is_settled(client):
    client.force_login(call().person)  # due in April 2026

    page = client.get(HOME).text

    assert "Régler votre cotisation" in page
    assert "Rien ne vous attend" not in page
    assert "Attendue depuis le" in page
    assert "Avant le" not in page
