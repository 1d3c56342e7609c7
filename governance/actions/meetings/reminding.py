"""The day before, the circle and its guests are told once more."""

from governance.college import around
from governance.emails import meetings as letters
from governance.models import Coming
from members.preferences import wants
from members.states import Topic


def remind(meeting, *, at):
    """Tell those who did not say that they are away; each once, whatever the clock does."""
    said = dict(meeting.comings.values_list("person_id", "answer"))
    here = [one.person for one in around(meeting.circle, on=meeting.day) if not one.leave]
    guests = [one.person for one in meeting.guests.select_related("person")]
    for person in here + guests:
        answer = said.get(person.pk)
        if answer != Coming.Answer.NO and wants(person, Topic.MEETINGS):
            letters.meeting_tomorrow(meeting, person, is_known=bool(answer))
    return meeting
