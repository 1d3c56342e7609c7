"""What the clock says of meetings: once, in time, whatever rounds are missed, late or doubled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications import tasks
from applications.actions.meeting import meetings
from applications.models import Application, Meeting
from applications.models.meetings import HELD, PATIENCE
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import NOON, application
from tests.members.factories import founder
from tests.together import together

SOON = NOON + timedelta(days=10)
PLACE = {"place": "Nuits-Saint-Georges", "minutes": 60}
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def fleur():
    return founder(email="fleur@exemple.fr")


@pytest.fixture
def round_at(time_machine):
    """Let the clock strike once, at that instant."""

    def strike(moment):
        time_machine.move_to(moment, tick=False)
        tasks.tend_meetings()

    return strike


def proposed(by, *slots):
    return meetings.propose_meeting(
        application(State.CROSSED), by=by, at=NOON, slots=slots or (SOON, SOON + 5 * DAY), **PLACE
    )


def fixed(by, *, at=NOON):
    meeting = proposed(by)
    slot = meeting.slots.first()
    return meetings.choose_slot(meeting, slot=slot, by=meeting.application.person, at=at)


def told(kind):
    return Letter.objects.filter(kind=f"applications.{kind}").count()


# --- reminders of an hour that is set ---


@pytest.mark.django_db
def test_everybody_is_reminded_two_days_then_three_hours_before(fleur, round_at):
    meeting = fixed(fleur)

    counts = []
    for before in (2 * DAY + HOUR, 2 * DAY, 2 * DAY - HOUR, 4 * HOUR, 3 * HOUR, HOUR):
        round_at(SOON - before)
        counts.append((told("meeting_ahead"), told("meeting_soon")))

    assert counts == [(0, 0), (2, 0), (2, 0), (2, 0), (2, 2), (2, 2)]
    letters = Letter.objects.filter(kind="applications.meeting_ahead")
    assert {one.to for one in letters} == {"fleur@exemple.fr", meeting.application.email}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("late", "ahead", "soon"),
    [
        (2 * DAY - 20 * HOUR, 2, 0),
        (DAY, 0, 0),
        (2 * HOUR, 0, 2),
        (timedelta(minutes=1), 0, 2),
        (timedelta(), 0, 0),
        (-HOUR, 0, 0),
    ],
)
def test_a_late_round_says_what_is_still_true_and_nothing_else(fleur, round_at, late, ahead, soon):
    fixed(fleur)

    round_at(SOON - late)

    assert (told("meeting_ahead"), told("meeting_soon")) == (ahead, soon)


@pytest.mark.django_db
def test_an_hour_chosen_the_day_before_is_not_reminded_two_days_ahead(fleur, round_at):
    fixed(fleur, at=SOON - 2 * DAY + HOUR)

    round_at(SOON - 2 * DAY + 2 * HOUR)
    assert told("meeting_ahead") == 0
    round_at(SOON - HOUR)

    assert told("meeting_soon") == 2


@pytest.mark.django_db
def test_a_meeting_that_was_moved_is_reminded_of_its_new_hour(fleur, round_at):
    meeting = fixed(fleur)
    round_at(SOON - 2 * DAY)

    meetings.move(meeting, by=fleur, at=SOON - DAY, hour=SOON + 9 * DAY, **PLACE)
    round_at(SOON - HOUR)
    assert (told("meeting_ahead"), told("meeting_soon")) == (2, 0)
    round_at(SOON + 7 * DAY)
    round_at(SOON + 9 * DAY - HOUR)

    assert (told("meeting_ahead"), told("meeting_soon")) == (4, 2)


@pytest.mark.django_db
def test_a_meeting_that_was_called_off_is_reminded_to_nobody(fleur, round_at):
    meetings.call_off(fixed(fleur), by=fleur, at=NOON)

    for before in (2 * DAY, 3 * HOUR):
        round_at(SOON - before)

    assert told("meeting_ahead") + told("meeting_soon") == 0


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_the_same_second_remind_once(fleur, time_machine):
    fixed(fleur)
    time_machine.move_to(SOON - 2 * DAY, tick=False)

    raised = together(tasks.tend_meetings, tasks.tend_meetings)

    assert (raised, told("meeting_ahead")) == ([], 2)


# --- hours that nobody answers ---


@pytest.mark.django_db
def test_hours_are_kept_seven_days_recalled_once_then_given_back(fleur, round_at):
    meeting = proposed(fleur)
    seen = []

    for moment in (NOON + HELD - HOUR, NOON + HELD, NOON + HELD + DAY, NOON + HELD + PATIENCE):
        round_at(moment)
        round_at(moment)
        seen.append((told("meeting_nudged"), told("meeting_unanswered")))

    assert seen == [(0, 0), (1, 0), (1, 0), (1, 1)]
    meeting.refresh_from_db()
    assert meeting.released_at == NOON + HELD + PATIENCE
    assert Application.objects.get().state == State.MEETING_PROPOSED  # nothing is ever refused


@pytest.mark.django_db
def test_an_hour_given_back_may_still_be_chosen_while_it_is_free(fleur, round_at):
    meeting = proposed(fleur)
    round_at(NOON + HELD)
    round_at(NOON + HELD + PATIENCE)

    last = meeting.slots.last()
    at = timezone.now()
    chosen = meetings.choose_slot(meeting, slot=last, by=meeting.application.person, at=at)

    assert chosen.at == SOON + 5 * DAY


@pytest.mark.django_db
def test_near_hours_are_recalled_before_the_last_of_them_passes(fleur, round_at):
    proposed(fleur, NOON + 3 * DAY)

    round_at(NOON + DAY)
    assert told("meeting_nudged") == 0
    round_at(NOON + 2 * DAY)
    assert told("meeting_nudged") == 1
    round_at(NOON + 3 * DAY)

    assert (told("meeting_nudged"), told("meeting_unanswered")) == (1, 1)


@pytest.mark.django_db
def test_who_asked_for_other_hours_is_not_recalled(fleur, round_at):
    meeting = proposed(fleur)
    meetings.ask_other_hours(meeting, by=meeting.application.person, at=NOON, hours=[])

    for moment in (NOON + HELD, NOON + HELD + PATIENCE):
        round_at(moment)

    assert told("meeting_nudged") + told("meeting_unanswered") == 0


@pytest.mark.django_db
def test_hours_proposed_again_are_kept_seven_days_more(fleur, round_at):
    meeting = proposed(fleur)
    round_at(NOON + HELD)
    again = NOON + HELD + HOUR
    meetings.propose_again(meeting, by=fleur, at=again, slots=[SOON + 20 * DAY], **PLACE)

    round_at(NOON + HELD + PATIENCE)
    assert told("meeting_unanswered") == 0
    round_at(again + HELD)

    assert told("meeting_nudged") == 2


@pytest.mark.django_db
def test_the_round_costs_the_same_questions_for_what_is_not_due(
    fleur, time_machine, django_assert_num_queries
):
    time_machine.move_to(NOON + HOUR, tick=False)
    for _ in range(5):
        proposed(fleur)
    assert Meeting.objects.count() == 5

    with django_assert_num_queries(2):
        tasks.tend_meetings()
