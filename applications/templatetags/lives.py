"""What a dossier says of the life of its application, and the gestures that it offers."""

from django import template
from django.utils import timezone

from applications.actions.returns import CLOSED
from applications.forms.notes import DossierNoteForm
from applications.states import State

register = template.Library()


@register.inclusion_tag("applications/dossiers/life.html", takes_context=True)
def life_of(context, dossier):
    """Precisions, waiting, leaving, coming back; and the readings of earlier cycles that this
    founder may see."""
    application = dossier.application
    completion = withdrawal = None
    if application.state == State.COMPLETING:
        completion = application.completions.filter(closed_at=None).first()
    if application.state == State.WITHDRAWN:
        withdrawal = application.withdrawals.order_by("at").last()
    return {
        "application": application,
        "completion": completion,
        "pause": _proposed(dossier),
        "withdrawal": withdrawal,
        "can_ask": application.can_move_to(State.COMPLETING),
        "can_pause": application.can_move_to(State.PAUSED),
        "is_closed": application.state in CLOSED,
        "earlier": [one for one in dossier.seen if one.cycle < application.cycle],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("applications/notes/list.html", takes_context=True)
def notes_of(context, dossier):
    """What founders left on the dossier, and where one leaves a note."""
    return {
        "dossier": dossier,
        "application": dossier.application,
        "form": DossierNoteForm(author=dossier.founder),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("applications/dossiers/proposed_pause.html")
def pause_of(dossier):
    """That waiting was proposed and is not answered yet, wherever one decides what comes next."""
    return {"pause": _proposed(dossier)}


def _proposed(dossier):
    if not (dossier.hangs.pause and dossier.application.can_move_to(State.PAUSED)):
        return None
    return dossier.application.pauses.proposed(on=timezone.localdate()).first()
