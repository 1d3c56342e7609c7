"""The second world: a cooperative that lives, in a house that bears its own names."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import engines
from django.urls import reverse

from contributions.models import Contract, RepaymentRound
from contributions.rounds.sources import treasury
from coopstudio import houses
from coopstudio.demo.management.commands.demo import move_in
from coopstudio.demo.world import World, address
from coopstudio.mail.models import Letter
from coopstudio.start.demo import HOUSES
from governance.models import Circle
from members.demo.cooperative import BOOK
from members.models import (
    Assembly,
    Exchange,
    LearningSession,
    Membership,
    MembershipRequest,
    Person,
    Seat,
    Tariff,
    Tutorship,
)
from members.states import Role

A_TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris"))
TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [
    "home", "members:directory", "members:group", "members:encounters", "members:fruits",
    "members:fees", "members:register", "members:statutes", "members:association",
    "members:assemblies", "members:learning", "members:figures", "members:tutorships",
    "members:requests", "members:board", "members:profile", "help", "contributions:treasury",
    "contributions:board", "contributions:rounds",
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


def test_two_circles_became_one_and_those_outside_send_two_delegates(cooperative):
    ended, outside = (Circle.objects.get(prefix=code) for code in ("MN", "EX"))

    assert (ended.state, ended.merged_into.prefix) == ("closed", "MS")
    assert outside.links_up.filter(kind="second", is_shared=True, ended_on=None).count() == 2


def test_nobody_bears_the_name_of_another(cooperative):
    names = list(Person.objects.values_list("first_name", "last_name"))

    assert len(names) == len(set(names))


def test_the_direction_and_the_offices_are_held(cooperative):
    today = A_TUESDAY.date()

    held = {role: Person.objects.holding(role, on=today).count() for role in Role}

    assert (held[Role.FOUNDER], held[Role.SECRETARY], held[Role.TREASURER]) == (2, 1, 1)


@pytest.mark.parametrize("who", ["ysaline", "nawel", "edouard", "margaux", "dounia", "anouk"])
@pytest.mark.parametrize("page", PAGES)
def test_the_main_pages_open_or_say_nothing(cooperative, client, settings, who, page):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    client.force_login(Person.objects.get(email=address(who)))

    assert client.get(reverse(page)).status_code in {200, 404}


def test_a_season_of_learning_was_lived_and_goes_on(cooperative):
    held = LearningSession.objects.filter(at__lt=A_TUESDAY)
    coming = LearningSession.objects.filter(at__gt=A_TUESDAY)

    assert (held.count(), coming.count()) == (2, 3)
    assert Seat.objects.filter(session__in=held).exclude(attended=None).count() == 9
    assert (Exchange.objects.count(), Tutorship.objects.count()) == (2, 2)


def test_an_assembly_was_held_and_another_is_convened_with_proxies(cooperative):
    held, coming = Assembly.objects.filter(kind="general").order_by("at")

    assert (held.state, coming.state) == ("held", "convened")
    assert held.convocations.exclude(present_at=None).count() > 30
    assert coming.convocations.exclude(proxy_to=None).exists()
    assert coming.convocations.filter(answer="").exists()


def test_requests_stand_in_every_state(cooperative):
    states = {
        one["name"]: list(
            MembershipRequest.objects.filter(person__email=address(one["name"])).values_list(
                "state", flat=True
            )
        )
        for one in BOOK["requests"]
    }

    assert states == {
        "anouk": [], "cyril": ["requested"], "flora": ["listed"], "olivier": ["admitted"],
        "thea": ["refused"],
    }  # fmt: skip


def test_three_apports_came_on_paper_and_a_round_waits_before_the_support_circle(cooperative):
    in_force = Contract.objects.filter(state="in_force", receipts__isnull=False)
    tour = RepaymentRound.objects.get()

    assert sorted(in_force.values_list("committed", flat=True)) == [80_050, 120_000, 300_000]
    assert (treasury(), tour.state, tour.proposal.circle.name) == (500_050, "computed", "Appui")
    assert tour.proposal.carrier.email == address("edouard")
    assert sum(tour.shares.values_list("cents", flat=True)) == 90_000


def test_fees_are_those_of_this_house(cooperative):
    free = Tariff.objects.get(kind="free")

    assert (free.amount, free.minimum) == (6000, 2000)


def test_nothing_of_the_other_world_is_said_in_this_one(cooperative):
    """Places, names and offices of the first world stand in no letter of the second."""
    ours = houses.read()
    letters = "\n".join(Letter.objects.values_list("text", flat=True))

    for name in ("Nuits-Saint-Georges", "rue des Tilleuls", "Dijon", "Fleur", "Thomas"):
        assert name not in letters, name
    assert ours.seat == "Nuits-Saint-Georges"


# --- a house that lives already ---


@pytest.fixture
def lives(settings, solstice):
    """The templates of a house that lives, with its own pages and its own names."""
    file = HOUSES / "solstice.toml"
    settings.HOUSE = solstice
    settings.TEMPLATES = [
        {**one, "DIRS": [file.with_suffix(""), settings.BASE_DIR / "templates"]}
        for one in settings.TEMPLATES
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["welcome", "applications:call", "applications:start", "help"])
def test_where_no_call_is_open_nobody_is_asked_to_answer_one(lives, client, page):
    text = client.get(reverse(page), follow=True).text

    assert "Solstice" in text
    for said in ("s’écrit encore", "Nous cherchons avec qui commencer", "Candidater", "vous ?"):
        assert said not in text


@pytest.mark.django_db
def test_the_public_home_says_honestly_that_no_call_is_open(lives, client):
    text = client.get("/").text

    assert "Aucun appel n’est ouvert aujourd’hui" in text
    assert "mailto:bonjour@solstice.demo.example" in text


def test_a_house_that_lives_has_no_six_steps(cooperative, lives, client):
    client.force_login(Person.objects.get(email=address("dounia")))

    assert client.get("/etapes/").status_code == 404
    assert "/etapes/" not in client.get("/accueil/").text
    assert "Étape" not in client.get("/apprendre/").text


def test_every_page_of_its_own_stands_for_one_of_ours():
    own = HOUSES / "solstice"
    told = [path.relative_to(own) for path in own.rglob("*.html")]

    assert told
    assert [path for path in told if not (TEMPLATES / path).exists()] == []


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
