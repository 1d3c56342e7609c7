"""« Transfert » : a subject passes to a circle beside; both consent, and their parent."""

from django.db import transaction
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.circles import charter, moving
from governance.actions.consents.handling import hold
from governance.circles import charters
from governance.events import Event
from governance.models import Circle, Domain
from governance.states import CircleKind, Reach


class NotHeldAnyMore(Refused):
    message = "Le cercle ne tient plus ce domaine : le texte est à relire."


class ReceiverHasNotConsented(Refused):
    message = (
        "Le cercle qui recevrait ce domaine n’y a pas consenti, ou il se clôt : il est concerné "
        "aussi."
    )


def transfer(circle, decision, *, by, at):
    """Do what the adopted text says of a subject that passes, if it says something of it; from
    that day the other circle decides of it."""
    said, on = charters.read(decision.version.text), timezone.localdate(at)
    if said.passes is None:
        return None
    beside = Circle.objects.going_on().filter(parent=circle.parent_id)
    into = beside.filter(name=said.receives).exclude(kind=CircleKind.SUPPORT).first()
    if into is None or into == circle or not moving.consented_there(into, decision):
        raise ReceiverHasNotConsented
    with transaction.atomic():
        hold([circle, into])
        held = Domain.objects.held_on(on).filter(reach=Reach.DECIDES, words=said.passes)
        domain = held.filter(circle=circle).first()
        if domain is None:
            raise NotHeldAnyMore
        domain.until = max(on, domain.since)
        domain.save(update_fields=["until"])
        if not held.filter(circle=into).exists():
            Domain.objects.create(
                circle=into, words=domain.words, reach=domain.reach, since=on, decision=decision
            )
        for one in (circle, into):
            record(Event.DOMAIN_PASSED, one, by=by, decision=decision.pk)
        charter.untangle(into, at=at)
    return into
