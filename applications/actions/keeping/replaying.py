"""After a restoration: what had been erased is erased again, in silence."""

from contextlib import suppress
from dataclasses import dataclass

from applications.actions.keeping.erasing import erase, erase_person
from applications.models import Application, Hold
from applications.states import State
from coopstudio.refusals import Refused
from members import erasures
from members.models import Person


@dataclass
class Replay:
    """How much a backup had brought back."""

    applications: int = 0
    people: int = 0


def replay(*, at):
    """Erase what stands on the list « ne pas restaurer » and lives again. Returns the Replay."""
    listed, done = erasures.listed(), Replay()
    if not listed:
        return done
    alive = Application.objects.exclude(state__in=[State.ERASED, State.DRAFT])
    for one in alive.only("pk", "started_at").iterator():
        if _is_listed(one, one.started_at, listed):
            Hold.objects.filter(application=one).delete()
            with suppress(Refused):
                erase(one, by=None, at=at, tells=False)
                done.applications += 1
    for one in Person.objects.filter(erased_at=None).only("pk", "known_since").iterator():
        if _is_listed(one, one.known_since, listed):
            with suppress(Refused):
                erase_person(Person.objects.get(pk=one.pk), by=None, at=at, tells=False)
                done.people += 1
    return done


def _is_listed(row, born, listed):
    return not listed.isdisjoint(erasures.digests(row, born))
