"""The states of people and of their belonging."""

from members.states.assemblies import ASSEMBLY_ARROWS, AssemblyKind, AssemblyState, Reply
from members.states.crafts import EXPERTISES, FUNCTIONS, Craft, Level
from members.states.encounters import READABLE, Fruit, HostAgreement
from members.states.fees import (
    Arrival,
    Fate,
    FeeLabel,
    Means,
    TariffKind,
    TermKind,
    YearManner,
)
from members.states.groups import (
    AT_WORK,
    COHORT_ARROWS,
    OVER,
    PLACE_ARROWS,
    CohortState,
    GroupAnswer,
    PlaceState,
)
from members.states.imports import IMPORT_ARROWS, Answer, ImportState, Priority, Verdict
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
    "AT_WORK",
    "Answer",
    "Arrival",
    "AssemblyKind",
    "AssemblyState",
    "COHORT_ARROWS",
    "CohortState",
    "Craft",
    "ENDED_STANDINGS",
    "ENDINGS",
    "EXCHANGE_ARROWS",
    "EXCLUSION_ARROWS",
    "EXPERTISES",
    "ExchangeState",
    "ExclusionState",
    "FUNCTIONS",
    "Facet",
    "FactKind",
    "Fate",
    "FeeLabel",
    "Fruit",
    "GroupAnswer",
    "HostAgreement",
    "IMPORT_ARROWS",
    "ImportState",
    "Level",
    "Means",
    "NOTICE_ARROWS",
    "NoticeState",
    "OUTSIDE_ARROWS",
    "OVER",
    "OutsideState",
    "PAUSES",
    "PLACE_ARROWS",
    "PRIVILEGED",
    "PlaceState",
    "Priority",
    "Purpose",
    "READABLE",
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
    "Verdict",
    "View",
    "WAITING_REQUESTS",
    "Weekday",
    "YearManner",
]
