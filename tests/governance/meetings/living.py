"""A meeting of a circle at each of its moments, made by the house's own actions."""

from datetime import datetime, timedelta

from governance.actions import meetings
from governance.models import Meeting
from governance.states import OfficeKind, PositionKind, RoundKind
from tests.governance.factories import circle, entrust, people_of
from tests.members.factories import PARIS

THURSDAY = datetime(2026, 12, 3, 14, 30, tzinfo=PARIS)
BEFORE = datetime(2026, 11, 20, 9, tzinfo=PARIS)


def after(minutes):
    return THURSDAY + timedelta(minutes=minutes)


def a_circle(people=3, **facts):
    """A circle whose first person facilitates, and whose second one writes."""
    made = circle(people=people, **facts)
    first, second = people_of(made)[:2]
    entrust(first, made, OfficeKind.FACILITATOR)
    entrust(second, made, OfficeKind.SECRETARY)
    return made


def prepared(made=None, *, items=1, at=THURSDAY, **facts):
    made = made or a_circle()
    facts = {"starts_at": at, "minutes": 120, "place": "12 rue Monge, Dijon"} | facts
    first = people_of(made)[0]
    meeting = meetings.prepare(made, by=first, at=BEFORE, **facts)
    for number in range(items):
        meetings.add_item(
            meeting, by=first, at=BEFORE, subject=f"Sujet {number + 1}", wish="explore", minutes=20
        )
    return Meeting.objects.get(pk=meeting.pk)


def convened(made=None, **facts):
    meeting = prepared(made, **facts)
    return meetings.convene(meeting, by=meeting.by, at=BEFORE)


def opened(made=None, *, people=None, **facts):
    meeting = convened(made, **facts)
    there = people_of(meeting.circle) if people is None else people
    return meetings.open_meeting(meeting, by=there[0], at=THURSDAY, people=there)


def agreed(made=None, **facts):
    """Everybody consented to the agenda."""
    meeting = opened(made, **facts)
    asked = meetings.ask_agenda(meeting, by=meeting.by, at=after(5))
    everybody_agrees(asked, at=after(6))
    return Meeting.objects.get(pk=meeting.pk)


def everybody_agrees(asked, *, at, kind=PositionKind.CONSENT):
    for seat in asked.seats.all():
        meetings.agree(seat, by=seat.person, at=at, kind=kind)


def lived(made=None, **facts):
    """Its first subject is under way."""
    meeting = agreed(made, **facts)
    meetings.start_item(meeting.items.first(), by=meeting.by, at=after(10))
    return Meeting.objects.get(pk=meeting.pk)


def a_round(meeting, kind=RoundKind.OPENING, *, item=None, at=None):
    return meetings.open_round(meeting, kind, by=meeting.by, at=at or after(1), item=item)


def closed(made=None, **facts):
    meeting = lived(made, **facts)
    meetings.end_item(meeting.items.first(), by=meeting.by, at=after(30))
    return meetings.close(meeting, by=meeting.by, at=after(60))
