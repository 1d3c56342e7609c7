"""What may be asked of the call, of applications and of what hangs on them."""

from applications.querysets.applications import ApplicationQuerySet
from applications.querysets.call import (
    CallVersionQuerySet,
    IntentionQuerySet,
    ReactionQuerySet,
    TalkingPointQuerySet,
)
from applications.querysets.conversations import (
    ConversationQuerySet,
    FaqEntryQuerySet,
    MessageQuerySet,
)
from applications.querysets.decisions import (
    DecisionQuerySet,
    PauseQuerySet,
    ReserveQuerySet,
    WeatherQuerySet,
)
from applications.querysets.keeping import (
    RehearsalQuerySet,
    RetentionRoundQuerySet,
    SkeletonQuerySet,
)
from applications.querysets.meetings import MeetingNoteQuerySet, MeetingQuerySet, SlotQuerySet
from applications.querysets.readings import DossierNoteQuerySet, ReadingQuerySet

__all__ = [
    "ApplicationQuerySet",
    "CallVersionQuerySet",
    "ConversationQuerySet",
    "DecisionQuerySet",
    "DossierNoteQuerySet",
    "FaqEntryQuerySet",
    "IntentionQuerySet",
    "MeetingNoteQuerySet",
    "MeetingQuerySet",
    "MessageQuerySet",
    "PauseQuerySet",
    "ReactionQuerySet",
    "ReadingQuerySet",
    "RehearsalQuerySet",
    "ReserveQuerySet",
    "RetentionRoundQuerySet",
    "SkeletonQuerySet",
    "SlotQuerySet",
    "TalkingPointQuerySet",
    "WeatherQuerySet",
]
