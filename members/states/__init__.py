"""The states of people and of their belonging."""

from members.states.crafts import EXPERTISES, FUNCTIONS, Craft, Level
from members.states.memberships import REQUEST_ARROWS, RequestState
from members.states.people import PRIVILEGED, Role
from members.states.rights import Purpose

__all__ = [
    "Craft",
    "EXPERTISES",
    "FUNCTIONS",
    "Level",
    "PRIVILEGED",
    "Purpose",
    "REQUEST_ARROWS",
    "RequestState",
    "Role",
]
