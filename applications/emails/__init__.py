"""Every letter about applications, one function each; the words stand in the templates."""

from applications.emails.applications import (
    alert,
    folded_addresses,
    received,
    withdrawal,
    withdrawn,
)
from applications.emails.decisions import answer
from applications.emails.drafts import expiring, resume
from applications.emails.meetings import meeting_called_off, meeting_proposed, meeting_set

__all__ = [
    "alert",
    "answer",
    "expiring",
    "folded_addresses",
    "meeting_called_off",
    "meeting_proposed",
    "meeting_set",
    "received",
    "resume",
    "withdrawal",
    "withdrawn",
]
