"""What the home page says to founders: what they owe, and who waits since when."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from applications.models import Conversation, Meeting, Position, Reading, Takeaway, Weather
from applications.states import State
from coopstudio.french.workdays import add_working_days
from members.models import DataRequest
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
    return page.text.partition('id="t-attend"')[2].partition("</section>")[0]


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

    assert "Aucune candidature ne vous attend" in owed(page)
    assert "Noémie" in page.text.partition('id="t-qui"')[2]


def test_once_i_have_spoken_it_is_not_mine_any_more(client, fleur):
    founder("Thomas", "Marshall")
    met = application(State.MET)
    Position.objects.create(
        application=met, founder=fleur, outcome="invite", stance="consent", at=NOON
    )

    assert "Aucune candidature ne vous attend" in owed(client.get(HOME))


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

    client.get(HOME)
    with django_assert_max_num_queries(14 + 2):  # the savepoint of ATOMIC_REQUESTS
        client.get(HOME)


def meeting(dossier, at, **words):
    return Meeting.objects.create(
        application=dossier, proposed_by=words.pop("by"), place="Chez Fleur", at=at, **words
    )


@time_machine.travel(NOON, tick=False)
def test_the_meetings_of_today_and_tomorrow_are_there(client, fleur):
    for days, name in [(0, "Agnès"), (1, "Idriss"), (2, "Camille"), (-1, "Odile")]:
        one = application(State.MEETING_SET, first_name=name, last_name="")
        meeting(one, NOON + timedelta(days=days, hours=3), by=fleur)

    home = client.get(HOME).context["home"]

    said = [(word, [one.application.first_name for one in met]) for word, _day, met in home.days]
    assert said == [("Aujourd’hui", ["Agnès"]), ("Demain", ["Idriss"])]
    assert [one.is_next for _w, _d, met in home.days for one in met] == [True, False]


@time_machine.travel(NOON, tick=False)
def test_a_meeting_called_off_is_in_nobodys_day(client, fleur):
    one = application(State.CROSSED)
    meeting(one, NOON + timedelta(hours=3), by=fleur, called_off_at=NOON)

    assert client.get(HOME).context["home"].days == []


def test_a_meeting_held_waits_for_its_words_until_they_are_written(client, fleur):
    dossier = application(State.MET)
    held = meeting(dossier, NOON, by=fleur, held_at=NOON)

    before = owed(client.get(HOME))
    Takeaway.objects.create(meeting=held, number=1, words="Nous retenons.", by=fleur)
    after = owed(client.get(HOME))

    assert "Écrire ce que nous retenons ensemble" in before
    assert "Écrire ce que nous retenons ensemble" not in after


def test_when_the_person_asks_for_other_hours_it_is_ours_to_play(client, fleur):
    dossier = application(State.MEETING_PROPOSED)
    meeting(dossier, None, by=fleur, countered_at=NOON)

    assert "Proposer d’autres heures de rencontre" in owed(client.get(HOME))


def asked(dossier, **words):
    return Conversation.objects.create(
        person=dossier.person, application=dossier, email=dossier.email, state="open",
        confirmed_at=NOON, waiting_since=NOON, **words,
    )  # fmt: skip


@time_machine.travel(NOON + timedelta(days=8), tick=False)
def test_a_question_left_too_long_is_no_reason_to_reassure(client, fleur):
    asked(application(State.CROSSED, answer_by=date(2050, 1, 1)))
    client.force_login(fleur)

    said = client.get(HOME).context["home"].lead

    assert "attendue depuis plus longtemps que prévu" in said
    assert "dans les dix jours promis" not in said


def test_a_question_waits_for_its_answer_under_the_folded_name(client, fleur):
    dossier = application(State.READING, last_name="Wojciechowski")
    asked(dossier)

    folded = client.get(HOME).text
    Reading.objects.create(application=dossier, reader=fleur, wish="yes", written_at=NOON)
    unfolded = client.get(HOME).text

    assert "Répondre à une question" in folded
    assert f"Candidature {dossier.number:03} attend depuis" in folded
    assert "Wojciechowski" not in folded
    assert "Wojciechowski attend depuis" in unfolded


@pytest.mark.parametrize(("audience", "is_said"), [("founders", True), ("myself", False)])
def test_a_weather_is_cited_only_when_its_person_wished_it(client, fleur, audience, is_said):
    dossier = application(State.CROSSED)
    Weather.objects.create(
        application=dossier, feeling="worry", audience=audience, state=State.CROSSED
    )

    assert ("de l’inquiétude" in client.get(HOME).text) is is_said


@time_machine.travel(NOON, tick=False)
def test_a_request_about_data_says_the_days_left_and_names_nobody(client, fleur):
    dossier = application(State.READING, last_name="Wojciechowski")
    asked = {"person": dossier.person, "kind": "access", "due_on": NOON.date() + timedelta(days=12)}
    DataRequest.objects.create(**asked)

    said = owed(client.get(HOME))

    assert "il reste 12\u00a0jours" in said
    assert "Wojciechowski" not in said


def test_what_the_other_founder_holds_is_said(client, fleur):
    founder("Thomas", "Marshall")
    dossier = application(State.READING)
    Reading.objects.create(application=dossier, reader=fleur, wish="yes", written_at=NOON)

    page = client.get(HOME)

    names, rows, _more = page.context["home"].held
    assert (names, [row["number"] for row in rows]) == ("Thomas", [dossier.number])


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (3, "Les réponses attendues aujourd’hui sont toutes dans les dix jours promis."),
        (9, "La plus ancienne attente a 9 jours ouvrés ; nous en promettons dix."),
        (12, "Une réponse au moins a dépassé les dix jours promis : commencez par elle."),
    ],
)
def test_a_promise_about_to_break_is_said_without_alarm(client, fleur, days, said):
    sent = add_working_days(NOON.date(), 0)
    application(State.CROSSED, answer_by=add_working_days(sent, 10))
    now = datetime.combine(add_working_days(sent, days), NOON.time(), tzinfo=NOON.tzinfo)

    with time_machine.travel(now, tick=False):
        client.force_login(fleur)
        home = client.get(HOME).context["home"]

    assert home.lead == f"Une chose vous attend. {said}"


@time_machine.travel(NOON + timedelta(days=90), tick=False)
def test_a_candidature_taken_up_again_waits_since_its_new_promise(client, fleur):
    today = (NOON + timedelta(days=90)).date()
    application(State.CROSSED, answer_by=add_working_days(today, 8), cycle=2)

    [row] = client.get(HOME).context["home"].waits

    assert row["days"] == 2


def test_a_home_where_nobody_waits_is_quiet(client, fleur):
    page = client.get(HOME)

    assert "Aucune candidature ne vous attend" in page.text
    assert 'id="t-qui"' not in page.text


def test_a_meeting_gone_by_is_one_to_tell_and_no_more_to_come(client, fleur):
    mine = application(State.MEETING_SET, answer_by=date(2050, 1, 1))
    gone = timezone.now() - timedelta(hours=3)
    Meeting.objects.create(application=mine, proposed_by=fleur, place="Dijon", at=gone)

    home = client.get(HOME).text
    desk = client.get("/candidatures/").text

    assert "Dire si la rencontre a eu lieu" in home
    assert "attend la rencontre" not in home
    assert "dire si elle a eu lieu" in desk
    assert "Rencontre fixée" not in desk


def test_who_is_waited_on_is_no_delay_of_ours(client, fleur):
    application(State.COMPLETING, answer_by=timezone.localdate())

    home = client.get(HOME).text

    assert "On l’attend" in home
    assert "ca-beads" not in home
    assert "La plus ancienne attente" not in home


def test_the_trame_is_at_hand_on_the_day(client, fleur):
    mine = application(State.MEETING_SET)
    soon = timezone.now() + timedelta(minutes=1)
    Meeting.objects.create(application=mine, proposed_by=fleur, place="Dijon", at=soon)

    assert f"/candidatures/{mine.number}/trame/" in client.get(HOME).text


def test_after_a_meeting_the_next_step_is_ones_position(client, fleur):
    mine = application(State.MET)

    page = client.get(f"/candidatures/{mine.number}/lectures/").text

    assert "Proposer une autre rencontre" in page
    assert "Proposer des créneaux" not in page
    [primary] = re.findall(
        r'class="[^"]*button--primary[^"]*"[^>]*href="[^"]*"|href="[^"]*"[^>]*class="[^"]*button--primary[^"]*"',
        page,
    )  # noqa: E501
    assert "/position/" in primary
