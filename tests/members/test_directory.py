"""The directory: members see each other, in French order, and only what each one shows."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from members.actions import preferences, skills
from members.models import Availability, Category, Membership, Person
from members.profiles.seen import seen
from members.states import ALSO, Craft, Facet
from tests.members.factories import administrator, founder, member, person, secretary

pytestmark = pytest.mark.django_db
PAGE = "/membres/"
SECRETS = {
    Facet.HEADLINE: "Ergonome de nuit",
    Facet.ABOUT: "Je répare des horloges comtoises.",
    Facet.LIMITS: "Rien après dix-neuf heures.",
    Facet.TOWN: "Beaucourt",
    Facet.SKILLS: "médiation entre voisins",
    Facet.AVAILABILITY: "Plutôt les matinées",
    Facet.EMAIL: "zoe.secrete@exemple.fr",
    Facet.PHONE: "06\u00a012\u00a034\u00a056\u00a078",
    Facet.LINKS: "exemple.fr/horloges",
}
"""What Zoé might show, as it would be read."""


@pytest.fixture(autouse=True)
def fresh_numbers():
    cache.clear()


@pytest.fixture
def me(client):
    me = member("Mehdi", "Zerrouki", town="Dijon", postcode="21000", shown=["town"])
    client.force_login(me)
    return me


def zoe(*shown):
    """A member who wrote everything, and shows this of it."""
    someone = member(
        "Zoé", "Étienne", email=SECRETS[Facet.EMAIL], headline=SECRETS[Facet.HEADLINE],
        about=SECRETS[Facet.ABOUT], limits=SECRETS[Facet.LIMITS], town=SECRETS[Facet.TOWN],
        postcode="90500", phone="+33612345678", links=["https://exemple.fr/horloges"],
        civil_first_name="Zénobie", civil_last_name="Des Essarts",
    )  # fmt: skip
    skills.say(someone, {"mediation": "do"}, words={"mediation": SECRETS[Facet.SKILLS]})
    Availability.objects.create(person=someone, days=[2], words=SECRETS[Facet.AVAILABILITY])
    return preferences.choose_shown(someone, shown, at=timezone.now())


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


# --- what is not shown is nowhere ---


@pytest.mark.parametrize("facet", SECRETS)
def test_what_is_shown_is_read_and_nothing_else_is(client, me, facet):
    """The control: with the accord the words are there, so their absence means something."""
    other = zoe(facet)

    pages = client.get(f"{PAGE}{other.pk}/").text + client.get(PAGE).text

    assert {one for one, words in SECRETS.items() if words in pages} == {facet}
    assert "Zénobie" not in pages


def test_without_any_accord_no_page_says_more_than_a_name(client, me):
    other = zoe()

    pages = [client.get(f"{PAGE}{other.pk}/").text, client.get(PAGE).text]

    assert [words for words in SECRETS.values() for page in pages if words in page] == []
    assert all("Zoé Étienne" in page for page in pages)


@pytest.mark.parametrize(
    ("facet", "query"),
    [
        (Facet.HEADLINE, "?q=ergonome"),
        (Facet.TOWN, "?q=beaucourt"),
        (Facet.TOWN, "?dep=90"),
        (Facet.SKILLS, "?q=voisins"),
        (Facet.SKILLS, "?savoir=mediation"),
        (Facet.SKILLS, "?niveau=do"),
        (Facet.AVAILABILITY, "?jour=2"),
    ],
)
def test_a_filter_finds_by_what_is_shown_and_by_nothing_else(client, me, facet, query):
    other = zoe(facet)
    assert names(client, query) == ["Zoé Étienne"]

    preferences.choose_shown(other, set(SECRETS) - {facet}, at=timezone.now())

    assert names(client, query) == []


@pytest.mark.parametrize(
    "words",
    ["médiation", "mediation", "médiateur", "mediatrice", "médiatrices", "MEDIATEURS", "média"],
)
def test_a_craft_is_found_by_the_words_one_types_for_it(client, me, words):
    """Nothing but the craft was said, without any word of one's own."""
    other = member("Zoé", "Étienne")
    skills.say(other, {"mediation": "do"})
    hidden = names(client, f"?q={words}")
    preferences.choose_shown(other, ["skills"], at=timezone.now())

    assert hidden == []
    assert names(client, f"?q={words}") == ["Zoé Étienne"]
    assert names(client, f"?q=zoé {words}") == ["Zoé Étienne"]
    assert names(client, f"?q=-{words}") == ["Mehdi Zerrouki"]


def test_every_craft_has_the_words_that_one_types_for_it():
    assert ALSO.keys() == set(Craft)


def test_what_is_taken_back_is_hidden_at_once(client, me):
    other = zoe(*SECRETS)

    preferences.choose_shown(other, [], at=timezone.now())

    page = client.get(f"{PAGE}{other.pk}/").text
    assert [words for words in SECRETS.values() if words in page] == []


def test_an_export_says_only_what_is_shown():
    other = zoe(Facet.TOWN, Facet.PHONE)

    assert seen(other, on=timezone.localdate()) == {
        Facet.TOWN: SECRETS[Facet.TOWN],
        Facet.PHONE: SECRETS[Facet.PHONE],
    }


def test_the_search_of_founders_quotes_only_what_is_shown(client):
    client.force_login(founder())
    other = zoe(Facet.TOWN)

    hidden = client.get("/recherche/?q=Étienne").text
    found = client.get("/recherche/?q=ergonome").text

    assert SECRETS[Facet.TOWN] in hidden
    assert SECRETS[Facet.HEADLINE] not in hidden
    assert f"/membres/{other.pk}/" not in found


def test_the_map_counts_only_those_who_say_where(client, me):
    zoe()

    directory = client.get(PAGE).context["directory"]

    assert directory.counts == {"21": 1}
    assert (directory.total, directory.unplaced) == (2, 1)


def test_the_day_a_membership_ends_everything_is_hidden(client, me):
    other = zoe(*SECRETS)
    Membership.objects.filter(person=other).update(
        ended_on=timezone.localdate() - timedelta(days=1)
    )

    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert names(client) == ["Mehdi Zerrouki"]
    assert names(client, "?q=Étienne") == []


def test_numbers_forget_what_is_no_longer_shown(client, me, django_capture_on_commit_callbacks):
    other = zoe(Facet.SKILLS)
    assert client.get(PAGE).context["directory"].census["crafts"] == {"mediation": 1}

    with django_capture_on_commit_callbacks(execute=True):
        preferences.choose_shown(other, [], at=timezone.now())

    assert client.get(PAGE).context["directory"].census["crafts"] == {}


# --- search and filters ---


@pytest.mark.parametrize(
    "words", ["nguyen", "thi lan", "belfort", "ergonomes", "Nguy", "  NGUYỄN  "]
)
def test_a_search_takes_a_name_a_town_a_trade(client, me, words):
    member("Thị Lan", "Nguyễn", town="Belfort", headline="Ergonome", shown=["town", "headline"])

    assert names(client, f"?q={words}") == ["Thị Lan Nguyễn"]


def test_a_search_without_answer_shows_the_way_back(client, me):
    assert "Personne ne répond à cela" in client.get(PAGE, {"q": "zzz"}).text


def test_a_department_narrows_the_list(client, me):
    member("Léo", "Jacquot", postcode="39000", shown=["town"])
    member("Élie", "M’Baye", postcode="69001", shown=["town"])
    member("Zoé", "Étienne", postcode="", shown=["town"])

    assert names(client, "?dep=39") == ["Léo Jacquot"]
    assert names(client, "?dep=ailleurs") == ["Zoé Étienne", "Élie M’Baye"]
    assert client.get(PAGE).context["directory"].counts == {"21": 1, "39": 1, "ailleurs": 2}


def test_a_craft_is_asked_with_or_without_its_level(client, me):
    for name, level in [("Do", "do"), ("Teach", "teach"), ("Learn", "learn")]:
        one = member(name, "Roy", shown=["skills"])
        skills.say(one, {"finance": level})

    assert names(client, "?savoir=finance") == ["Do Roy", "Teach Roy"]
    assert names(client, "?savoir=finance&niveau=learn") == ["Learn Roy"]
    assert names(client, "?savoir=law") == []


def test_a_day_is_asked_as_long_as_it_holds(client, me):
    today = timezone.localdate()
    for name, until in [("Sans", None), ("Encore", today), ("Plus", today - timedelta(days=1))]:
        one = member(name, "Roy", shown=["availability"])
        Availability.objects.create(person=one, days=[1, 3], until=until)

    assert names(client, "?jour=3") == ["Encore Roy", "Sans Roy"]
    assert names(client, "?jour=5") == []


def test_a_category_is_asked(client, me):
    team = Category.objects.create(
        code="equipe", name="équipe", feminine="associée", masculine="associé",
        opened_on=date(2025, 2, 3),
    )  # fmt: skip
    Membership.objects.filter(person=member("Léo", "Jacquot")).update(category=team)

    assert names(client, "?college=equipe") == ["Léo Jacquot"]


def test_filters_add_up_and_pages_keep_them(client, me):
    for number in range(30):
        one = member(f"P{number:02}", "Roy", postcode="39000", shown=["town", "skills"])
        skills.say(one, {"arts": "teach"})
    member("Autre", "Roy", postcode="39000", shown=["town"])

    page = client.get(f"{PAGE}?savoir=arts&dep=39").context["directory"]

    assert len(page.cards) == 25
    assert page.next_page.startswith("?dep=39&savoir=arts&apres=")
    assert len(client.get(PAGE + page.next_page).context["directory"].cards) == 5


def test_pages_follow_each_other_without_hole_nor_double(client, me):
    people = [member(f"P{n:02}", ["Roy", "Roy", "Ñuñez"][n % 3]) for n in range(60)]

    seen_keys, query = [], ""
    while True:
        page = client.get(PAGE + query).context["directory"]
        seen_keys += [card["pk"] for card in page.cards]
        query = page.next_page
        if not query:
            break

    assert len(seen_keys) == 61
    assert set(seen_keys) == {one.pk for one in people} | {me.pk}


def test_the_key_of_somebody_one_may_not_see_tells_nothing_of_their_name(client, me):
    candidate = person("Anne", "Durand")

    assert names(client, f"?apres={candidate.pk}") == names(client, "?apres=999999999") == []
    assert names(client, f"?apres={me.pk}") == []


def test_a_letter_opens_the_alphabet_there(client, me):
    member("Brigitte", "Courvoisier")
    member("Thomas", "Marshall")

    assert names(client, "?lettre=D") == ["Thomas Marshall", "Mehdi Zerrouki"]


@pytest.mark.parametrize(
    "query",
    [
        "?apres=-1", "?apres=9e9", "?apres=x", f"?apres={10**30}", "?lettre=%C3%89", "?dep=99",
        "?savoir=vol", "?niveau=10", "?jour=8", "?jour=mardi", "?college=rois",
    ],
)  # fmt: skip
def test_a_query_out_of_the_ordinary_is_left_aside(client, me, query):
    assert names(client, query) == ["Mehdi Zerrouki"]


def test_a_null_byte_is_no_reason_to_fall(client, me):
    assert client.get(f"{PAGE}?q=a%00b").status_code in {200, 400}


@pytest.mark.parametrize("people", [1, 30])
@pytest.mark.parametrize(
    ("query", "asked"), [("", 8), ("?q=zoe", 9), ("?savoir=arts&dep=39&jour=2&college=x", 9)]
)
def test_the_list_costs_the_same_with_one_and_with_thirty(
    client, me, people, query, asked, django_assert_num_queries
):
    for number in range(people):
        one = member("Zoé", f"Étienne {number}", postcode="39000", shown=list(Facet))
        skills.say(one, {"arts": "do"})
        Availability.objects.create(person=one, days=[2])
    client.get(PAGE)

    with django_assert_num_queries(asked):
        client.get(PAGE + query)


# --- one member ---


def test_mandates_are_said_as_one_wishes_and_dated(client, me):
    fleur = founder(agreement="f")
    blaise = secretary(agreement="m")

    pages = [client.get(f"{PAGE}{one.pk}/").text for one in (fleur, blaise)]

    assert "Fondatrice" in pages[0]
    assert "depuis le 2 mars 2026" in pages[0]
    assert "Secrétaire" in pages[1]


def test_a_mandate_that_is_over_says_until_when(client, me):
    fleur = founder()
    fleur.offices.update(ended_on=date(2026, 4, 2))

    assert "du 2 mars 2026 au 2 avril 2026" in client.get(f"{PAGE}{fleur.pk}/").text


def test_availability_that_is_past_is_not_read(client, me):
    other = zoe(Facet.AVAILABILITY)
    Availability.objects.update(until=timezone.localdate() - timedelta(days=1))

    assert SECRETS[Facet.AVAILABILITY] not in client.get(f"{PAGE}{other.pk}/").text


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


@pytest.mark.parametrize("many", [1, 13])
def test_the_page_of_a_member_costs_the_same_whatever_they_say(
    client, me, many, django_assert_num_queries
):
    other = zoe(*Facet)
    skills.say(other, dict.fromkeys(Craft.values[:many], "do"))
    client.get(f"{PAGE}{other.pk}/")

    with django_assert_num_queries(12):
        client.get(f"{PAGE}{other.pk}/")


def test_what_stands_on_the_person_is_what_was_agreed():
    other = zoe()
    for choice in (["town"], ["town", "email"], [], ["email"], list(Facet)):
        preferences.choose_shown(other, choice, at=timezone.now())

        standing = other.showings.standing().values_list("facet", flat=True)
        assert set(Person.objects.get(pk=other.pk).shown) == set(standing) == set(choice)
