"""An hour as an entry for diaries (RFC 5545, 5546): one identity for its whole life, Paris time.

Each recipient gets an entry of their own, in which they are the only guest: diaries are shared and
shown more widely than letters.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Entry:
    """What a diary is told. ``sequence``: how often it was told something else since."""

    uid: UUID
    at: datetime
    minutes: int
    title: str
    place: str
    says: str
    sequence: int = 0


def request(entry, email, *, at):
    """The text of the file that puts the entry in this address's diary, or moves it there."""
    return _calendar("REQUEST", entry, email, at)


def cancel(entry, email, *, at):
    """The text of the file that takes the entry out of this address's diary."""
    return _calendar("CANCEL", entry, email, at)


def published(entry, *, at):
    """The entry that one takes from a page: nobody is invited, nothing to answer."""
    return _calendar("PUBLISH", entry, None, at)


@cache
def clock_changes():
    """How Paris moves its clocks, for diaries that do not know it: the same in each file."""
    from icalendar import Timezone  # noqa: PLC0415

    return Timezone.from_tzid(settings.TIME_ZONE)


def _calendar(method, entry, email, at):
    from icalendar import Calendar  # noqa: PLC0415 (40 ms, and entries are few)

    calendar = Calendar()
    calendar.add("prodid", "-//Coop Studio//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(method, entry, email, at))
    calendar.add_component(clock_changes())
    return calendar.to_ical().decode()


def _event(method, entry, email, at):
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{entry.uid}@coop-studio")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", timezone.localtime(entry.at))
    event.add("dtend", timezone.localtime(entry.at + timedelta(minutes=entry.minutes)))
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("description", entry.says)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("organizer", _organizer())
    if email:
        event.add("attendee", _guest(email))
    return event


def _organizer():
    from icalendar import vCalAddress  # noqa: PLC0415

    organizer = vCalAddress(f"mailto:{settings.CONTACT_EMAIL}")
    organizer.params["CN"] = settings.SITE_NAME
    return organizer


def _guest(email):
    from icalendar import vCalAddress  # noqa: PLC0415

    guest = vCalAddress(f"mailto:{email}")
    guest.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    return guest
