"""A diary of one's own at a secret address, and one letter for each week, never empty."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coopstudio.mail.models import Letter
from governance import secret, tasks
from governance.actions import deeds, diaries, digests
from governance.models import CircleRole, Deed, Digest, Meeting, RoleTask
from governance.states import CircleKind, MeetingState, OfficeKind, Rhythm
from tests.governance import factories
from tests.governance.factories import AT, TODAY
from tests.members.factories import PARIS, member, person

pytestmark = pytest.mark.django_db
PAGE = "/mon-calendrier/"
A_MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=PARIS)


@pytest.fixture
def circle():
    return factories.circle(people=2)


@pytest.fixture
def people(circle):
    return factories.people_of(circle)


@pytest.fixture
def odile(circle, people, client):
    """Somebody who sits in a circle and has opened an address."""
    diaries.open_one(people[0], at=AT)
    client.force_login(people[0])
    return people[0]


def feed(client, diary):
    return client.get(secret.path_to(diary))


def lines(response):
    return response.content.decode().replace("\r\n ", "").splitlines()


def summaries(response):
    return [line.partition(":")[2] for line in lines(response) if line.startswith("SUMMARY:")]


def met(circle, by, **facts):
    facts = {"at": timezone.now() + timedelta(days=3), "place": "12 rue Monge, Dijon"} | facts
    return Meeting.objects.create(
        circle=circle, by=by, state=MeetingState.CONVENED, convened_at=AT, **facts
    )


def test_the_address_reads_my_meetings_mandates_actions_and_steps(client, circle, odile):
    today = timezone.localdate()
    met(circle, odile)
    factories.entrust(odile, circle, OfficeKind.SECRETARY, until=today + timedelta(days=90))
    deeds.give(circle, person=odile, words="Écrire au maire", due_on=today, by=odile, at=AT)
    support = factories.circle("Vers les statuts", kind=CircleKind.SUPPORT, parent=circle,
                               people=[odile], ends_on=today, referent=odile)  # fmt: skip
    support.steps.create(rank=1, words="Relire à voix haute", due_on=today)
    client.logout()

    response = feed(client, odile.diary)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert summaries(response) == [
        "Réunion\\, Cercle général",
        "Une action est attendue\\, Cercle général",
        "Une étape\\, Vers les statuts",
        "Fin de mandat : secrétariat\\, Cercle général",
    ]


def test_it_says_no_private_word_and_keeps_the_link_of_a_video_meeting(client, circle, odile):
    met(circle, odile, place="https://visio.exemple.fr/cercle?cle=1234")
    deeds.give(circle, person=odile, words="Écrire au maire", due_on=TODAY, by=odile, at=AT)

    text = "\n".join(lines(feed(client, odile.diary)))

    assert "LOCATION:En visioconférence" in text
    for said in ("visio.exemple.fr", "maire"):
        assert said not in text


def test_nothing_is_sent_again_when_nothing_changed(client, circle, odile):
    met(circle, odile)
    first = feed(client, odile.diary)

    again = client.get(secret.path_to(odile.diary), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    met(circle, odile, at=timezone.now() + timedelta(days=9))
    changed = client.get(secret.path_to(odile.diary), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_renewed_the_address_of_before_opens_nothing_and_closed_none_does(client, odile):
    before = secret.path_to(odile.diary)

    client.post(f"{PAGE}adresse/")
    odile.diary.refresh_from_db()
    now = secret.path_to(odile.diary)
    assert [client.get(path).status_code for path in (before, now)] == [404, 200]

    client.post(f"{PAGE}fermeture/")
    assert client.get(now).status_code == 404
    assert "Ouvrir mon adresse" in client.get(PAGE).text


def test_who_is_no_longer_a_member_has_no_diary(client, odile):
    odile.memberships.update(ended_on=date(2026, 10, 1))

    assert feed(client, odile.diary).status_code == 404


@given(token=st.text(st.characters(categories=["L", "N"], include_characters=":-_."), min_size=1))
def test_no_other_address_opens_anything(token):
    assert secret.diary_behind(token) is None


@pytest.mark.parametrize("many", [1, 20])
def test_it_costs_the_same_with_one_meeting_and_with_twenty(client, circle, odile, many):
    for number in range(many):
        met(circle, odile, at=timezone.now() + timedelta(days=number + 1))
        deeds.give(circle, person=odile, words="Écrire", due_on=TODAY, by=odile, at=AT)
    client.logout()
    feed(client, odile.diary)

    with CaptureQueriesContext(connection) as asked:
        feed(client, odile.diary)

    assert len(asked) <= 9


def test_the_page_is_for_those_who_read_governance(client):
    client.force_login(person())

    assert client.get(PAGE).status_code == 404


# --- the letter ---


def sent(someone):
    return Letter.objects.filter(kind="governance.digest", to=someone.email)


def round_of(at):
    for someone in digests.awaited_by(at=at):
        digests.send(someone, at=at)


def test_one_letter_a_week_and_never_an_empty_one(circle, people):
    deeds.give(circle, person=people[0], words="Écrire au maire", due_on=TODAY, by=None, at=AT)

    for hours in (0, 1, 26, 50, 140):
        round_of(A_MONDAY + timedelta(hours=hours))
    assert [sent(one).count() for one in people] == [1, 0]
    assert "Écrire au maire" in sent(people[0]).get().text

    round_of(A_MONDAY + timedelta(days=7))
    assert sent(people[0]).count() == 2


def test_nobody_is_written_to_at_night(circle, people):
    deeds.give(circle, person=people[0], words="Écrire", due_on=TODAY, by=None, at=AT)

    round_of(A_MONDAY.replace(hour=6))

    assert Letter.objects.filter(kind="governance.digest").count() == 0


def test_a_daily_letter_leaves_on_working_days(circle, people):
    diaries.choose_rhythm(people[0], Rhythm.DAILY, at=AT)
    deeds.give(circle, person=people[0], words="Écrire", due_on=TODAY, by=None, at=AT)

    for days in range(7):
        round_of(A_MONDAY + timedelta(days=days))

    assert sent(people[0]).count() == 5


def test_who_wishes_none_or_silenced_the_circles_has_none(circle, people):
    diaries.choose_rhythm(people[0], Rhythm.NEVER, at=AT)
    people[1].quiets.create(topic="circles")
    for one in people:
        deeds.give(circle, person=one, words="Écrire", due_on=TODAY, by=None, at=AT)

    round_of(A_MONDAY)

    assert Letter.objects.filter(kind="governance.digest").count() == 0


def test_who_sits_nowhere_has_none():
    member("Odile", "Faivre")

    assert list(digests.awaited_by(at=A_MONDAY)) == []


def test_it_can_be_stopped_by_one_gesture(circle, people, client):
    deeds.give(circle, person=people[0], words="Écrire", due_on=TODAY, by=None, at=AT)
    round_of(A_MONDAY)

    client.post("/profil" + sent(people[0]).get().unsubscribe.partition("/profil")[2])
    round_of(A_MONDAY + timedelta(days=7))

    assert sent(people[0]).count() == 1


def test_it_tells_what_was_published_since_the_last_one(circle, people):
    Digest.objects.create(person=people[0], told_for=date(2026, 9, 28))
    for day, place in [(27, "avant"), (29, "depuis")]:
        at = datetime(2026, 9, day, 18, 0, tzinfo=PARIS)
        Meeting.objects.create(
            circle=circle, at=at, place=place, by=people[0], state=MeetingState.CLOSED,
            opened_at=at, closed_at=at, minutes_state="published", published_at=at,
        )  # fmt: skip

    round_of(A_MONDAY)

    text = sent(people[0]).get().text
    assert "compte-rendu du 29 septembre 2026" in text
    assert "27 septembre" not in text


def test_the_rhythm_is_chosen_on_the_page(client, odile):
    client.post(PAGE, {"rhythm": "daily"})
    assert odile.digest.rhythm == Rhythm.DAILY

    refused = client.post(PAGE, {"rhythm": "hourly"})
    assert refused.status_code == 422
    assert "Erreur\u00a0:" in refused.text


# --- the rounds ---


def test_the_rounds_ask_and_write_and_a_second_tick_changes_nothing(circle, people):
    role = CircleRole.objects.create(circle=circle, name="Caisse du mois")
    role.mandates.create(person=people[0], since=factories.BEGAN_ON, until=date(2030, 1, 1))
    RoleTask.objects.create(role=role, words="Rapprocher", next_on=timezone.localdate())

    for _ in range(2):
        tasks.tend_deeds()
        tasks.tend_digests()

    assert [(one.person, one.words) for one in Deed.objects.all()] == [(people[0], "Rapprocher")]
    assert Letter.objects.filter(kind="governance.deed_asked").count() == 1
    assert Letter.objects.filter(kind="governance.digest").count() <= 1
