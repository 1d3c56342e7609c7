"""The letters of a story: those of the past have left at their hour, the last ones wait."""

from datetime import timedelta

from django.db.models import F

from coopstudio.mail.api import KINDS, compose
from coopstudio.mail.models import Letter

A_MOMENT = timedelta(seconds=40)
SOMEBODY = "Prénom"

WAITING = 5
"""How many wait when the house opens, so that a visitor sees the post leave."""

WORDS = {"subject": "", "text": "", "html": "", "calendar": ""}


def send_the_past():
    """Every letter but the last few left within the minute; secret words were then erased."""
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    last = waiting.filter(is_secret=False).order_by("-written_at", "-pk")
    past = waiting.exclude(pk__in=list(last.values_list("pk", flat=True)[:WAITING]))
    past.filter(is_secret=True).update(**WORDS)
    past.update(state=Letter.State.SENT, attempts=1, sent_at=F("written_at") + A_MOMENT)


class Mould:
    """A kind of letter composed once, from its sample, and addressed to many who are made up."""

    def __init__(self, kind, **context):
        self.kind = kind
        self.parts = compose(
            KINDS[kind], KINDS[kind].sample() | {"first_name": SOMEBODY, **context}
        )

    def letter(self, *, key, to, first_name, at):
        """A letter that left at that hour, not saved."""
        subject, text, html = (part.replace(SOMEBODY, first_name) for part in self.parts)
        return Letter(
            kind=self.kind,
            key=f"{self.kind}:{key}",
            to=to,
            subject=subject,
            text=text,
            html=html,
            state=Letter.State.SENT,
            attempts=1,
            written_at=at,
            sent_at=at + A_MOMENT,
        )
