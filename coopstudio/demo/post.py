"""The letters of a story: those of the past have left at their hour, the last ones wait."""

from datetime import timedelta

from django.db.models import F

from coopstudio.mail.models import Letter

WAITING = 5
"""How many wait when the house opens, so that a visitor sees the post leave."""

WORDS = {"subject": "", "text": "", "html": "", "calendar": ""}


def send_the_past():
    """Every letter but the last few left within the minute; secret words were then erased."""
    open_ones = Letter.objects.filter(is_secret=False).order_by("-written_at", "-pk")
    past = Letter.objects.exclude(pk__in=list(open_ones.values_list("pk", flat=True)[:WAITING]))
    past.filter(is_secret=True).update(**WORDS)
    past.update(
        state=Letter.State.SENT, attempts=1, sent_at=F("written_at") + timedelta(seconds=40)
    )
