"""Founders write down how long something is kept from a day on, once it was decided."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coopstudio.durations.api import read
from coopstudio.durations.events import Event
from coopstudio.durations.kinds import BOUNDS
from coopstudio.durations.models import Duration
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotYetThen(Refused):
    message = "Une durée change à partir de demain au plus tôt : elle ne refait pas le passé."


class OutOfBounds(Refused):
    """Too short for two notices, or longer than one may defend."""


class SameAsNow(Refused):
    message = "C’est déjà la durée qui vaudra ce jour-là."


@transaction.atomic
def change(kind, *, length, since_on, decided_by, by, at):
    """From that day on, this is kept for so long. Returns the Duration."""
    bounds = BOUNDS[kind]
    if since_on < timezone.localdate(at) + timedelta(days=1):
        raise NotYetThen
    if not bounds.least <= length <= bounds.most:
        least, most = bounds.said(bounds.least), bounds.said(bounds.most)
        raise OutOfBounds(f"Entre {least} et {most} : plus court ou plus long ne se défend pas.")
    if read().on(kind, since_on) == length:
        raise SameAsNow
    written = Duration.objects.create(
        kind=kind, length=length, since_on=since_on, decided_by=decided_by, written_by=by,
        written_at=at,
    )  # fmt: skip
    record(Event.CHANGED, written, by=by, kind=f"{kind}", length=length, on=f"{since_on}")
    return written
