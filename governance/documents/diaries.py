"""A personal diary as a calendar (RFC 5545): hours and days, never what people said or wrote.

A feed is read by programmes of others, and kept by them: it names a circle and a kind of thing,
and gives the page where the rest is read. The link of a video meeting stays on that page.
"""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone

from coopstudio.calendars import clock_changes
from coopstudio.mail.api import address
from governance.querysets.diaries import dates_of, meetings_of
from governance.states import MeetingState

REFRESHED = timedelta(hours=4)
ONE_DAY = timedelta(days=1)


def feed(diary, *, at):
    """The bytes of the whole diary; the same facts give the same bytes."""
    from icalendar import Calendar  # noqa: PLC0415 (40 ms, and only programmes ask for it)

    calendar = Calendar()
    calendar.add("prodid", "-//Coop Studio//cercles//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Mes cercles, {settings.HOUSE.company}")
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for meeting in meetings_of(diary.person, at=at):
        calendar.add_component(_meeting(meeting))
    for one in dates_of(diary.person, at=at):
        calendar.add_component(_day(one, since=diary.made_at))
    calendar.add_component(clock_changes())
    return calendar.to_ical()


def _meeting(meeting):
    told = _event(f"{meeting.uid}", f"Réunion, {meeting.circle.name}", meeting.get_absolute_url())
    told.add("dtstamp", (meeting.convened_at or meeting.prepared_at).astimezone(UTC))
    told.add("sequence", meeting.sequence)
    told.add("dtstart", timezone.localtime(meeting.at))
    told.add("dtend", timezone.localtime(meeting.ends_at))
    told.add("location", "En visioconférence" if "://" in meeting.place else meeting.place)
    called_off = meeting.state == MeetingState.CALLED_OFF
    told.add("status", "CANCELLED" if called_off else "CONFIRMED")
    return told


def _day(one, *, since):
    told = _event(f"{one.kind}-{one.key}", one.title, one.url)
    told.add("dtstamp", since.astimezone(UTC))
    told.add("dtstart", one.on)
    told.add("dtend", one.on + ONE_DAY)
    told.add("transp", "TRANSPARENT")
    return told


def _event(uid, title, url):
    from icalendar import Event  # noqa: PLC0415

    told = Event()
    told.add("uid", f"{uid}@coop-studio")
    told.add("summary", title)
    told.add("url", address(url))
    told.add("description", f"La suite se lit dans la maison : {address(url)}")
    told.add("class", "PRIVATE")
    return told
