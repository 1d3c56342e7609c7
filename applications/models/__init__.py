from applications.models.applications import Application
from applications.models.calls import Call, CallVersion, Passage, Section
from applications.models.conversations import Conversation, Message
from applications.models.decisions import Decision, LetterDraft, Parting, Position
from applications.models.duplicates import Distinction
from applications.models.erasing import ArchiveOpening, Farewell, Hold, Proof, Skeleton
from applications.models.faq import FaqEntry
from applications.models.guides import Guide, GuideLine
from applications.models.intentions import Intention
from applications.models.meetings import Meeting, Slot
from applications.models.minutes import MeetingNote, Takeaway
from applications.models.notes import DossierNote
from applications.models.pauses import Pause, Withdrawal
from applications.models.portraits import Portrait
from applications.models.reactions import Reaction
from applications.models.readings import Reading, Supplement
from applications.models.recalls import Recall
from applications.models.rehearsals import Rehearsal, RehearsalNote
from applications.models.reserves import (
    Acceptance,
    Amendment,
    Assent,
    Need,
    Reserve,
    Settlement,
)
from applications.models.retention import (
    DossierOpening,
    FicheKeeping,
    Keeping,
    PromiseAlert,
    RetentionRound,
)
from applications.models.revisions import Completion, Revision
from applications.models.talking_points import TalkingPoint
from applications.models.weather import Weather

__all__ = [
    "Acceptance",
    "Amendment",
    "Application",
    "ArchiveOpening",
    "Assent",
    "Call",
    "CallVersion",
    "Completion",
    "Conversation",
    "Decision",
    "Distinction",
    "DossierNote",
    "DossierOpening",
    "FaqEntry",
    "Farewell",
    "FicheKeeping",
    "Guide",
    "GuideLine",
    "Hold",
    "Intention",
    "Keeping",
    "LetterDraft",
    "Meeting",
    "MeetingNote",
    "Message",
    "Need",
    "Parting",
    "Passage",
    "Pause",
    "Portrait",
    "Position",
    "PromiseAlert",
    "Proof",
    "Reaction",
    "Reading",
    "Recall",
    "RetentionRound",
    "Revision",
    "Rehearsal",
    "RehearsalNote",
    "Reserve",
    "Section",
    "Settlement",
    "Skeleton",
    "Slot",
    "Supplement",
    "Takeaway",
    "TalkingPoint",
    "Weather",
    "Withdrawal",
]
