"""Every letter of governance, one function each; one file per noun."""

from governance.emails.circles import (
    circle_invitation,
    circles_merged,
    invitation_declined,
    link_begun,
    link_ended,
    link_silent,
    mandate_begun,
    mandate_ended,
    mandate_near,
)
from governance.emails.consents import (
    consent_reminder,
    distance_wished,
    held_back,
    hesitation,
    reminders_of,
    said_for_you,
    to_arbitrate,
    to_consent,
    to_meeting,
    to_react,
    to_read,
    window_extended,
)
from governance.emails.deeds import deed_asked, deed_handed_over, deed_late, deed_released
from governance.emails.digests import digest
from governance.emails.outcomes import (
    adopted,
    objection_answered,
    objection_heard,
    objections_voiced,
    proposal_postponed,
    proposal_withdrawn,
    reserved,
    round_again,
    voices_missing,
)
from governance.emails.reviews import review_near, review_today
from governance.emails.self_checks import self_check_open
from governance.emails.tensions import (
    tension_dropped,
    tension_settled,
)
from governance.emails.touched import circles_asked, other_pole, text_heard

__all__ = [
    "circles_asked",
    "other_pole",
    "text_heard",
    "adopted",
    "circle_invitation",
    "circles_merged",
    "consent_reminder",
    "deed_asked",
    "deed_handed_over",
    "deed_late",
    "deed_released",
    "digest",
    "distance_wished",
    "held_back",
    "hesitation",
    "invitation_declined",
    "link_begun",
    "link_ended",
    "link_silent",
    "mandate_begun",
    "mandate_ended",
    "mandate_near",
    "objection_answered",
    "objection_heard",
    "objections_voiced",
    "proposal_postponed",
    "proposal_withdrawn",
    "reminders_of",
    "reserved",
    "round_again",
    "review_near",
    "review_today",
    "said_for_you",
    "self_check_open",
    "tension_dropped",
    "tension_settled",
    "to_arbitrate",
    "to_consent",
    "to_meeting",
    "to_react",
    "to_read",
    "voices_missing",
    "window_extended",
]
