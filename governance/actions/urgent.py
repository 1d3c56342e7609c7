"""« Décision d’exécution urgente » : whoever leads decides alone in a domain of the circle, tells
it the same day, and the next meeting takes it up (3.1, emergency)."""

from contextlib import suppress

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import meetings, tensions
from governance.college import holder
from governance.events import Event
from governance.meetings.drawing import need
from governance.querysets.meetings import AWAITED
from governance.states import OfficeKind, Reach, Wish


class OnlyTheLeader(Refused):
    message = (
        "Dans l’urgence, la personne leader du cercle décide, et elle seule. Déposez une tension : "
        "le cercle peut s’en saisir dès sa prochaine réunion."
    )


class OutsideTheDomain(Refused):
    message = "Le cercle ne décide pas de ce sujet aujourd’hui : choisissez l’un de ses domaines."


def decide(circle, *, by, at, domain, subject, words):
    """Write what was decided without waiting, and in which domain. It is no rule: the circle
    ratifies it, changes it or undoes it; nothing is ratified by silence."""
    with locked(circle) as circle:
        on = timezone.localdate(at)
        if by is None or holder(circle, OfficeKind.LEADER, on=on) != by:
            raise OnlyTheLeader
        if not circle.domains.held_on(on).filter(pk=domain.pk, reach=Reach.DECIDES).exists():
            raise OutsideTheDomain
        tension = tensions.drop(
            circle, by=by, at=at, subject=subject, words=words, wish=Wish.DECIDE, domain=domain
        )
        record(Event.DECIDED_URGENTLY, tension, by=by, circle=circle.pk, domain=domain.pk)
        _take_to_the_next_meeting(tension, at=at)
    return tension


def _take_to_the_next_meeting(tension, *, at):
    """On the agenda that is being prepared or was sent out; otherwise the next one draws it."""
    to_come = tension.circle.meetings.filter(
        state__in=AWAITED, at__date__gte=timezone.localdate(at)
    )
    if coming := to_come.order_by("at", "pk").first():
        with suppress(Refused):  # full, or just opened: first in the basket, the one after draws it
            meetings.add_item(coming, by=tension.by, at=at, **need(tension))
