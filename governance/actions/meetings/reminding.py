"""The day before, the circle is told once more; a delay that is over is looked at."""

from governance.college import around
from governance.emails import meetings as letters
from governance.models import Coming
from members.preferences import wants
from members.states import Topic


def remind(meeting, *, at):
    """Tell those who did not say that they are away; each once, whatever the clock does."""
    said = dict(meeting.comings.values_list("person_id", "answer"))
    for one in around(meeting.circle, on=meeting.day):
        answer = said.get(one.person.pk)
        if answer != Coming.Answer.NO and not one.leave and wants(one.person, Topic.MEETINGS):
            letters.meeting_tomorrow(meeting, one.person, is_known=bool(answer))
    return meeting
