"""After a meeting: held or not, one's own notes, what is kept together, meeting once more."""

from datetime import timedelta

import pytest

from applications.actions.meeting import meetings, minutes
from applications.models import Application, MeetingNote, Takeaway
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application
from tests.members.factories import founder
from tests.together import together

SOON = NOON + timedelta(days=4)
AFTER = SOON + timedelta(hours=2)
PLACE = {"place": "Nuits-Saint-Georges", "minutes": 60}


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def fixed(by, dossier=None):
    dossier = dossier or application(State.CROSSED)
    meeting = meetings.propose_meeting(dossier, by=by, at=NOON, slots=[SOON], **PLACE)
    return meetings.choose_slot(meeting, slot=meeting.slots.get(), by=dossier.person, at=NOON)


def held(by):
    return minutes.hold(fixed(by), by=by, at=AFTER)


def state_of(meeting):
    return Application.objects.get(meetings=meeting).state


def told(kind):
    return sorted(Letter.objects.filter(kind=f"applications.{kind}").values_list("to", flat=True))


# --- held, or not ---


@pytest.mark.django_db
def test_the_person_is_thanked_and_told_what_comes_next(fleur):
    meeting = held(fleur)

    letter = Letter.objects.get(kind="applications.meeting_thanks")
    assert letter.to == meeting.application.email
    assert "La suite, en trois temps" in letter.text


@pytest.mark.django_db
def test_what_did_not_take_place_is_said_without_reproach_and_can_be_proposed_again(fleur):
    meeting = fixed(fleur)

    missed = minutes.miss(meeting, by=fleur, at=AFTER)

    assert (state_of(missed), missed.missed_at, missed.held_at) == (State.CROSSED, AFTER, None)
    letter = Letter.objects.get(kind="applications.meeting_missed")
    assert letter.subject == "Nous ne nous sommes pas trouvés"
    assert not {"absente", "absent", "présenté"} & set(letter.text.split())
    again = meetings.propose_meeting(
        missed.application, by=fleur, at=AFTER, slots=[AFTER + timedelta(days=1)], **PLACE
    )
    assert again.is_open


@pytest.mark.django_db
def test_after_a_first_meeting_one_that_did_not_take_place_leaves_one_met(fleur):
    first = held(fleur)
    later = AFTER + timedelta(days=1)
    second = meetings.propose_meeting(first.application, by=fleur, at=AFTER, slots=[later], **PLACE)
    second = meetings.choose_slot(
        second, slot=second.slots.get(), by=first.application.person, at=AFTER
    )

    minutes.miss(second, by=fleur, at=later + timedelta(hours=1))

    assert state_of(first) == State.MET


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [minutes.hold, minutes.miss])
def test_nothing_is_said_of_a_meeting_before_its_hour(fleur, verb):
    meeting = fixed(fleur)

    with pytest.raises(minutes.NotYetHeld):
        verb(meeting, by=fleur, at=SOON - timedelta(minutes=1))

    assert state_of(meeting) == State.MEETING_SET


@pytest.mark.django_db(transaction=True)
def test_held_and_missed_at_the_same_second_is_one_of_both(fleur, thomas):
    meeting = fixed(fleur)

    raised = together(
        lambda: minutes.hold(meeting, by=fleur, at=AFTER),
        lambda: minutes.miss(meeting, by=thomas, at=AFTER),
    )

    assert [type(refusal) for refusal in raised] == [meetings.NothingProposed]
    assert len(told("meeting_thanks") + told("meeting_missed")) == 1


# --- notes ---


@pytest.mark.django_db
def test_notes_are_ones_own_until_they_are_shared(fleur, thomas):
    meeting = held(fleur)

    minutes.take_notes(meeting, by=fleur, at=AFTER, words="Un doute.", is_shared=False)
    assert list(MeetingNote.objects.visible_to(thomas)) == []
    minutes.take_notes(meeting, by=fleur, at=AFTER, words="Un doute, levé.", is_shared=True)

    note = MeetingNote.objects.get()
    assert list(MeetingNote.objects.visible_to(thomas)) == [note]
    assert list(MeetingNote.objects.visible_to(meeting.application.person)) == []


@pytest.mark.django_db
def test_notes_without_words_are_gone(fleur):
    meeting = held(fleur)
    minutes.take_notes(meeting, by=fleur, at=AFTER, words="Un doute.", is_shared=False)

    assert minutes.take_notes(meeting, by=fleur, at=AFTER, words="", is_shared=False) is None

    assert not MeetingNote.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("is_shared", [False, True])
def test_a_private_note_is_on_no_page_but_its_authors(client, fleur, thomas, is_shared):
    meeting = held(fleur)
    number, person = meeting.application.number, meeting.application.person
    minutes.take_notes(meeting, by=fleur, at=AFTER, words="Mot secret.", is_shared=is_shared)
    pages = {
        fleur: [f"/candidatures/{number}/rencontre/"],
        thomas: [
            f"/candidatures/{number}/rencontre/",
            f"/candidatures/{number}/",
            f"/candidatures/{number}/trame/",
            f"/candidatures/{number}/lectures/",
        ],
        person: [f"/ma-candidature/{number}/rencontre/", f"/ma-candidature/{number}/"],
    }

    seen = {}
    for who, addresses in pages.items():
        client.force_login(who)
        seen[who] = [a for a in addresses if "Mot secret." in client.get(a).text]

    shared = pages[fleur] if is_shared else []
    assert seen == {fleur: pages[fleur], thomas: shared, person: []}


@pytest.mark.django_db
def test_a_founder_who_applied_never_reads_what_was_noted_of_them(thomas, fleur):
    meeting = fixed(fleur, application(State.CROSSED, person=thomas))
    meeting = minutes.hold(meeting, by=fleur, at=AFTER)
    minutes.take_notes(meeting, by=fleur, at=AFTER, words="De lui.", is_shared=True)

    assert list(MeetingNote.objects.visible_to(thomas)) == []
    assert told("meeting_set") == ["fleur@exemple.fr", "thomas@exemple.fr"]


# --- what is kept together ---


def written(meeting, by, words, seen=0):
    return minutes.write_takeaway(meeting, by=by, at=AFTER, words=words, seen=seen)


@pytest.mark.django_db
def test_each_version_stays_with_its_author_and_the_other_side_is_told(fleur, thomas):
    meeting = held(fleur)
    person = meeting.application.person

    written(meeting, fleur, "Trois mois d’essai.")
    assert told("takeaway") == [person.email]
    written(meeting, person, "Trois mois d’essai, un jour par semaine.", seen=1)

    assert told("takeaway") == sorted([person.email, "fleur@exemple.fr", "thomas@exemple.fr"])
    kept = [(one.number, one.by, one.words) for one in Takeaway.objects.all()]
    assert kept == [
        (1, fleur, "Trois mois d’essai."),
        (2, person, "Trois mois d’essai, un jour par semaine."),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("seen", [0, 2])
def test_a_version_started_from_another_one_is_not_overwritten(fleur, seen):
    meeting = held(fleur)
    written(meeting, fleur, "Trois mois d’essai.")

    with pytest.raises(minutes.WrittenMeanwhile):
        written(meeting, meeting.application.person, "Autre chose.", seen=seen)

    assert Takeaway.objects.count() == 1


@pytest.mark.django_db
def test_the_same_words_are_not_a_new_version(fleur):
    meeting = held(fleur)
    written(meeting, fleur, "Trois mois d’essai.")

    with pytest.raises(minutes.NothingNew):
        written(meeting, fleur, "Trois mois d’essai.", seen=1)


@pytest.mark.django_db
def test_nothing_is_kept_of_a_meeting_that_was_not_held(fleur):
    with pytest.raises(minutes.NotHeld):
        written(fixed(fleur), fleur, "Trop tôt.")


@pytest.mark.django_db(transaction=True)
def test_both_sides_write_at_the_same_second_and_one_is_asked_to_reread(fleur):
    meeting = held(fleur)

    raised = together(
        lambda: written(meeting, fleur, "De Fleur."),
        lambda: written(meeting, meeting.application.person, "De Noémie."),
    )

    assert [type(refusal) for refusal in raised] == [minutes.WrittenMeanwhile]
    assert Takeaway.objects.count() == 1


@pytest.mark.django_db
def test_words_written_meanwhile_are_shown_and_ones_own_are_not_lost(client, fleur):
    meeting = held(fleur)
    written(meeting, fleur, "De Fleur.")
    client.force_login(meeting.application.person)
    address = f"/ma-candidature/{meeting.application.number}/rencontre/"

    sent = {"retenu-words": "De Noémie.", "retenu-seen": "0"}
    answer = client.post(f"{address}retenu/", sent)

    assert answer.status_code == 422
    assert all(words in answer.text for words in ("De Fleur.", "De Noémie.", "Erreur"))
    again = client.post(f"{address}retenu/", {**sent, "retenu-seen": "1"}, follow=True)
    assert "De Noémie." in again.text
    assert Takeaway.objects.count() == 2


# --- once more ---


@pytest.mark.django_db
def test_the_person_asks_to_meet_again_once_and_founders_are_told(fleur, thomas):
    meeting = held(fleur)

    asked = minutes.ask_again(
        meeting.application, by=meeting.application.person, at=AFTER, words="Le temps."
    )

    assert (asked.again_at, asked.again_words) == (AFTER, "Le temps.")
    assert told("again_asked") == ["fleur@exemple.fr", "thomas@exemple.fr"]
    with pytest.raises(minutes.AlreadyAsked):
        minutes.ask_again(meeting.application, by=meeting.application.person, at=AFTER)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.CROSSED, State.DECIDED, State.MET])
def test_one_asks_to_meet_again_only_after_meeting_and_before_an_answer(state):
    dossier = application(state)

    with pytest.raises(minutes.NoMeetingYet):
        minutes.ask_again(dossier, by=dossier.person, at=AFTER)
