"""A role is described before it is entrusted; it is taken away when nobody needs it any more."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.circles.belonging import NotOfTheCircle
from governance.actions.circles.life import CircleIsClosed
from governance.college import has_a_voice
from governance.events import Event
from governance.models import CircleRole


class AlreadyThere(Refused):
    message = "Le cercle a déjà un rôle de ce nom."


def describe(circle, *, by, at, name, description, months):
    """Write down a role that the circle may entrust; whoever holds it is chosen without
    candidates."""
    with locked(circle) as circle:
        if circle.is_closed:
            raise CircleIsClosed
        if not has_a_voice(by, circle, on=timezone.localdate(at)):
            raise NotOfTheCircle
        if circle.roles.standing().filter(name__iexact=name).exists():
            raise AlreadyThere
        role = CircleRole.objects.create(
            circle=circle, name=name, description=description, months=months
        )
        record(Event.ROLE_WRITTEN, circle, by=by, role=role.pk)
    return role
