"""The list that leaves the house: nothing folded, no formula, one line in the journal."""

import csv
import io

import pytest

from applications.desk.exports import COLUMNS
from applications.models import Reading
from applications.states import State
from coopstudio.journal.models import Entry
from tests.applications.factories import NOON, application
from tests.members.factories import founder, member
from tests.sheets.opened import in_ods, in_xlsx

EXPORT = "/candidatures/export/"


@pytest.fixture
def fleur(client, db):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def in_csv(response):
    return read(response.getvalue())


def read(content):
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


# --- the file ---


def test_the_csv_is_what_french_excel_opens(client, fleur):
    told = {"trades": ["facilitation", "law"], "phone": "+33612345678"}
    application(State.MET, postcode="21200", town="Beaune", **told)

    response = client.post(EXPORT, {"forme": "csv"})

    raw = response.getvalue()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 2
    [row] = read(raw)
    assert (row["Prénom"], row["Téléphone"], row["Code postal"], row["Envoyée le"]) == (
        "Noémie", "06 12 34 56 78", "21200", "11/05/2026",
    )  # fmt: skip
    trades = "Facilitation, médiation · Droit, ressources humaines"  # each holds a comma of its own
    assert row["Ce que la personne apporte"] == trades


def test_a_telephone_from_abroad_stays_readable(client, fleur):
    application(State.MET, phone="+41791234567")

    [row] = in_csv(client.post(EXPORT))

    assert row["Téléphone"] == "00 41 79 123 45 67"


def test_the_ods_holds_the_same_rows(client, fleur):
    one = application(State.MET)

    response = client.post(EXPORT, {"forme": "ods"})

    head, row = in_ods(b"".join(response))
    assert [words for _kind, words, _formula in head] == COLUMNS
    assert (row[0], row[2]) == (("float", f"{one.number}", None), ("string", "Noémie", None))


def test_the_xlsx_holds_the_same_rows(client, fleur):
    one = application(State.MET)

    response = client.post(EXPORT, {"forme": "xlsx"})

    head, row = in_xlsx(b"".join(response))
    assert (head, row[0], row[2]) == (COLUMNS, one.number, "Noémie")


def test_only_the_rows_of_the_view_are_taken(client, fleur):
    met = application(State.MET)
    application(State.CROSSED)

    rows = in_csv(client.post(f"{EXPORT}?vue=decider"))

    assert [row["Numéro"] for row in rows] == [f"{met.number}"]


def test_only_the_chosen_rows_are_taken(client, fleur):
    first, _second, third = [application(State.MET) for _ in range(3)]

    rows = in_csv(client.post(f"{EXPORT}?n={third.number}&n={first.number}&n=x&n=9999999"))

    assert [row["Numéro"] for row in rows] == [f"{first.number}", f"{third.number}"]


# --- what is folded ---


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_a_folded_row_has_neither_name_nor_address(client, fleur, form):
    application(
        State.READING, first_name="Wenceslas", last_name="Wojciechowski", email="w@exemple.fr",
        town="Pouilly", postcode="58150", phone="+33612345678",
    )  # fmt: skip

    response = client.post(EXPORT, {"forme": form})

    content = b"".join(response)
    told = (
        " ".join(words for row in in_ods(content) for _kind, words, _formula in row)
        if form == "ods"
        else content.decode()
    )
    assert "(replié)" in told
    words = ("Wenceslas", "Wojciechowski", "w@exemple.fr", "34 56")
    assert [word for word in words if word in told] == []
    assert [word in told for word in ("Pouilly", "58150")] == [True, True]


def test_no_reading_leaves_the_house(client, fleur):
    thomas = founder("Thomas", "Marshall")
    one = application(State.READING)
    Reading.objects.create(
        application=one, reader=thomas, touches="Sa boussole.", wish="yes", written_at=NOON
    )

    assert "boussole" not in client.post(EXPORT).getvalue().decode()


def test_ones_own_candidature_is_not_in_the_list(client, fleur):
    application(State.MET, person=fleur)

    response = client.post(EXPORT)

    assert response.status_code == 302


# --- the journal, the cost ---


def test_the_journal_says_who_took_how_many(client, fleur):
    application(State.MET)
    application(State.READING)

    client.post(EXPORT, {"forme": "ods"})

    entry = Entry.objects.get(event="applications.exported")
    assert (entry.actor, entry.details) == (fleur, {"rows": 2, "folded": 1, "form": "ods"})


def test_looking_at_the_page_takes_nothing(client, fleur):
    application(State.READING)

    page = client.get(EXPORT)

    assert "1 sans nom" in page.text
    assert not Entry.objects.filter(event="applications.exported").exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_file_costs_the_same_questions_for_one_and_for_thirty(
    client, fleur, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        application(State.MET)

    with django_assert_max_num_queries(12):
        client.post(EXPORT).getvalue()


def test_the_export_does_not_exist_for_a_member(client, db):
    client.force_login(member())

    assert client.post(EXPORT).status_code == 404
