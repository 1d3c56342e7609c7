"""A meeting as an entry for diaries (RFC 5545, 5546): one identity for its whole life, Paris time.

Each recipient gets an entry of their own, in which they are the only guest: diaries are shared and
shown more widely than letters. The founders' names nobody, unless the person agreed to their first
name; nor does its address, its link or its place.
"""

import re
import unicodedata
from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from coopstudio.mail.api import address

TITLE = "Rencontre Coop Studio"
ELSEWHERE = "Le lieu est sur la page de la rencontre"
SHORTEST = 3  # signs: « Léa » is hidden, « d » and « fr » are everybody's


def request(meeting, recipient, *, at):
    """The entry to put in this recipient's diary, or to move in it."""
    return _calendar("REQUEST", meeting, recipient, at)


def cancel(meeting, recipient, *, at):
    """The entry to take out of this recipient's diary, one number later."""
    return _calendar("CANCEL", meeting, recipient, at)


def published(meeting, *, at):
    """The entry that the person takes from their page: nobody is invited, nothing to answer."""
    return _calendar("PUBLISH", meeting, meeting.application, at)


def _calendar(method, meeting, recipient, at):
    from icalendar import Calendar  # noqa: PLC0415 (40 ms, meetings are few)

    calendar = Calendar()
    calendar.add("prodid", "-//Coop Studio//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_entry(method, meeting, recipient, at))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _entry(method, meeting, recipient, at):
    from icalendar import Event  # noqa: PLC0415

    is_theirs = recipient.email == meeting.application.email
    start, lasts = timezone.localtime(meeting.at), timedelta(minutes=meeting.minutes)
    entry = Event()
    entry.add("uid", f"{meeting.uid}@coop-studio")
    entry.add("sequence", meeting.sequence)
    entry.add("dtstamp", at.astimezone(UTC))
    entry.add("dtstart", start)
    entry.add("dtend", timezone.localtime(meeting.at + lasts))
    entry.add("summary", TITLE if is_theirs or not meeting.shows_name else _named(meeting))
    entry.add("location", meeting.place if is_theirs else discreet(meeting))
    entry.add(
        "description", f"Tout est sur la page de la rencontre : {page_of(meeting, is_theirs)}"
    )
    entry.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    entry.add("class", "PRIVATE")
    entry.add("transp", "OPAQUE")
    entry.add("organizer", _organizer())
    if method != "PUBLISH":
        entry.add("attendee", _guest(recipient))
    return entry


def page_of(meeting, is_theirs):
    """The whole address of the meeting's page, on the side of the person or of founders."""
    place = "applications:my_meeting" if is_theirs else "applications:meeting"
    return address(reverse(place, args=[meeting.application.number]))


def discreet(meeting):
    """The place, unless its words tell whom one meets: « chez Noémie », a link with their name."""
    application = meeting.application
    local_part = application.email.partition("@")[0]
    hidden = _words(f"{application.first_name} {application.last_name} {local_part}")
    said = _words(meeting.place)
    if meeting.is_remote:  # names are glued together in links
        return ELSEWHERE if any(one in word for one in hidden for word in said) else meeting.place
    return ELSEWHERE if hidden & said else meeting.place


def _words(text):
    """Its words without accents nor capitals, but the shortest."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return {word for word in re.findall(r"[a-z0-9]+", plain) if len(word) >= SHORTEST}


def _named(meeting):
    return f"{TITLE}, {meeting.application.first_name}"


def _organizer():
    from icalendar import vCalAddress  # noqa: PLC0415

    organizer = vCalAddress(f"mailto:{settings.CONTACT_EMAIL}")
    organizer.params["CN"] = settings.SITE_NAME
    return organizer


def _guest(recipient):
    from icalendar import vCalAddress  # noqa: PLC0415

    guest = vCalAddress(f"mailto:{recipient.email}")
    guest.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    return guest
