"""The states of people and of their belonging."""

from members.states.assemblies import ASSEMBLY_ARROWS, AssemblyKind, AssemblyState, Reply
from members.states.crafts import EXPERTISES, FUNCTIONS, Craft, Level
from members.states.memberships import (
    ENDED_STANDINGS,
    ENDINGS,
    PAUSES,
    REQUEST_ARROWS,
    RESTRICTED,
    WAITING_REQUESTS,
    FactKind,
    RequestState,
    RequestStep,
    Standing,
)
from members.states.people import PRIVILEGED, Role
from members.states.register import View
from members.states.rights import Purpose

__all__ = [
    "ASSEMBLY_ARROWS",
    "AssemblyKind",
    "AssemblyState",
    "Craft",
    "ENDED_STANDINGS",
    "ENDINGS",
    "EXPERTISES",
    "FUNCTIONS",
    "FactKind",
    "Level",
    "PAUSES",
    "PRIVILEGED",
    "Purpose",
    "REQUEST_ARROWS",
    "RESTRICTED",
    "Reply",
    "RequestState",
    "RequestStep",
    "Role",
    "Standing",
    "View",
    "WAITING_REQUESTS",
]
