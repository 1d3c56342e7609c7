"""A founder lives the arrival, stop by stop, and notes what they felt before going on."""

from applications.models import Rehearsal, RehearsalNote
from applications.rehearsal.script import first_without
from coopstudio.db import locked
from coopstudio.refusals import Refused


class NotThereYet(Refused):
    message = "Notez d’abord ce que vous avez ressenti à l’étape d’avant."


class NothingFelt(Refused):
    message = "Dites ce que vous avez ressenti : c’est pour cela que l’on vit l’arrivée."


def begin(version, *, by, at):
    """I go back to the door as somebody who knows nothing; an unfinished walk goes on."""
    unfinished = Rehearsal.objects.belonging_to(by).filter(version=version, ended_at=None).first()
    return unfinished or Rehearsal.objects.create(version=version, person=by, started_at=at)


def note(rehearsal, stop, *, felt, thought, at):
    """I note what I felt here, then what I thought; only then the way goes on."""
    if not felt.strip():
        raise NothingFelt
    with locked(rehearsal) as rehearsal:
        noted = set(rehearsal.notes.values_list("stop", flat=True))
        if stop.name not in noted and first_without(noted) != stop:
            raise NotThereYet
        RehearsalNote.objects.update_or_create(
            rehearsal=rehearsal,
            stop=stop.name,
            defaults={"felt": felt, "thought": thought, "noted_at": at},
        )
        if first_without(noted | {stop.name}) is None and rehearsal.ended_at is None:
            rehearsal.ended_at = at
            rehearsal.save(update_fields=["ended_at"])
    return rehearsal
