"""Who came is noted at the door, on the day itself; coming withdraws the proxy that one gave."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.assemblies.answers import answering, hear
from members.events import Event
from members.states import Reply


class TooEarly(Refused):
    message = "La feuille de présence s’ouvre le jour de l’assemblée."


def note_present(convocation, *, by, at):
    """The person is here. Returns whom their proxy was taken back from, or None."""
    with answering(convocation) as convocation:
        if timezone.localdate(at) < convocation.assembly.day:
            raise TooEarly
        hear(convocation, at=at)
        before = convocation.proxy_to
        if before:
            convocation.answer, convocation.proxy_to = Reply.COMING, None
        convocation.present_at = convocation.present_at or at
        convocation.save()
        record(Event.PRESENCE_NOTED, convocation, by=by)
    return before


def note_gone(convocation, *, by):
    """The person was noted here by mistake, or has left before the sheet is closed."""
    with answering(convocation) as convocation:
        convocation.present_at = None
        convocation.save(update_fields=["present_at"])
        record(Event.PRESENCE_TAKEN_BACK, convocation, by=by)
    return convocation
