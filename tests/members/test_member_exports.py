"""Lists of members that leave: chosen columns, nothing restricted, one line in the journal."""

import csv
import io
from datetime import date

import pytest

from coopstudio.journal.models import Entry
from members.exporting import Export, Which, Whom, columns_of
from tests.members import factories

pytestmark = pytest.mark.django_db
EXPORT = "/association/export/"
TODAY = date(2026, 11, 23)


@pytest.fixture
def blaise(client, db):
    blaise = factories.secretary(postcode="21000", town="Dijon")
    client.force_login(blaise)
    return blaise


def asked(**facts):
    return {
        "whom": "membres",
        "on": "2026-06-01",
        "form": "csv",
        "columns": ["nom", "email"],
    } | facts


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_only_the_chosen_columns_leave(client, blaise):
    [row] = rows_of(client.post(EXPORT, asked()))

    assert row == {"Nom": "Œuvrard", "Adresse e-mail": blaise.email}


def test_the_journal_says_who_took_what(client, blaise):
    client.post(EXPORT, asked())

    entry = Entry.objects.get(event="members.people_exported")
    assert (entry.actor, entry.details) == (
        blaise,
        {"list": "registre", "rows": 1, "form": "csv", "on": "2026-06-01",
         "columns": ["nom", "email"]},
    )  # fmt: skip


def test_who_waits_for_a_first_fee_is_not_told_as_somebody_who_left(blaise):
    factories.member("Awa", "Attente").memberships.update(awaits="fee")

    rows = list(Export("registre", "tous", {"nom", "situation"}, on=TODAY, today=TODAY).rows())

    assert ["Attente", "admission décidée"] in rows


def test_those_who_left_leave_only_when_asked_for(client, blaise):
    factories.member("Awa", "Diop", since=date(2020, 1, 1), until=date(2021, 1, 1))

    now = rows_of(client.post(EXPORT, asked()))
    whole = rows_of(client.post(EXPORT, asked(whom="tous", columns=["nom", "situation"])))

    assert [row["Nom"] for row in now] == ["Œuvrard"]
    assert [(row["Nom"], row["Situation"]) for row in whole] == [
        ("Diop", "ancienne adhésion"), ("Œuvrard", "membre"),
    ]  # fmt: skip


def test_the_directory_only_tells_what_each_person_shows(client, blaise):
    factories.member("Awa", "Diop", town="Nevers", shown=["town"])
    columns = ["nom", "commune-montree", "email-montre"]

    rows = rows_of(client.post(f"{EXPORT}?liste=annuaire", asked(columns=columns)))

    assert [list(row.values()) for row in rows] == [["Diop", "Nevers", ""], ["Œuvrard", "", ""]]


def test_the_directory_of_a_past_day_tells_nothing_that_those_who_left_showed():
    factories.member("Awa", "Diop", until=date(2026, 5, 1), town="Nevers", shown=["town"])
    past = date(2026, 4, 1)

    export = Export("annuaire", "membres", {"nom", "commune-montree"}, on=past, today=TODAY)

    assert list(export.rows()) == [["Diop", ""]]


def test_a_column_of_the_register_is_not_taken_with_the_directory(client, blaise):
    answer = client.post(f"{EXPORT}?liste=annuaire", asked(columns=["nom", "email"]))

    assert answer.status_code == 422


def test_no_list_tells_what_is_restricted():
    offered = {column.title for which in Which for column in columns_of(which)}

    words = ("exclu", "suspen", "congé", "motif", "raison", "téléphone d’urgence", "civil")
    assert [title for title in offered if any(word in title.lower() for word in words)] == []


def test_a_day_without_members_has_nothing_to_take(client, blaise):
    answer = client.post(EXPORT, asked(on="1990-01-01"))

    assert answer.status_code == 422
    assert not Entry.objects.filter(event="members.people_exported").exists()


def test_without_a_column_nothing_leaves(client, blaise):
    answer = client.post(EXPORT, asked(columns=[]))

    assert answer.status_code == 422
    assert "Choisissez au moins une colonne." in answer.text


def test_a_list_that_does_not_exist_does_not_exist(client, blaise):
    assert client.get(f"{EXPORT}?liste=x").status_code == 404


@pytest.mark.parametrize("who", [factories.member, factories.treasurer, factories.administrator])
def test_the_export_does_not_exist_for_others(client, who):
    client.force_login(who())

    assert client.get(EXPORT).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_questions_for_one_and_for_thirty(
    rows, django_assert_max_num_queries
):
    for n in range(rows):
        factories.member("Awa", f"Diop {n}")
    export = Export(
        Which.REGISTER, Whom.MEMBERS, ["nom", "college", "situation"], on=TODAY, today=TODAY
    )

    with django_assert_max_num_queries(3):
        assert len(list(export.rows())) == rows
