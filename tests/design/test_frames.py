"""The frames: who sees which way, light or dark, and pages that need nobody."""

import pytest

from coopstudio.design.navigation import menu_for
from tests.applications import factories as applying
from tests.members import factories

pytestmark = pytest.mark.django_db


def words(person):
    menu = menu_for(person)
    return [place.word for group in (menu.work, menu.house, menu.self) for place in group]


def signed_in(client, person):
    """The person as pages know them: loaded by the backend with their roles."""
    client.force_login(person)
    return client.get("/aide/").wsgi_request.user


def test_a_candidate_sees_their_application_and_nothing_of_the_house(client):
    seen = words(signed_in(client, factories.person()))

    assert "Ma candidature" in seen
    assert not {"Candidatures", "Membres", "Demandes d’adhésion", "Courrier"} & set(seen)


def test_a_founder_sees_candidatures_and_not_one_of_their_own(client):
    seen = words(signed_in(client, factories.founder()))

    assert "Candidatures" in seen
    assert "Courrier" in seen
    assert "Ma candidature" not in seen


def test_the_administrator_keeps_the_post_and_reads_no_candidature(client):
    seen = words(signed_in(client, factories.administrator()))

    assert "Courrier" in seen
    assert "Candidatures" not in seen


def test_the_page_where_one_is_is_marked_once_in_each_menu(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    client.force_login(factories.founder())

    html = client.get("/accueil/").content.decode()

    assert html.count('class="rail__link" href="/accueil/" aria-current="page"') == 1
    assert html.count('class="tabbar__item" href="/accueil/" aria-current="page"') == 1


def test_the_frame_costs_no_question_to_the_database(client, django_assert_num_queries):
    client.force_login(factories.member())
    client.get("/aide/")

    with django_assert_num_queries(4):  # session, person with roles; the request's savepoint twice
        client.get("/aide/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_light_or_dark_is_remembered_without_script(client, theme):
    answer = client.post("/apparence/", {"theme": theme, "next": "/aide/"})

    assert answer.headers["Location"] == "/aide/"
    assert f'<html lang="fr" data-theme="{theme}">' in client.get("/aide/").content.decode()


def test_the_choice_can_be_given_back_to_the_device(client):
    client.post("/apparence/", {"theme": "dark"})

    client.post("/apparence/", {"theme": ""})

    assert '<html lang="fr">' in client.get("/aide/").content.decode()


@pytest.mark.parametrize(
    "there", ["https://ailleurs.exemple/", "//ailleurs.exemple/", "javascript:1"]
)
def test_the_switch_sends_nobody_elsewhere(client, there):
    assert client.post("/apparence/", {"theme": "dark", "next": there}).headers["Location"] == "/"


def test_a_made_up_theme_is_not_written_in_the_page(client):
    client.cookies["theme"] = '"><script>'

    assert '<html lang="fr">' in client.get("/aide/").content.decode()


def test_the_home_tells_the_version_of_the_call_and_its_length(client):
    version = applying.call_version(number=3)

    html = client.get("/").content.decode()

    assert f"version {version.number} du" in html
    assert "minute" in html


def test_the_home_stands_without_a_call_and_without_anybody(client):
    html = client.get("/").content.decode()

    assert "L’appel s’écrit encore" in html
    assert "personnes autour de la table" not in html


def test_the_table_seats_those_who_are_members_and_no_more(client):
    factories.founder()
    factories.member()
    factories.member("Ancien", "Membre", until=factories.ADMITTED_ON)

    html = client.get("/").content.decode()

    assert "2 personnes autour de la table" in html
    assert html.count('class="seat seat-') == 2


def test_who_has_begun_to_write_is_invited_to_go_on(client):
    session = client.session
    session["draft"] = applying.draft().pk
    session.save()

    assert "Votre brouillon vous attend" in client.get("/").content.decode()


def test_robots_are_told_what_is_private(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /candidatures/" in answer.content.decode()
