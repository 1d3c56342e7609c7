"""Every letter about applications, one function each; the words stand in the templates."""

from applications.emails.applications import (
    alert,
    folded_addresses,
    received,
    withdrawal,
    withdrawn,
)
from applications.emails.calls import thanks
from applications.emails.completions import (
    completion_asked,
    completion_received,
    completion_sent,
    reading_resumed,
)
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
from applications.emails.pauses import (
    pause_proposed,
    pause_told,
    paused,
    taken_up,
    taken_up_told,
    woken,
)
from applications.emails.reserves import (
    amended,
    assented,
    need_said,
    parting_proposed,
    reserve_raised,
    settled,
    word_asked,
)
from applications.emails.retention import (
    erased,
    erased_person,
    erasure,
    expiry,
    promise,
)

__all__ = [
    "word_asked",
    "settled",
    "reserve_raised",
    "parting_proposed",
    "need_said",
    "assented",
    "amended",
    "again_asked",
    "alert",
    "answer",
    "completion_asked",
    "completion_received",
    "completion_sent",
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
    "pause_proposed",
    "pause_told",
    "paused",
    "promise",
    "question_copy",
    "question_link",
    "reading_asked",
    "reading_resumed",
    "received",
    "resume",
    "takeaway",
    "taken_up",
    "taken_up_told",
    "thanks",
    "thread_closed",
    "thread_quiet",
    "withdrawal",
    "withdrawn",
    "woken",
]
