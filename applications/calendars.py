"""A meeting as an entry for diaries: what each recipient is told.

The founders' names nobody, unless the person agreed to their first name; nor does its address, its
link or its place.
"""

import re
import unicodedata

from django.conf import settings
from django.urls import reverse

from coopstudio import calendars
from coopstudio.mail.api import address

TITLE = f"Rencontre {settings.HOUSE.company}"
ELSEWHERE = "Le lieu est sur la page de la rencontre"
SHORTEST = 3  # signs: « Léa » is hidden, « d » and « fr » are everybody's


def request(meeting, recipient, *, at):
    """The entry to put in this recipient's diary, or to move in it."""
    return calendars.request(_entry(meeting, recipient), recipient.email, at=at)


def cancel(meeting, recipient, *, at):
    """The entry to take out of this recipient's diary, one number later."""
    return calendars.cancel(_entry(meeting, recipient), recipient.email, at=at)


def published(meeting, *, at):
    """The entry that the person takes from their page: nobody is invited, nothing to answer."""
    return calendars.published(_entry(meeting, meeting.application), at=at)


def _entry(meeting, recipient):
    is_theirs = recipient.email == meeting.application.email
    return calendars.Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        at=meeting.at,
        minutes=meeting.minutes,
        title=TITLE if is_theirs or not meeting.shows_name else _named(meeting),
        place=meeting.place if is_theirs else discreet(meeting),
        says=f"Tout est sur la page de la rencontre : {page_of(meeting, is_theirs)}",
    )


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
