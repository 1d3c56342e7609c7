"""To read at each step what may be said there, or not: a choice of one's own, in one gesture."""

from coopstudio.db import locked
from coopstudio.journal.api import record
from governance.events import Event
from governance.models import LearningMode


def choose(person, *, is_on, at):
    """Show this person what may be said at each step, or stop showing it."""
    with locked(person) as person:
        mode = LearningMode.objects.filter(person=person).first()
        if is_on and mode is None:
            mode = LearningMode.objects.create(person=person, since=at)
            record(Event.LEARNING_CHOSEN, mode, by=person, is_on=True)
        elif mode and not is_on:
            record(Event.LEARNING_CHOSEN, mode, by=person, is_on=False)
            mode.delete()
    return is_on
