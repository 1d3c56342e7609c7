"""Clocks that jump: the two nights of the year, the ends of months, a clock put back."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from celery.schedules import maybe_schedule
from django.utils import timezone

from applications.keeping import add_months
from contributions.models import Entry
from contributions.verifying import verify
from coopstudio.celery import app
from coopstudio.rounds import HOUR, ROUNDS
from governance.actions.elections.proposing import usual_end
from tests.contributions.factories import books, contract, received

pytestmark = pytest.mark.services
NIGHTS = {
    "autumn": datetime(2026, 10, 24, 22, tzinfo=UTC),
    "spring": datetime(2027, 3, 27, 23, tzinfo=UTC),
}
MONTHS = [
    (date(2027, 1, 31), 1, date(2027, 2, 28)),
    (date(2028, 1, 31), 1, date(2028, 2, 29)),
    (date(2027, 1, 30), 1, date(2027, 2, 28)),
    (date(2027, 1, 28), 1, date(2027, 2, 28)),
    (date(2027, 3, 31), 1, date(2027, 4, 30)),
    (date(2027, 5, 31), 1, date(2027, 6, 30)),
    (date(2027, 12, 31), 1, date(2028, 1, 31)),
    (date(2027, 12, 31), 2, date(2028, 2, 29)),
    (date(2028, 2, 29), 12, date(2029, 2, 28)),
    (date(2027, 8, 31), 6, date(2028, 2, 29)),
    (date(2027, 10, 31), 13, date(2028, 11, 30)),
    (date(2027, 2, 28), 1, date(2027, 3, 28)),
]


def rung(begun):
    """How often Celery finds each hourly round due in the eight hours from then, minute by minute,
    by its own clock in Paris."""
    lines = {name: maybe_schedule(app.conf.beat_schedule[name]["schedule"], app=app)
             for name, (_, every) in ROUNDS.items() if every == HOUR}  # fmt: skip
    told, last = Counter(), dict.fromkeys(lines, begun)
    for minute in range(8 * 60 + 1):
        with time_machine.travel(begun + timedelta(minutes=minute), tick=False):
            for name, every in lines.items():
                if every.is_due(last[name]).is_due:
                    told[name], last[name] = told[name] + 1, app.now()
    assert (
        last["memberships"].utcoffset()
        != begun.astimezone(timezone.get_default_timezone()).utcoffset()
    )
    return set(told.values())


@pytest.mark.fault(15)
def test_a_night_of_another_length_rings_as_often_as_its_hours(seen):
    found = {name: rung(begun) for name, begun in NIGHTS.items()}

    seen(f"hourly rounds in 8 hours of each night: {found['autumn']} and {found['spring']}")
    assert found == {"autumn": {8}, "spring": {8}}


@pytest.mark.fault(15)
def test_a_month_later_is_the_last_day_of_a_shorter_month(seen):
    right = sum(
        add_months(day, months) == usual_end(day, months) == there for day, months, there in MONTHS
    )

    seen(f"{right} of {len(MONTHS)} ends of months")
    assert right == len(MONTHS) == 12


@pytest.mark.fault(16)
@pytest.mark.django_db(transaction=True)
def test_bookings_keep_their_order_when_the_clock_goes_back(seen):
    books()
    brought = contract(1_000_00)
    for turn in range(20):
        back = timedelta(hours=2 if turn % 2 else 0)
        with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC) - back):
            assert timezone.now().hour in {10, 12}
            received(brought, 100 + turn)

    ranks = list(Entry.objects.order_by("number").values_list("seal__rank", flat=True))
    verdict = verify()
    seen(f"{len(ranks)} entries, ranks in order {ranks == sorted(ranks)}, "
         f"{len(verdict.wrong)} faults in the ledger")  # fmt: skip
    assert ranks == list(range(1, 21))
    assert verdict.wrong == []
