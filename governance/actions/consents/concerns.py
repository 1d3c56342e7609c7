"""Another circle is touched: it consents to the same version in a round of its own, or is heard."""

from django.utils import timezone

from coopstudio.journal.api import record
from governance import emails
from governance.actions.consents import adopting
from governance.actions.consents.handling import NoVoiceHere, carrying, check_going
from governance.actions.consents.speaking import SaysNothing
from governance.college import has_a_voice
from governance.events import Event
from governance.states import IN_CONSENT


def hear_circle(concern, *, by, at, words):
    """Somebody of a circle that must be heard writes what it says of the text; where everybody had
    consented already, that was all that the adoption waited for (D8)."""
    with carrying(concern.proposal, at=at) as proposal:
        check_going(proposal)
        if not has_a_voice(by, concern.circle, on=timezone.localdate(at)):
            raise NoVoiceHere
        if not words.strip():
            raise SaysNothing
        concern.heard, concern.heard_at = words.strip(), at
        concern.save(update_fields=["heard", "heard_at"])
        record(Event.CIRCLE_HEARD, proposal, by=by, circle=concern.circle_id)
        emails.text_heard(proposal, by=by, who=concern.circle.name)
        if proposal.state in IN_CONSENT:
            adopting.settle(proposal, by=by, at=at)
    return concern
