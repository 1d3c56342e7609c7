"""A meeting as an entry for diaries (RFC 5545): one identity for its whole life, Paris time.

The title names nobody: diaries are seen by more people than letters.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

TITLE = "Rencontre Coop Studio"


def request(meeting, *, at, attendees):
    """The entry to put in a diary, or to move in it: METHOD REQUEST."""
    return _calendar("REQUEST", "CONFIRMED", meeting, at, attendees)


def cancel(meeting, *, at, attendees):
    """The entry to take out of a diary: METHOD CANCEL, one number later."""
    return _calendar("CANCEL", "CANCELLED", meeting, at, attendees)


def _calendar(method, status, meeting, at, attendees):
    from icalendar import Calendar, Event, vCalAddress  # noqa: PLC0415 (40 ms, meetings are few)

    calendar, entry = Calendar(), Event()
    calendar.add("prodid", "-//Coop Studio//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    start = timezone.localtime(meeting.at)
    entry.add("uid", f"{meeting.uid}@coop-studio")
    entry.add("sequence", meeting.sequence)
    entry.add("dtstamp", at)
    entry.add("dtstart", start)
    entry.add("dtend", timezone.localtime(meeting.at + timedelta(minutes=meeting.minutes)))
    entry.add("summary", TITLE)
    entry.add("location", meeting.place)
    entry.add("status", status)
    organizer = vCalAddress(f"mailto:{settings.CONTACT_EMAIL}")
    organizer.params["CN"] = settings.SITE_NAME
    entry.add("organizer", organizer)
    for address in attendees:
        entry.add("attendee", vCalAddress(f"mailto:{address}"))
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()
