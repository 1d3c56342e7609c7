"""What the clock triggers about people. Each round asks what is due and not done."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.celery import app
from members.actions import imports, rights
from members.actions.fees import calls, reminders
from members.models import FeeYear, Import

LINES_KEPT = timedelta(days=30)


@app.task
def remind_of_requests():
    """Remind the founders of requests about data whose month ends in ten days."""
    rights.remind(at=timezone.now())


@app.task(priority=9)
def carry_import(pk):
    """Read the lines of one import to their end, a hundred at once."""
    found = Import.objects.filter(pk=pk).first()
    while found and imports.carry(found, at=timezone.now()):
        pass


@app.task(priority=9)
def carry_imports():
    """Go on with those whose bell was not heard, or whose worker died on the way."""
    for pk in Import.objects.running().values_list("pk", flat=True):
        carry_import(pk)


@app.task
def forget_imports():
    """The lines of a sheet bear names: they go a month after the last gesture."""
    now = timezone.now()
    for found in Import.objects.stale(since=now - LINES_KEPT):
        imports.forget(found, at=now)


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
