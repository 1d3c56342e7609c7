"""What a meeting leaves undone goes back to the basket, at the step where it stands."""

from django.db.models import Q

from coopstudio.journal.api import record
from governance.actions import consents, rounds, tensions
from governance.events import Event
from governance.meetings.drawing import DEEDS, REPORTS
from governance.models import Proposal, Tension
from governance.states import LIVE, ItemState, ProposalState

ALWAYS = (REPORTS, DEEDS)
"""What comes back on each agenda by itself."""


def put_back(item, *, by, at):
    """Leave this subject for another day; called inside the transaction of why."""
    for opened in item.rounds.open().filter(proposal=None, election=None):
        rounds.void(opened, by=by, at=at)
    item.move_to(ItemState.PUT_OFF)
    stop(item, at)
    suspend_texts(item, by=by, at=at)
    if item.proposal and item.proposal.state == ProposalState.SCHEDULED:
        consents.put_in_basket(item.proposal, by=by, at=at)
    if _has_no_place(item):
        item.tension = tensions.drop(
            item.meeting.circle, by=by, at=at, subject=item.subject,
            words=item.notes or "Reporté d’une réunion à la suivante.", wish=item.wish,
        )  # fmt: skip
        item.save(update_fields=["tension"])
    record(Event.ITEM_PUT_OFF, item.meeting, by=by, item=item.pk)


def texts_of(item):
    """The text of this subject, or the names that its election proposes in this circle."""
    about = Q(items=item)
    if item.election_id:
        about |= Q(election=item.election_id, circle=item.meeting.circle_id)
    return list(Proposal.objects.filter(about).distinct())


def suspend_texts(item, *, by, at):
    """What the circle was at work on keeps its step, and waits until it is taken up again."""
    for text in texts_of(item):
        if text.state in LIVE and not text.is_async and not text.suspended_at:
            consents.suspend(text, by=by, at=at)


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
