"""« Point d’inversion » : the adopted text makes of the circle a circle of links."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.circles import belonging
from governance.circles import charters
from governance.circles.inversion import inversion_of
from governance.events import Event


class NobodyWouldStay(Refused):
    message = (
        "Il faut au moins deux personnes qui portent la voix d’un cercle, ou tiennent un rôle "
        "ici : avant cela, ce cercle ne peut pas devenir un cercle de liens."
    )


def invert(circle, decision, *, by, at):
    """Do what the adopted text says of it: whoever neither links nor holds a role leaves."""
    if charters.read(decision.version.text).inverts is None:
        return
    found = inversion_of(circle, on=timezone.localdate(at))
    if not found.leaves_a_circle:
        raise NobodyWouldStay
    for one in found.leaving:
        why = f"{decision.code} : le cercle réunit désormais des liens."
        belonging.leave(one.member, by=None, at=at, why=why)
    record(Event.CIRCLE_INVERTED, circle, by=by, decision=decision.pk)
