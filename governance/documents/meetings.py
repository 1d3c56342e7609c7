"""The minutes of a meeting on paper: who was there, what was said, what was decided and how."""

from django.utils import timezone

from coopstudio.documents import api
from coopstudio.french import dates
from governance.meetings.minutes import Minutes
from governance.permissions import sees_governance

MINUTES = "governance.minutes"


def may_read_minutes(person, document):
    """Published, they are read by the whole organisation."""
    return sees_governance(person)


api.readable_by(MINUTES, may_read_minutes)


def minutes(meeting):
    """Frozen as they were approved."""
    told = Minutes(meeting)
    return api.ask(
        MINUTES,
        meeting,
        title=f"Compte-rendu, {meeting.circle.name}, {dates.short_day(meeting.day)}"[:150],
        template="governance/documents/minutes.html",
        circle=meeting.circle.name,
        aim=meeting.circle.aim,
        day=dates.day(meeting.day),
        place=meeting.place,
        opened=_hour(meeting.opened_at),
        closed=_hour(meeting.closed_at),
        approved=dates.day(timezone.localdate(meeting.approved_at)),
        led_by=f"{told.led_by or ''}",
        written_by=f"{told.written_by or ''}",
        present=[_presence(one) for one in told.present],
        absent=[f"{person}" for person in told.absent],
        on_leave=[f"{person}" for person in told.on_leave],
        summary=meeting.summary,
        admin=meeting.admin,
        reports=[{"link": told.title_of(one), "words": one.words} for one in told.reports],
        items=[_item(one) for one in told.items],
        closing=[{"who": f"{turn.seat.person}", "words": turn.words} for turn in told.closing],
        basket=[one.subject for one in told.dropped],
    )


def _presence(one):
    return {
        "name": f"{one.person or one.guest}",
        "capacity": one.get_capacity_display(),
        "arrived": _hour(one.arrived_at) if one.is_late else "",
        "left": _hour(one.left_at) if one.left_early else "",
    }


def _item(one):
    return {
        "subject": one.subject,
        "wish": one.get_wish_display(),
        "carrier": f"{one.carrier or ''}",
        "state": one.get_state_display(),
        "spent": one.spent // 60,
        "is_late": one.is_late,
        "notes": one.notes,
        "decision": one.told,
        "objections": [_objection(each) for each in one.objections],
        "deeds": [
            {"who": f"{deed.person}", "words": deed.words, "by": dates.short_day(deed.due_on)}
            for deed in one.asked
        ],
    }


def _objection(one):
    number = one.integrated_in.number if one.integrated_in else None
    return {
        "who": f"{one.author}",
        "version": one.round.version.number,
        "words": one.words,
        "heard": one.heard_as if one.heard_at else "",
        "state": one.get_state_display(),
        "answer": f", dans la version {number}" if number else "",
    }


def _hour(instant):
    return dates.hour(instant) if instant else ""
