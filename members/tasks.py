"""What the clock triggers about people. Each round asks what is due and not done."""

from django.utils import timezone

from coopstudio.celery import app
from members.actions import rights


@app.task
def remind_of_requests():
    """Remind the founders of requests about data whose month ends in ten days."""
    rights.remind(at=timezone.now())
