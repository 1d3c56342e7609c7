"""Who sits on the board is written down: a dated office, without any right in this house."""

from django.db import transaction
from django.utils import timezone

from coopstudio.refusals import Refused
from members.actions import people
from members.actions.assemblies import voices
from members.states import Role


class NotOfTheBoard(Refused):
    message = "Cette ligne n’est pas un siège au conseil."


def seat(person, *, by, on):
    """The person sits on the board from that day."""
    return people.grant_role(person, Role.BOARD, by=by, on=on)


@transaction.atomic
def unseat(office, *, by, at):
    """Today is the last day of this seat."""
    if office.role != Role.BOARD:
        raise NotOfTheBoard
    office = people.end_role(office, by=by, on=timezone.localdate(at))
    voices.follow(office.person, at=at)
    return office
