"""The register tells any day; certificates, extracts and forms leave on paper; the desk waits."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.french.dates import short_day
from coopstudio.journal.models import Entry
from members import documents
from members.actions import agenda, papers
from members.models import Category, Extract, MembershipFact, Person
from members.roll import Roll
from members.waiting import Wait, capped, pile, piles_of
from tests.members.factories import (
    assembly,
    founder,
    holder,
    member,
    person,
    request,
    secretary,
    statutes,
    treasurer,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def names(**query):
    return [row["name"] for row in Roll(query, today=TODAY).rows]


@pytest.fixture
def several():
    member("Ancienne", "Avant", since=date(2024, 1, 1), until=date(2025, 12, 31))
    member("Partie", "Bientôt", since=date(2024, 1, 1), until=date(2026, 3, 1))
    member("Fidèle", "Toujours", since=date(2024, 1, 1))
    member("Nouvelle", "Venue", since=date(2026, 4, 1))


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Fidèle Toujours", "Nouvelle Venue"]),
        ({"le": "2026-02-01"}, ["Partie Bientôt", "Fidèle Toujours"]),
        ({"le": "2025-12-31"}, ["Ancienne Avant", "Partie Bientôt", "Fidèle Toujours"]),
        ({"le": "1er janvier 2023"}, []),
        ({"vue": "entrees"}, ["Nouvelle Venue"]),
        ({"vue": "entrees", "du": "2024-01-01", "le": "2024-12-31"},
         ["Ancienne Avant", "Partie Bientôt", "Fidèle Toujours"]),
        ({"vue": "departs"}, ["Partie Bientôt"]),
        ({"vue": "departs", "du": "2025-12-31", "le": "2026-01-01"}, ["Ancienne Avant"]),
        ({"q": "fidele"}, ["Fidèle Toujours"]),
        ({"vue": "rien", "college": "x", "apres": "-1"}, ["Fidèle Toujours", "Nouvelle Venue"]),
    ],
)  # fmt: skip
def test_the_register_of_any_day(query, found):
    assert names(**query) == found


@pytest.mark.usefixtures("several")
def test_who_waits_for_a_first_fee_has_not_come_in():
    member("Pas", "Encore", since=date(2026, 5, 1)).memberships.update(awaits="fee")

    assert names(vue="entrees") == ["Nouvelle Venue"]
    assert Roll({}, today=TODAY).numbers["arrivals"] == 1


def test_every_departure_reads_alike_so_that_none_tells_an_exclusion():
    for kind, last in [("resigned", "Démise"), ("removed", "Radiée"), ("excluded", "Exclue")]:
        left = member("Une", last, until=date(2026, 5, 1)).memberships.get()
        left.facts.create(kind=kind, since=date(2026, 5, 1), until=date(2026, 5, 1))

    rows = Roll({"vue": "departs"}, today=TODAY).rows

    assert [row["standing"] for row in rows] == [rows[0]["standing"]] * 3


def test_voters_are_those_of_a_category_that_votes_and_not_suspended():
    silent = Category.objects.create(
        code="amis", name="Amis", masculine="ami", feminine="amie", votes=False,
        opened_on=date(2020, 1, 1),
    )  # fmt: skip
    statutes()
    member("Vote", "Oui")
    member("Sans", "Voix").memberships.update(category=silent)
    paused = member("En", "Pause").memberships.get()
    MembershipFact.objects.create(
        membership=paused, kind="suspension", since=date(2026, 5, 1), until=date(2026, 7, 1)
    )

    assert names(vue="votants") == ["Vote Oui"]
    assert names(vue="votants", le="2026-04-30") == ["Vote Oui", "En Pause"]
    assert names(college=f"{silent.pk}") == ["Sans Voix"]


def test_what_leaves_the_house_says_neither_pause_nor_procedure():
    paused = member("En", "Pause").memberships.get()
    MembershipFact.objects.create(membership=paused, kind="suspension", since=date(2026, 5, 1))

    roll = Roll({}, today=TODAY)

    assert [row["standing"] for row in roll.rows] == ["Suspendue"]
    assert [line[-1] for line in roll.lines()] == ["Active"]


def test_a_date_that_is_none_is_said_and_left_aside(client):
    client.force_login(secretary())

    page = client.get("/registre/?le=31/02/2026")

    assert "Ce jour n’existe pas" in page.text
    assert page.status_code == 200


@pytest.mark.usefixtures("several")
def test_the_numbers_of_a_day_and_its_year():
    numbers = Roll({"le": "2026-05-01"}, today=TODAY).numbers

    assert numbers == {"members": 2, "voters": 2, "arrivals": 1, "departures": 1, "year": 2026}


def test_rows_are_read_from_a_bookmark():
    for number in range(30):
        member("Zoé", f"Étienne {number:02}")

    first = Roll({}, today=TODAY)
    rows = first.rows
    after = first.next_page.rpartition("=")[2]

    assert len(rows) == 25
    assert names(apres=after) == [f"Zoé Étienne {number:02}" for number in range(25, 30)]


@pytest.mark.parametrize("people", [1, 30])
def test_the_register_costs_the_same_with_one_and_with_thirty(
    client, people, django_assert_max_num_queries
):
    for number in range(people):
        member("Zoé", f"Étienne {number:02}")
    client.force_login(secretary())
    client.get("/registre/")

    with django_assert_max_num_queries(9):
        client.get("/registre/")


@pytest.mark.parametrize(
    ("who", "status"), [(founder, 200), (secretary, 200), (treasurer, 200), (member, 404)]
)
def test_the_register_is_for_those_who_keep_the_association(client, who, status):
    client.force_login(who())

    assert client.get("/registre/").status_code == status
    assert client.get("/association/").status_code == status


# --- taken away ---


def test_an_extract_is_a_paper_and_who_takes_it_is_written_down(client):
    member("Fidèle", "Toujours")
    blaise = secretary()
    client.force_login(blaise)

    answer = client.post("/registre/extrait/?le=2026-06-01&q=fidele")

    taken, document = Extract.objects.get(), Document.objects.get()
    assert answer.url == f"/documents/{document.pk}/"
    assert (taken.by, taken.lines, taken.on) == (blaise, 1, TODAY)
    assert document.data["rows"][0][:2] == ["Toujours", "Fidèle"]
    assert Entry.objects.filter(event="members.register_taken", actor=blaise).count() == 1


@pytest.mark.parametrize(
    ("form", "kind"),
    [("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("ods", "opendocument"), ("x", "text/csv")],
)
def test_a_sheet_is_kept_by_nobody(client, form, kind):
    member("Fidèle", "Toujours")
    client.force_login(treasurer())

    answer = client.post("/registre/tableau/", {"forme": form})

    assert kind in answer["Content-Type"]
    assert answer["Content-Disposition"].startswith('attachment; filename="registre-membres-')
    assert (Extract.objects.count(), Document.objects.count()) == (1, 0)


def test_extracts_go_after_a_month():
    now = timezone.now()
    for days in (31, 29):
        roll = Roll({}, today=TODAY)
        papers.take_extract(roll, by=secretary(), at=now - timedelta(days=days))

    assert papers.sweep_extracts(at=now) == 1
    assert (Extract.objects.count(), Document.objects.count()) == (1, 1)


# --- certificates and forms ---


def test_a_member_takes_their_certificate_once_a_day(client):
    client.force_login(member("Inès", "Carvalho", agreement="f"))

    page = client.get("/registre/attestation/")
    for _ in range(2):
        client.post("/registre/attestation/nouvelle/")

    document = Document.objects.get(kind="members.attestation")
    assert page.status_code == 200
    assert (document.data["name"], document.data["belonging"]) == ("Inès Carvalho", "membre active")


def test_the_certificate_names_the_category():
    active = Category.objects.create(
        code="salaries", name="Salariés", masculine="associé", feminine="associée",
        opened_on=date(2020, 1, 1),
    )  # fmt: skip
    membership = member("Inès", agreement="both").memberships.get()
    membership.category = active
    membership.save()

    document = papers.certify(membership, by=None, on=TODAY)

    assert document.data["belonging"] == "associé ou associée"
    assert document.data["category"] == "Salariés"


def test_who_is_no_member_that_day_gets_no_certificate():
    gone = member(until=date(2026, 5, 31)).memberships.get()

    with pytest.raises(papers.NotAMember):
        papers.certify(gone, by=None, on=TODAY)


def test_the_secretary_certifies_for_somebody_and_a_treasurer_does_not(client):
    membership = member().memberships.get()
    client.force_login(treasurer())
    assert client.post(f"/registre/{membership.person_id}/attestation/").status_code == 404
    client.force_login(secretary())

    client.post(f"/registre/{membership.person_id}/attestation/")

    assert Document.objects.filter(kind="members.attestation").count() == 1


def test_the_button_stands_on_the_page_of_a_member_and_of_nobody_else(client):
    mehdi, gone = member(), member("Anouk", "Roy", until=TODAY - timedelta(days=9))
    button = "Établir son attestation"

    client.force_login(treasurer())
    assert button not in client.get(f"/registre/{mehdi.pk}/").text
    client.force_login(secretary())
    assert button in client.get(f"/registre/{mehdi.pk}/").text
    assert button not in client.get(f"/registre/{gone.pk}/").text
    back = client.post(f"/registre/{gone.pk}/attestation/")
    assert back["Location"] == f"/registre/{gone.pk}/"


def test_papers_bear_the_names_of_the_civil_register():
    zoe = member("Zoé", "Étienne", civil_first_name="Zénobie", civil_last_name="Arnaud")
    member("Inès", "Bayle")
    roll = Roll({}, today=TODAY)

    document = papers.certify(zoe.memberships.get(), by=None, on=TODAY)

    assert document.data["name"] == "Zénobie Arnaud"
    assert [line[:2] for line in roll.lines()] == [["Arnaud", "Zénobie"], ["Bayle", "Inès"]]
    assert names() == ["Inès Bayle", "Zoé Étienne"]
    assert documents.bulletin(request(zoe)).data["name"] == "Zénobie Arnaud"


def test_a_certificate_is_read_by_its_person_and_keepers_only(client):
    someone = member()
    document = papers.certify(someone.memberships.get(), by=None, on=TODAY)

    for who, status in [(someone, 200), (secretary(), 200), (member("Autre"), 404)]:
        client.force_login(who)
        assert client.get(f"/documents/{document.pk}/").status_code == status


def test_the_blank_form_is_made_once_for_the_statutes(client):
    statutes()
    client.force_login(treasurer())

    for _ in range(2):
        client.post("/association/bulletin/")

    assert Document.objects.get().data["minimum"] == "10\xa0€"


def test_without_statutes_there_is_no_form(client):
    client.force_login(secretary())

    page = client.post("/association/bulletin/", follow=True)

    assert "Inscrivez d’abord une version des statuts" in page.text


# --- the desk ---


def test_the_desk_tells_who_waits_and_since_when(client):
    statutes()
    request(person("Zoé", "Étienne"))
    assembly()
    client.force_login(secretary())

    piles = {pile.title: pile for pile in client.get("/association/").context["piles"]}

    assert piles["Demandes d’adhésion"].waits[0].who == "Zoé Étienne"
    assert piles["Demandes d’adhésion"].waits[0].why == "Le Creusot, demande du 10 février 2026"
    assert piles["Assemblées"].counted == "1"


def test_the_desk_tells_the_meeting_and_not_only_the_demand(client):
    asked = request(person("Zoé", "Étienne"))
    today = timezone.localdate()
    agenda.put_on_agenda(asked, by=None, at=timezone.now(), organ="x", on=today + timedelta(9))
    meeting = today + timedelta(16)
    agenda.put_on_agenda(asked, by=None, at=timezone.now(), organ="x", on=meeting)

    [requests] = [one for one in piles_of(secretary(), on=today) if one.icon == "hand"]

    said = f"Le Creusot, demande du 10 février 2026, réunion du {short_day(meeting)}"
    assert requests.waits[0].why == said


def test_a_keeper_does_not_see_their_own_request():
    blaise = secretary()
    request(blaise)

    assert "Demandes d’adhésion" not in {pile.title for pile in piles_of(blaise, on=TODAY)}


def test_a_tidy_desk_says_so(client):
    client.force_login(treasurer())

    assert "Rien ne vous attend" in client.get("/association/").text


def test_what_is_late_comes_first_and_what_is_empty_does_not_come(monkeypatch):
    def of(title, *names, late=False):
        rows = Person.objects.filter(first_name__in=names).order_by("pk")
        asked = pile(title, "x", "/", rows, lambda one: Wait(one.first_name, "", "/"),
                     late=lambda one: late)  # fmt: skip
        return frozenset({"treasurer"}), lambda person, on: asked

    mine = [of("Calme", "Ada"), of("Vide"), of("Tard", "Bo", "Cy", late=True)]
    monkeypatch.setattr("members.waiting.PROVIDERS", [*mine, (frozenset(), lambda *_: None)])
    monkeypatch.setattr("members.waiting.MOST_COUNTED", 1)
    for name in ("Ada", "Bo", "Cy"):
        person(name)

    found = piles_of(treasurer(), on=TODAY)

    assert [(one.title, one.counted) for one in found] == [("Tard", "1+"), ("Calme", "1")]
    assert [one.who for one in found[0].waits] == ["Bo", "Cy"]
    assert Wait("x", "y", "/").since is None


@pytest.mark.parametrize("people", [1, 30])
def test_the_desk_costs_the_same_with_one_and_with_thirty(
    client, people, django_assert_max_num_queries
):
    statutes()
    for number in range(people):
        request(person("Zoé", f"Étienne {number}"))
        assembly(title=f"AG {number}")
    client.force_login(holder("secretary", "Blaise", "Œuvrard"))
    client.get("/association/")

    with django_assert_max_num_queries(9):
        client.get("/association/")


def test_what_is_counted_is_capped():
    for number in range(3):
        person("Zoé", f"{number}")

    assert capped(type(person()).objects.all()) == 4
