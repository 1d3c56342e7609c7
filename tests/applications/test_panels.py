"""What the home page says to founders: what they owe, and who waits since when."""

import pytest

from applications.models import Position, Reading
from applications.states import State
from tests.applications.factories import NOON, application, candidate
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
HOME = "/accueil/"


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def owed(page):
    """The part of the page that says what one owes, without who waits."""
    return page.text.partition('id="t-attend"')[2].partition('id="t-qui"')[0]


@pytest.mark.parametrize(
    ("state", "place"),
    [
        (State.SUBMITTED, ""),
        (State.CROSSED, "lectures/"),
        (State.MET, "position/"),
        (State.DECIDED, "position/"),
    ],
)
def test_each_task_leads_to_the_page_where_it_is_done(client, fleur, state, place):
    dossier = application(state)

    page = client.get(HOME)

    assert f'href="/candidatures/{dossier.number}/{place}"' in owed(page)


def test_what_is_the_persons_to_do_is_no_task_of_mine(client, fleur):
    application(State.MEETING_PROPOSED)

    page = client.get(HOME)

    assert "Rien ne vous attend aujourd’hui" in owed(page)
    assert "Noémie" in page.text.partition('id="t-qui"')[2]


def test_once_i_have_spoken_it_is_not_mine_any_more(client, fleur):
    founder("Thomas", "Marshall")
    met = application(State.MET)
    Position.objects.create(
        application=met, founder=fleur, outcome="invite", stance="consent", at=NOON
    )

    assert "Rien ne vous attend aujourd’hui" in owed(client.get(HOME))


def test_the_name_of_somebody_i_have_not_read_is_not_there(client, fleur):
    dossier = application(State.READING, last_name="Wojciechowski")

    folded = client.get(HOME).text
    Reading.objects.create(application=dossier, reader=fleur, wish="yes", written_at=NOON)
    unfolded = client.get(HOME).text

    assert "Wojciechowski" not in folded
    assert "Wojciechowski" in unfolded


@pytest.mark.parametrize("rows", [1, 30])
def test_the_home_asks_the_same_questions_for_one_and_for_thirty(
    client, fleur, rows, django_assert_max_num_queries
):
    version, person = None, candidate()
    for _ in range(rows):
        dossier = application(State.READING, version=version, person=person)
        version = dossier.version

    with django_assert_max_num_queries(16):
        client.get(HOME)


def test_a_home_where_nobody_waits_is_quiet(client, fleur):
    page = client.get(HOME)

    assert "Rien ne vous attend aujourd’hui" in page.text
    assert 'id="t-qui"' not in page.text
