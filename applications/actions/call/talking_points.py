"""A founder marks a passage of the call to talk about, with one person or with everybody."""

from django.db import transaction

from applications.actions import notes
from applications.events import Event
from applications.models import TalkingPoint
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotAPassage(Refused):
    message = "On marque un paragraphe ou une liste de l’appel, pas un intertitre ni une note."


@transaction.atomic
def mark(passage, *, by, at, words="", application=None, instead=None, warned=False):
    """« Je veux en parler » : with this person, or with everybody if there is none. Said again, it
    is said otherwise. ``instead``: the mark that this one replaces; ``warned``: sensitive words
    were shown, and confirmed."""
    if not passage.can_be_answered:
        raise NotAPassage
    whom = application.pk if application else None
    if instead and instead.application_id != whom:
        let_go(instead, by=by)
    before = TalkingPoint.objects.on(passage.uid).filter(by=by, application=application).first()
    said = {"words": words, "marked_at": at}
    point, _ = TalkingPoint.objects.update_or_create(
        passage=before.passage if before else passage, application=application, by=by, defaults=said
    )
    record(Event.POINT_MARKED, point, by=by, passage=passage.pk)
    if warned and application:
        with locked(application) as application:
            notes.confirm_note(application, by=by)
    return point


def let_go(point, *, by):
    """It is talked about, or was not worth it: the mark goes."""
    with locked(point) as point:
        record(Event.POINT_DROPPED, point, by=by, passage=point.passage_id)
        point.delete()
