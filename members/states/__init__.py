"""The states of people and of their belonging."""

from members.states.assemblies import ASSEMBLY_ARROWS, AssemblyKind, AssemblyState, Reply
from members.states.crafts import EXPERTISES, FUNCTIONS, Craft, Level
from members.states.fees import (
    Arrival,
    Fate,
    FeeLabel,
    Means,
    TariffKind,
    TermKind,
    YearManner,
)
from members.states.learning import (
    EXCHANGE_ARROWS,
    OUTSIDE_ARROWS,
    TUTORSHIP_ARROWS,
    ExchangeState,
    OutsideState,
    Safety,
    Strength,
    TutorshipState,
)
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
from members.states.procedures import (
    EXCLUSION_ARROWS,
    NOTICE_ARROWS,
    ExclusionState,
    NoticeState,
)
from members.states.profiles import Facet, Topic, Unit, Weekday
from members.states.register import View
from members.states.rights import Purpose

__all__ = [
    "ASSEMBLY_ARROWS",
    "Arrival",
    "AssemblyKind",
    "AssemblyState",
    "Craft",
    "ENDED_STANDINGS",
    "ENDINGS",
    "EXCHANGE_ARROWS",
    "EXCLUSION_ARROWS",
    "EXPERTISES",
    "ExclusionState",
    "ExchangeState",
    "FUNCTIONS",
    "Facet",
    "FactKind",
    "Fate",
    "FeeLabel",
    "Level",
    "Means",
    "OUTSIDE_ARROWS",
    "OutsideState",
    "NOTICE_ARROWS",
    "NoticeState",
    "PAUSES",
    "PRIVILEGED",
    "Purpose",
    "REQUEST_ARROWS",
    "RESTRICTED",
    "Reply",
    "RequestState",
    "RequestStep",
    "Role",
    "Safety",
    "Standing",
    "Strength",
    "TUTORSHIP_ARROWS",
    "TariffKind",
    "TermKind",
    "Topic",
    "TutorshipState",
    "Unit",
    "View",
    "WAITING_REQUESTS",
    "Weekday",
    "YearManner",
]
