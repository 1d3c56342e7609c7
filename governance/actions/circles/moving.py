"""A circle changes parent: itself, the one it leaves and the one it joins consent to one text."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import mandates
from governance.actions.circles.founding import StakeholdersStandByTheFirst
from governance.circles import charters
from governance.circles.overlaps import Tree
from governance.events import Event
from governance.models import Circle, Mandate
from governance.states import CircleState, OfficeKind

LINKED = (OfficeKind.LEADER, OfficeKind.DELEGATE)
WHY = "Le cercle a changé de cercle parent : ses liens se choisissent de nouveau."


class NotConsentedThere(Refused):
    message = "Le cercle qui accueillerait celui-ci n’y a pas consenti : il est concerné aussi."


class InsideItself(Refused):
    message = "Un cercle ne se place pas dans un cercle qui se trouve en lui."


def move(circle, decision, *, by, at):
    """Do what the adopted text says of the parent circle, if it says something of it.

    The mandates that made the links end, and are elected again; the circle is forming meanwhile.
    """
    name = charters.read(decision.version.text).parent
    if name is None or (circle.parent and name == circle.parent.name):
        return circle
    with locked(circle) as circle:
        parent = _found(circle, name, decision)
        for held in Mandate.objects.filter(circle=circle, kind__in=LINKED).on(
            timezone.localdate(at)
        ):
            mandates.end(held, by=by, at=at, why=WHY, is_followed=True)
        circle.parent = parent
        if circle.state == CircleState.ACTIVE:
            circle.move_to(CircleState.FORMING)
        circle.save(update_fields=["parent", "state"])
        record(Event.CIRCLE_MOVED, circle, by=by, parent=parent.pk)
    return circle


def _found(circle, name, decision):
    parent = Circle.objects.living().filter(name=name).first()
    if parent is None or not consented_there(parent, decision):
        raise NotConsentedThere
    if circle.is_of_stakeholders and not parent.is_first:
        raise StakeholdersStandByTheFirst
    if circle.pk in Tree().way_up(parent.pk):
        raise InsideItself
    return parent


def consented_there(circle, decision):
    """Did this circle consent to the very text of the decision?"""
    concerned = decision.proposal.concerns.filter(circle=circle, must_consent=True)
    return decision.circle_id == circle.pk or concerned.exists()
