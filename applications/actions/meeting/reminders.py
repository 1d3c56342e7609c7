"""What the clock says of meetings. Each asks « is it due, and not said? » under the meeting's lock:
a round that is missed, late or doubled changes nothing."""

from datetime import timedelta

from django.db.models import Max

from applications import emails
from applications.actions.meeting.meetings import founders_of, opened
from applications.events import Event
from applications.models.meetings import HELD
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

AHEAD = timedelta(days=2)
TOO_LATE_AHEAD = timedelta(days=1)
"""After that, « in two days » would be a lie, and the last reminder is near."""
SOON = timedelta(hours=3)
BEFORE_THE_LAST = timedelta(hours=36)
AT_LEAST = timedelta(hours=24)


class NotDue(Refused):
    message = "Rien à rappeler pour cette rencontre."


def nudge(meeting, *, at):
    """Seven days have passed, or the last hour is near: remind the person, once a round."""
    with opened(meeting) as (application, meeting):
        last = meeting.slots.free(at).aggregate(last=Max("at"))["last"]
        if (
            _is_answered(meeting)
            or meeting.nudged_at
            or last is None
            or not _waited(meeting, at, last)
        ):
            raise NotDue
        meeting.nudged_at = at
        meeting.save(update_fields=["nudged_at"])
        record(Event.MEETING_NUDGED, application, meeting=meeting.pk)
        emails.meeting_nudged(meeting, at=at)
    return meeting


def release(meeting, *, at):
    """Nobody answered: the hours are given back and the founders told. Nothing is refused."""
    with opened(meeting) as (application, meeting):
        has_hours = meeting.slots.free(at).exists()
        if _is_answered(meeting) or meeting.released_at or (has_hours and at < meeting.kept_until):
            raise NotDue
        meeting.released_at = at
        meeting.save(update_fields=["released_at"])
        record(Event.MEETING_RELEASED, application, meeting=meeting.pk)
        for founder in founders_of(application, at):
            emails.meeting_unanswered(meeting, founder)
    return meeting


def remind_ahead(meeting, *, at):
    """Two days before: to the person and to the founders, once for each hour that was set."""
    with opened(meeting) as (application, meeting):
        if not _is_ahead(meeting, at):
            raise NotDue
        meeting.ahead_for = meeting.at
        meeting.save(update_fields=["ahead_for"])
        told = [] if _has_its_part(meeting) else [application]
        for recipient in [*told, *founders_of(application, at)]:
            emails.meeting_ahead(meeting, recipient)
    return meeting


def remind_soon(meeting, *, at):
    """Three hours before, or as soon as possible after that, until it begins."""
    with opened(meeting) as (application, meeting):
        was_just_told = meeting.fixed_at and meeting.fixed_at > (meeting.at or at) - SOON
        due = meeting.at and meeting.at - SOON <= at < meeting.at
        if not due or was_just_told or meeting.soon_for == meeting.at:
            raise NotDue
        meeting.soon_for = meeting.at
        meeting.save(update_fields=["soon_for"])
        for recipient in [application, *founders_of(application, at)]:
            emails.meeting_soon(meeting, recipient)
    return meeting


def _has_its_part(meeting):
    """Whether the trame's part, which says the hour, reached the person for this very meeting."""
    application = meeting.application
    guides = application.guides.filter(cycle=application.cycle)
    return guides.filter(told_at__gte=meeting.at - AHEAD).exists()


def _is_answered(meeting):
    return meeting.at is not None or meeting.countered_at is not None


def _waited(meeting, at, last):
    """Whether the hours were kept long enough, or the last of them is about to pass."""
    since = at - meeting.proposed_at
    return since >= HELD or (since >= AT_LEAST and last - at <= BEFORE_THE_LAST)


def _is_ahead(meeting, at):
    if meeting.at is None or meeting.ahead_for == meeting.at:
        return False
    was_just_told = meeting.fixed_at and meeting.fixed_at > meeting.at - AHEAD
    return meeting.at - AHEAD <= at < meeting.at - TOO_LATE_AHEAD and not was_just_told
