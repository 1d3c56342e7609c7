"""The week to come is played by the rounds themselves, and nothing of it happens."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from coopstudio.mail import week
from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Letter
from members.models import FeeReminder
from tests.members.factories import administrator, person
from tests.members.fees.factories import DUE_ON, at, call, payment

pytestmark = pytest.mark.django_db
BEFORE = at(DUE_ON - timedelta(days=1))
RECALL = "members.fee_reminder"


@pytest.fixture(autouse=True)
def two_days(monkeypatch):
    """A short week, that nobody told yet."""
    monkeypatch.setattr(week, "LENGTH", timedelta(days=2))
    cache.delete(week.PLACE)


def recalls(told, person):
    """The days on which this person will be recalled."""
    return [day for day, kinds in told.of(person) if RECALL in {kind.name for kind in kinds}]


def test_what_will_leave_is_told_with_its_day_and_nothing_of_it_happens():
    made = call()

    told = week.foretell(at=BEFORE)

    assert recalls(told, made.person) == [DUE_ON]
    assert not FeeReminder.objects.exists()
    assert not Letter.objects.filter(kind=RECALL).exists()


def test_a_payment_stops_what_was_to_leave():
    made = call()
    payment(made)

    assert recalls(week.foretell(at=BEFORE), made.person) == []


def test_a_round_that_breaks_leaves_the_others_to_tell(monkeypatch, caplog):
    made = call()
    monkeypatch.setattr("applications.actions.keeping.promises.alert", lambda at: 1 / 0)

    assert recalls(week.foretell(at=BEFORE), made.person) == [DUE_ON]
    assert "applications.tasks.watch_promises" in caplog.text


def test_the_week_is_told_once_a_night_and_a_missed_night_is_made_up_for():
    call()
    told = []

    for hours in (0, 1, 15, 17, 18, 41, 72):  # from 9 o'clock; the nights are at 17 and 41
        week.foretell_daily(at=BEFORE + timedelta(hours=hours))
        told.append(round((week.last().told_at - BEFORE).total_seconds() / 3600))

    assert told == [0, 0, 0, 17, 17, 41, 72]


def test_staff_read_counts_without_names_and_each_person_their_own(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    made, other = call(), person()
    week.foretell_daily(at=BEFORE)
    said = KINDS[RECALL].until
    pages = {}
    for who, place in [
        (administrator(), "mail:week"),
        (made.person, "members:preferences"),
        (other, "members:preferences"),
    ]:
        client.force_login(who)
        pages[who] = client.get(reverse(place)).text

    staff, mine, theirs = pages.values()
    assert KINDS[RECALL].occasion in unescape(staff)
    assert made.person.last_name not in staff
    assert "Cette semaine, vous recevrez" in mine
    assert "Cette semaine, vous recevrez" not in theirs
    assert said[:12] in mine


def test_the_table_of_rules_holds_every_letter_that_the_week_may_tell():
    ruled = {name for name, kind in KINDS.items() if kind.until}

    assert {"members.fee_reminder", "governance.meeting_tomorrow", "contributions.payment_reminder",
            "applications.promise"} <= ruled  # fmt: skip
    assert not [name for name in ruled if not KINDS[name].until.endswith(".")]
