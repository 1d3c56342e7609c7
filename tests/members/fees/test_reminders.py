"""A fee is recalled on its day, thirty and sixty days after, and never once it is settled."""

from datetime import timedelta

import pytest

from coopstudio.mail.models import Letter
from members.actions.fees import calls, reminders
from members.models import FeeReminder
from tests.members.factories import member
from tests.members.fees.factories import CALLED_ON, DUE_ON, at, call, payment

pytestmark = pytest.mark.django_db


def steps(made):
    return list(made.reminders.order_by("step").values_list("step", flat=True))


def remind(days):
    return reminders.remind(at=at(DUE_ON + timedelta(days=days)))


def test_nothing_is_recalled_before_the_day():
    made = call()

    remind(-1)

    assert steps(made) == []


def test_each_step_leaves_once():
    made = call()

    for days in (0, 0, 10, 30, 31, 60, 90, 400):
        remind(days)

    assert steps(made) == [0, 30, 60]
    letters = Letter.objects.filter(kind="members.fee_reminder", to=made.person.email)
    assert letters.count() == 3
    assert len(set(letters.values_list("subject", flat=True))) == 3


def test_a_clock_that_slept_does_not_send_everything_at_once():
    made = call()

    remind(75)

    assert steps(made) == [60]


def paid(made):
    payment(made)


def waived(made):
    decision = {"organ": "CA", "decided_on": CALLED_ON, "reference": "x"}
    calls.waive(made.person, made.year, by=None, at=at(CALLED_ON), **decision)


def left(made):
    made.person.memberships.update(ended_on=DUE_ON + timedelta(days=2))


def dead(made):
    made.person.deceased_on = DUE_ON + timedelta(days=1)
    made.person.save()


@pytest.mark.parametrize("what", [paid, waived, left, dead])
def test_reminders_stop(what):
    made = call()
    remind(0)

    what(made)
    remind(30)
    remind(60)

    assert steps(made) == [0]


def test_a_part_paid_is_recalled_for_what_is_left():
    made = call()
    payment(made, 1_000)

    remind(0)

    assert "20,00" in Letter.objects.get(kind="members.fee_reminder", to=made.person.email).text


def test_a_debt_too_old_is_recalled_no_more():
    made = call()

    remind(5 * 366)

    assert steps(made) == []


def test_everybody_is_recalled_in_one_round():
    made = [call(member("Anna", f"B{number}")) for number in range(3)]

    count = remind(0)

    assert count == FeeReminder.objects.count() >= len(made)
