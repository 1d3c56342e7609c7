"""What people learn from each other, together, elsewhere, and beside a tutor."""

from members.models.learning.exchanges import Exchange, Leg, Partner
from members.models.learning.outside import OutsideTraining
from members.models.learning.sessions import LearningSession, Seat
from members.models.learning.tutoring import Review, Tutorship

__all__ = [
    "Exchange",
    "LearningSession",
    "Leg",
    "OutsideTraining",
    "Partner",
    "Review",
    "Seat",
    "Tutorship",
]
