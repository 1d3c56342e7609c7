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
from coopstudio.mail.models import Letter
from coopstudio.rounds import HOUR, ROUNDS
from governance.actions.elections.proposing import usual_end
from tests.contributions.factories import books, contract, received
from tests.faults.house import everything_left, until
from tests.mail.post_office import letter

pytestmark = pytest.mark.services
NIGHTS = {
    "autumn": datetime(2026, 10, 24, 22, tzinfo=UTC),
    "spring": datetime(2027, 3, 27, 23, tzinfo=UTC),
}
CHANGES = {
    "autumn": datetime(2026, 10, 25, 1, tzinfo=UTC),
    "spring": datetime(2027, 3, 28, 1, tzinfo=UTC),
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
@pytest.mark.parametrize("night", CHANGES)
def test_letters_of_the_very_minute_leave_at_their_hour(house, seen, night):
    """Paris goes from 2:59 to 2:00, or from 1:59 to 3:00, while a worker and a clock really run."""
    begun, change = datetime.now(UTC), CHANGES[night]
    starts = change - timedelta(seconds=20)
    letters = [letter(next_try_at=starts + timedelta(seconds=second)) for second in range(10, 40)]
    house.start_later((starts - begun).total_seconds())

    until(everything_left, "all have left")

    waits = [one.sent_at - one.next_try_at for one in Letter.objects.filter(state="sent")]
    least, most = (round(one.total_seconds()) for one in (min(waits), max(waits)))
    seen(f"{night}: {len(house.office.ids)} letters due within 20 s of the change, "
         f"each left {least} to {most} s after its hour")  # fmt: skip
    assert len(waits) == len(set(house.office.ids)) == len(letters)
    assert timedelta(0) <= min(waits) <= max(waits) < timedelta(seconds=20)


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
