"""A meeting is proposed, its hour chosen, held or called off; diaries follow it all its life."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar

from applications import calendars
from applications.actions import applications
from applications.actions.meeting import meetings, minutes
from applications.models import Application, Meeting
from applications.states import State
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from tests.applications.factories import NOON, application
from tests.members.factories import founder
from tests.together import together

SOON = NOON + timedelta(days=4)
PLACE = {"place": "Nuits-Saint-Georges", "minutes": 60}


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def proposed(dossier, by, *slots, **facts):
    slots = slots or (SOON, SOON + timedelta(days=1))
    return meetings.propose_meeting(dossier, by=by, at=NOON, slots=slots, **{**PLACE, **facts})


def chosen(meeting, *, at=NOON):
    person = meeting.application.person
    return meetings.choose_slot(meeting, slot=meeting.slots.first(), by=person, at=at)


def state_of(dossier):
    return Application.objects.get(pk=dossier.pk).state


def invitations(kind):
    """Whom each letter of this kind goes to, and the entry for their diary."""
    for letter in Letter.objects.filter(kind=kind).order_by("to"):
        yield letter.to, Calendar.from_ical(letter.calendar) if letter.calendar else None


# --- the way of a meeting ---


@pytest.mark.django_db
def test_a_proposal_goes_to_the_person_with_its_hours(fleur):
    dossier = application(State.CROSSED)

    meeting = proposed(dossier, fleur)

    assert state_of(dossier) == State.MEETING_PROPOSED
    assert meeting.slots.count() == 2
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("applications.meeting_proposed", dossier.email)
    assert "vendredi 15 mai 2026 à 12\u00a0h" in letter.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slots", "refusal"),
    [
        ([], meetings.WrongNumber),
        ([SOON + timedelta(days=n) for n in range(6)], meetings.WrongNumber),
        ([NOON - timedelta(minutes=1)], meetings.InThePast),
        ([NOON], meetings.InThePast),
        ([SOON, NOON - timedelta(days=1)], meetings.InThePast),
    ],
)
def test_one_to_five_hours_to_come_are_proposed(fleur, slots, refusal):
    dossier = application(State.CROSSED)

    with pytest.raises(refusal):
        meetings.propose_meeting(dossier, by=fleur, at=NOON, slots=slots, **PLACE)

    assert not Meeting.objects.exists()


@pytest.mark.django_db
def test_the_same_hour_given_twice_is_one_slot(fleur):
    meeting = proposed(application(State.CROSSED), fleur, SOON, SOON)

    assert meeting.slots.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.CROSSED, State.MET}))
def test_a_meeting_is_proposed_after_the_readings_only(fleur, state):
    with pytest.raises(ForbiddenMove):
        proposed(application(state), fleur)

    assert not Meeting.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_the_hour_chosen_reaches_everybody(fleur, thomas):
    dossier = application(State.CROSSED)

    meeting = chosen(proposed(dossier, fleur))

    assert (state_of(dossier), meeting.at) == (State.MEETING_SET, SOON)
    assert [to for to, _entry in invitations("applications.meeting_set")] == sorted(
        [dossier.email, "fleur@exemple.fr", "thomas@exemple.fr"]
    )


@pytest.mark.django_db
def test_an_hour_that_has_passed_is_not_chosen(fleur):
    meeting = proposed(application(State.CROSSED), fleur)

    with pytest.raises(meetings.SlotGone):
        chosen(meeting, at=SOON)


@pytest.mark.django_db
def test_a_slot_of_another_meeting_is_not_chosen(fleur):
    mine = proposed(application(State.CROSSED), fleur)
    other = proposed(application(State.CROSSED), fleur)

    with pytest.raises(meetings.SlotGone):
        meetings.choose_slot(mine, slot=other.slots.first(), by=mine.application.person, at=NOON)


@pytest.mark.django_db
def test_a_meeting_is_held_once_its_hour_has_passed(fleur):
    meeting = chosen(proposed(application(State.CROSSED), fleur))

    with pytest.raises(minutes.NotYetHeld):
        minutes.hold(meeting, by=fleur, at=SOON - timedelta(minutes=1))
    held = minutes.hold(meeting, by=fleur, at=SOON)

    assert (state_of(meeting.application), held.held_at) == (State.MET, SOON)
    with pytest.raises(meetings.NothingProposed):
        meetings.call_off(meeting, by=fleur, at=SOON)


@pytest.mark.django_db
def test_called_off_before_an_hour_is_chosen_only_the_person_is_told(fleur):
    meeting = proposed(application(State.CROSSED), fleur)

    meetings.call_off(meeting, by=fleur, at=NOON)

    assert state_of(meeting.application) == State.CROSSED
    told = list(invitations("applications.meeting_called_off"))
    assert told == [(meeting.application.email, None)]


@pytest.mark.django_db
def test_after_calling_off_one_proposes_again(fleur):
    dossier = application(State.CROSSED)
    meetings.call_off(chosen(proposed(dossier, fleur)), by=fleur, at=NOON)

    proposed(dossier, fleur)

    assert Letter.objects.filter(kind="applications.meeting_proposed").count() == 2
    assert Meeting.objects.open().count() == 1


@pytest.mark.django_db
def test_a_person_who_withdraws_takes_the_meeting_out_of_every_diary(fleur):
    dossier = application(State.CROSSED)
    chosen(proposed(dossier, fleur))

    applications.withdraw(dossier, by=dossier.person, at=NOON)

    entries = [entry for _to, entry in invitations("applications.meeting_called_off")]
    assert [entry["method"] for entry in entries] == ["CANCEL", "CANCEL"]
    assert not Meeting.objects.open().exists()


# --- diaries ---


@pytest.mark.django_db
def test_one_identity_and_a_growing_number_for_the_whole_life(fleur):
    meeting = chosen(proposed(application(State.CROSSED), fleur))
    meetings.call_off(meeting, by=fleur, at=NOON)

    put = dict(invitations("applications.meeting_set"))["fleur@exemple.fr"]
    out = dict(invitations("applications.meeting_called_off"))["fleur@exemple.fr"]
    (first,), (last,) = put.walk("VEVENT"), out.walk("VEVENT")
    assert (put["method"], out["method"]) == ("REQUEST", "CANCEL")
    assert first["uid"] == last["uid"] == f"{meeting.uid}@coop-studio"
    assert (first["sequence"], last["sequence"]) == (0, 1)
    assert last["status"] == "CANCELLED"


@pytest.mark.django_db
def test_a_diary_never_learns_whom_one_meets(fleur):
    meeting = chosen(proposed(application(State.CROSSED), fleur))

    entry = Letter.objects.get(kind="applications.meeting_set", to="fleur@exemple.fr").calendar
    assert "SUMMARY:Rencontre Coop Studio" in entry
    for name in (meeting.application.first_name, meeting.application.last_name):
        assert name not in entry
    assert meeting.application.email not in entry


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("instant", "said", "utc"),
    [
        (datetime(2026, 10, 24, 12, 30, tzinfo=UTC), "20261024T143000", 2),
        (datetime(2026, 10, 26, 13, 30, tzinfo=UTC), "20261026T143000", 1),
    ],
)
def test_half_past_two_stays_half_past_two_across_the_change_of_clocks(instant, said, utc):
    meeting = Meeting(application=application(State.MEETING_SET), at=instant, minutes=90)

    text = calendars.request(meeting, meeting.application, at=NOON)

    (entry,) = Calendar.from_ical(text).walk("VEVENT")
    assert f"DTSTART;TZID=Europe/Paris:{said}" in text
    assert entry["dtstart"].dt == instant
    assert entry["dtstart"].dt.utcoffset() == timedelta(hours=utc)
    assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(minutes=90)
    assert "BEGIN:VTIMEZONE" in text


# --- at the same second ---


@pytest.mark.django_db(transaction=True)
def test_two_founders_propose_at_the_same_second_and_one_meeting_is_there(fleur, thomas):
    dossier = application(State.CROSSED)

    raised = together(lambda: proposed(dossier, fleur), lambda: proposed(dossier, thomas))

    assert [type(refusal) for refusal in raised] == [ForbiddenMove]
    assert Meeting.objects.count() == Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_chosen_and_called_off_at_the_same_second_ends_in_one_of_both(fleur):
    meeting = proposed(application(State.CROSSED), fleur)

    together(lambda: chosen(meeting), lambda: meetings.call_off(meeting, by=fleur, at=NOON))

    meeting.refresh_from_db()
    assert meeting.called_off_at == NOON or meeting.at == SOON
    assert state_of(meeting.application) == State.CROSSED  # called off, before or after the choice


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_meeting_would_be_set_and_called_off(monkeypatch, fleur):
    """The negative control: both see the meeting open, and each believes to be the one."""
    meeting, gate = proposed(application(State.CROSSED), fleur), threading.Barrier(2)

    @contextmanager
    def unlocked(row):
        with transaction.atomic():
            fresh = type(row)._base_manager.get(pk=row.pk)
            if isinstance(row, Meeting):
                gate.wait(10)
            yield fresh

    monkeypatch.setattr(meetings, "locked", unlocked)
    hour = SOON + timedelta(hours=1)

    raised = together(
        lambda: chosen(meeting), lambda: meetings.call_off(meeting, by=fleur, at=hour)
    )

    assert raised == []
    kinds = set(Letter.objects.values_list("kind", flat=True))
    assert {"applications.meeting_set", "applications.meeting_called_off"} <= kinds
    cancelled = dict(invitations("applications.meeting_called_off"))
    assert list(cancelled.values()) == [None]  # a diary keeps an hour that nobody took out


# --- the page ---


@pytest.mark.django_db
def test_the_page_proposes_then_shows_what_was_proposed(client, fleur):
    dossier = application(State.CROSSED)
    client.force_login(fleur)
    hour = timezone.localtime().replace(hour=12, minute=30, second=0, microsecond=0)
    hour += timedelta(days=3)

    answer = client.post(
        f"/candidatures/{dossier.number}/rencontre/",
        {"slot_1": f"{hour:%d/%m/%Y à %H h %M}", "slot_3": "", **PLACE},
        follow=True,
    )

    assert "Les créneaux sont chez" in answer.text
    assert Meeting.objects.get().slots.get().at == hour


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Indiquez un jour et une heure"),
        ({"slot_1": "31/02/2027 à 10 h"}, "n’existe pas dans le calendrier"),
        ({"slot_1": "01/01/2020 à 10 h"}, "déjà passé"),
        ({"slot_1": "28/03/2027 à 2 h 30"}, "cette heure n’existe pas"),
        ({"slot_1": "demain"}, "Écrivez le jour et l’heure ainsi"),
        ({"place": "a\nb"}, "sur une seule ligne"),
        ({"minutes": "0"}, "Quinze minutes au moins"),
        ({"minutes": "9" * 400}, "minutes"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept(client, fleur, typed, sentence):
    dossier = application(State.CROSSED)
    client.force_login(fleur)

    answer = client.post(f"/candidatures/{dossier.number}/rencontre/", {**PLACE, **typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Erreur" in answer.text
    if "place" not in typed:
        assert PLACE["place"] in answer.text
    assert not Meeting.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["annulation", "tenue"])
def test_without_a_meeting_the_refusal_is_told_on_the_page(client, fleur, act):
    dossier = application(State.CROSSED)
    client.force_login(fleur)

    answer = client.post(f"/candidatures/{dossier.number}/rencontre/{act}/", follow=True)

    assert meetings.NothingProposed.message in answer.text
