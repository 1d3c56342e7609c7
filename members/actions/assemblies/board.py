"""Who sits on the board is written down: a dated office, without any right in this house."""

from coopstudio.refusals import Refused
from members.actions import people
from members.states import Role


class NotOfTheBoard(Refused):
    message = "Cette ligne n’est pas un siège au conseil."


def seat(person, *, by, on):
    """The person sits on the board from that day."""
    return people.grant_role(person, Role.BOARD, by=by, on=on)


def unseat(office, *, by, on):
    """That day was the last one."""
    if office.role != Role.BOARD:
        raise NotOfTheBoard
    return people.end_role(office, by=by, on=on)
