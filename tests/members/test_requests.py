"""The register: bulletins are read, what the organ decided is recorded."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from coopstudio.mail.models import Letter
from members.actions import agenda, memberships
from members.models import Membership
from tests.members.factories import (
    ADMITTED_ON,
    PARIS,
    assembly,
    category,
    founder,
    member,
    person,
    request,
    secretary,
    treasurer,
)

pytestmark = pytest.mark.django_db
LIST = "/demandes/"
AT = datetime(2026, 3, 12, 9, tzinfo=PARIS)


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


def test_a_request_says_the_category_that_is_asked_for(client, blaise):
    associates = category(
        "membres associés", masculine="membre associé", feminine="membre associée"
    )
    asked = request(person("Zoé", "Étienne", agreement="f"), category=associates)

    assert "demande à devenir membre associée." in client.get(f"{LIST}{asked.pk}/").text


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


# --- a meeting that moves, an answer put off ---


def listed(asked, on):
    return agenda.put_on_agenda(asked, by=None, at=AT, organ="conseil", on=on)


def adjourned(asked, on, **more):
    said = {"organ": "conseil", "decided_on": on, "reference": "PV 3"} | more
    return agenda.adjourn(asked, by=None, at=AT, **said)


def test_a_request_and_the_meeting_that_examines_it_lead_to_each_other(client, blaise):
    asked, day = request(), timezone.localdate() + timedelta(days=20)
    typed = {"organ": "conseil d’administration", "on": f"{day}", "reference": "point 4"}
    listing = f"/demandes/{asked.pk}/ordre-du-jour/"
    client.force_login(blaise)

    alone = client.post(listing, typed, follow=True).text
    assert "Aucune réunion n’est préparée ici pour ce jour-là" in alone

    met = assembly(kind="board", at=timezone.make_aware(datetime.combine(day, time(18))))
    again = client.post(listing, typed, follow=True).text
    assert "Aucune réunion n’est préparée" not in again
    assert f'href="/assemblees/{met.pk}/"' in again
    assert f'href="/demandes/{asked.pk}/"' in client.get(f"/assemblees/{met.pk}/").text


def test_a_meeting_that_moved_is_said_to_have_been_replaced(client, blaise):
    asked = request(person("Zoé", "Étienne"))
    listed(asked, date(2026, 3, 20))
    listed(asked, date(2026, 3, 27))

    page = client.get(f"{LIST}{asked.pk}/").text

    assert "<del>conseil, le 20 mars 2026</del>" in page
    assert "réunion du 27 mars 2026" in page
    assert "demande du 10 février 2026" in page


@pytest.mark.parametrize(("meeting", "is_said"), [(20, True), (12, False)])
def test_an_admission_of_before_the_meeting_is_worth_reading_twice(
    client, blaise, meeting, is_said
):
    asked = request(person("Zoé", "Étienne"))
    listed(asked, date(2026, 3, meeting))

    sent = minutes(decided_on="2026-03-12")
    page = client.post(f"{LIST}{asked.pk}/admission/", sent, follow=True).text

    assert "L’admission est enregistrée." in page
    assert ("à l’ordre du jour du 20 mars 2026" in page) is is_said
    assert ("relisez le procès-verbal" in page) is is_said


def test_an_adjournment_written_wrongly_is_answered_by_another_line(client, blaise):
    asked = request(person("Zoé", "Étienne"))
    listed(asked, AT.date())
    adjourned(asked, date(2026, 3, 12))

    page = client.get(f"{LIST}{asked.pk}/").text
    sent = minutes(decided_on="2026-03-02", reference="PV 3, point 2", words="")
    answer = client.post(f"{LIST}{asked.pk}/ajournement/", sent)

    assert "Le report est mal recopié" in page
    assert answer.status_code == 302
    assert [step.on for step in asked.facts.all()][1:] == [date(2026, 3, 12), date(2026, 3, 2)]
    assert "mal recopié, corrigé ensuite" in client.get(f"{LIST}{asked.pk}/").text
    first, second = Letter.objects.filter(kind="members.adjourned").order_by("pk")
    assert "la remplace" not in first.text
    assert "Notre lettre du 12 mars 2026 contenait une erreur" in second.text


def test_the_organ_answers_after_it_put_its_answer_off(client, blaise):
    asked = request(person("Zoé", "Étienne"))
    listed(asked, AT.date())
    adjourned(asked, date(2026, 3, 12))

    answers = [
        client.post(f"{LIST}{asked.pk}/admission/", minutes(decided_on="2026-03-11")),
        client.post(
            f"{LIST}{asked.pk}/refus/", minutes(decided_on="2026-03-11", words="Pas encore.")
        ),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("a reporté sa réponse" in answer.text for answer in answers)
    assert asked.facts.count() == 2


@pytest.mark.parametrize(("days", "opens"), [(0, True), (9, False)])
def test_the_welcome_opens_the_space_on_the_first_day_only(days, opens):
    asked = request(person("Zoé", "Étienne"))

    memberships.admit(
        asked, by=None, at=AT, organ="conseil", decided_on=AT.date(), reference="PV 3",
        started_on=AT.date() + timedelta(days),
    )  # fmt: skip

    text = Letter.objects.get(kind="members.welcome").text
    assert ("Votre espace vous attend" in text) is opens
    assert ("faire le tour de l’annuaire" in text) is opens
    assert ("Suivre mon adhésion" in text) is not opens
