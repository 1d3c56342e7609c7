"""What the clock triggers about applications. Each round asks what is due and not done."""

from contextlib import suppress

from django.utils import timezone

from applications.actions import drafts
from applications.models import Application
from coopstudio.celery import app


@app.task
def tend_drafts():
    """Tell the authors of drafts left alone; erase the drafts whose time has come."""
    now = timezone.now()
    for draft in Application.objects.to_warn(now - drafts.KEPT + drafts.WARNED):
        with suppress(drafts.StillNeeded, Application.DoesNotExist):
            drafts.warn(draft, at=now)
    for draft in Application.objects.forsaken(now - drafts.KEPT, now - drafts.WARNED):
        with suppress(drafts.StillNeeded, Application.DoesNotExist):
            drafts.expire(draft, at=now)
