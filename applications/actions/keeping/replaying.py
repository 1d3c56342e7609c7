"""After a restoration: what had been erased is erased again, in silence."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from applications import records, sweeping
from applications.actions.keeping import fiches
from applications.actions.keeping.erasing import erase, erase_person
from applications.models import Application, Conversation, Hold, Weather
from applications.states import State
from coopstudio.files.models import PrivateFile
from coopstudio.tending import alone
from members.models import Person
from members.rights import erasures


@dataclass
class Replay:
    """How much a backup had brought back; ``rows``: drafts, questions, weathers, CVs; ``failed``:
    what could not be erased again, and is to be looked at."""

    applications: int = 0
    people: int = 0
    rows: int = 0
    fiches: int = 0
    failed: int = 0


def replay(*, at):
    """Erase what stands on the list « ne pas restaurer » and lives again. Returns the Replay."""
    listed, counts = erasures.listed(), Counter()
    if not listed:
        return Replay()
    for name, rows, born, forget in _all():
        for one in rows.only("pk", born).iterator():
            if not listed.isdisjoint(erasures.digests(one, getattr(one, born))):
                with alone(one, counts):
                    forget(one, at)
                    counts[name] += 1
    _replay_fiches(listed, counts, at=at)
    return Replay(**counts)


def _replay_fiches(listed, counts, *, at):
    """Those of former members that a backup had brought back; who came back since keeps theirs,
    and once they left again it goes after its own notices."""
    for person in records.former(today=timezone.localdate(at)).prefetch_related("memberships"):
        last = max(person.memberships.all(), key=lambda one: one.ended_on)
        if not listed.isdisjoint(erasures.digests(last, records.born(last))):
            with alone(person, counts):
                fiches.erase(person, by=None, at=at, tells=False)
                counts["fiches"] += 1


def _all():
    """(counted as, what lives, the field of its birth, how it is erased again)."""
    sent = Application.objects.exclude(state__in=[State.ERASED, State.DRAFT])
    files = PrivateFile.objects.exclude(state=PrivateFile.State.ERASED)
    return [
        ("applications", sent, "started_at", _erase),
        ("people", Person.objects.filter(erased_at=None), "known_since", _erase_person),
        ("rows", Application.objects.drafts(), "started_at", _take_away),
        ("rows", Conversation.objects.all(), "begun_at", _take_away),
        ("rows", Weather.objects.all(), "noted_at", _take_away),
        ("rows", files, "received_at", _erase_file),
    ]


def _erase(application, at):
    """Its hours leave the diaries without a word: it was all said before the backup came back."""
    Hold.objects.filter(application=application).delete()
    application.meetings.open().update(called_off_at=at)
    erase(application, by=None, at=at, tells=False)


def _erase_person(person, at):
    for application in person.applications.all():
        application.meetings.open().update(called_off_at=at)
    erase_person(Person.objects.get(pk=person.pk), by=None, at=at, tells=False)


def _take_away(row, at):
    sweeping.take_away(type(row), type(row).objects.filter(pk=row.pk))


def _erase_file(file, at):
    Application.objects.filter(cv=file).update(cv=None)
    sweeping.erase_file(PrivateFile.objects.get(pk=file.pk))
