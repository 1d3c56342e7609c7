"""The association in figures: counted right, drawn and told, without a name."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from members import region
from members.figures import Figures, diverging
from members.learning.collective import coverage
from members.models import Membership, Skill
from tests.members import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")


def figures():
    return Figures(today=TODAY)


def told(picture):
    return {name: [int(value) for value in values] for name, values in picture.rows}


def test_arrivals_and_departures_stand_in_their_month():
    factories.member(since=date(2026, 3, 2))
    factories.member(since=date(2025, 3, 31), until=date(2026, 10, 31))

    months = told(figures().months)

    assert (months["mars 26"], months["mars 25"], months["oct. 26"]) == ([1, 0], [1, 0], [0, 1])
    assert len(months) == 24


def test_years_begin_with_the_first_member():
    factories.member(since=date(2023, 5, 1), until=date(2024, 12, 31))

    assert told(figures().years) == {
        "2023": [1, 0], "2024": [0, 1], "2025": [0, 0], "2026": [0, 0],
    }  # fmt: skip


def test_what_is_still_to_come_is_not_counted():
    factories.member(since=date(2026, 3, 2), until=date(2026, 12, 31))

    assert (figures().left_this_year, figures().members) == (0, 1)


def test_a_request_is_counted_by_the_time_it_waits():
    factories.request(requested_at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    factories.request(requested_at=datetime(2026, 5, 1, 9, tzinfo=UTC))

    ages = told(figures().ages)

    assert (ages["0–15 j"], ages["> 4 mois"]) == ([1], [1])
    assert figures().waiting[0] == 206


def test_half_of_those_admitted_within_a_year_waited_so_long_or_less():
    assert figures().answered_in is None

    for waited, asked_on in ((4, date(2026, 3, 1)), (10, date(2026, 5, 1)), (90, date(2020, 1, 1))):
        asked = factories.request(requested_at=datetime.combine(asked_on, time(23), tzinfo=PARIS))
        factories.belongs(asked.person, since=asked_on + timedelta(days=waited))
        Membership.objects.filter(person=asked.person).update(request=asked)

    assert figures().answered_in == 4


def test_skills_count_active_members_only():
    one = factories.member(shown=["skills"])
    gone = factories.member(shown=["skills"], since=date(2020, 1, 1), until=date(2021, 1, 1))
    for person in (one, gone):
        Skill.objects.create(person=person, craft="finance", level="teach")

    [(_title, functions), _expertises] = figures().families

    row = functions[0]
    assert (row.word, row.teach, row.do, row.learn) == ("gestion financière", 1, 0, 0)


def test_skills_that_are_not_shown_count_nowhere():
    Skill.objects.create(person=factories.member(), craft="law", level="teach")

    assert not figures().has_skills
    assert [row for row in coverage(on=TODAY) if any(row[1:])] == []


def test_what_comes_stands_above_the_line_and_what_goes_under():
    picture = diverging([("mars", 4, 2)], "Arrivées et départs")

    up, down = picture.drawings[0].boxes
    assert up.y + up.height == down.y
    assert up.height > down.height
    assert picture.words == "Arrivées et départs : 4 arrivées, 2 départs."


def test_every_piece_of_a_drawing_stands_inside_it():
    rows = [(f"{n}", n * 7 % 31, n * 3 % 29) for n in range(24)]

    for drawing in diverging(rows, "x").drawings:
        assert all(box.x >= 0 and box.x + box.width <= drawing.width for box in drawing.boxes)
        assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in drawing.boxes)


def test_the_page_says_the_same_in_tables(client):
    client.force_login(factories.treasurer())

    page = client.get("/association/chiffres/")

    assert "Mois après mois" in page.text
    assert "Lire ces chiffres en tableau" in page.text


def test_an_empty_house_says_so(client):
    factories_less = factories.holder("treasurer", "Hélène", "D’Almeida", since=date(2026, 3, 2))
    factories_less.memberships.all().delete()
    client.force_login(factories_less)

    assert "Rien à compter" in client.get("/association/chiffres/").text


@pytest.mark.parametrize("who", [factories.member, factories.administrator])
def test_the_figures_do_not_exist_for_others(client, who):
    client.force_login(who())

    assert client.get("/association/chiffres/").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_questions_for_one_and_for_thirty(
    client, rows, django_assert_max_num_queries
):
    client.force_login(factories.secretary())
    for n in range(rows):
        factories.member("Awa", f"Diop {n}")

    client.get("/association/chiffres/")
    with django_assert_max_num_queries(12):
        client.get("/association/chiffres/")


def test_what_is_long_to_count_is_kept_until_somebody_comes_or_leaves(django_assert_num_queries):
    factories.member(since=TODAY)
    assert figures().members == 1
    with django_assert_num_queries(1):
        assert figures().members == 1

    factories.member(since=TODAY)
    region.forget(on=TODAY)

    assert (figures().members, sum(figures().came.values())) == (2, 2)
