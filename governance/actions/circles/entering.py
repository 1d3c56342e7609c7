"""A person takes their place in a circle: they have just said yes to it."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.circles import life
from governance.events import Event
from governance.models import CircleMember
from governance.states import CircleState, Standing


class AlreadyThere(Refused):
    message = "Cette personne est déjà du cercle."


def enter(circle, person, *, by, at, standing=Standing.MEMBER, decision=None):
    """The place is taken. Called for somebody who has just said yes, in the same transaction."""
    on, is_asked = timezone.localdate(at), standing != Standing.GUEST
    if circle.is_closed:
        raise life.CircleIsClosed
    if CircleMember.objects.filter(circle=circle, person=person).on(on).exists():
        raise AlreadyThere
    member = CircleMember.objects.create(
        circle=circle, person=person, standing=standing, since=on, decision=decision
    )
    record(Event.CIRCLE_JOINED, circle, by=by, person=person.pk)
    if circle.state == CircleState.CLOSING and not circle.merged_into_id and is_asked:
        life.take_up(circle, at=at)
    life.advance(circle, at=at)
    life.feel_crowded(circle, at=at)
    return member


def come_with_a_mandate(circle, person, *, by, at, decision=None):
    """A leader whom the parent circle elected, and who consented, is of the circle too."""
    on = timezone.localdate(at)
    if not CircleMember.objects.filter(circle=circle, person=person).on(on).exists():
        enter(circle, person, by=by, at=at, decision=decision)
