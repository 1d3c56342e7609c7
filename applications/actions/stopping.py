"""What was under way stops, because the application sleeps or is taken back."""

from applications.actions.meeting import meetings


def stop(application, *, at, but=None):
    """Meetings leave the diaries; questions and proposals close, ``but`` one. The caller holds the
    lock."""
    for meeting in application.meetings.open():
        meetings.drop(meeting, at=at)
    application.completions.filter(closed_at=None).update(closed_at=at)
    ending = application.pauses.filter(ended_at=None)
    ending.exclude(pk=but.pk if but else None).update(ended_at=at)


def end_proposal(application, *, at):
    """A proposal to wait that nobody agreed to waits no more. The caller holds the lock."""
    application.pauses.filter(ended_at=None, began_at=None).update(ended_at=at)
