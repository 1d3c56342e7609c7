"""The states of each noun of governance, and the arrows between them."""

from governance.states.circles import (
    CIRCLE_ARROWS,
    CircleKind,
    CircleState,
    LinkKind,
    OfficeKind,
    Reach,
    Standing,
)
from governance.states.consents import (
    LIVE,
    OBJECTION_ARROWS,
    PROPOSAL_ARROWS,
    ObjectionState,
    PositionKind,
    ProposalKind,
    ProposalState,
    RoundKind,
    Strategy,
    TermKind,
    Wish,
)
from governance.states.deeds import DEED_ARROWS, DeedState
from governance.states.elections import ELECTION_ARROWS, ElectionState, NominationKind
from governance.states.meetings import (
    ITEM_ARROWS,
    MEETING_ARROWS,
    MINUTES_ARROWS,
    Capacity,
    ItemState,
    MeetingState,
    MinutesState,
)
from governance.states.register import PAST, STANDING, ActKind, Force, Outcome

__all__ = [
    "CIRCLE_ARROWS",
    "DEED_ARROWS",
    "ELECTION_ARROWS",
    "ITEM_ARROWS",
    "LIVE",
    "MEETING_ARROWS",
    "MINUTES_ARROWS",
    "PAST",
    "OBJECTION_ARROWS",
    "PROPOSAL_ARROWS",
    "STANDING",
    "ActKind",
    "Capacity",
    "CircleKind",
    "CircleState",
    "DeedState",
    "ElectionState",
    "Force",
    "ItemState",
    "LinkKind",
    "MeetingState",
    "MinutesState",
    "NominationKind",
    "ObjectionState",
    "OfficeKind",
    "Outcome",
    "PositionKind",
    "ProposalKind",
    "ProposalState",
    "Reach",
    "RoundKind",
    "Standing",
    "Strategy",
    "TermKind",
    "Wish",
]
