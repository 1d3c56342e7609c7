"""A founder walks a newcomer's way through the real pages; nothing stays of it but their notes."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.utils import timezone

from applications.actions import rehearsals
from applications.models import Application, CallVersion, Meeting, Rehearsal, RehearsalNote
from applications.rehearsal.script import BY_NAME, STOPS
from applications.rehearsal.walk import walked
from applications.states import State
from coopstudio.acting import without_a_trace
from coopstudio.mail.models import Letter
from members.models import Person
from tests.applications.factories import NOON, application, call_version
from tests.members.factories import founder, member, statutes

pytestmark = pytest.mark.django_db

NOTES = {"applications_rehearsal", "applications_rehearsalnote"}
NOT_ROWS = {"django_session", "house_cache"}


@pytest.fixture(autouse=True)
def world():
    statutes()


@pytest.fixture
def fleur(client):
    fleur = founder()
    founder("Thomas", "Marshall", email="thomas@exemple.fr")
    client.force_login(fleur)
    return fleur


def begun(fleur, version=None):
    return rehearsals.begin(version or call_version(), by=fleur, at=NOON)


def noted_until(rehearsal, name):
    """Every stop before ``name`` is noted."""
    for stop in STOPS[: STOPS.index(BY_NAME[name])]:
        rehearsals.note(rehearsal, stop, felt="Léger.", thought="", at=NOON)


def address(rehearsal, name):
    return f"/appel/vivre/{rehearsal.pk}/{name}/"


def rows():
    """How many rows each table holds."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - NOT_ROWS
        counted = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608
            counted[name] = cursor.fetchone()[0]
    return counted


def walk_it_all(client, rehearsal):
    """As a browser would: each page, its frame, its letters, then the note."""
    for stop in STOPS:
        here = address(rehearsal, stop.name)
        assert client.get(here).status_code == 200
        assert client.get(f"{here}page/").status_code == 200
        client.get(f"{here}lettres/0/")
        client.post(here, {"felt": f"Ressenti {stop.name}", "thought": ""})


def test_after_a_rehearsal_no_row_stays_but_the_notes(client, fleur):
    mine = begun(fleur)
    before = rows()

    walk_it_all(client, mine)

    changed = {name for name, count in rows().items() if count != before[name]}
    assert changed == {"applications_rehearsalnote"}
    assert RehearsalNote.objects.count() == len(STOPS)
    mine.refresh_from_db()
    assert mine.ended_at


def test_a_prepared_version_is_still_in_preparation_afterwards(client, fleur):
    version = call_version(published_at=None)
    walk_it_all(client, begun(fleur, version))

    version.refresh_from_db()
    assert version.published_at is None
    assert CallVersion.objects.current() is None


def test_no_letter_rings_nor_leaves(client, fleur, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as bells:
        walk_it_all(client, begun(fleur))

    assert bells == []
    assert not Letter.objects.exists()


def test_what_happens_without_a_trace_is_seen_while_it_lasts_then_never_was():
    """Negative control of the tests above: there is something to undo."""
    before = Person.objects.count()

    with walked_to("reponse") as walk:
        assert Application.objects.get().number == walk.application.number
        assert Person.objects.count() > before
        assert Letter.objects.count() > 5

    assert not Application.objects.exists()
    assert not Letter.objects.exists()


def test_an_error_on_the_way_leaves_no_trace_either():
    with suppress(ObjectDoesNotExist), without_a_trace():
        founder("Zoé", "Perdue", email="zoe@exemple.fr")
        Person.objects.get(email="personne@exemple.fr")

    assert not Person.objects.filter(email="zoe@exemple.fr").exists()


@pytest.mark.parametrize("stop", STOPS, ids=[stop.name for stop in STOPS])
def test_each_stop_shows_the_real_page_of_its_address(client, rf, stop, settings):
    with walked_to(stop.name) as walk:
        place = stop.place(walk)
        status, html = walk.page(stop, rf.get("/"))

    assert status == 200
    assert "<main" in html
    assert place.startswith("/")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("appel", "L’appel à cocréer"),
        ("reaction", "Pourquoi"),
        ("offre", "Quoi"),
        ("parcours", "parcours"),
        ("relecture", "Alix"),
        ("arrivee", "Bien arrivée"),
        ("attente", "En cours de lecture"),
        ("rencontre", "Une rencontre vous est proposée"),
        ("rendez-vous", "Rencontre fixée"),
        ("reponse", "Nous vous invitons à adhérer"),
    ],
)
def test_each_stop_stands_where_the_newcomer_would(rf, name, words):
    with walked_to(name) as walk:
        _status, html = walk.page(BY_NAME[name], rf.get("/"))

    assert words in html


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("accueil", 0),
        ("offre", 1),
        ("arrivee", 1),
        ("attente", 0),
        ("rencontre", 1),
        ("reponse", 3),
    ],
)
def test_letters_come_at_the_stop_where_they_would(name, count):
    with walked_to(name) as walk:
        assert len(walk.letters) == count


def test_the_arrival_is_lived_on_days_full_of_meetings(client, fleur):
    """The meeting finds another day; where there is none, the page says so."""
    started = timezone.localtime(timezone.now() - timedelta(days=6))
    _fill(started + timedelta(days=9), fleur)
    with walked_to("rencontre"):
        assert Application.objects.filter(state=State.MEETING_PROPOSED).exists()
    for days in (8, 10):
        _fill(started + timedelta(days=days), fleur)
    mine = begun(fleur)
    noted_until(mine, "rencontre")

    answer = client.get(address(mine, "rencontre"), follow=True)
    page = client.get(f"{address(mine, 'rencontre')}page/")

    assert "Aucune heure libre" in answer.text
    assert (page.status_code, "Aucune heure libre" in page.text) == (409, True)


def _fill(day, by):
    Meeting.objects.create(
        application=application(State.MEETING_SET), proposed_by=by, place="Dijon", minutes=720,
        at=day.replace(hour=8, minute=0, second=0, microsecond=0),
    )  # fmt: skip


def test_days_have_passed_for_the_newcomer():
    with walked_to("attente") as walk:
        sent = Application.objects.get().submitted_at
        assert (walk.today - sent).days == 3
        assert min(Letter.objects.values_list("written_at", flat=True)).date() < walk.today.date()


def test_the_links_of_the_page_lead_nowhere(rf):
    with walked_to("appel") as walk:
        _status, html = walk.page(BY_NAME["appel"], rf.get("/"))

    links = [
        part.split('"')[0] for part in html.split("<a ")[1:] for part in part.split('href="')[1:2]
    ]
    assert set(links) == {"#"}


def test_the_page_is_framed_by_us_alone_and_runs_nothing(client, fleur):
    mine = begun(fleur)

    answer = client.get(f"{address(mine, 'accueil')}page/")

    policy = answer["Content-Security-Policy"]
    assert "sandbox allow-same-origin" in policy
    assert "script-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_what_was_felt_must_be_said_before_going_on(client, fleur):
    mine = begun(fleur)

    answer = client.post(address(mine, "accueil"), {"felt": " ", "thought": "Très clair."})

    assert answer.status_code == 422
    assert "Dites ce que vous avez ressenti" in answer.text
    assert "Très clair." in answer.text
    assert client.get(address(mine, "appel")).status_code == 404
    assert client.get(f"{address(mine, 'appel')}page/").status_code == 404


def test_no_stop_is_skipped(fleur):
    with pytest.raises(rehearsals.NotThereYet):
        rehearsals.note(begun(fleur), BY_NAME["reponse"], felt="Loin", thought="", at=NOON)


def test_one_comes_back_where_one_was(client, fleur):
    mine = begun(fleur)
    noted_until(mine, "offre")

    assert client.get(f"/appel/vivre/{mine.pk}/")["Location"] == address(mine, "offre")
    assert rehearsals.begin(mine.version, by=fleur, at=NOON) == mine


def test_a_note_may_be_said_otherwise(client, fleur):
    mine = begun(fleur)
    noted_until(mine, "appel")

    client.post(address(mine, "accueil"), {"felt": "Perdue", "thought": ""})

    assert RehearsalNote.objects.get().felt == "Perdue"


def test_another_founders_walk_does_not_exist(client, fleur):
    theirs = begun(founder("Zoé", "Autre", email="zoe@exemple.fr"))

    assert client.get(f"/appel/vivre/{theirs.pk}/").status_code == 404
    assert client.get(address(theirs, "accueil")).status_code == 404


def test_what_another_felt_is_read_once_one_lived_it_too(client, fleur):
    version = call_version()
    theirs = begun(Person.objects.get(email="thomas@exemple.fr"), version)
    for stop in STOPS:
        rehearsals.note(theirs, stop, felt=f"Thomas à {stop.name}", thought="", at=NOON)

    closed = client.get("/appel/versions/1/vecu/").text
    mine = begun(fleur, version)
    for stop in STOPS:
        rehearsals.note(mine, stop, felt="Fleur ici", thought="", at=NOON)
    opened = client.get("/appel/versions/1/vecu/").text

    assert "Thomas à appel" not in closed
    assert "Thomas à appel" in opened
    assert "Fleur ici" in opened


@pytest.mark.parametrize("path", ["/appel/vivre/", "/appel/versions/1/vecu/"])
def test_only_founders_rehearse(client, path):
    call_version()
    client.force_login(member())

    assert client.get(path).status_code == 404


def test_the_preview_of_a_version_says_whether_its_arrival_was_lived(client, fleur):
    version = call_version(published_at=None)
    page = f"/appel/versions/{version.number}/apercu/"
    before = client.get(page).text
    mine = begun(fleur, version)
    for stop in STOPS:
        rehearsals.note(mine, stop, felt="Léger", thought="", at=timezone.now())

    after = client.get(page).text

    assert "Personne n’a encore vécu l’arrivée avec ce texte" in before
    assert "L’arrivée a été vécue avec ce texte" in after
    assert "Publier la version" in before


def test_the_home_proposes_what_is_read_and_what_is_prepared(client, fleur):
    current = call_version(1)
    call_version(2, call=current.call, published_at=None)

    page = client.get("/appel/vivre/").text
    answer = client.post("/appel/vivre/", {"version": current.pk})

    assert page.count("Commencer<") == 2
    assert answer["Location"] == f"/appel/vivre/{Rehearsal.objects.get().pk}/"


def walked_to(name):
    if not Person.objects.filter(offices__isnull=False).exists():
        founder()
        founder("Thomas", "Marshall", email="thomas@exemple.fr")
    version = CallVersion.objects.current() or call_version()
    return walked(version, BY_NAME[name], today=timezone.now())
