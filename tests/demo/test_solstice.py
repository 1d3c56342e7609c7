"""The second world: a cooperative that lives, in a house that bears its own names."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import engines
from django.urls import reverse

from coopstudio import houses
from coopstudio.demo.management.commands.demo import move_in
from coopstudio.demo.world import World, address
from coopstudio.start.demo import HOUSES
from members.models import Membership, Person
from members.states import Role

A_TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris"))
TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [
    "home", "members:directory", "members:group", "members:encounters", "members:fruits",
    "members:fees", "members:register", "members:statutes", "members:association",
    "members:assemblies", "members:learning", "members:figures", "steps", "help",
]  # fmt: skip


@pytest.fixture(scope="module")
def cooperative(django_db_setup, django_db_blocker):
    """The whole cooperative, moved in once for this file and swept away at its end."""
    from django.db import transaction  # noqa: PLC0415 (the base is only there in tests)

    with django_db_blocker.unblock(), transaction.atomic():
        move_in(World(now=A_TUESDAY), settings.DEMO_WORLDS["solstice"])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def solstice():
    """The house of Solstice, read from its own file."""
    return houses.read(HOUSES / "solstice.toml")


@pytest.mark.django_db
def test_the_base_is_there():
    """This file needs the base; its other tests read what the module moved in."""


def test_there_are_82_associates_in_three_categories(cooperative):
    codes = ["entrepreneurs", "equipe", "exterieurs"]
    found = {code: Membership.objects.filter(category__code=code).count() for code in codes}

    assert found == {"entrepreneurs": 71, "equipe": 8, "exterieurs": 3}


def test_there_are_130_entrepreneurs_besides_the_team_and_those_outside(cooperative):
    assert Person.objects.count() == 130 + 8 + 3


def test_nobody_bears_the_name_of_another(cooperative):
    names = list(Person.objects.values_list("first_name", "last_name"))

    assert len(names) == len(set(names))


def test_the_direction_and_the_offices_are_held(cooperative):
    today = A_TUESDAY.date()

    held = {role: Person.objects.holding(role, on=today).count() for role in Role}

    assert (held[Role.FOUNDER], held[Role.SECRETARY], held[Role.TREASURER]) == (2, 1, 1)


@pytest.mark.parametrize("who", ["ysaline", "nawel", "edouard", "associe-1"])
@pytest.mark.parametrize("page", PAGES)
def test_the_main_pages_open_or_say_nothing(cooperative, client, settings, who, page):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    client.force_login(Person.objects.get(email=address(who)))

    assert client.get(reverse(page)).status_code in {200, 404}


def test_a_house_says_its_own_names(solstice):
    text = "Bienvenue {{ house.to_the_association }}, chez {{ house.company }}."

    assert solstice.fill(text) == "Bienvenue à la coopérative Solstice, chez Solstice."


@pytest.mark.parametrize(
    ("thing", "of", "to"),
    [
        ("l’Institut", "de l’Institut", "à l’Institut"),
        ("la coopérative", "de la coopérative", "à la coopérative"),
        ("le réseau", "du réseau", "au réseau"),
        ("les Cigales", "des Cigales", "aux Cigales"),
        ("Auvergne", "d’Auvergne", "à Auvergne"),
    ],
)
def test_articles_are_joined_as_french_does(thing, of, to):
    assert (houses.of(thing), houses.to(thing)) == (of, to)


def test_a_name_is_safe_in_a_page_and_plain_in_a_letter(solstice):
    house = houses.House(**{**vars(solstice), "company": "Pain & Cie"})

    assert house.fill("{{ house.company }}") == "Pain &amp; Cie"
    assert house.fill("{{ house.company }}", is_html=False) == "Pain & Cie"


def test_no_template_names_a_house():
    """Names stand in the file of the house: neither ours nor another's is written in a page."""
    ours, found = houses.read(), []
    names = (ours.company, ours.association, ours.seat, ours.region.name)
    pages = [path for path in TEMPLATES.rglob("*.*") if "gallery" not in path.parts]
    for path in sorted(pages):
        found += [f"{path.name}: {name}" for name in names if name in path.read_text()]

    assert found == []


def test_every_name_that_a_template_asks_for_is_one_of_the_house():
    asked = {
        name for path in TEMPLATES.rglob("*.*") for name in houses.NAMED.findall(path.read_text())
    }

    assert {name for name in asked if not hasattr(houses.read(), name)} == set()


def test_a_page_carries_the_names_of_the_house_without_asking(client):
    loaded = engines["django"].get_template("layouts/footer.html").template.source

    assert settings.HOUSE.company in loaded
    assert "house." not in loaded
