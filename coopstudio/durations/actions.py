"""Founders write down how long something is kept from a day on, once it was decided: one of them
proposes, another one confirms, and only then it will hold."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coopstudio.db import one_at_a_time
from coopstudio.durations.api import read
from coopstudio.durations.events import Event
from coopstudio.durations.kinds import BOUNDS
from coopstudio.durations.models import Confirmation, Duration
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotYetThen(Refused):
    message = "Une durée change à partir de demain au plus tôt : elle ne refait pas le passé."


class OutOfBounds(Refused):
    """Too short for two notices, or longer than one may defend."""


class AlreadyProposed(Refused):
    message = "Cette durée est déjà proposée : elle attend une autre personne de la fondation."


class OwnProposal(Refused):
    message = "Vous avez proposé cette durée : une autre personne de la fondation la confirme."


class AlreadyConfirmed(Refused):
    message = "Cette durée est déjà confirmée."


class TooLate(Refused):
    message = (
        "Le jour prévu est là, et personne n’avait confirmé : proposez-la de nouveau, pour un jour "
        "à venir."
    )


class SameAsNow(Refused):
    message = "C’est déjà la durée qui vaudra ce jour-là."


@transaction.atomic
def propose(kind, *, length, since_on, decided_by, by, at):
    """From that day on, this would be kept for so long. Returns the Duration, to confirm."""
    bounds = BOUNDS[kind]
    if since_on < timezone.localdate(at) + timedelta(days=1):
        raise NotYetThen
    if not bounds.least <= length <= bounds.most:
        least, most = bounds.said(bounds.least), bounds.said(bounds.most)
        raise OutOfBounds(f"Entre {least} et {most} : plus court ou plus long ne se défend pas.")
    if read().on(kind, since_on) == length:
        raise SameAsNow
    if Duration.objects.filter(
        kind=kind, length=length, since_on=since_on, confirmation=None
    ).exists():
        raise AlreadyProposed
    written = Duration.objects.create(
        kind=kind, length=length, since_on=since_on, decided_by=decided_by, written_by=by,
        written_at=at,
    )  # fmt: skip
    record(Event.PROPOSED, written, by=by, kind=f"{kind}", length=length, on=f"{since_on}")
    return written


@transaction.atomic
def confirm(duration, *, by, at):
    """Another one agrees, before its day: it will hold. Returns the Confirmation."""
    one_at_a_time("durations.confirm")
    if duration.written_by_id == by.pk:
        raise OwnProposal
    if Confirmation.objects.filter(duration=duration).exists():
        raise AlreadyConfirmed
    if duration.since_on <= timezone.localdate(at):
        raise TooLate
    confirmed = Confirmation.objects.create(duration=duration, by=by, at=at)
    record(Event.CONFIRMED, duration, by=by, kind=f"{duration.kind}", on=f"{duration.since_on}")
    return confirmed
