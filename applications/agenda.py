"""The founders' diary: which of these hours are taken, and which are kept for somebody else.

Founders meet people together: an hour taken by one meeting is taken for all of them.
"""

from datetime import timedelta

from applications.models import Meeting, Slot


def taken(hours, minutes, *, but=None):
    """{hour: the meeting that is fixed at that time}, ``but`` this one."""
    others = Meeting.objects.exclude(pk=but.pk if but else None).select_related("application")
    found = {hour: others.overlapping(hour, _end(hour, minutes)).first() for hour in hours}
    return {hour: meeting for hour, meeting in found.items() if meeting}


def kept(hours, minutes, *, but=None):
    """{hour: an hour that somebody else has not answered yet}, ``but`` those of this meeting."""
    others = Slot.objects.still_kept().exclude(meeting=but.pk if but else None)
    others = others.select_related("meeting__application")
    found = {hour: others.overlapping(hour, _end(hour, minutes)).first() for hour in hours}
    return {hour: slot for hour, slot in found.items() if slot}


def _end(hour, minutes):
    return hour + timedelta(minutes=minutes)
