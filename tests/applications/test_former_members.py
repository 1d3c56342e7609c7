"""What becomes of the candidature of somebody who joined, then left; and what waits for an answer
of ours."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications import resting
from applications.actions.keeping import erasing, retention, rounds
from applications.keeping import Stay, Step, Why
from applications.models import Application, Conversation, Message, Reading, Skeleton
from applications.states import ConversationState, Ending, State
from coopstudio.mail.models import Letter
from members.actions import consents
from members.models import DataRequest, Invitation, Membership
from members.states import Purpose
from tests.applications import factories, whole
from tests.applications.factories import NOON
from tests.applications.test_retention import at
from tests.applications.whole import PHRASE, where_it_stands
from tests.members import factories as people

JOINED = date(2026, 6, 1)
LEFT = date(2027, 3, 2)
FIRST = date(2027, 5, 3)  # thirty days before the day
LAST = date(2027, 5, 26)  # seven
GONE = date(2027, 6, 2)  # three months after the end

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


def joined(application, *, on=JOINED, until=LEFT):
    Membership.objects.create(
        person=application.person,
        organ="conseil",
        decided_on=on,
        reference="pv",
        started_on=on,
        ended_on=until,
    )
    return application


def former(**facts):
    return joined(factories.application(State.INVITED), **facts)


def plan(application, day):
    return resting.plan_of(application, today=day)


def live(*days):
    return [rounds.tend_kept(at=at(day)) for day in days]


# --- the rule ---


def test_as_long_as_one_is_a_member_it_stays():
    assert plan(former(until=None), date(2036, 1, 1)) is None


def test_it_goes_three_months_after_the_membership_ended():
    found = plan(former(), date(2027, 4, 1))

    assert (found.why, found.erase_on, found.step) == (Why.FORMER, GONE, Step.NOTHING)


def test_who_came_back_is_a_member_again():
    mehdi = joined(former(), on=date(2027, 9, 1), until=None)

    assert plan(mehdi, date(2028, 1, 1)) is None


def test_the_last_of_two_memberships_counts():
    mehdi = joined(former(), on=date(2027, 3, 3), until=date(2028, 1, 31))

    assert plan(mehdi, date(2027, 9, 1)).erase_on == date(2028, 4, 30)


def test_who_asks_to_come_back_keeps_their_dossier():
    mehdi = former()
    people.request(mehdi.person)

    assert plan(mehdi, date(2030, 1, 1)) is None


def test_a_membership_that_ended_before_one_applied_is_another_story():
    mehdi = factories.application(State.INVITED)
    joined(mehdi, on=date(2024, 1, 1), until=date(2025, 1, 1))
    Invitation.objects.create(person=mehdi.person, expires_on=date(2026, 7, 2))

    assert plan(mehdi, JOINED).why == Why.NEVER_JOINED


def test_an_accord_given_to_be_called_back_does_not_hold_what_became_a_membership():
    mehdi = former()
    consents.give(mehdi.person, Purpose.KEEP, text="Si nous en restons là.", at=NOON)

    assert plan(mehdi, LEFT).erase_on == GONE


def test_an_accord_given_since_does():
    mehdi = former()
    consents.give(mehdi.person, Purpose.KEEP, text="Gardez-moi.", at=at(date(2027, 4, 1)))

    found = plan(mehdi, date(2027, 4, 2))

    assert (found.why, found.erase_on) == (Why.AGREED, date(2029, 4, 1))


def test_one_may_choose_a_year_more():
    mehdi = former()

    retention.keep_longer(mehdi, at=at(FIRST), text="Gardez mon dossier.")

    found = plan(mehdi, FIRST)
    assert (found.why, found.erase_on) == (Why.CHOSEN, date(2028, 5, 3))


def test_the_cv_goes_first_when_its_day_comes_first():
    mehdi = joined(factories.application(State.INVITED, cv=whole.stored_file()))

    found = plan(mehdi, date(2027, 3, 10))

    assert (found.why, found.step) == (Why.MEMBER_CV, Step.ERASE_CV)


def test_a_short_membership_is_told_and_its_cv_waits_for_its_own_day():
    short = factories.application(State.INVITED, cv=whole.stored_file())
    joined(short, until=date(2026, 6, 20))

    found = plan(short, date(2026, 8, 21))

    assert (found.why, found.erase_on, found.step) == (
        Why.FORMER,
        date(2026, 9, 20),
        Step.FIRST,
    )


# --- the round ---


def test_two_notices_say_why_then_all_that_was_written_goes_and_the_register_stays():
    mehdi = joined(whole.somebody(State.INVITED))
    whole.all_sent()

    done = live(FIRST, LAST, GONE)

    told = Letter.objects.filter(kind="applications.expiry").order_by("pk")
    assert [(one.warned, one.cvs, one.erased) for one in done] == [(0, 1, 0), (1, 0, 0), (1, 0, 0)]
    assert "Votre adhésion a pris fin" in told[0].text
    live(date(2027, 6, 10))
    mehdi.person.refresh_from_db()
    assert where_it_stands(f"what {PHRASE}") == set()
    assert not Reading.objects.exists()
    assert (mehdi.person.erased_at, mehdi.person.memberships.count()) == (None, 1)
    assert Skeleton.objects.get().ending == Ending.JOINED


def test_the_dry_run_tells_it(capsys):
    mehdi = former(until=timezone.localdate())

    call_command("retention", dry_run=True)

    assert f"{mehdi.reference} : rien ; s’efface le" in capsys.readouterr().out
    assert Application.objects.get(pk=mehdi.pk).state == State.INVITED


def test_the_person_reads_it_in_words_that_speak_to_them(client):
    mehdi = former()
    client.force_login(mehdi.person)

    page = client.get("/mes-donnees/").content.decode()

    assert "Votre adhésion a pris fin. Nous vous préviendrons deux fois avant." in page


def test_the_one_more_year_that_they_chose_is_told_as_theirs(client):
    mehdi = former()
    retention.keep_longer(mehdi, at=timezone.now(), text="Gardez mon dossier.")
    client.force_login(mehdi.person)

    page = client.get("/mes-donnees/").content.decode()

    assert "Vous avez choisi un an de plus." in page
    assert "la personne a choisi" not in page.lower()


def test_the_cv_of_a_member_goes_without_notices_and_the_page_promises_none(client):
    mehdi = joined(factories.application(State.INVITED, cv=whole.stored_file()), until=None)
    client.force_login(mehdi.person)

    page = client.get("/mes-donnees/").content.decode()

    assert "Votre CV, devenu inutile une fois membre." in page
    assert "prévenue deux fois" not in page


# --- questions of those whom the register knows ---


def question(person, *, closed_at=NOON, application=None):
    state = ConversationState.CLOSED if closed_at else ConversationState.ANSWERED
    thread = Conversation.objects.create(
        person=person,
        application=application,
        email=person.email,
        state=state,
        confirmed_at=NOON,
        closed_at=closed_at,
    )
    Message.objects.create(conversation=thread, side="person", author=person, text=PHRASE)
    return thread


def test_the_closed_question_of_a_member_goes_three_months_later_and_the_member_stays():
    hana = people.member()
    question(hana)

    before, after = live(date(2026, 8, 10), date(2026, 8, 11))

    hana.refresh_from_db()
    assert (before.talks, after.talks) == (0, 1)
    assert after.words == "1 question close effacée"
    assert (where_it_stands(PHRASE), hana.erased_at) == (set(), None)


@pytest.mark.parametrize("facts", [{"closed_at": None}, {"closed_at": at(date(2026, 7, 1))}])
def test_one_that_lives_or_was_closed_lately_stays(facts):
    question(people.member(), **facts)

    live(date(2026, 9, 1))

    assert Conversation.objects.count() == 1


def test_the_thread_of_a_candidature_goes_with_it_and_not_before():
    mehdi = former(until=None)
    question(mehdi.person, application=mehdi)

    live(date(2030, 1, 1))

    assert Conversation.objects.count() == 1


@pytest.mark.parametrize("hold", [True, False])
def test_a_dispute_or_a_request_keeps_it(hold):
    mehdi = former(until=None)
    question(mehdi.person)
    if hold:
        retention.hold(mehdi, by=people.founder(), at=NOON, why="Une plainte est déposée.")
    else:
        people.data_request(mehdi.person)

    live(date(2030, 1, 1))

    assert Conversation.objects.count() == 1


def test_the_round_asked_again_under_the_lock_leaves_what_was_opened_meanwhile():
    thread = question(people.member())
    seen = rounds._forget_talk
    Conversation.objects.filter(pk=thread.pk).update(
        state=ConversationState.ANSWERED, closed_at=None
    )

    with pytest.raises(retention.NotDue):
        seen(thread, at=at(date(2027, 1, 1)))


# --- a request that waits for us ---


def declined():
    application = factories.application(State.DECLINED, touched_at=datetime(2026, 3, 2, tzinfo=UTC))
    DataRequest.objects.create(
        person=application.person, kind="access", words="Vos notes ?", due_on=date(2026, 6, 20)
    )
    return application


def test_a_request_about_ones_data_holds_the_retention_back():
    noemie = declined()

    found = plan(noemie, date(2026, 6, 2))
    (done,) = live(date(2026, 6, 2))

    assert (found.stay, found.step) == (Stay.ASKED, Step.NOTHING)
    assert (done.held, done.warned, done.erased) == (1, 0, 0)


def test_once_it_is_answered_the_days_count_again():
    noemie = declined()
    DataRequest.objects.update(answered_at=NOON, answered_by=people.founder(), answer="Les voici.")

    assert plan(noemie, date(2026, 6, 2)).step == Step.FIRST


def test_its_person_may_still_erase_by_themselves():
    noemie = declined()

    erasing.erase_person(noemie.person, by=noemie.person, at=NOON)

    assert Application.objects.get().state == State.ERASED


def test_founders_and_the_person_read_what_is_waited_for(client):
    noemie = declined()
    client.force_login(people.founder())

    page = client.get("/candidatures/conservation/").content.decode()
    table = client.get("/candidatures/conservation/tableau/").content.decode()
    client.force_login(noemie.person)
    mine = client.get("/mes-donnees/").content.decode()

    assert "Une demande de la personne attend notre réponse" in page
    assert "pas avant notre réponse" in page
    assert "une demande de la personne attend notre réponse" in table
    assert "rien ne s’efface avant notre réponse" in mine
