"""What is added to a reading after precisions; what two readings say side by side; old windows."""

from datetime import timedelta

import pytest

from applications.actions import readings
from applications.crossing import Crossing
from applications.events import Event
from applications.models import Application, Reading, Supplement
from applications.states import State
from coopstudio.journal.api import history
from tests.applications.factories import NOON, application
from tests.members.factories import founder, member
from tests.together import together

LATER = NOON + timedelta(days=3)
WORDS = {"touches": "La franchise.", "questions": "", "asks": "", "wish": "yes", "why": ""}

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleur(client):
    someone = founder(email="fleur@exemple.fr")
    client.force_login(someone)
    return someone


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def read(dossier, by, **words):
    return readings.write_reading(dossier, by=by, at=NOON, **WORDS | words)


def completed(dossier):
    """The person sent precisions since."""
    Application.objects.filter(pk=dossier.pk).update(revision=2)
    dossier.refresh_from_db()
    return dossier


def add(dossier, by, **words):
    words = {"words": "Cela change tout.", "at": LATER} | words
    return readings.supplement(dossier, by=by, **words)


# --- a supplement ---


def test_after_precisions_one_adds_and_the_first_words_stay(fleur, thomas):
    dossier = application(State.READING)
    mine = read(dossier, fleur)

    said = add(completed(dossier), fleur, wish="discuss")

    mine.refresh_from_db()
    assert (said.reading, said.revision, mine.touches) == (mine, 2, "La franchise.")
    assert (mine.wish, mine.last_wish) == ("yes", "discuss")
    assert history(dossier).filter(event=Event.SUPPLEMENTED, actor=fleur).exists()


def test_nothing_is_added_where_nothing_is_new(fleur, thomas):
    dossier = application(State.READING)
    read(dossier, fleur)

    with pytest.raises(readings.NothingNew):
        add(dossier, fleur)


def test_one_adds_to_what_one_wrote(fleur, thomas):
    dossier = completed(application(State.READING))
    readings.save_reading(dossier, by=fleur, at=NOON, touches="Un début.")

    with pytest.raises(readings.NotWrittenYet):
        add(dossier, fleur)


def test_once_readings_are_crossed_one_discusses(fleur, thomas):
    dossier = application(State.READING)
    read(dossier, fleur), read(dossier, thomas)

    with pytest.raises(readings.NoLongerRead):
        add(completed(dossier), fleur)


def test_a_supplement_is_as_blind_as_its_reading(client, fleur, thomas):
    dossier = application(State.READING)
    read(dossier, thomas)
    add(completed(dossier), thomas, words="coquelicot")

    assert "coquelicot" not in client.get(dossier.get_absolute_url()).text

    read(dossier, fleur)
    assert "coquelicot" in client.get(f"{dossier.get_absolute_url()}lectures/").text


def test_the_page_asks_for_it_and_keeps_it(client, fleur, thomas):
    dossier = application(State.READING)
    read(dossier, fleur)
    page = f"{completed(dossier).get_absolute_url()}lecture/complement/"

    empty = client.post(page, {"words": " ", "wish": ""})
    client.post(page, {"words": "Cela me rassure.", "wish": ""})

    assert empty.status_code == 422
    assert [one.words for one in Supplement.objects.all()] == ["Cela me rassure."]
    client.force_login(member())
    assert client.get(page).status_code == 404


# --- side by side ---


def written(**words):
    facts = {"touches": "Oui.", "questions": "Oui.", "asks": "", "wish": "yes"} | words
    return Reading(written_at=NOON, **facts)


def crossed(*readings_of):
    dossier = application(State.CROSSED)
    for reading in readings_of:
        reading.application = dossier
        reading.save()
    found = Reading.objects.filter(application=dossier).order_by("pk")
    return Crossing(list(found.select_related("reader").prefetch_related("supplements")))


def test_the_same_wish_the_same_silence_leave_nothing_to_talk_over(fleur, thomas):
    found = crossed(written(reader=fleur), written(reader=thomas))

    assert (found.divergences, found.distance["word"]) == ([], "Accord")


def test_wishes_that_differ_are_said_with_their_names(fleur, thomas):
    found = crossed(written(reader=fleur), written(reader=thomas, wish="no"))

    (said,) = found.divergences
    assert said.startswith("L’envie d’une rencontre : Fleur dit « oui »")
    assert "Thomas dit « non »" in said
    assert found.distance["word"] == "Écart"


def test_words_that_touch_one_and_question_another_are_quoted(fleur, thomas):
    found = crossed(
        written(reader=fleur, touches="« rester jusqu’au sujet », voilà."),
        written(reader=thomas, questions="Que veut dire « rester  jusqu’au sujet » ?"),
    )

    assert found.divergences == ["« rester jusqu’au sujet » touche Fleur et questionne Thomas."]


def test_where_one_wrote_and_another_did_not_it_is_said(fleur, thomas):
    found = crossed(written(reader=fleur, questions=""), written(reader=thomas))

    assert found.divergences == ["« Ce qui nous questionne » : Fleur n’a rien écrit."]


def test_one_reading_alone_diverges_from_nothing(fleur, thomas):
    found = crossed(written(reader=fleur, questions=""))

    assert (found.divergences, found.distance) == ([], None)


def test_a_supplement_may_bring_wishes_together(fleur, thomas):
    mine, theirs = written(reader=fleur, wish="no"), written(reader=thomas)
    mine.application = theirs.application = application(State.CROSSED)
    mine.save(), theirs.save()
    Supplement.objects.create(reading=mine, revision=2, words="Oui, donc.", wish="yes")
    found = Reading.objects.order_by("pk").prefetch_related("supplements")

    assert Crossing(list(found)).divergences == []


# --- an old window ---


def test_to_finish_from_an_old_window_shows_what_the_other_kept(client, fleur, thomas):
    dossier = application(State.READING)
    begun = readings.save_reading(dossier, by=fleur, at=NOON, touches="Ici.")
    readings.save_reading(dossier, by=fleur, at=LATER, touches="Dans l’autre fenêtre.")

    page = client.post(
        f"{dossier.get_absolute_url()}lecture/",
        {"touches": "Dans celle-ci.", "wish": "yes", "seen": readings.stamp(begun)},
    )

    assert page.status_code == 422
    assert "Dans celle-ci." in page.text
    assert "Dans l’autre fenêtre." in page.text
    assert Reading.objects.get().written_at is None


def test_from_there_it_is_finished(client, fleur, thomas):
    dossier = application(State.READING)
    kept = readings.save_reading(dossier, by=fleur, at=LATER, touches="Dans l’autre fenêtre.")

    client.post(
        f"{dossier.get_absolute_url()}lecture/",
        {"touches": "Les deux.", "wish": "yes", "seen": readings.stamp(kept)},
    )

    assert Reading.objects.get().touches == "Les deux."
    assert Reading.objects.get().written_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_finish_at_the_same_second_finish_once(thomas):
    dossier, fleur = application(State.READING), founder()
    begun = readings.save_reading(dossier, by=fleur, at=NOON, touches="Ici.")
    seen = readings.stamp(begun)

    refused = together(
        *[
            lambda words=words: readings.write_reading(
                dossier, by=fleur, at=LATER, seen=seen, **WORDS | {"touches": words}
            )
            for words in ("Une.", "Deux.")
        ]
    )

    assert [type(one) for one in refused] == [readings.AlreadyWritten]
    assert Reading.objects.get().touches in {"Une.", "Deux."}
