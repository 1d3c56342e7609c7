"""What is kept, until when: two notices, a choice, then nothing; and nobody refused by a clock."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications import choosing, keeping, resting
from applications.actions import conversations, notes, pauses
from applications.actions.keeping import erasing, promises, retention, rounds
from applications.events import Event
from applications.keeping import Step, Why
from applications.models import (
    Application,
    ArchiveOpening,
    Keeping,
    PromiseAlert,
    Proof,
    RetentionRound,
)
from applications.states import State
from applications.tasks import wake_the_paused, watch_promises
from coopstudio.files.models import PrivateFile
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.actions import consents
from members.models import DataRequest, Invitation, Membership, Person
from members.rights.consents import has_given
from members.states import Purpose
from tests.applications import factories, whole
from tests.members import factories as people

ENDED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST = date(2026, 5, 3)  # thirty days before the day
LAST = date(2026, 5, 26)  # seven
GONE = date(2026, 6, 2)  # three months after the end

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


def at(day, hour=4):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)


def closed(state=State.DECLINED, *, on=ENDED, **facts):
    """An application that ended that day, as the journal says."""
    facts = {"touched_at": on - timedelta(days=20)} | facts
    application = factories.application(state, **facts)
    event = Event.DECLINED if state == State.DECLINED else Event.WITHDRAWN
    Entry.objects.create(
        event=event.value,
        sentence=event.label,
        subject_kind="applications.application",
        subject_id=application.pk,
        at=on,
    )
    return application


def plan(application, day):
    return resting.plan_of(application, today=day)


def live(*days):
    """One round on each of these days."""
    return [rounds.tend_kept(at=at(day)) for day in days]


def letters(kind="applications.expiry"):
    return Letter.objects.filter(kind=kind).order_by("pk")


# --- the rule ---


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 3, 2), 3, date(2026, 6, 2)),
        (date(2026, 6, 30), -4, date(2026, 2, 28)),
    ],
)
def test_months_are_counted_as_people_count_them(day, months, after):
    assert keeping.add_months(day, months) == after


def test_without_an_accord_it_goes_three_months_after_the_end():
    found = plan(closed(), date(2026, 4, 1))

    assert (found.why, found.erase_on, found.step) == (Why.EXPLAIN, GONE, Step.NOTHING)


def test_with_the_accord_it_stays_two_years_after_the_last_own_gesture():
    noemie = closed()
    consents.give(noemie.person, Purpose.KEEP, text="Oui.", at=ENDED)

    found = plan(noemie, date(2026, 7, 1))

    assert (found.why, found.erase_on) == (Why.AGREED, date(2028, 3, 2))


def test_what_founders_do_does_not_wind_the_clock():
    noemie = closed()
    consents.give(noemie.person, Purpose.KEEP, text="Oui.", at=ENDED)
    fleur, lately = people.founder(), at(date(2026, 9, 1))
    conversations.answer(
        conversations.thread_of(noemie, at=lately), by=fleur, text="Bonjour.", at=lately
    )
    notes.write_note(noemie, by=fleur, words="À revoir.", audience="founders", at=lately)

    assert plan(noemie, date(2027, 7, 1)).erase_on == date(2028, 3, 2)


def test_a_message_of_the_person_winds_it():
    noemie = closed()
    consents.give(noemie.person, Purpose.KEEP, text="Oui.", at=ENDED)
    thread = whole.Conversation.objects.create(
        person=noemie.person, email="n@exemple.fr", state="answered", confirmed_at=ENDED
    )
    whole.Message.objects.create(
        conversation=thread, side="person", text="Bonjour", at=at(date(2026, 9, 1))
    )

    assert plan(noemie, date(2027, 7, 1)).erase_on == date(2028, 9, 1)


@pytest.mark.parametrize("state", [State.READING, State.MET, State.PAUSED, State.DECIDED])
def test_what_is_under_way_is_never_due(state):
    noemie = factories.application(state, touched_at=ENDED - timedelta(days=2000))

    assert plan(noemie, GONE) is None


def test_an_invited_person_who_never_joined_goes_three_months_after_the_invitation():
    noemie = factories.application(State.INVITED)
    Invitation.objects.create(person=noemie.person, expires_on=date(2026, 3, 2))

    found = plan(noemie, date(2026, 4, 1))

    assert (found.why, found.erase_on) == (Why.NEVER_JOINED, GONE)


def test_the_cv_of_a_member_goes_after_six_months_and_the_rest_stays():
    noemie = factories.application(State.INVITED, cv=whole.stored_file())
    Membership.objects.create(
        person=noemie.person,
        organ="conseil",
        decided_on=date(2026, 1, 5),
        reference="pv",
        started_on=date(2026, 1, 5),
    )

    (before, after) = live(date(2026, 7, 4), date(2026, 7, 5))

    noemie.refresh_from_db()
    assert (before.cvs, after.cvs, noemie.cv) == (0, 1, None)
    assert PrivateFile.objects.get().state == PrivateFile.State.ERASED
    assert noemie.what != ""


# --- notices, then silence ---


def test_two_notices_then_silence_erases():
    noemie = closed()

    done = live(FIRST - timedelta(days=1), FIRST, LAST - timedelta(days=1), LAST, GONE)

    assert [(one.warned, one.erased) for one in done] == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 1)]
    noemie.refresh_from_db()
    assert noemie.state == State.ERASED
    assert letters().count() == 2


def test_each_notice_tells_the_day():
    closed()

    live(FIRST, LAST)

    assert ["2 juin 2026" in one.text.replace("\u00a0", " ") for one in letters()] == [True, True]


def test_long_ones_are_told_two_months_and_one_month_before():
    noemie = closed()
    consents.give(noemie.person, Purpose.KEEP, text="Oui.", at=ENDED)
    day = date(2028, 3, 2)

    done = live(
        day - timedelta(days=61),
        day - timedelta(days=60),
        day - timedelta(days=31),
        day - timedelta(days=30),
        day,
    )

    assert [(one.warned, one.erased) for one in done] == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 1)]


def test_a_round_that_comes_very_late_still_tells_twice_before_it_erases():
    closed()
    late = GONE + timedelta(days=200)

    done = live(late, late + timedelta(days=1), late + timedelta(days=6), late + timedelta(days=8))

    assert [(one.warned, one.erased) for one in done] == [(1, 0), (1, 0), (0, 0), (0, 1)]


def test_a_doubled_round_does_nothing_twice():
    closed()

    live(FIRST, FIRST, FIRST)

    assert letters().count() == 1


def test_an_accord_taken_back_brings_the_near_day_and_it_is_told_anew():
    noemie = closed()
    consents.give(noemie.person, Purpose.KEEP, text="Oui.", at=ENDED)
    consents.withdraw(noemie.person, Purpose.KEEP, at=at(date(2026, 9, 1)))

    done = live(date(2026, 9, 2), date(2026, 9, 3), date(2026, 9, 9), date(2026, 9, 10))

    assert [(one.warned, one.erased) for one in done] == [(1, 0), (1, 0), (0, 1), (0, 0)]


def test_a_held_one_is_neither_told_nor_erased():
    noemie = closed()
    retention.hold(noemie, by=people.founder(), at=ENDED, why="Une plainte est déposée.")

    (done,) = live(GONE + timedelta(days=30))

    assert (done.held, done.warned, done.erased) == (1, 0, 0)


def test_the_round_leaves_its_report():
    closed()

    live(FIRST)

    last = RetentionRound.objects.latest()
    assert (last.warned, last.erased, last.cvs, last.proofs, last.held) == (1, 0, 0, 0, 0)


def test_a_question_without_application_goes_three_months_after_it_was_closed():
    zoe = people.person("Zoé", "Perrin", known_since=ENDED)
    whole.Conversation.objects.create(
        person=zoe, email=zoe.email, state="closed", confirmed_at=ENDED, closed_at=ENDED
    )

    live(GONE)

    assert not whole.Conversation.objects.exists()
    assert Person.objects.get(pk=zoe.pk).erased_at is not None


def question(person, closed_at):
    state = "closed" if closed_at else "answered"
    return whole.Conversation.objects.create(
        person=person, email=person.email, state=state, confirmed_at=ENDED, closed_at=closed_at
    )


def test_two_old_questions_are_erased_once_and_the_farewell_leaves():
    zoe = people.person("Zoé", "Perrin", known_since=ENDED)
    question(zoe, ENDED), question(zoe, ENDED + timedelta(days=1))

    (done,) = live(GONE + timedelta(days=2))

    farewell = letters("applications.erased_person").get()
    assert (done.erased, done.failed) == (1, 0)
    assert (farewell.to, farewell.state) == (zoe.email, Letter.State.WAITING)


@pytest.mark.parametrize("lately", [at(GONE - timedelta(days=1)), None])
def test_one_question_that_still_lives_keeps_the_old_one(lately):
    zoe = people.person("Zoé", "Perrin", known_since=ENDED)
    question(zoe, ENDED), question(zoe, lately)

    live(GONE)

    assert zoe.conversations.count() == 2


def test_who_waits_for_an_answer_about_their_data_is_not_forgotten():
    zoe = people.person("Zoé", "Perrin", known_since=ENDED)
    asked = DataRequest.objects.create(
        person=zoe, kind="access", words="Tout, s’il vous plaît.", due_on=GONE
    )

    live(GONE + timedelta(days=100))

    asked.refresh_from_db()
    assert (asked.words, asked.person.erased_at) == ("Tout, s’il vous plaît.", None)


# --- one row never stops the others ---


@pytest.fixture
def two_due():
    """Two whose day has come, and the round that erases them."""
    first, second = closed(), closed()
    live(FIRST, LAST)
    return first, second


def test_a_row_that_breaks_is_counted_and_the_next_goes_on(two_due, monkeypatch):
    first, second = two_due
    erase = erasing.erase

    def breaks(application, **words):
        if application.pk == first.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        return erase(application, **words)

    monkeypatch.setattr(erasing, "erase", breaks)

    (done,) = live(GONE)

    first.refresh_from_db(), second.refresh_from_db()
    assert (done.erased, done.failed) == (1, 1)
    assert (first.state, second.state) == (State.DECLINED, State.ERASED)
    assert "1 ligne en panne" in done.words


def meanwhile(monkeypatch, act):
    """The round has read what is due; somebody acts before it comes to the rows."""
    read = keeping.plan
    monkeypatch.setattr(keeping, "plan", lambda facts, **how: (read(facts, **how), act())[0])


def test_what_its_person_has_just_chosen_to_keep_stays(two_due, monkeypatch):
    kept = []

    def keep():
        if not kept:
            kept.append(two_due[0])
            retention.keep_longer(two_due[0], at=at(GONE), text="Gardez mon dossier.")

    meanwhile(monkeypatch, keep)
    (done,) = live(GONE)

    two_due[0].refresh_from_db()
    assert (two_due[0].state, done.erased) == (State.DECLINED, 1)


def test_what_was_taken_up_again_meanwhile_stays(two_due, monkeypatch):
    again = Application.objects.filter(pk=two_due[0].pk)
    meanwhile(monkeypatch, lambda: again.update(state=State.READING))

    (done,) = live(GONE)

    assert (again.get().state, done.erased) == (State.READING, 1)


def test_one_that_cannot_wake_stops_no_other(monkeypatch):
    seen = []

    def breaks(application, **words):
        seen.append(application.pk)
        raise ValueError

    for _ in range(2):
        factories.application(State.PAUSED, paused_until=date(2026, 5, 1))
    monkeypatch.setattr(pauses, "wake", breaks)

    wake_the_paused()

    assert len(seen) == 2


def test_an_account_of_which_nothing_is_left_goes():
    zoe = people.person("Zoé", "Perrin", known_since=ENDED)

    live(ENDED.date() + timedelta(days=80), ENDED.date() + timedelta(days=100))

    assert Person.objects.get(pk=zoe.pk).erased_at is not None


@pytest.mark.parametrize("somebody", [people.member, people.founder, people.administrator])
def test_whoever_belongs_stays(somebody):
    person = somebody(known_since=ENDED)

    live(GONE + timedelta(days=900))

    assert Person.objects.get(pk=person.pk).erased_at is None


def test_a_proof_leaves_the_archive_when_its_years_are_over():
    noemie = whole.somebody()
    erasing.erase(noemie, by=None, at=at(date(2026, 8, 1)))

    live(date(2031, 5, 10), date(2031, 5, 11))

    assert not Proof.objects.exists()
    assert RetentionRound.objects.latest().proofs == 1


# --- the choice of the person ---


def link_of(client, noemie):
    live(FIRST)
    return choosing.path_to(Keeping.objects.get())


def test_to_look_at_the_link_chooses_nothing(client):
    path = link_of(client, closed())

    answer = client.get(path)

    assert answer.status_code == 200
    assert Keeping.objects.get().kept_until is None
    assert Application.objects.get().state == State.DECLINED


def test_one_more_year_is_an_accord_in_the_words_that_were_read(client):
    noemie = closed()
    path = link_of(client, noemie)

    client.post(path, {"choice": "keep"})

    kept = Keeping.objects.get()
    until = keeping.add_months(timezone.localdate(), 12)
    assert kept.kept_until == until
    assert has_given(noemie.person, Purpose.KEEP)
    assert "Gardez mon dossier jusqu’au" in noemie.person.consents.get().text
    assert plan(noemie, timezone.localdate()).why == Why.CHOSEN


def test_to_erase_now_erases_now(client):
    path = link_of(client, closed())

    answer = client.post(path, {"choice": "erase"})

    assert "Votre dossier est effacé" in answer.content.decode()
    assert Application.objects.get().state == State.ERASED


def test_a_link_serves_once(client):
    path = link_of(client, closed())
    client.post(path, {"choice": "keep"})

    assert client.get(path).status_code == 410
    assert client.post(path, {"choice": "erase"}).status_code == 410
    assert Application.objects.get().state == State.DECLINED


def test_a_link_that_we_did_not_sign_opens_nothing(client):
    link_of(client, closed())
    forged = signing.dumps([Keeping.objects.get().pk, "0" * 32], salt=choosing.SALT)

    assert client.get(f"/conservation/{forged}/").status_code == 410
    assert client.post("/conservation/nimporte/", {"choice": "erase"}).status_code == 410


def test_the_letter_is_forgotten_once_it_has_left_since_it_opens_something():
    closed()

    live(FIRST)

    assert letters().get().is_secret


# --- what founders see ---


def test_founders_see_who_goes_when_and_why(client):
    noemie = closed()
    client.force_login(people.founder())

    page = client.get("/candidatures/conservation/").content.decode()

    assert noemie.full_name in page
    assert "Pour expliquer notre réponse" in page


def test_a_folded_one_is_a_number(client):
    noemie = closed(State.WITHDRAWN, crossed_at=None)
    client.force_login(people.founder())

    page = client.get("/candidatures/conservation/").content.decode()

    assert noemie.reference in page
    assert noemie.last_name not in page


def test_the_table_for_a_spreadsheet_names_nobody(client):
    noemie = closed()
    client.force_login(people.founder())

    text = client.get("/candidatures/conservation/tableau/").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["candidature"] for row in rows] == [noemie.reference]
    assert noemie.last_name not in text


def test_one_or_thirty_take_as_many_questions(client):
    client.force_login(people.founder())
    closed()
    client.get("/candidatures/conservation/")
    with_one = count_queries(client)
    for _ in range(29):
        closed(version=Application.objects.first().version)

    assert count_queries(client) == with_one


def count_queries(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/candidatures/conservation/")
    return len(asked)


def test_the_dry_run_writes_nothing_and_says_everything(capsys):
    noemie = closed(on=timezone.now() - timedelta(days=75))

    call_command("retention", dry_run=True)

    told = capsys.readouterr().out
    assert noemie.reference in told
    assert "premier avis" in told
    assert noemie.last_name not in told
    assert not Keeping.objects.exists()
    assert not RetentionRound.objects.exists()


def test_a_hold_says_why_and_the_person_reads_it(client):
    noemie = closed()
    client.force_login(people.founder())

    client.post(f"/candidatures/{noemie.number}/retenue/", {"why": "Une réclamation est arrivée."})
    client.force_login(noemie.person)

    assert "Une réclamation est arrivée." in client.get("/mes-donnees/").content.decode()


def test_a_hold_without_a_reason_is_refused(client):
    noemie = closed()
    client.force_login(people.founder())

    answer = client.post(f"/candidatures/{noemie.number}/retenue/", {"why": " "})

    assert answer.status_code == 422
    assert not noemie.holds.exists()


# --- the closed archive ---


def test_the_archive_answers_of_somebody_one_names_and_writes_why(client):
    erasing.erase(whole.somebody(), by=None, at=at(date(2026, 8, 1)))
    thomas = people.founder("Thomas", "Marshall")
    client.force_login(thomas)

    page = client.post(
        "/candidatures/conservation/archive/",
        {"words": "noémie coquelicot", "why": "Une juge le demande."},
    ).content.decode()

    assert "noemie@exemple.fr" in page
    opened = ArchiveOpening.objects.get()
    assert (opened.by, opened.why, opened.found) == (thomas, "Une juge le demande.", 1)


def proof(first, last, *, told_on=date(2026, 5, 11)):
    mine = factories.application(State.ERASED)
    return Proof.objects.create(
        application=mine,
        first_name=first,
        last_name=last,
        email=f"{mine.number}@exemple.fr",
        outcome="decline",
        submitted_on=date(2026, 5, 1),
        told_on=told_on,
        drop_on=date(2031, 5, 11),
    )


@pytest.mark.parametrize("words", ["Marie Claire Du Pont", "marie claire du pônt", "du pont"])
def test_the_archive_knows_names_of_several_words(words):
    marie = proof("Marie Claire", "Du Pont")

    found, more = retention.open_archive(words, by=people.founder(), at=ENDED, why="Une juge.")

    assert (found, more) == ([marie], 0)


def test_the_archive_shows_the_latest_and_says_that_there_are_more(client):
    for day in range(1, 8):
        proof("Zoé", "Perrin", told_on=date(2026, 5, day))
    client.force_login(people.founder())

    page = client.post(
        "/candidatures/conservation/archive/", {"words": "zoe perrin", "why": "Une juge."}
    ).content.decode()

    page = page.replace("\u00a0", " ").replace("\u202f", " ")
    assert re.findall(r"Ne pas donner suite, le \w+ (\d) mai", page) == ["7", "6", "5", "4", "3"]
    assert "2 autres de ce nom" in page


@pytest.mark.parametrize(
    "asked", [{"words": "Noémie Coquelicot"}, {"why": "Pour voir."}, {"words": "N", "why": "x"}]
)
def test_the_archive_stays_closed_without_a_name_and_a_reason(client, asked):
    erasing.erase(whole.somebody(), by=None, at=at(date(2026, 8, 1)))
    client.force_login(people.founder())

    answer = client.post("/candidatures/conservation/archive/", asked)

    assert answer.status_code == 422
    assert "noemie@exemple.fr" not in answer.content.decode()
    assert not ArchiveOpening.objects.exists()


def test_the_archive_is_not_a_list(client):
    erasing.erase(whole.somebody(), by=None, at=at(date(2026, 8, 1)))
    client.force_login(people.founder())

    assert "Coquelicot" not in client.get("/candidatures/conservation/archive/").content.decode()


# --- promises ---


def promised(state=State.READING, day=date(2026, 5, 28), **facts):
    return factories.application(state, answer_by=day, **facts)


def test_founders_are_told_two_days_before_and_once_on_the_day():
    noemie = promised()
    people.founder(), people.founder("Thomas", "Marshall")

    for day in (25, 26, 27, 28, 29):
        promises.alert(at=at(date(2026, 5, day)))
        promises.alert(at=at(date(2026, 5, day), hour=9))

    told = letters("applications.promise")
    assert told.count() == 4
    assert [noemie.reference in one.text for one in told] == [True] * 4
    assert [one.step for one in PromiseAlert.objects.order_by("pk")] == ["soon", "due"]


def test_the_letter_says_numbers_only():
    noemie = promised()
    people.founder()

    promises.alert(at=at(date(2026, 5, 28)))

    told = letters("applications.promise").get()
    assert noemie.last_name not in told.text
    assert told.subject == "C’est aujourd’hui\u00a0: une réponse est promise"


def test_a_promise_that_is_already_broken_is_told_too():
    promised(day=date(2026, 5, 4))
    people.founder()

    promises.alert(at=at(date(2026, 5, 28)))

    assert letters("applications.promise").count() == 1


@pytest.mark.parametrize(
    "state", [State.MEETING_SET, State.PAUSED, State.INVITED, State.DECLINED, State.WITHDRAWN]
)
def test_nobody_is_told_of_what_is_not_owed(state):
    promised(state)
    people.founder()

    assert promises.alert(at=at(date(2026, 5, 28))) == []


def test_sixty_promises_due_at_once_are_told_too():
    version = factories.call_version()
    for day in range(60):
        promised(day=date(2026, 5, 26), version=version, email=f"n{day}@exemple.fr")
    people.founder()

    promises.alert(at=at(date(2026, 5, 28)))

    told = letters("applications.promise").get()
    assert len(told.key) <= Letter._meta.get_field("key").max_length
    assert PromiseAlert.objects.count() == 60


def test_a_second_promise_in_the_same_cycle_is_told_too():
    noemie = promised()
    people.founder()
    promises.alert(at=at(date(2026, 5, 28)))
    Application.objects.filter(pk=noemie.pk).update(answer_by=date(2026, 6, 12))

    promises.alert(at=at(date(2026, 6, 12)))
    promises.alert(at=at(date(2026, 6, 13)))

    assert letters("applications.promise").count() == 2


def test_whom_we_met_still_waits_for_an_answer():
    noemie = promised(State.MET)
    people.founder()

    assert promises.alert(at=at(date(2026, 5, 28))) == [noemie]


def test_what_was_told_already_costs_no_question_each():
    version = factories.call_version()
    people.founder()
    for day in range(20):
        promised(version=version, email=f"n{day}@exemple.fr")
    promises.alert(at=at(date(2026, 5, 28)))

    with CaptureQueriesContext(connection) as asked:
        promises.promised(promises.DUE, today=date(2026, 5, 28))

    assert len(asked) == 1


def test_the_clock_never_refuses_anybody():
    noemie = promised(day=date(2020, 1, 1))
    people.founder()

    watch_promises()
    rounds.tend_kept(at=at(date(2030, 1, 1)))

    noemie.refresh_from_db()
    assert noemie.state == State.READING


def test_who_asked_while_it_was_held_is_erased_once_it_is_lifted(client):
    noemie, founder = closed(), people.founder()
    held = retention.hold(noemie, by=founder, at=ENDED, why="Une plainte est déposée.")
    client.force_login(noemie.person)
    client.post("/mes-donnees/effacement/")
    before = rounds.tend_kept(at=timezone.now())

    retention.release(held, by=founder, at=timezone.now())
    after = rounds.tend_kept(at=timezone.now())

    assert (before.erased, after.erased) == (0, 1)
    assert Application.objects.get().state == State.ERASED
    assert not DataRequest.objects.exists()


def test_the_reason_of_a_hold_is_looked_at_twice(client):
    noemie = closed()
    client.force_login(people.founder())
    asked = {"why": "Une plainte, pendant sa grossesse."}

    answer = client.post(f"/candidatures/{noemie.number}/retenue/", asked)

    assert answer.status_code == 422
    assert not noemie.holds.exists()
    knows = {"knows": answer.context["form"].sensitive["mark"]}
    client.post(f"/candidatures/{noemie.number}/retenue/", asked | knows)
    assert noemie.holds.get().why == asked["why"]
