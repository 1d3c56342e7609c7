"""In which order an act locks a meeting and what hangs on it: no one waits for who waits."""

from contextlib import contextmanager

from django.db import transaction

from coopstudio.db import locked
from governance.actions.consents.handling import hold, near


@contextmanager
def held(meeting, *texts):
    """The meeting, locked; its circle first, and those of these texts, as by whoever consents,
    leaves or joins two circles."""
    with transaction.atomic():
        hold([meeting.circle, *[circle for text in texts for circle in near(text)]])
        with locked(meeting) as meeting:
            yield meeting
