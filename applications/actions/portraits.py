"""The founders answer the questions that they ask."""

from applications.events import Event
from applications.models import Portrait
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NothingChanged(Refused):
    message = "Ce portrait est déjà celui-là, mot pour mot."


def write_portrait(founder, *, at, **words):
    """Say what one offers, what one seeks, and one's limits; earlier portraits are kept.
    ``words``: offers, seeks, limits, is_public."""
    last = founder.portraits.order_by("written_at", "pk").last()
    if last and all(getattr(last, field) == value for field, value in words.items()):
        raise NothingChanged
    portrait = Portrait.objects.create(founder=founder, written_at=at, **words)
    record(Event.PORTRAIT_WRITTEN, portrait, by=founder)
    return portrait
