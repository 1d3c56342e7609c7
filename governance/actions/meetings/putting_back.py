"""What a meeting leaves undone goes back to the basket, at the step where it stands."""

from coopstudio.journal.api import record
from governance.actions import consents, rounds, tensions
from governance.events import Event
from governance.meetings.drawing import DEEDS, REPORTS
from governance.models import Tension
from governance.states import LIVE, ItemState, ProposalState

ALWAYS = (REPORTS, DEEDS)
"""What comes back on each agenda by itself."""


def put_back(item, *, by, at):
    """Leave this subject for another day; called inside the transaction of why."""
    for opened in item.rounds.open().filter(proposal=None, election=None):
        rounds.void(opened, by=by, at=at)
    item.move_to(ItemState.PUT_OFF)
    stop(item, at)
    if item.proposal:
        _leave_text(item.proposal, by=by, at=at)
    elif _has_no_place(item):
        item.tension = tensions.drop(
            item.meeting.circle, by=by, at=at, subject=item.subject,
            words=item.notes or "Reporté d’une réunion à la suivante.", wish=item.wish,
        )  # fmt: skip
        item.save(update_fields=["tension"])
    record(Event.ITEM_PUT_OFF, item.meeting, by=by, item=item.pk)


def _leave_text(proposal, *, by, at):
    """What the circle was at work on keeps its step; what it had not begun waits in the basket."""
    if proposal.state in LIVE and not proposal.is_async and not proposal.suspended_at:
        consents.suspend(proposal, by=by, at=at)
    elif proposal.state == ProposalState.SCHEDULED:
        consents.put_in_basket(proposal, by=by, at=at)


def stop(item, at):
    """The time that was spent on it is counted, in seconds."""
    if item.started_at:
        item.spent += max(0, int((at - item.started_at).total_seconds()))
    item.started_at = None
    item.save(update_fields=["state", "spent", "started_at"])


def _has_no_place(item):
    """Nothing else brings it back: no tension in the basket, no text, no election, no review."""
    known = item.proposal_id or item.election_id or item.decision_id
    in_basket = item.tension_id and Tension.objects.open().filter(pk=item.tension_id).exists()
    return not known and not in_basket and item.subject not in ALWAYS
