"""The directory: members see each other, in French order, and only what each one shows."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.members.factories import administrator, founder, member, person

pytestmark = pytest.mark.django_db
PAGE = "/membres/"


@pytest.fixture(autouse=True)
def fresh_map():
    cache.clear()


@pytest.fixture
def me(client):
    me = member("Mehdi", "Zerrouki", town="Dijon", postcode="21000")
    client.force_login(me)
    return me


def names(client, query=""):
    return [card["name"] for card in client.get(PAGE + query).context["directory"].cards]


def test_names_stand_as_in_a_french_dictionary(client, me):
    for last_name in ["Œuvrard", "zoé", "Étienne", "D’Almeida", "Estienne", "Oudot", "Çelik"]:
        member("Élie", last_name)

    assert [name.split(" ", 1)[1] for name in names(client)] == [
        "Çelik",
        "D’Almeida",
        "Estienne",
        "Étienne",
        "Œuvrard",
        "Oudot",
        "Zerrouki",
        "zoé",
    ]


def test_only_the_members_of_the_day_are_there(client, me):
    yesterday = timezone.localdate() - timedelta(days=1)
    member("Salomé", "Ancienne", until=yesterday)
    member("Zoé", "Future", since=timezone.localdate() + timedelta(days=1))
    person("Noémie", "Candidate")
    administrator()

    assert names(client) == ["Mehdi Zerrouki"]


@pytest.mark.parametrize(
    "words", ["nguyen", "thi lan", "belfort", "ergonomes", "Nguy", "  NGUYỄN  "]
)
def test_a_search_takes_a_name_a_town_a_trade(client, me, words):
    member("Thị Lan", "Nguyễn", town="Belfort", headline="Ergonome")

    assert names(client, f"?q={words}") == ["Thị Lan Nguyễn"]


def test_a_search_without_answer_shows_the_way_back(client, me):
    assert "Personne ne répond à ces mots" in client.get(PAGE, {"q": "zzz"}).text


def test_a_department_narrows_the_list(client, me):
    member("Léo", "Jacquot", postcode="39000")
    member("Élie", "M’Baye", postcode="69001")
    member("Zoé", "Étienne", postcode="")

    assert names(client, "?dep=39") == ["Léo Jacquot"]
    assert names(client, "?dep=ailleurs") == ["Zoé Étienne", "Élie M’Baye"]
    assert client.get(PAGE).context["directory"].counts == {"21": 1, "39": 1, "ailleurs": 2}


def test_pages_follow_each_other_without_hole_nor_double(client, me):
    people = [member(f"P{n:02}", ["Roy", "Roy", "Ñuñez"][n % 3]) for n in range(60)]

    seen, query = [], ""
    while True:
        page = client.get(PAGE + query).context["directory"]
        seen += [card["pk"] for card in page.cards]
        query = page.next_page
        if not query:
            break

    assert len(seen) == 61
    assert set(seen) == {one.pk for one in people} | {me.pk}


def test_a_letter_opens_the_alphabet_there(client, me):
    member("Brigitte", "Courvoisier")
    member("Thomas", "Marshall")

    assert names(client, "?lettre=D") == ["Thomas Marshall", "Mehdi Zerrouki"]


@pytest.mark.parametrize(
    "query",
    ["?apres=-1", "?apres=9e9", "?apres=x", f"?apres={10**30}", "?lettre=%C3%89", "?dep=99"],
)
def test_a_query_out_of_the_ordinary_is_left_aside(client, me, query):
    assert names(client, query) == ["Mehdi Zerrouki"]


def test_a_null_byte_is_no_reason_to_fall(client, me):
    assert client.get(f"{PAGE}?q=a%00b").status_code in {200, 400}


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_costs_the_same_with_one_and_with_thirty(
    client, me, people, django_assert_max_num_queries
):
    for number in range(people):
        member("Zoé", f"Étienne {number}")
    client.get(PAGE)

    with django_assert_max_num_queries(6):
        client.get(PAGE)


# --- one member ---


def test_one_sees_only_what_a_member_shows(client, me):
    hidden = member("Zoé", "Étienne", phone="+33612345678")
    shown = member("Léo", "Jacquot", phone="+33612345679", shows_email=True, shows_phone=True)

    first, second = (client.get(f"{PAGE}{one.pk}/").text for one in (hidden, shown))

    assert hidden.email not in first
    assert "06\u00a012\u00a034\u00a056\u00a078" not in first
    assert shown.email in second
    assert "06\u00a012\u00a034\u00a056\u00a079" in second


def test_the_offices_of_a_member_are_dated(client, me):
    fleur = founder()

    assert "depuis le 2 mars 2026" in client.get(f"{PAGE}{fleur.pk}/").text


@pytest.mark.parametrize("key", ["candidate", "former", 10**30, 0])
def test_whoever_is_not_a_member_has_no_page(client, me, key):
    people = {
        "candidate": person().pk,
        "former": member(until=timezone.localdate() - timedelta(days=1)).pk,
    }

    assert client.get(f"{PAGE}{people.get(key, key)}/").status_code == 404


def test_the_directory_is_for_members(client):
    for stranger in (person(), administrator()):
        client.force_login(stranger)

        assert client.get(PAGE).status_code == 404
        assert client.get(f"{PAGE}{member().pk}/").status_code == 404
