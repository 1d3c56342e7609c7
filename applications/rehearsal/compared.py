"""What several founders felt at the same stop, side by side."""

from applications.rehearsal.script import STOPS


def compared(walks):
    """(stop, [(walk, note or None)]) in the order of the way, the oldest walk first."""
    walks = sorted(walks, key=lambda one: one.ended_at)
    noted = {walk.pk: {note.stop: note for note in walk.notes.all()} for walk in walks}
    return [(stop, [(walk, noted[walk.pk].get(stop.name)) for walk in walks]) for stop in STOPS]
