"""What the clock triggers about people. Each round asks what is due and not done."""

from django.utils import timezone

from coopstudio.celery import app
from members.actions import rights
from members.actions.fees import calls, reminders
from members.models import FeeYear


@app.task
def remind_of_requests():
    """Remind the founders of requests about data whose month ends in ten days."""
    rights.remind(at=timezone.now())


@app.task
def call_fees():
    """Call, in the years that the treasurer called, whoever was not called yet, lot by lot."""
    for year in FeeYear.objects.calling(on=timezone.localdate()):
        while calls.call_those_due(year, at=timezone.now()):
            pass


@app.task
def remind_of_fees():
    """Recall the fees that wait, on their day, thirty and sixty days after."""
    reminders.remind(at=timezone.now())
