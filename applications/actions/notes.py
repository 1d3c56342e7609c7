"""What is written about somebody is theirs to read: a warning passed is written down, without the
words that it was about. A founder leaves notes on a dossier, corrects them, removes them."""

from applications.events import Event
from applications.models import DossierNote
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NothingToNote(Refused):
    message = "Ce dossier est effacé : il n’y a plus rien à noter."


class NoteGone(Refused):
    message = "Cette note n’est plus là : elle a été retirée."


def confirm_note(application, *, by):
    """A note with sensitive words was confirmed. The caller holds the application's lock."""
    record(Event.NOTE_CONFIRMED, application, by=by)


def write_note(application, *, by, at, words, audience, warned=False):
    """Leave a note on the dossier. ``audience``: for oneself, or for the founders; ``warned``:
    sensitive words were shown, and confirmed."""
    with locked(application) as application:
        if application.state == State.ERASED:
            raise NothingToNote
        note = DossierNote.objects.create(
            application=application, author=by, words=words, audience=audience, written_at=at
        )
        record(Event.NOTE_WRITTEN, application, by=by, note=note.pk)
        if warned:
            confirm_note(application, by=by)
    return note


def correct_note(note, *, by, at, words, audience, warned=False):
    """Say one's own note otherwise, or to others: the words of before are kept nowhere."""
    with locked(note.application) as application:
        note = _own(note, by)
        note.words, note.audience, note.corrected_at = words, audience, at
        note.save(update_fields=["words", "audience", "corrected_at"])
        record(Event.NOTE_CORRECTED, application, by=by, note=note.pk)
        if warned:
            confirm_note(application, by=by)
    return note


def remove_note(note, *, by):
    """Take one's own note away."""
    with locked(note.application) as application:
        _own(note, by).delete()
        record(Event.NOTE_REMOVED, application, by=by, note=note.pk)


def _own(note, by):
    """The note as it stands, if it does, and is theirs; the caller holds the application's lock."""
    found = DossierNote.objects.filter(pk=note.pk, author=by).first()
    if found is None:
        raise NoteGone
    return found
