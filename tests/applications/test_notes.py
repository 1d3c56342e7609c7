"""Notes on a dossier: for oneself or for the founders, blind while one reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions import notes
from applications.actions.keeping import erasing
from applications.events import Event
from applications.models import DossierNote
from applications.states import State
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.disclosure import chapters_of
from tests.applications.factories import NOON, application
from tests.applications.whole import PHRASE, somebody, where_it_stands
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
ASIDE = "Un mot de côté."


@pytest.fixture
def fleur(client):
    someone = founder(email="fleur@exemple.fr", agreement="f")
    client.force_login(someone)
    return someone


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


@pytest.fixture
def crossed():
    return application(State.CROSSED)


def noted(dossier, by, audience="founders", words=ASIDE):
    return notes.write_note(dossier, by=by, at=NOON, words=words, audience=audience)


def at(dossier, place=""):
    return f"/candidatures/{dossier.number}/{place}"


def page(client, dossier, who, place=""):
    client.force_login(who)
    return client.get(at(dossier, place)).text


def typed(words=ASIDE, audience="myself", **more):
    return {"note-words": words, "note-audience": audience, **more}


# --- who reads it ---


@pytest.mark.parametrize(
    ("state", "audience", "is_read"),
    [
        (State.CROSSED, "founders", True),
        (State.CROSSED, "myself", False),
        (State.READING, "founders", False),
        (State.READING, "myself", False),
    ],
)
def test_the_other_reads_what_is_for_the_founders_once_readings_are_crossed(
    client, fleur, thomas, state, audience, is_read
):
    dossier = application(state)
    note = noted(dossier, fleur, audience)

    assert ASIDE in page(client, dossier, fleur)
    theirs = page(client, dossier, thomas)
    assert (ASIDE in theirs, f"note-{note.pk}" in theirs) == (is_read, is_read)
    assert "note sur le dossier" not in theirs  # nor does the thread say that there is one


def test_the_page_says_that_a_note_is_still_read_by_its_author_only(client, fleur):
    dossier = application(State.READING)
    noted(dossier, fleur)

    assert "d’ici là, personne d’autre ne la lit" in page(client, dossier, fleur)


def test_one_taken_up_again_is_read_blind_again(fleur, thomas, crossed):
    note = noted(crossed, fleur)
    assert list(DossierNote.objects.visible_to(thomas)) == [note]

    type(crossed).objects.update(state=State.READING, crossed_at=None, cycle=2)

    assert list(DossierNote.objects.visible_to(thomas)) == []
    assert list(DossierNote.objects.visible_to(fleur)) == [note]


def test_the_person_meets_it_on_none_of_their_pages(client, fleur, crossed):
    noted(crossed, fleur)
    client.force_login(crossed.person)

    number = crossed.number
    seen = [client.get(f"/ma-candidature/{number}/").text, client.get("/").text]
    seen.append(client.get("/recherche/", {"q": "côté"}).text)

    assert not [one for one in seen if ASIDE in one or "note sur le dossier" in one]
    assert not Letter.objects.filter(text__contains=ASIDE).exists()


def test_a_founder_who_applied_never_reads_what_was_noted_of_them(client, fleur, thomas):
    dossier = application(State.CROSSED, person=thomas)
    noted(dossier, fleur)
    client.force_login(thomas)

    assert list(DossierNote.objects.visible_to(thomas)) == []
    assert client.get(at(dossier)).status_code == 404


def test_nobody_but_founders_reads_notes(fleur, crossed):
    noted(crossed, fleur)

    assert list(DossierNote.objects.visible_to(member())) == []


@pytest.mark.parametrize("audience", ["myself", "founders"])
def test_no_search_finds_it(client, fleur, thomas, crossed, audience):
    noted(crossed, fleur, audience, words="Ornithorynque.")
    client.force_login(thomas)

    for address in ("/recherche/", "/candidatures/"):
        found = client.get(address, {"q": "ornithorynque"})
        assert found.status_code == 200
        assert crossed.get_absolute_url() not in found.text


# --- write, correct, remove ---


def test_a_note_is_written_from_the_dossier(client, fleur, crossed):
    client.post(at(crossed, "notes/"), typed())

    note = DossierNote.objects.get()
    assert (note.author, note.words, note.audience) == (fleur, ASIDE, "myself")
    entry = Entry.objects.get(event=Event.NOTE_WRITTEN)
    assert (entry.actor, entry.details) == (fleur, {"note": note.pk})  # without its words
    assert "avez écrit une note sur le dossier" in page(client, crossed, fleur)


def test_for_whom_agrees_with_its_author(client, fleur, thomas, crossed):
    assert "Pour moi seule</label>" in page(client, crossed, fleur).replace("</span>", "")


def test_nothing_typed_is_lost_when_it_is_not_said_for_whom(client, fleur, crossed):
    answer = client.post(at(crossed, "notes/"), typed(audience=""))

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.text
    assert ASIDE in answer.text
    assert not DossierNote.objects.exists()


def test_words_of_health_are_shown_before_they_are_kept(client, fleur, thomas, crossed):
    words = "Sa grossesse l’inquiète."
    first = client.post(at(crossed, "notes/"), typed(words))
    assert (first.status_code, DossierNote.objects.count()) == (422, 0)
    assert "<mark>grossesse</mark>" in first.text

    client.post(at(crossed, "notes/"), typed(words, knows="grossesse"))

    assert DossierNote.objects.get().words == words
    assert Entry.objects.filter(event=Event.NOTE_CONFIRMED, actor=fleur).exists()


def test_its_author_corrects_it(client, fleur, thomas, crossed):
    note = noted(crossed, fleur, "myself")
    assert ASIDE in client.get(at(crossed, f"notes/{note.pk}/")).text

    client.post(at(crossed, f"notes/{note.pk}/"), typed("Un autre mot.", "founders"))

    note.refresh_from_db()
    assert (note.words, note.audience) == ("Un autre mot.", "founders")
    assert note.corrected_at is not None
    shown = page(client, crossed, thomas)
    assert "Un autre mot." in shown
    assert ASIDE not in shown


def test_its_author_removes_it(client, fleur, crossed):
    note = noted(crossed, fleur)

    client.post(at(crossed, f"notes/{note.pk}/retrait/"))

    assert not DossierNote.objects.exists()
    assert ASIDE not in page(client, crossed, fleur)


@pytest.mark.parametrize("place", ["", "retrait/"])
def test_the_note_of_another_is_neither_corrected_nor_removed(
    client, fleur, thomas, crossed, place
):
    note = noted(crossed, thomas)

    answer = client.post(at(crossed, f"notes/{note.pk}/{place}"), typed("Repris."))

    assert answer.status_code == 404
    assert DossierNote.objects.get().words == ASIDE


def test_the_note_of_one_dossier_is_not_reached_by_another(client, fleur, crossed):
    note = noted(crossed, fleur)
    other = application(State.CROSSED, email="zita@exemple.fr")

    assert client.get(at(other, f"notes/{note.pk}/")).status_code == 404


def test_only_its_author_acts_on_it_and_only_while_it_stands(fleur, thomas, crossed):
    note = noted(crossed, fleur)

    with pytest.raises(notes.NoteGone):
        notes.remove_note(note, by=thomas)
    notes.remove_note(note, by=fleur)
    with pytest.raises(notes.NoteGone):
        notes.correct_note(note, by=fleur, at=NOON, words="Trop tard.", audience="myself")


# --- their folder, and its end ---


@pytest.mark.parametrize("state", [State.READING, State.CROSSED])
@pytest.mark.parametrize("audience", ["myself", "founders"])
def test_the_copy_of_their_data_gives_every_note(fleur, state, audience):
    dossier = application(state)
    noted(dossier, fleur, audience, words="À rappeler : zoe@exemple.fr, belle voix.")

    told = {one.title: str(one.rows) for one in chapters_of(dossier.person)}

    words = told["Les notes sur votre dossier"]
    assert "belle voix" in words
    assert "zoe@exemple.fr" not in words  # somebody else's address is masked


def test_notes_go_with_the_dossier(fleur):
    noemie = somebody(reader=fleur)
    assert "DossierNote" in where_it_stands(PHRASE)

    erasing.erase(noemie, by=None, at=NOON)

    assert not DossierNote.objects.exists()
    with pytest.raises(notes.NothingToNote):
        noted(noemie, fleur)


# --- what it costs ---


def test_notes_cost_one_question_and_none_when_there_are_none(client, fleur, thomas, crossed):
    client.get(at(crossed))
    bare = _questions(client, crossed)
    noted(crossed, thomas)
    one = _questions(client, crossed)
    for rank in range(8):
        noted(crossed, thomas, words=f"Note {rank}.")

    assert (one - bare, _questions(client, crossed)) == (1, one)
    assert one <= 12


def _questions(client, dossier):
    with CaptureQueriesContext(connection) as asked:
        client.get(at(dossier))
    return len(asked)
