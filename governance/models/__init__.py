from governance.models.circles import (
    Circle,
    CircleInvitation,
    CircleMember,
    Domain,
    Instance,
    Leave,
)
from governance.models.decisions import Decision, LegalAct, Reading, Review
from governance.models.deeds import Deed, RoleTask, Step
from governance.models.diaries import Diary, Digest
from governance.models.elections import Ballot, Criterion, Election, Nomination
from governance.models.learning import LearningMode
from governance.models.mandates import CircleRole, Link, Mandate
from governance.models.meetings import Coming, Item, Meeting, MeetingGuest, Presence, Report
from governance.models.objections import Objection
from governance.models.poles import PolePair, PoleSwap, PoleTag
from governance.models.proposals import Concern, Measure, Proposal, Version
from governance.models.rounds import Hesitation, Position, Round, Seat, Turn
from governance.models.self_checks import SelfCheck, SelfCheckAnswer, SelfCheckPlace
from governance.models.stakeholders import Hearing
from governance.models.tensions import Tension
from governance.models.viewpoints import Perception, Viewpoint

__all__ = [
    "Ballot",
    "Circle",
    "CircleInvitation",
    "CircleMember",
    "CircleRole",
    "Coming",
    "Concern",
    "Criterion",
    "Decision",
    "Deed",
    "Diary",
    "Digest",
    "Domain",
    "Election",
    "Hearing",
    "Hesitation",
    "Instance",
    "Item",
    "LearningMode",
    "Leave",
    "LegalAct",
    "Link",
    "Mandate",
    "Measure",
    "Meeting",
    "MeetingGuest",
    "Nomination",
    "Objection",
    "Perception",
    "PolePair",
    "PoleSwap",
    "PoleTag",
    "Position",
    "Presence",
    "Proposal",
    "Reading",
    "Report",
    "Review",
    "RoleTask",
    "Round",
    "Seat",
    "SelfCheck",
    "SelfCheckAnswer",
    "SelfCheckPlace",
    "Step",
    "Tension",
    "Turn",
    "Version",
    "Viewpoint",
]
