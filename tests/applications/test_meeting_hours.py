"""Hours are answered by either side: chosen, taken meanwhile, asked for, moved, kept."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from applications import agenda
from applications.actions.meeting import meetings, minutes
from applications.models import Application, Meeting, Slot
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application
from tests.members.factories import founder
from tests.together import together

SOON = NOON + timedelta(days=4)
LATER = SOON + timedelta(days=1)
PLACE = {"place": "Nuits-Saint-Georges", "minutes": 60}
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall", email="thomas@exemple.fr")


def proposed(by, *slots, **facts):
    slots = slots or (SOON, LATER)
    facts = {**PLACE, **facts}
    return meetings.propose_meeting(
        application(State.CROSSED), by=by, at=NOON, slots=slots, **facts
    )


def chosen(meeting, rank=0, *, at=NOON, **facts):
    slot = meeting.slots.offered()[rank]
    return meetings.choose_slot(meeting, slot=slot, by=meeting.application.person, at=at, **facts)


def asked(meeting, *hours, words="", at=NOON):
    person = meeting.application.person
    return meetings.ask_other_hours(meeting, by=person, at=at, hours=hours, words=words)


def state_of(meeting):
    return Application.objects.get(meetings=meeting).state


def kinds():
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def told(kind):
    return sorted(Letter.objects.filter(kind=f"applications.{kind}").values_list("to", flat=True))


# --- an hour is taken once ---


@pytest.mark.django_db
def test_an_hour_that_another_meeting_took_is_refused_and_the_rest_stays(fleur):
    first, second = proposed(fleur), proposed(fleur)
    chosen(first)

    with pytest.raises(meetings.JustTaken):
        chosen(second)
    chosen(second, rank=1)

    assert Meeting.objects.get(pk=second.pk).at == LATER


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes_later", "is_taken"),
    [(0, True), (30, True), (59, True), (60, False), (-59, True), (-60, False)],
)
def test_hours_that_share_a_minute_are_one_hour(fleur, minutes_later, is_taken):
    chosen(proposed(fleur, SOON))
    other = proposed(fleur, SOON + timedelta(minutes=minutes_later))

    assert other.slots.free(NOON).exists() != is_taken
    if is_taken:
        with pytest.raises(meetings.JustTaken):
            chosen(other)
    else:
        assert chosen(other).at == SOON + timedelta(minutes=minutes_later)


@pytest.mark.django_db
def test_an_hour_is_free_again_once_its_meeting_is_called_off(fleur):
    first, second = chosen(proposed(fleur)), proposed(fleur)

    meetings.call_off(first, by=fleur, at=NOON)

    assert chosen(second).at == SOON


@pytest.mark.django_db(transaction=True)
def test_two_people_choose_the_same_hour_at_the_same_second_and_one_has_it(fleur):
    first, second = proposed(fleur), proposed(fleur)

    raised = together(lambda: chosen(first), lambda: chosen(second))

    assert [type(refusal) for refusal in raised] == [meetings.JustTaken]
    assert sorted(Meeting.objects.values_list("at", flat=True), key=str) == [SOON, None]
    assert sorted([state_of(first), state_of(second)]) == ["proposed", "set"]
    assert len(told("meeting_set")) == 2  # one person and one founder


@pytest.mark.django_db(transaction=True)
def test_without_the_founders_lock_both_would_have_it(monkeypatch, fleur):
    """The negative control: both look at the diary before either has written in it."""
    first, second = proposed(fleur), proposed(fleur)
    gate, overlapping = threading.Barrier(2), type(Meeting.objects.all()).overlapping
    monkeypatch.setattr(
        type(meetings.Person.objects.all()), "select_for_update", lambda self, **_: self.all()
    )

    def slowly(self, start, end):
        found = list(overlapping(self, start, end))
        gate.wait(10)
        return self.filter(pk__in=[one.pk for one in found])

    monkeypatch.setattr(type(Meeting.objects.all()), "overlapping", slowly)

    raised = together(lambda: chosen(first), lambda: chosen(second))

    assert raised == []
    assert list(Meeting.objects.values_list("at", flat=True)) == [SOON, SOON]


@pytest.mark.django_db
def test_one_chooses_once(fleur):
    meeting = chosen(proposed(fleur))

    with pytest.raises(meetings.AlreadySet):
        chosen(meeting, rank=1)


@pytest.mark.django_db
def test_founders_see_what_is_taken_and_what_is_kept_for_somebody_else(fleur):
    taken, kept = chosen(proposed(fleur, SOON)), proposed(fleur, LATER)
    hours = [SOON + timedelta(minutes=30), LATER, LATER + timedelta(days=1)]

    assert agenda.taken(hours, 60) == {hours[0]: taken}
    assert agenda.kept(hours, 60) == {LATER: kept.slots.get()}
    assert agenda.kept(hours, 60, but=kept) == {}


@pytest.mark.django_db
@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.integers(15, 240)), min_size=2, max_size=6, unique=True
    )
)
def test_whatever_is_chosen_no_two_meetings_share_a_minute(hours):
    """Each candidate tries their hour in turn; those who got theirs never overlap."""
    with transaction.atomic():
        by, got = founder(), []
        for start, length in hours:
            hour = SOON + timedelta(minutes=start)
            meeting = proposed(by, hour, minutes=length)
            try:
                got.append(chosen(meeting))
            except meetings.JustTaken:
                continue
        got.sort(key=lambda one: one.at)
        assert all(one.ends_at <= after.at for one, after in zip(got, got[1:], strict=False))
        assert got
        transaction.set_rollback(True)


# --- the person asks for other hours ---


@pytest.mark.django_db
def test_other_hours_are_asked_and_one_is_taken(fleur, thomas):
    meeting = proposed(fleur)

    asked(meeting, LATER + timedelta(hours=3), words="Plutôt le soir.")
    waiting = Meeting.objects.get()
    meetings.accept_hour(waiting, slot=waiting.slots.asked().get(), by=thomas, at=NOON)

    assert told("meeting_countered") == ["fleur@exemple.fr", "thomas@exemple.fr"]
    meeting.refresh_from_db()
    assert (meeting.at, state_of(meeting)) == (LATER + timedelta(hours=3), State.MEETING_SET)
    assert (meeting.countered_at, meeting.counter_words) == (None, "")
    assert not meeting.slots.asked().exists()


@pytest.mark.django_db
def test_none_suits_may_be_said_without_any_hour(fleur):
    meeting = asked(proposed(fleur))

    assert meeting.countered_at == NOON
    assert state_of(meeting) == State.MEETING_PROPOSED
    assert (
        "c’est à vous d’en chercher"
        in Letter.objects.get(kind="applications.meeting_countered").text
    )


@pytest.mark.django_db
def test_one_may_still_take_a_first_hour_after_asking_for_others(fleur):
    meeting = asked(proposed(fleur), LATER + timedelta(hours=3))

    assert chosen(meeting).at == SOON
    assert not meeting.slots.asked().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "refusal"),
    [
        ([NOON], meetings.InThePast),
        ([SOON + timedelta(hours=n) for n in range(6)], meetings.WrongNumber),
    ],
)
def test_five_hours_to_come_at_most_are_asked(fleur, hours, refusal):
    meeting = proposed(fleur)

    with pytest.raises(refusal):
        asked(meeting, *hours)

    assert not Slot.objects.asked().exists()


@pytest.mark.django_db
def test_founders_propose_again_and_everything_starts_afresh(fleur):
    meeting = asked(proposed(fleur), LATER + timedelta(hours=3))
    Meeting.objects.update(nudged_at=NOON, released_at=NOON)

    again = meetings.propose_again(
        meeting, by=fleur, at=NOON, slots=[LATER], place="Dijon", minutes=90
    )

    assert (again.round, again.place, again.minutes) == (2, "Dijon", 90)
    assert (again.countered_at, again.nudged_at, again.released_at) == (None, None, None)
    assert [slot.at for slot in again.slots.all()] == [LATER]
    letters = Letter.objects.filter(kind="applications.meeting_proposed").order_by("pk")
    assert [one.subject for one in letters] == [
        "Choisissez l’heure de notre rencontre",
        "D’autres heures pour notre rencontre",
    ]


@pytest.mark.django_db
def test_a_second_meeting_is_not_proposed_over_an_open_one(fleur):
    meeting = chosen(proposed(fleur))

    with pytest.raises(meetings.AlreadySet):
        meetings.propose_again(meeting, by=fleur, at=NOON, slots=[LATER], **PLACE)


@pytest.mark.django_db
def test_founders_read_each_request_and_the_same_one_only_once(fleur):
    meeting = asked(proposed(fleur), LATER)

    with pytest.raises(meetings.AlreadyAsked):
        asked(meeting, LATER, at=NOON + timedelta(minutes=1))
    asked(meeting, words="Plutôt en visio.", at=NOON + timedelta(minutes=2))
    accepted = meetings.propose_again(meeting, by=fleur, at=NOON, slots=[LATER], **PLACE)
    asked(accepted, words="Plutôt en visio.", at=NOON + timedelta(minutes=3))

    assert told("meeting_countered") == ["fleur@exemple.fr"] * 3
    assert not Slot.objects.asked().exists()


# --- it is moved ---


def entries(kind, to):
    letters = Letter.objects.filter(kind=f"applications.{kind}", to=to).order_by("pk")
    return [Calendar.from_ical(one.calendar) for one in letters]


@pytest.mark.django_db
def test_moving_keeps_the_identity_and_counts_one_more(fleur, thomas):
    meeting = chosen(proposed(fleur))

    moved = meetings.move(meeting, by=thomas, at=NOON, hour=LATER, place="Dijon", minutes=90)

    assert (moved.at, moved.place, moved.minutes, moved.sequence) == (LATER, "Dijon", 90, 1)
    everyone = sorted([meeting.application.email, "fleur@exemple.fr", "thomas@exemple.fr"])
    assert told("meeting_moved") == everyone
    (put,), (after,) = (
        entries(kind, "fleur@exemple.fr") for kind in ("meeting_set", "meeting_moved")
    )
    (first,), (second,) = put.walk("VEVENT"), after.walk("VEVENT")
    assert (put["method"], after["method"]) == ("REQUEST", "REQUEST")
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert second["dtstart"].dt == LATER
    assert second["dtend"].dt == LATER + timedelta(minutes=90)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"place": "Dijon"}, {"minutes": 90}])
def test_another_place_or_duration_is_an_update_too(fleur, change):
    meeting = chosen(proposed(fleur))

    moved = meetings.move(meeting, by=fleur, at=NOON, hour=SOON, **{**PLACE, **change})

    assert moved.sequence == 1
    text = Letter.objects.filter(kind="applications.meeting_moved").first().text
    assert "garde son heure, mais son lieu ou sa durée change" in text


@pytest.mark.django_db
def test_what_does_not_change_tells_nobody(fleur):
    meeting = chosen(proposed(fleur))

    with pytest.raises(meetings.NothingChanges):
        meetings.move(meeting, by=fleur, at=NOON, hour=SOON, **PLACE)

    assert told("meeting_moved") == []


@pytest.mark.django_db
def test_a_meeting_is_not_moved_onto_another_one(fleur):
    chosen(proposed(fleur, LATER))
    meeting = chosen(proposed(fleur, SOON))

    with pytest.raises(meetings.JustTaken):
        meetings.move(meeting, by=fleur, at=NOON, hour=LATER, **PLACE)

    assert Meeting.objects.get(pk=meeting.pk).at == SOON


@pytest.mark.django_db
def test_the_person_asks_to_move_and_the_hour_stands_until_founders_answer(fleur):
    meeting = asked(chosen(proposed(fleur)), LATER)
    waiting = Meeting.objects.get()

    assert (waiting.at, waiting.countered_at) == (SOON, NOON)
    moved = meetings.accept_hour(waiting, slot=waiting.slots.asked().get(), by=fleur, at=NOON)
    assert (moved.at, moved.sequence) == (LATER, 1)
    assert state_of(meeting) == State.MEETING_SET


@pytest.mark.django_db
def test_an_hour_that_cannot_move_is_kept_and_said(fleur):
    meeting = asked(chosen(proposed(fleur)), LATER)

    kept = meetings.keep_hour(meeting, by=fleur, at=NOON)

    assert (kept.at, kept.countered_at) == (SOON, None)
    assert told("meeting_kept") == [meeting.application.email]
    with pytest.raises(meetings.NotSetYet):
        meetings.keep_hour(meeting, by=fleur, at=NOON)


@pytest.mark.django_db
def test_a_meeting_whose_hour_has_passed_is_put_off(fleur):
    meeting = chosen(proposed(fleur))
    after = SOON + timedelta(hours=2)

    moved = meetings.move(meeting, by=fleur, at=after, hour=LATER, **PLACE)

    assert moved.at == LATER
    with pytest.raises(minutes.NotYetHeld):
        minutes.hold(moved, by=fleur, at=after)


# --- across the change of clocks ---


@pytest.mark.django_db
def test_proposed_in_summer_for_winter_the_hour_is_the_one_of_winter(fleur):
    july, winter = datetime(2026, 7, 6, 8, tzinfo=UTC), datetime(2026, 12, 3, 14, 30, tzinfo=PARIS)
    meeting = meetings.propose_meeting(
        application(State.CROSSED), by=fleur, at=july, slots=[winter], **PLACE
    )

    chosen(meeting, at=july)

    letter = Letter.objects.filter(kind="applications.meeting_set").first()
    assert "jeudi 3 décembre 2026 à 14\u00a0h\u00a030" in letter.text
    assert "DTSTART;TZID=Europe/Paris:20261203T143000" in letter.calendar
    (entry,) = Calendar.from_ical(letter.calendar).walk("VEVENT")
    assert entry["dtstart"].dt == datetime(2026, 12, 3, 13, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_an_hour_that_lasts_across_the_change_of_clocks_ends_when_it_should(fleur):
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2 h 30, the first time
    meeting = chosen(proposed(fleur, before, minutes=90))

    letter = Letter.objects.filter(kind="applications.meeting_set").first()

    (entry,) = Calendar.from_ical(letter.calendar).walk("VEVENT")
    assert meeting.ends_at == before + timedelta(minutes=90)
    assert "DTEND;TZID=Europe/Paris:20261025T030000" in letter.calendar  # an hour later: 3 h
    assert entry["dtend"].dt == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25/10/2026 à 2 h 30", "cette heure arrive deux fois"),
        ("28/03/2027 à 2 h 30", "cette heure n’existe pas"),
    ],
)
@pytest.mark.parametrize("where", ["rencontre/", "rencontre/deplacement/"])
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused_in_words(
    client, fleur, typed, sentence, where, time_machine
):
    time_machine.move_to(NOON)
    dossier = application(State.CROSSED)
    if "deplacement" in where:
        dossier = chosen(proposed(fleur)).application
    client.force_login(fleur)

    answer = client.post(
        f"/candidatures/{dossier.number}/{where}", {"slot_1": typed, "hour": typed, **PLACE}
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed in answer.text
