"""What is written about somebody is theirs to read: a warning passed is written down, without the
words that it was about."""

from applications.events import Event
from coopstudio.journal.api import record


def confirm_note(application, *, by):
    """A note with sensitive words was confirmed. The caller holds the application's lock."""
    record(Event.NOTE_CONFIRMED, application, by=by)
