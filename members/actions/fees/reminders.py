"""Fees that wait are recalled on their day, thirty and sixty days after; never to who has left."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from members import emails
from members.events import Event
from members.models import FeeCall, FeeReminder
from members.states import FeeLabel

STEPS = (60, 30, 0)
"""Days after the day to pay. The furthest comes first: what a late clock missed is not recalled."""


def remind(*, at):
    """Recall what is still owed today, each step once. Returns how many left."""
    today = timezone.localdate(at)
    return sum(
        _recall(call, step, on=today)
        for step in STEPS
        for call in waiting(step, on=today).select_related("person", "year")
    )


def waiting(step, *, on):
    """Calls to recall at this step: owed, of members who stay, not barred, not recalled so far."""
    due = FeeCall.objects.filter(due_on__lte=on - timedelta(days=step))
    due = due.exclude(reminders__step__gte=step).of_members(on=on)
    due = due.filter(person__deceased_on=None, person__erased_at=None)
    return due.standing(on=on).filter(label__in=[FeeLabel.WAITING, FeeLabel.LATE])


def _recall(call, step, *, on):
    """One reminder, if it is still called for once nobody else writes about it."""
    with locked(call.year):
        fresh = waiting(step, on=on).filter(pk=call.pk).select_related("person", "year").first()
        if fresh is None:
            return 0
        FeeReminder.objects.create(call=fresh, step=step, sent_on=on)
        record(Event.FEE_RECALLED, fresh, step=step, owed=fresh.owed)
        emails.fee_reminder(fresh, step)
    return 1
