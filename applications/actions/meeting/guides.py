"""The trame becomes the founders' own, goes on paper, and its part for the person leaves once."""

from applications import documents, emails
from applications.actions import notes
from applications.actions.meeting.meetings import opened
from applications.actions.meeting.reminders import AHEAD, NotDue
from applications.events import Event
from applications.models import Guide, GuideLine
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class ChangedMeanwhile(Refused):
    message = (
        "La trame a été reprise entre-temps par une autre personne. Vos mots sont restés dans les "
        "champs, les siens sont dessous quand ils diffèrent : gardez-la de nouveau pour continuer."
    )


class StillBlind(Refused):
    message = "La trame s’ouvre quand les lectures sont croisées."


def save_guide(application, *, by, at, lines, seen, warned=False):
    """Keep the trame as a founder arranged it: every line, in order, the dropped ones too.

    ``seen``: the stamp of the trame one started from, empty when none was kept yet; ``warned``:
    sensitive words were shown, and confirmed.
    """
    with locked(application) as application:
        if not application.is_crossed:
            raise StillBlind
        guide = guide_of(application)
        if stamp(guide) != seen:
            raise ChangedMeanwhile
        guide = guide or Guide(application=application, cycle=application.cycle)
        guide.saved_by, guide.saved_at = by, at
        guide.save()
        guide.lines.all().delete()
        GuideLine.objects.bulk_create(_row(guide, rank, line) for rank, line in enumerate(lines))
        record(Event.GUIDE_SAVED, application, by=by)
        if warned:
            notes.confirm_note(application, by=by)
    return guide


def print_guide(application, *, lines, at):
    """Ask for the trame on one A4 page."""
    with locked(application) as application:
        if not application.is_crossed:
            raise StillBlind
        return documents.guide(application, lines, at=at)


def tell_guide(meeting, *, at):
    """Two days before the meeting, the person gets the lines that are addressed to them. Once."""
    with opened(meeting) as (application, meeting):
        guide = guide_of(application)
        is_due = meeting.at and meeting.at - AHEAD <= at < meeting.at
        if not is_due or guide is None or guide.told_at:
            raise NotDue
        lines = list(guide.lines.filter(is_for_person=True, is_dropped=False))
        if not lines:
            raise NotDue
        guide.told_at = at
        guide.save(update_fields=["told_at"])
        record(Event.GUIDE_TOLD, application, meeting=meeting.pk)
        emails.guide_part(meeting, lines)
    return guide


def guide_of(application):
    """The trame that founders kept in this cycle, or None."""
    found = Guide.objects.filter(application=application, cycle=application.cycle)
    return found.select_related("saved_by").first()


def stamp(guide):
    return guide.saved_at.isoformat() if guide else ""


def _row(guide, rank, line):
    return GuideLine(
        guide=guide,
        rank=rank,
        part=line.part,
        words=line.words,
        hint=line.hint[:200],
        kind=line.kind,
        source=line.source,
        is_for_person=line.is_for_person,
        is_dropped=line.is_dropped,
    )
