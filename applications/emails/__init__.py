"""Every letter about applications, one function each; the words stand in the templates."""

from applications.emails.applications import (
    alert,
    folded_addresses,
    received,
    withdrawal,
    withdrawn,
)
from applications.emails.calls import thanks
from applications.emails.conversations import (
    message_answered,
    message_stray,
    message_waiting,
    paper_refused,
    question_copy,
    question_link,
    thread_closed,
    thread_quiet,
)
from applications.emails.decisions import answer
from applications.emails.desk import joined, reading_asked
from applications.emails.drafts import expiring, resume
from applications.emails.faq import faq_published, faq_told
from applications.emails.meetings import (
    meeting_ahead,
    meeting_called_off,
    meeting_countered,
    meeting_kept,
    meeting_moved,
    meeting_nudged,
    meeting_proposed,
    meeting_set,
    meeting_soon,
    meeting_unanswered,
)
from applications.emails.minutes import (
    again_asked,
    guide_part,
    meeting_missed,
    meeting_thanks,
    takeaway,
)
from applications.emails.retention import (
    erased,
    erased_person,
    erasure,
    expiry,
    promise,
)

__all__ = [
    "again_asked",
    "alert",
    "answer",
    "erased",
    "erased_person",
    "erasure",
    "expiring",
    "expiry",
    "faq_published",
    "faq_told",
    "folded_addresses",
    "guide_part",
    "joined",
    "meeting_ahead",
    "meeting_called_off",
    "meeting_countered",
    "meeting_kept",
    "meeting_missed",
    "meeting_moved",
    "meeting_nudged",
    "meeting_proposed",
    "meeting_set",
    "meeting_soon",
    "meeting_thanks",
    "meeting_unanswered",
    "message_answered",
    "message_stray",
    "message_waiting",
    "paper_refused",
    "promise",
    "reading_asked",
    "question_copy",
    "question_link",
    "received",
    "resume",
    "takeaway",
    "thread_closed",
    "thread_quiet",
    "thanks",
    "withdrawal",
    "withdrawn",
]
