from applications.models.applications import Application
from applications.models.calls import Call, CallVersion, Passage, Section
from applications.models.conversations import Conversation, Message
from applications.models.decisions import Decision, Position
from applications.models.duplicates import Distinction
from applications.models.erasing import ArchiveOpening, Farewell, Hold, Proof, Skeleton
from applications.models.faq import FaqEntry
from applications.models.guides import Guide, GuideLine
from applications.models.intentions import Intention
from applications.models.meetings import Meeting, Slot
from applications.models.minutes import MeetingNote, Takeaway
from applications.models.pauses import Pause, Withdrawal
from applications.models.reactions import Reaction
from applications.models.readings import Reading
from applications.models.rehearsals import Rehearsal, RehearsalNote
from applications.models.retention import (
    DossierOpening,
    Keeping,
    PromiseAlert,
    RetentionRound,
)
from applications.models.revisions import Completion, Revision
from applications.models.weather import Weather

__all__ = [
    "Application",
    "ArchiveOpening",
    "Call",
    "CallVersion",
    "Completion",
    "Conversation",
    "Decision",
    "Distinction",
    "DossierOpening",
    "FaqEntry",
    "Farewell",
    "Guide",
    "GuideLine",
    "Hold",
    "Intention",
    "Keeping",
    "Meeting",
    "MeetingNote",
    "Message",
    "Passage",
    "Pause",
    "Position",
    "PromiseAlert",
    "Proof",
    "Reaction",
    "Reading",
    "RetentionRound",
    "Revision",
    "Rehearsal",
    "RehearsalNote",
    "Section",
    "Skeleton",
    "Slot",
    "Takeaway",
    "Weather",
    "Withdrawal",
]
