"""One's own diary: an address that only its person knows, made, made anew, closed."""

import uuid

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.events import Event
from governance.models import Diary, Digest


class NoneIsOpen(Refused):
    message = "Aucune adresse n’est ouverte : il n’y a rien à fermer."


def open_one(person, *, at):
    """Make an address, or a new one: the address of before opens nothing any more."""
    with locked(person) as person:
        diary, _ = Diary.objects.update_or_create(
            person=person, defaults={"key": uuid.uuid4(), "made_at": at, "closed_at": None}
        )
        record(Event.DIARY_OPENED, diary, by=person)
    return diary


def close(person, *, at):
    """The address opens nothing any more."""
    with locked(person) as person:
        diary = Diary.objects.filter(person=person, closed_at=None).first()
        if diary is None:
            raise NoneIsOpen
        diary.closed_at = at
        diary.save(update_fields=["closed_at"])
        record(Event.DIARY_CLOSED, diary, by=person)
    return diary


def choose_rhythm(person, rhythm, *, at):
    """One letter a week, one a working day, or none."""
    with locked(person) as person:
        digest, _ = Digest.objects.update_or_create(person=person, defaults={"rhythm": rhythm})
        record(Event.RHYTHM_CHOSEN, digest, by=person, rhythm=f"{rhythm}")
    return digest
