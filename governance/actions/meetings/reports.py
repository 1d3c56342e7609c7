"""« Ce que je descends, ce que je remonte » : what each link carries from a circle to the other."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.meetings.minutes import AnotherWindowWrote, stamp
from governance.events import Event
from governance.models import Link, Report
from governance.states import MeetingState, MinutesState


class NotYourLink(Refused):
    message = "Ces nouvelles sont portées par l’un des deux liens entre ces cercles."


class TooLateToReport(Refused):
    message = "Le compte-rendu est approuvé, ou la réunion annulée : dites-le à la prochaine."


def report(meeting, link, *, by, at, words, seen=None):
    """Write what this link brings to this meeting; when its person is away, the other link does."""
    with locked(meeting) as meeting:
        if meeting.circle_id not in (link.parent_id, link.child_id) or not _holds(by, link, at=at):
            raise NotYourLink
        if (
            meeting.state == MeetingState.CALLED_OFF
            or meeting.minutes_state != MinutesState.DRAFT
        ):  # fmt: skip
            raise TooLateToReport
        known = Report.objects.filter(meeting=meeting, link=link).first()
        kept = known.words if known else ""
        if seen is not None and seen != stamp(kept) and words != kept:
            raise AnotherWindowWrote
        told, _ = Report.objects.update_or_create(
            meeting=meeting, link=link, defaults={"words": words, "by": by, "at": at}
        )
        meeting.beat += 1
        meeting.save(update_fields=["beat"])
        if not known:
            record(Event.REPORTED, meeting, by=by, link=link.pk)
    return told


def _holds(person, link, *, at):
    """One of the two links of the same pair of circles, that day."""
    pair = Link.objects.filter(child=link.child_id, parent=link.parent_id)
    return pair.on(timezone.localdate(at)).filter(person=person).exists()
