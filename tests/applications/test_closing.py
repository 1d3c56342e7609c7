"""A call is closed, and opened again: its page says it, nobody begins, what was begun may leave."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from applications.actions import applications, conversations, drafts
from applications.actions.call import calls
from applications.models import Application, Call, CallVersion
from applications.states import State
from coopstudio.french.dates import day
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from tests.applications import factories
from tests.applications.factories import NOON
from tests.members import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def version():
    return factories.call_version()


def closed(version, *, at=NOON, days=14, by=None):
    calls.close(version.call, by=by, at=at, days=days)
    return CallVersion.objects.select_related("call").get(pk=version.pk)


def begun(version, **words):
    person = factories.candidate()
    return factories.draft(version, **{**factories.WORDS, "person": person, **words})


def letters(kind):
    return Letter.objects.filter(kind=f"applications.{kind}")


def test_a_closed_call_says_until_when_drafts_may_leave(version):
    call = closed(version).call

    assert (call.closed_on, call.drafts_until) == (date(2026, 5, 11), date(2026, 5, 25))
    assert Entry.objects.filter(event="applications.call_closed").count() == 1
    with pytest.raises(calls.AlreadyClosed):
        calls.close(call, by=None, at=NOON, days=14)


def test_nobody_begins_an_answer_to_a_closed_call(version):
    with pytest.raises(drafts.CallIsClosed):
        drafts.begin(closed(version), at=NOON)

    assert not Application.objects.exists()


def test_a_draft_begun_before_may_leave_until_the_day_and_not_after(version):
    first = begun(version)
    closed(version)

    applications.submit(first, by=first.person, at=NOON + timedelta(days=14))
    assert Application.objects.get().state == State.SUBMITTED


def test_after_the_day_a_draft_stays_and_does_not_leave(version):
    mine = begun(version)
    closed(version)

    with pytest.raises(applications.TooLate):
        applications.submit(mine, by=mine.person, at=NOON + timedelta(days=15))

    assert Application.objects.get().state == State.DRAFT


def test_authors_of_drafts_are_told_once_of_the_closing_and_of_the_opening(version):
    mine = begun(version)
    factories.draft(version, email="jamais@exemple.fr")

    closed(version)
    calls.reopen(Call.objects.get(), by=None, at=NOON + timedelta(days=3))

    (told,) = letters("call_closed")
    assert told.to == mine.email
    assert "25 mai 2026" in told.text
    assert [one.to for one in letters("call_reopened")] == [mine.email]
    assert Call.objects.get().is_open
    with pytest.raises(calls.AlreadyOpen):
        calls.reopen(Call.objects.get(), by=None, at=NOON)


def test_what_is_under_way_goes_on(version):
    mine = factories.application(State.READING, version=version)

    closed(version)

    assert Application.objects.get(pk=mine.pk).state == State.READING


def test_a_question_does_not_become_a_candidature_while_it_is_closed(version):
    thread = factories.conversation()
    closed(version)

    with pytest.raises(drafts.CallIsClosed):
        conversations.become_application(thread, by=thread.person, at=NOON)


def test_its_page_says_it_and_leads_to_a_question(client, version):
    closed(version, at=timezone.now())

    page = client.get("/appel/").content.decode()

    assert "L’appel est clos depuis le" in page
    assert 'href="/questions/"' in page
    assert "/reaction/" not in page
    assert "Votre brouillon" not in page
    assert ">Candidater</a></div>" not in page


@pytest.mark.parametrize("name", ["vous", "offre", "appel", "parcours"])
def test_to_begin_is_refused_in_words_and_nothing_is_begun(client, version, name):
    closed(version, at=timezone.now())

    client.get(f"/candidater/{name}/")
    answer = client.post(f"/candidater/{name}/", {"first_name": "Noémie"}, follow=True)

    assert answer.redirect_chain[-1][0] == "/appel/"
    assert "laisser une question" in answer.content.decode()
    assert not Application.objects.exists()


def test_who_has_a_draft_reads_until_when_it_may_leave(client, version):
    mine = begun(version)
    closed(version, at=timezone.now())
    client.force_login(mine.person)

    assert "Votre brouillon peut encore partir" in client.get("/appel/").content.decode()


DRAFTS = [
    "/ma-candidature/",
    *(f"/candidater/{name}/" for name in ("vous", "offre", "appel", "parcours", "relecture")),
]


@pytest.mark.parametrize("page", DRAFTS)
def test_whoever_comes_back_to_a_draft_reads_its_last_day(client, version, page):
    mine = begun(version)
    client.force_login(mine.person)
    before = client.get(page).text

    call = closed(version, at=timezone.now()).call
    after = client.get(page).text
    Call.objects.update(
        closed_on=call.closed_on - timedelta(days=30),
        drafts_until=timezone.localdate() - timedelta(days=1),
    )
    too_late = client.get(page).text

    assert "L’appel est clos" not in before
    assert "L’appel est clos depuis le" in after
    assert f"encore envoyer votre brouillon jusqu’au {day(call.drafts_until)}" in after
    assert "Rien d’urgent" not in after
    assert "encore envoyer" not in too_late
    assert "il ne part plus" in too_late


def test_a_founder_reads_what_happens_before_closing_then_opens_it_again(client, version):
    factories.application(State.READING, version=version)
    begun(version)
    client.force_login(people.founder())

    page = client.get("/appel/cloture/").content.decode()
    assert "1 candidature en cours continue comme avant" in page
    assert "votre brouillon peut encore partir jusqu’au" in page

    client.post("/appel/cloture/", {"act": "close", "days": "7"})
    call = Call.objects.get()
    assert call.drafts_until - call.closed_on == timedelta(days=7)

    client.post("/appel/cloture/", {"act": "reopen"})
    assert Call.objects.get().is_open


def test_founders_never_learn_how_many_drafts_there_are(client, version):
    client.force_login(people.founder())
    before = client.get("/appel/cloture/").content
    for rank in range(3):
        factories.draft(version, email=f"n{rank}@exemple.fr", confirmed_at=NOON)

    def said(page):
        return page.decode().partition("question-list")[2].partition("csrf")[0]

    assert said(client.get("/appel/cloture/").content) == said(before)


def test_a_duration_that_is_not_offered_closes_nothing(client, version):
    client.force_login(people.founder())

    answer = client.post("/appel/cloture/", {"act": "close", "days": "400"})

    assert answer.status_code == 422
    assert "Choisissez une durée de la liste." in answer.content.decode()
    assert Call.objects.get().is_open


def test_a_next_version_is_prepared_on_the_same_call(version):
    closed(version)

    assert calls.the_call() == version.call
    assert Call.objects.count() == 1
