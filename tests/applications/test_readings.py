"""Founders read each for themselves; the last to write opens all the readings, once."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import models, transaction

from applications import tasks
from applications.actions import readings
from applications.dossier import Dossier
from applications.events import Event
from applications.models import Application, Reading, Supplement
from applications.states import BLIND, State
from coopstudio.journal.api import history
from coopstudio.journal.models import Entry
from tests.applications.factories import NOON, application
from tests.members.factories import founder, member
from tests.together import together

WORDS = {"touches": "La franchise.", "questions": "", "asks": "", "wish": "yes", "why": ""}


@pytest.fixture
def fleur():
    return founder()


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


def write(dossier, by, **words):
    return readings.write_reading(dossier, by=by, at=NOON, **{**WORDS, **words})


def state_of(dossier):
    return Application.objects.get(pk=dossier.pk).state


def told(dossier):
    return [entry.event for entry in history(dossier)]


# --- reading ---


@pytest.mark.django_db
def test_saying_i_read_tells_the_person_who_began(fleur):
    dossier = application(State.SUBMITTED)

    readings.start_reading(dossier, by=fleur, at=NOON)

    assert state_of(dossier) == State.READING
    assert [(entry.event, entry.actor) for entry in history(dossier)] == [(Event.OPENED, fleur)]


@pytest.mark.django_db
def test_each_founder_is_told_once_to_the_person(fleur, thomas):
    dossier = application(State.SUBMITTED)

    for reader in (fleur, thomas, fleur):
        readings.start_reading(dossier, by=reader, at=NOON)

    assert [entry.actor for entry in history(dossier)] == [fleur, thomas]


@pytest.mark.django_db
def test_the_first_words_of_a_draft_begin_the_reading(fleur):
    dossier = application(State.SUBMITTED)

    kept = readings.save_reading(dossier, by=fleur, at=NOON, touches="Elle lit vraiment.")

    assert kept.touches == "Elle lit vraiment."
    assert state_of(dossier) == State.READING


@pytest.mark.django_db
def test_a_draft_does_not_cover_what_another_window_wrote(fleur):
    dossier = application(State.READING)
    shown = readings.stamp(readings.save_reading(dossier, by=fleur, at=NOON, touches="Un."))
    readings.save_reading(dossier, by=fleur, at=NOON + timedelta(minutes=1), touches="Deux.")
    later = NOON + timedelta(minutes=2)

    with pytest.raises(readings.WrittenElsewhere):
        readings.save_reading(dossier, by=fleur, at=later, seen=shown, touches="Trois.")

    assert Reading.objects.get().touches == "Deux."


@pytest.mark.django_db
def test_unfolding_is_noted_once(fleur):
    dossier = application(State.READING)

    readings.unfold(dossier, by=fleur, at=NOON)
    again = readings.unfold(dossier, by=fleur, at=NOON + timedelta(hours=1))

    assert again.unfolded_at == NOON
    assert told(dossier).count(Event.UNFOLDED) == 1


def test_a_reading_holds_words_and_no_score():
    numbers = {
        one.name
        for kind in (Reading, Supplement)
        for one in kind._meta.fields
        if not one.is_relation and isinstance(one, models.IntegerField | models.FloatField)
    }

    assert numbers == {"id", "cycle", "revision"}  # nothing in it can rank anybody
    assert not any(isinstance(one, models.DecimalField) for one in Reading._meta.fields)


@pytest.mark.django_db
def test_a_reading_is_not_written_without_its_wish(fleur):
    dossier = application(State.READING)

    with pytest.raises(readings.NoWish):
        write(dossier, fleur, wish="")

    assert not Reading.objects.written().exists()


@pytest.mark.django_db
def test_a_written_reading_does_not_change(fleur, thomas):
    dossier = application(State.READING)
    write(dossier, fleur)

    for act in (readings.save_reading, readings.write_reading):
        with pytest.raises(readings.AlreadyWritten):
            act(dossier, by=fleur, at=NOON, **{**WORDS, "touches": "Autre chose."})

    assert Reading.objects.get(reader=fleur).touches == "La franchise."


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(State) - BLIND - {State.DRAFT}))
def test_nobody_reads_what_is_past_reading(fleur, state):
    dossier = application(state)

    for act in (readings.start_reading, readings.save_reading, readings.unfold):
        with pytest.raises(readings.NoLongerRead):
            act(dossier, by=fleur, at=NOON)
    with pytest.raises(readings.NoLongerRead):
        write(dossier, fleur)

    assert not Reading.objects.exists()
    assert not Entry.objects.exists()


# --- crossing ---


@pytest.mark.django_db
def test_readings_cross_when_the_last_founder_has_written(fleur, thomas):
    dossier = application(State.SUBMITTED)

    write(dossier, fleur)
    assert state_of(dossier) == State.READING
    write(dossier, thomas)

    assert state_of(dossier) == State.CROSSED
    assert told(dossier)[-2:] == [Event.READ, Event.CROSSED]
    lines = Dossier(Application.objects.get(), fleur, now=NOON).thread
    said = [f"{line['who']} {line['sentence']}" for line in lines]
    assert "Vous avez écrit votre lecture" in said
    assert f"{thomas} a écrit sa lecture" in said


@pytest.mark.django_db
def test_a_reading_does_not_wait_for_who_left_office(fleur, thomas):
    dossier, unread = application(), application(State.READING)
    write(dossier, fleur)
    thomas.offices.update(ended_on=NOON.date() - timedelta(days=1))

    tasks.go_on()

    assert state_of(dossier) == State.CROSSED
    assert state_of(unread) == State.READING


@pytest.mark.django_db
def test_nobody_sees_a_reading_before_all_are_written(fleur, thomas):
    dossier = application(State.READING)
    write(dossier, fleur)
    readings.save_reading(dossier, by=thomas, at=NOON, touches="À moi.")

    assert [one.reader for one in Reading.objects.visible_to(thomas)] == [thomas]
    assert [one.reader for one in Reading.objects.visible_to(fleur)] == [fleur]
    assert not Reading.objects.visible_to(member()).exists()

    write(dossier, thomas)

    assert Reading.objects.visible_to(thomas).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", range(5))
def test_two_founders_who_write_at_the_same_second_cross_once(fleur, thomas, run):
    dossier = application(State.READING)

    raised = together(lambda: write(dossier, fleur), lambda: write(dossier, thomas))

    assert raised == []
    assert state_of(dossier) == State.CROSSED
    assert told(dossier).count(Event.CROSSED) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_crossing_would_be_missed(monkeypatch, fleur, thomas):
    """The negative control: each counts before the other has committed, and sees only itself."""
    dossier, counted = application(State.READING), threading.Barrier(2)
    count = readings.readers_to_come

    def slow_count(*asked, **options):
        counted.wait(10)
        found = count(*asked, **options)
        bool(found)  # asked now, and kept
        counted.wait(10)
        return found

    monkeypatch.setattr(readings, "locked", unlocked)
    monkeypatch.setattr(readings, "readers_to_come", slow_count)

    together(lambda: write(dossier, fleur), lambda: write(dossier, thomas))

    assert Reading.objects.written().count() == 2
    assert state_of(dossier) == State.READING


@pytest.mark.django_db(transaction=True)
def test_a_founder_who_clicks_twice_writes_once(fleur, thomas):
    dossier = application(State.READING)

    raised = together(lambda: write(dossier, fleur), lambda: write(dossier, fleur))

    assert [type(refusal) for refusal in raised] == [readings.AlreadyWritten]
    assert told(dossier).count(Event.READ) == 1


@contextmanager
def unlocked(row):
    with transaction.atomic():
        yield type(row)._base_manager.get(pk=row.pk)
