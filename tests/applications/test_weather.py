"""A weather belongs to its person; founders see what was shown to them, and nothing more."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from applications.actions import weather
from applications.models import Weather
from applications.states import State
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application, draft
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db

MYSELF, FOUNDERS = Weather.Audience.MYSELF, Weather.Audience.FOUNDERS


def noted(mine, feeling="worry", need="news", audience=MYSELF, at=NOON):
    return weather.note(mine, feeling=feeling, need=need, audience=audience, at=at)


def page(mine):
    return f"/ma-candidature/{mine.number}/meteo/"


def test_two_clicks_note_a_weather_for_oneself(client):
    mine = application(State.READING)
    client.force_login(mine.person)

    answer = client.post(page(mine), {"feeling": "worry", "need": "news", "audience": "myself"})

    one = Weather.objects.get()
    assert answer.status_code == 302
    assert (one.words, one.is_shared) == ("de l’inquiétude, besoin de nouvelles", False)
    assert one.state == State.READING


@pytest.mark.parametrize(
    ("feeling", "need", "words"),
    [("joy", "", "de la joie"), ("", "time", "besoin de temps")],
)
def test_one_of_the_two_words_is_enough(feeling, need, words):
    assert noted(application(), feeling, need).words == words


def test_nothing_chosen_is_refused_in_words(client):
    mine = application()
    client.force_login(mine.person)

    answer = client.post(page(mine), {"audience": "myself"})

    assert answer.status_code == 422
    assert "Choisissez un ressenti, un besoin, ou les deux." in answer.text
    assert "<title>Erreur" in answer.text
    assert not Weather.objects.exists()


def test_the_database_refuses_an_empty_weather():
    with pytest.raises(IntegrityError), transaction.atomic():
        Weather.objects.create(application=application(), state=State.READING)


def test_a_draft_has_no_weather_yet():
    with pytest.raises(weather.NotUnderWay):
        noted(draft())


def test_no_word_of_the_lists_agrees_with_anybody():
    labels = [label for _, label in [*Weather.Feeling.choices, *Weather.Need.choices]]

    assert all(label.startswith(("de ", "du ", "d’")) for label in labels)


def test_a_weather_can_be_shown_then_kept_again(client):
    one = noted(application())
    client.force_login(one.application.person)

    client.post(f"{page(one.application)}{one.pk}/", {"act": "founders"})
    shown = list(Weather.objects.shared())
    client.post(f"{page(one.application)}{one.pk}/", {"act": "myself"})

    assert shown == [one]
    assert not Weather.objects.shared().exists()


def test_a_weather_can_be_erased(client):
    one = noted(application())
    client.force_login(one.application.person)

    client.post(f"{page(one.application)}{one.pk}/", {"act": "remove"})

    assert not Weather.objects.exists()


def test_nobody_else_reaches_it(client):
    one = noted(application())
    for somebody in (founder(), person("Théo", "Picard")):
        client.force_login(somebody)

        assert client.get(page(one.application)).status_code == 404
        assert client.post(
            f"{page(one.application)}{one.pk}/", {"act": "founders"}
        ).status_code in (404,)
    assert not Weather.objects.shared().exists()


def test_the_home_reads_the_last_one_shown_of_each_application():
    mine, other = application(), application()
    noted(mine, "joy", "", FOUNDERS, NOON)
    last = noted(mine, "worry", "", FOUNDERS, NOON + timedelta(days=1))
    noted(mine, "doubt", "", MYSELF, NOON + timedelta(days=2))
    theirs = noted(other, "trust", "", FOUNDERS, NOON)

    assert set(Weather.objects.shared().latest_of_each()) == {last, theirs}


def test_the_journal_and_the_post_hear_nothing_of_it():
    mine = application()

    weather.show_to(noted(mine), FOUNDERS)

    assert not Entry.objects.exists()
    assert not Letter.objects.exists()


def test_the_last_gesture_of_the_person_is_not_moved_by_it():
    """Its hour would tell founders that something was noted."""
    mine = application()
    before = mine.touched_at

    noted(mine, at=NOON + timedelta(days=40))

    mine.refresh_from_db()
    assert mine.touched_at == before


FOUNDERS_PAGES = [
    "/accueil/",
    "/candidatures/",
    "/candidatures/?q=inquiétude",
    "/candidatures/{number}/",
    "/candidatures/{number}/lectures/",
    "/candidatures/{number}/rencontre/",
    "/candidatures/{number}/position/",
    "/courrier/",
]


@pytest.mark.parametrize("path", FOUNDERS_PAGES)
@pytest.mark.parametrize("state", [State.READING, State.MET])
def test_a_private_weather_is_on_no_page_of_the_founders(client, path, state):
    one = noted(application(state), "worry", "listening")
    client.force_login(founder())

    text = client.get(path.format(number=one.application.number), follow=True).text

    found = [words for words in ("de l’inquiétude", "d’écoute", "météo") if words in text]
    assert found == []


def test_a_private_weather_changes_no_byte_of_the_dossier(client):
    mine = application(State.MET)
    client.force_login(founder())
    address = f"/candidatures/{mine.number}/"
    before = _main(client.get(address))

    noted(mine)

    assert _main(client.get(address)) == before


def test_what_was_shown_is_in_the_dossier(client):
    """Negative control of the two tests above."""
    one = noted(application(State.MET), "worry", "listening", FOUNDERS)
    client.force_login(founder())

    text = client.get(f"/candidatures/{one.application.number}/").text

    assert "de l’inquiétude, besoin d’écoute" in text


def test_only_the_weather_table_holds_it():
    """Looked for in every table of the house, as a dump of the database would show it."""
    one = noted(application(), "tiredness", "calm")
    holding = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            out = io.StringIO()
            csv.writer(out).writerows(cursor.fetchall())
            if "tiredness" in out.getvalue():
                holding.append(table)

    assert holding == [one._meta.db_table]


def test_thirty_weathers_cost_what_one_does(client):
    mine = application()
    client.force_login(mine.person)
    noted(mine)
    client.get(page(mine))
    with CaptureQueriesContext(connection) as for_one:
        client.get(page(mine))
    for away in range(29):
        noted(mine, at=NOON + timedelta(days=away))

    with CaptureQueriesContext(connection) as for_thirty:
        answer = client.get(page(mine))

    assert answer.text.count('class="sky ') == 30
    assert len(for_thirty) == len(for_one)


def _main(answer):
    """What the page says, without the marks that each answer draws at random."""
    words = answer.text.split("<main")[1].split("</main>")[0]
    return re.sub(r'value="[\w-]{36,}"', "", words)


@pytest.mark.parametrize("state", [State.INVITED, State.PAUSED, State.DECLINED, State.WITHDRAWN])
def test_a_weather_may_be_left_at_each_step_of_the_way(client, state):
    mine = application(state)
    client.force_login(mine.person)

    page = client.get(f"/ma-candidature/{mine.number}/").content.decode()

    assert 'id="meteo"' in page
