"""The register: bulletins are read, what the organ decided is recorded."""

from datetime import date

import pytest

from members.models import Membership
from tests.members.factories import (
    ADMITTED_ON,
    founder,
    member,
    person,
    request,
    secretary,
    treasurer,
)

pytestmark = pytest.mark.django_db
LIST = "/demandes/"


@pytest.fixture
def blaise(client):
    blaise = secretary()
    client.force_login(blaise)
    return blaise


def minutes(**changed):
    return {
        "organ": "conseil d’administration",
        "decided_on": "2026-03-02",
        "reference": "procès-verbal 2026-03, point 4",
        "started_on": "",
    } | changed


def test_the_oldest_request_is_the_first(client, blaise):
    second = request(person("Zoé", "Étienne"))
    first = request(person("Léo", "Jacquot"), requested_at="2026-02-09T09:00+01:00")

    assert list(client.get(LIST).context["page"]) == [first, second]


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_costs_the_same_with_one_and_with_thirty(
    client, blaise, people, django_assert_max_num_queries
):
    for number in range(people):
        request(person("Zoé", f"Étienne {number}"))
        Membership.objects.create(
            person=person("Léo", f"Jacquot {number}"),
            request=request(person(), state="admitted"),
            organ="x",
            decided_on=ADMITTED_ON,
            reference="x",
            started_on=ADMITTED_ON,
        )

    client.get(LIST)  # the session is stamped once

    for view in ("", "?vue=closes"):
        with django_assert_max_num_queries(7):
            client.get(LIST + view)


def test_the_organ_of_the_statutes_is_proposed(client, blaise):
    page = client.get(f"{LIST}{request().pk}/")

    assert page.context["admission"].initial == {"organ": "conseil d’administration"}


def test_the_admission_is_recorded(client, blaise):
    asked = request()

    answer = client.post(f"{LIST}{asked.pk}/admission/", minutes(), follow=True)

    assert "L’admission est enregistrée." in answer.text
    made = Membership.objects.get(request=asked)
    assert (made.decided_on, made.started_on) == (date(2026, 3, 2), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"organ": ""}, "Indiquez l’organe qui a décidé."),
        ({"reference": " "}, "Indiquez où retrouver la décision"),
        ({"decided_on": ""}, "Indiquez une date"),
        ({"decided_on": "31/02/2026"}, "Ce jour n’existe pas"),
        ({"decided_on": "01/02/03"}, "quatre chiffres"),
        ({"decided_on": "9999-12-31"}, "Choisissez une date jusqu’au"),
        ({"decided_on": "2026-02-01"}, "plus ancienne que la demande"),
        ({"started_on": "2026-03-01"}, "ne commence pas avant le jour de la décision"),
    ],
)
def test_minutes_that_do_not_hold_are_said_and_kept(client, blaise, changed, said):
    asked = request()

    page = client.post(f"{LIST}{asked.pk}/admission/", minutes(**changed))

    assert page.status_code == 422
    assert said in page.text
    assert not Membership.objects.filter(request=asked).exists()


def test_a_refusal_carries_its_words(client, blaise):
    asked = request()

    empty = client.post(f"{LIST}{asked.pk}/refus/", {"words": ""})
    client.post(f"{LIST}{asked.pk}/refus/", {"words": "Le conseil préfère attendre."})

    asked.refresh_from_db()
    assert empty.status_code == 422
    assert asked.state == "refused"


def test_an_answered_request_offers_no_other_answer(client, blaise):
    asked = request(state="refused")

    page = client.get(f"{LIST}{asked.pk}/")
    late = client.post(f"{LIST}{asked.pk}/admission/", minutes())

    assert "Enregistrer l’admission" not in page.text
    assert late.status_code == 422
    assert "le dossier a avancé entre-temps" in late.text


@pytest.mark.parametrize(("who", "status"), [(founder, 200), (treasurer, 404), (member, 404)])
def test_the_register_is_for_those_who_keep_it(client, who, status):
    client.force_login(who())

    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}{request().pk}/").status_code == status
