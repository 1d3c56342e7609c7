"""Erased for good: one may count what was, and find nobody in it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from applications import emails, sweeping
from applications.actions import drafts, weather
from applications.actions.keeping import erasing, retention, rounds
from applications.actions.meeting import meetings
from applications.models import (
    Application,
    Farewell,
    Meeting,
    Parting,
    Proof,
    Reaction,
    Reading,
    Skeleton,
    Weather,
)
from applications.states import State
from applications.tasks import forget_addresses
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Arrival, Letter
from members.models import DoNotRestore, Person
from members.rights import erasures
from tests.applications import factories, whole
from tests.applications.factories import NOON
from tests.applications.whole import PHRASE, somebody, where_it_stands
from tests.files.corpus import on_disk
from tests.members import factories as people
from tests.together import together

LATER = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
ADDRESS = "noemie@exemple.fr"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


@pytest.fixture
def noemie():
    """Noémie, whom the founders answered; all letters have left."""
    application = somebody()
    whole.all_sent()
    return application


def erase(application, by=None):
    erasing.erase(application, by=by, at=LATER)
    return Application.objects.get(pk=application.pk)


def test_what_is_tested_is_written_everywhere_before(noemie):
    assert {"Application", "Reaction", "Reading", "Position", "Decision", "Message"} < (
        where_it_stands(PHRASE)
    )
    assert {"MeetingNote", "Takeaway", "Meeting", "TalkingPoint", "Document", "Letter"} < (
        where_it_stands(PHRASE)
    )


def test_not_a_word_of_the_person_stays_but_the_proof_and_the_last_letter(noemie):
    erase(noemie)

    assert where_it_stands(PHRASE, ADDRESS) == {"Proof", "Letter", "Farewell"}
    assert [one.kind for one in Letter.objects.filter(to=ADDRESS).exclude(text="")] == [
        "applications.erased"
    ]


def test_once_the_last_letter_has_left_only_the_proof_knows_the_address(noemie):
    erase(noemie)
    whole.all_sent(LATER)

    forget_addresses()

    assert where_it_stands(PHRASE, ADDRESS) == {"Proof"}
    assert not Farewell.objects.exists()


def test_the_address_lives_while_the_last_letter_waits(noemie):
    erase(noemie)

    forget_addresses()

    assert Letter.objects.get(kind="applications.erased").to == ADDRESS
    assert Farewell.objects.count() == 1


def test_a_letter_that_never_leaves_does_not_keep_the_address(noemie):
    erase(noemie)
    Letter.objects.filter(state="waiting").update(state="failed", error=f"550 {ADDRESS}")

    forget_addresses()

    assert where_it_stands(ADDRESS) == {"Proof"}


def test_the_cv_has_no_bytes_any_more(noemie, django_capture_on_commit_callbacks):
    file = noemie.cv

    with django_capture_on_commit_callbacks(execute=True):
        erase(noemie)

    assert PrivateFile.objects.get(pk=file.pk).state == PrivateFile.State.ERASED
    assert not on_disk(file).exists()


def test_issued_papers_are_erased_though_they_are_final(noemie):
    erase(noemie)

    assert not Document.objects.exists()


def test_the_skeleton_counts_and_names_nobody():
    noemie = somebody(postcode="71200")

    erase(noemie)

    bones = Skeleton.objects.get()
    assert (bones.month, bones.trades, bones.department) == (date(2026, 5, 1), ["training"], "71")
    assert (bones.ending, bones.days_to_answer, bones.days_in_all) == ("declined", 0, 100)


@pytest.mark.parametrize(
    ("postcode", "department"),
    [("71000", "71"), ("20167", "20"), ("97410", "974"), ("1000", ""), ("", ""), ("B-400", "")],
)
def test_the_department_is_that_of_the_postcode(postcode, department):
    assert erasing.department(postcode) == department


def test_the_application_stays_as_an_empty_number(noemie):
    bare = erase(noemie)

    assert (bare.state, bare.number, bare.erased_at) == (State.ERASED, noemie.number, LATER)
    assert (bare.person, bare.cv, bare.full_name, bare.email) == (None, None, "", "")
    assert bare.submitted_at.day == 1


def test_its_reactions_leave_the_heat_map_the_same_day(noemie):
    erase(noemie)

    assert not Reaction.objects.exists()
    assert not Reading.objects.exists()


def test_the_proof_says_the_least(noemie):
    erase(noemie)

    proof = Proof.objects.get()
    assert (f"{proof}", proof.email, proof.outcome) == ("Noémie Coquelicot", ADDRESS, "decline")
    assert (proof.told_on, proof.drop_on) == (date(2026, 5, 11), date(2031, 5, 11))


def test_who_was_never_refused_leaves_no_proof():
    noemie = somebody(State.WITHDRAWN)

    erase(noemie)

    assert not Proof.objects.exists()


# --- the person ---


def test_somebody_without_another_reason_to_be_known_becomes_nobody(noemie, client):
    person = noemie.person
    client.force_login(person)

    erase(noemie)

    nobody = Person.objects.get(pk=person.pk)
    assert (f"{nobody}", nobody.email) == (
        "Personne effacée",
        f"effacee-{person.pk}@coopstudio.invalid",
    )
    assert (nobody.is_active, nobody.emailaddress_set.count()) == (False, 0)
    assert client.get("/mes-donnees/").status_code == 302


def test_a_member_stays_in_the_register(noemie):
    person = noemie.person
    people.Membership.objects.create(
        person=person,
        organ="conseil",
        decided_on=people.ADMITTED_ON,
        reference="procès-verbal",
        started_on=people.ADMITTED_ON,
    )

    erase(noemie)

    assert Person.objects.get(pk=person.pk).full_name == "Noémie Coquelicot"
    assert not Farewell.objects.exists()


def test_another_application_keeps_the_person(noemie):
    other = factories.application(person=noemie.person, version=noemie.version)

    erase(noemie)

    assert Person.objects.get(pk=noemie.person_id).email == ADDRESS
    assert Application.objects.get(pk=other.pk).what == "J’anime des groupes de parole."


def test_a_letter_about_something_else_still_leaves(noemie):
    factories.application(person=noemie.person, version=noemie.version)
    waiting = Letter.objects.create(
        kind="members.invited", key="a", to=ADDRESS, subject="Bonjour", text="Bonjour", html="x"
    )

    erase(noemie)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == ("waiting", "Bonjour")


def test_a_letter_to_somebody_else_about_this_dossier_is_emptied(noemie):
    told = Letter.objects.create(
        kind="applications.withdrawal",
        key="b",
        to="fleur@exemple.fr",
        subject="Noémie Coquelicot",
        text="Noémie Coquelicot s’est retirée.",
        html="x",
        about=f"applications.application:{noemie.pk}",
        state="sent",
        sent_at=NOON,
    )

    erase(noemie)

    told.refresh_from_db()
    assert (told.subject, told.text, told.html, told.to) == ("", "", "", "fleur@exemple.fr")


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        (("e", "p"), "e@p.fr", "Chère personne, de près"),
        (("Jean", "Martin"), "jean@exemple.fr", "Jean Martinez vous écrit"),
        (("Ia", "Bo"), "ia@b.fr", "Écrivez à maria@b.fr"),
    ],
)
def test_letters_of_others_lose_neither_words_nor_papers(name, address, words):
    first, last = name
    person = people.person(first, last, email=address)
    application = factories.application(
        State.WITHDRAWN, person=person, first_name=first, last_name=last, email=address
    )
    paper = whole.a_copy(factories.application(version=application.version))
    facts = {"to": "maria@b.fr", "subject": words, "text": words, "html": "x"}
    sent = Letter.objects.create(
        kind="applications.answer", key="a", state="sent", sent_at=NOON, **facts
    )
    waiting = Letter.objects.create(kind="applications.received", key="b", document=paper, **facts)
    mail = Arrival.objects.create(
        message_id="1", outcome="taken", sender="maria@b.fr", raw=b"Bonjour"
    )

    erase(application)
    whole.all_sent(LATER)
    forget_addresses()

    for one in (sent, waiting, mail):
        one.refresh_from_db()
    assert (sent.text, waiting.text, waiting.document, waiting.is_secret) == (
        words, words, paper, False,
    )  # fmt: skip
    assert (mail.sender, bytes(mail.raw)) == ("maria@b.fr", b"Bonjour")


def test_the_other_dossier_of_the_same_person_keeps_its_letters(noemie):
    other = factories.application(State.WITHDRAWN, person=noemie.person, version=noemie.version)
    emails.received(other, whole.a_copy(other))

    erase(noemie)

    letter = Letter.objects.get(key=f"applications.received:{other.pk}")
    assert letter.document is not None
    assert not letter.is_secret


def test_letters_of_an_address_are_found_by_their_index():
    asked = Letter.objects.addressed_to(["Noemie@exemple.fr"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "letters_by_address" in asked.explain()


def test_the_neighbour_loses_nothing(noemie):
    ousmane = somebody(email="ousmane@exemple.fr", version=noemie.version, reader=people.founder())

    erase(noemie)

    ousmane.refresh_from_db()
    assert (ousmane.what, ousmane.reactions.count()) == (f"what {PHRASE}", 1)
    assert Reading.objects.count() == 1
    assert ousmane.cv.is_clean


# --- while it is alive ---


@pytest.mark.parametrize(
    "state",
    [
        State.SUBMITTED, State.READING, State.COMPLETING, State.CROSSED, State.MEETING_PROPOSED,
        State.MEETING_SET, State.MET, State.DECIDED, State.INVITED, State.PAUSED, State.DECLINED,
        State.WITHDRAWN,
    ],
)  # fmt: skip
def test_one_may_be_erased_from_anywhere(state):
    noemie = somebody(state)

    erase(noemie, by=noemie.person)

    assert Application.objects.get().state == State.ERASED
    assert where_it_stands(PHRASE) - {"Proof", "Letter"} == set()


def test_founders_hear_of_a_number_never_of_a_name():
    noemie = somebody(State.READING)

    erase(noemie, by=noemie.person)

    told = Letter.objects.get(kind="applications.erasure")
    assert noemie.reference.lower() in told.subject
    assert "Noémie" not in told.text + told.subject


@pytest.mark.parametrize("state", [State.INVITED, State.PAUSED])
def test_founders_hear_of_whom_they_still_awaited(state):
    noemie = somebody(state)

    erase(noemie, by=noemie.person)

    assert Letter.objects.filter(kind="applications.erasure").count() == 1


def test_the_door_of_an_erased_invitation_closes():
    noemie = somebody(State.INVITED)
    factories.draft(noemie.version, person=noemie.person)
    invitation = people.invitation(noemie.person, on=LATER.date())

    erase(noemie, by=noemie.person)

    invitation.refresh_from_db()
    assert invitation.expires_on < LATER.date()


def test_a_draft_is_not_erased_but_dropped():
    with pytest.raises(erasing.StillADraft):
        erasing.erase(factories.draft(), by=None, at=LATER)


def test_erasing_twice_is_refused(noemie):
    erase(noemie)

    with pytest.raises(Person.DoesNotExist):
        erasing.erase(noemie, by=None, at=LATER)


# --- a hold ---


def test_nothing_is_erased_while_it_is_held(noemie):
    retention.hold(noemie, by=people.founder(), at=NOON, why="Une plainte est déposée.")

    with pytest.raises(erasing.IsHeld):
        erase(noemie)

    assert Application.objects.get().what == f"what {PHRASE}"


def test_once_the_hold_is_lifted_it_can_be_erased(noemie):
    founder = people.founder()
    hold = retention.hold(noemie, by=founder, at=NOON, why="Une plainte est déposée.")

    retention.release(hold, by=founder, at=LATER)

    assert erase(noemie).state == State.ERASED


# --- all at once ---


def test_somebody_erases_everything_at_once():
    noemie = somebody()
    person = noemie.person
    factories.draft(noemie.version, person=person, what=PHRASE, email=person.email)
    whole.Conversation.objects.create(
        person=person, email=person.email, state="answered", confirmed_at=NOON
    )
    whole.all_sent()

    erasing.erase_person(person, by=person, at=LATER)
    whole.all_sent(LATER)
    forget_addresses()

    assert where_it_stands(PHRASE, ADDRESS) == {"Proof"}
    assert not Application.objects.filter(state=State.DRAFT).exists()


def test_who_only_asked_a_question_goes_whole():
    person = people.person("Zoé", "Perrin", email="zoe@exemple.fr")
    thread = whole.Conversation.objects.create(
        person=person, email=person.email, state="answered", confirmed_at=NOON
    )
    whole.Message.objects.create(conversation=thread, side="person", author=person, text=PHRASE)

    erasing.erase_person(person, by=person, at=LATER)
    whole.all_sent(LATER)
    forget_addresses()

    assert where_it_stands(PHRASE, "zoe@exemple.fr", "Zoé") == set()
    assert [one.kind for one in Letter.objects.all()] == ["applications.erased_person"]


def test_two_applications_of_one_person_both_go_and_one_letter_is_the_last():
    first = somebody(State.WITHDRAWN)
    factories.application(State.WITHDRAWN, person=first.person, version=first.version)

    erasing.erase_person(first.person, by=first.person, at=LATER)

    assert {one.state for one in Application.objects.all()} == {State.ERASED}
    assert Farewell.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_erase_at_once_leave_one_skeleton():
    noemie = somebody()

    together(*[lambda: erasing.erase(noemie, by=None, at=LATER)] * 2)

    assert Skeleton.objects.count() == 1


def test_the_post_forgets_whom_the_round_forgets():
    zoe = people.person("Zoé", "Perrin", email="zoe@exemple.fr", known_since=NOON)
    letter = Letter.objects.create(
        kind="members.sign_in_code", key="a", to=zoe.email, subject="x", text="x", html="x",
        state="failed", error="550 zoe@exemple.fr",
    )  # fmt: skip

    rounds.tend_kept(at=LATER + timedelta(days=400))

    letter.refresh_from_db()
    zoe.refresh_from_db()
    assert zoe.erased_at is not None
    assert (letter.to, letter.text, letter.error) == ("effacee@coopstudio.invalid", "", "")


# --- nothing is forgotten by the map ---


def test_every_table_that_hangs_on_an_application_is_swept_or_final_or_proof():
    relations = [
        one for one in Application._meta.related_objects if one.one_to_many or one.one_to_one
    ]
    swept = {one.related_model.__name__ for one in sweeping.hanging(Application)}
    left = {one.related_model.__name__ for one in relations} - swept

    assert left == {"Proof", "DossierOpening", "Conversation"}  # the last by its own line


# --- backups ---


def test_the_list_holds_hashes_and_no_name(noemie, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(noemie)

    assert DoNotRestore.objects.count() == 3  # the application, its CV, and its person
    assert set(settings.ERASURES_FILE.read_text().split()) == {
        one.digest for one in DoNotRestore.objects.all()
    }


def test_what_a_backup_brings_back_is_erased_again_without_a_letter(noemie, settings):
    """The rows come back as the backup knew them; the file beside the database did not change."""
    settings.ERASURES_FILE.write_text(
        "\n".join(
            [
                erasures.digests(noemie, noemie.started_at)[0],
                erasures.digests(noemie.person, noemie.person.known_since)[0],
            ]
        )
    )
    before = Letter.objects.count()

    call_command("replay_erasures")

    assert Application.objects.get().state == State.ERASED
    assert Person.objects.get(pk=noemie.person_id).erased_at is not None
    assert Letter.objects.count() == before
    assert where_it_stands(PHRASE, ADDRESS) == {"Proof"}


def brought_back(row):
    """As a backup would: the very row, with its number and its birth."""
    type(row).objects.bulk_create([row])
    return type(row).objects.filter(pk=row.pk)


def test_a_draft_given_up_does_not_come_back():
    draft = factories.draft(email=ADDRESS, what=PHRASE)
    drafts.give_up(draft)
    again = brought_back(draft)

    call_command("replay_erasures")

    assert not again.exists()


def test_questions_that_a_member_erased_do_not_come_back():
    zoe = people.member("Zoé", "Perrin")
    thread = factories.conversation(person=zoe)
    erasing.erase_person(zoe, by=zoe, at=LATER)
    again = brought_back(thread)

    call_command("replay_erasures")

    assert not again.exists()


def test_a_weather_taken_away_does_not_come_back(noemie):
    noted = noemie.weathers.get()
    weather.take_away(Weather.objects.get(pk=noted.pk))
    again = brought_back(noted)

    call_command("replay_erasures")

    assert not again.exists()


def test_a_cv_that_was_dropped_does_not_come_back():
    draft = factories.draft(cv=whole.stored_file())
    drafts.drop_cv(draft, at=LATER)
    files = PrivateFile.objects.filter(pk=draft.cv_id)
    files.update(state=PrivateFile.State.CLEAN, name="CV.pdf")
    Application.objects.filter(pk=draft.pk).update(cv=draft.cv_id)

    call_command("replay_erasures")

    draft.refresh_from_db()
    assert (draft.cv, files.get().state) == (None, PrivateFile.State.ERASED)


def test_a_replay_calls_a_meeting_off_without_a_letter(settings):
    mine = factories.application(State.MEETING_SET)
    people.founder()
    Meeting.objects.create(
        application=mine, proposed_by=people.founder("Thomas", "Marshall"), at=LATER
    )
    settings.ERASURES_FILE.write_text(erasures.digests(mine, mine.started_at)[0])

    call_command("replay_erasures")

    mine.refresh_from_db()
    assert (mine.state, Letter.objects.count()) == (State.ERASED, 0)


def test_a_number_that_is_given_again_is_nobodys_victim(noemie, settings):
    other_birth = noemie.started_at - timedelta(days=3)
    settings.ERASURES_FILE.write_text(erasures.digests(noemie, other_birth)[0])

    call_command("replay_erasures")

    assert Application.objects.get().state == State.DECLINED


def test_the_key_may_change(noemie, settings):
    settings.ERASURES_FILE.write_text(erasures.digests(noemie, noemie.started_at)[0])
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"  # noqa: S105 (of a test)

    call_command("replay_erasures")

    assert Application.objects.get().state == State.ERASED


def test_a_meeting_that_was_set_leaves_their_diary_with_the_last_letter():
    fleur, mine = people.founder(), factories.application(State.CROSSED)
    hour, now = timezone.now() + timedelta(days=4), timezone.now()
    offered = meetings.propose_meeting(
        mine, by=fleur, at=now, slots=[hour], place="À Dijon", minutes=45
    )
    meeting = meetings.choose_slot(offered, slot=offered.slots.get(), by=mine.person, at=now)

    erasing.erase_person(mine.person, by=mine.person, at=now)

    (last,) = Letter.objects.filter(kind="applications.erased", state="waiting")
    assert last.to == mine.email
    assert "METHOD:CANCEL" in last.calendar
    assert f"UID:{meeting.uid}" in last.calendar.replace("\r\n ", "")
    assert "SEQUENCE:1" in last.calendar
    assert "l’annulation est jointe" in last.text


def test_the_proof_keeps_the_kind_of_reason_and_none_of_its_words(noemie, client):
    fleur = Person.objects.get(first_name="Fleur")
    place = Parting.Kind.PLACE
    parting = Parting.objects.create(application=noemie, by=fleur, kind=place, words=PHRASE)
    told = noemie.decisions.get()
    told.delete()
    sent = {name: getattr(told, name) for name in ("body", "letter", "told_by", "told_at")}
    factories.decision_of(noemie, outcome=told.outcome, parting=parting, **sent)

    erase(noemie)

    proof = Proof.objects.get()
    assert (proof.reason, proof.reason_words) == ("place", parting.get_kind_display())
    client.force_login(fleur)
    asked = {"words": ADDRESS, "why": "Une juge le demande."}
    page = client.post("/candidatures/conservation/archive/", asked).content.decode()
    assert "<dt>Motif</dt><dd>La distance rend la présence trop difficile</dd>" in page
