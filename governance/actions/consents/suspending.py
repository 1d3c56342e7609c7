"""The meeting closes in the middle: what was under way waits at its step; then it is celebrated."""

from django.conf import settings
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.consents.handling import (
    NotNow,
    carrying,
    check_facilitates,
    check_sits,
    circles_of,
)
from governance.college import college
from governance.events import Event
from governance.states import LIVE, ProposalState

S = ProposalState


class NotSuspended(Refused):
    message = "Cette proposition n’est pas suspendue."


class AlreadyCelebrated(Refused):
    message = "Cette décision a déjà été célébrée."


def suspend(proposal, *, by, at):
    """Leave it at its step: it is taken up there if the circle is the same, and soon enough."""
    with carrying(proposal, at=at) as proposal:
        if proposal.state not in LIVE or proposal.is_async or proposal.suspended_at:
            raise NotNow
        check_sits(by, circles_of(proposal), at=at)
        proposal.suspended_at = at
        record(Event.PROPOSAL_SUSPENDED, proposal, by=by)
    return proposal


def resume(proposal, *, by, at, meeting=None, item=None):
    """Take it up again: at its step, or at the presentation when people changed or time passed."""
    with carrying(proposal, at=at) as proposal:
        if proposal.suspended_at is None:
            raise NotSuspended
        check_facilitates(by, proposal, at=at)
        stale = (at - proposal.suspended_at).days > settings.SUSPENDED_DAYS
        opened = list(proposal.rounds.open())
        proposal.suspended_at = None
        if stale or not all(_same_college(one, at=at) for one in opened):
            for one in opened:
                rounds.void(one, by=by, at=at)
            proposal.move_to(ProposalState.BASKET)
            proposal.move_to(ProposalState.PRESENTATION)
        elif meeting:
            proposal.rounds.open().update(meeting=meeting, item=item)
        record(Event.PROPOSAL_RESUMED, proposal, by=by, from_start=proposal.state == S.PRESENTATION)
    return proposal


def celebrate(proposal, *, by, at, thanks=""):
    """The circle acknowledges aloud what it has just done, and thanks."""
    with carrying(proposal, at=at) as proposal:
        if proposal.state != S.ADOPTED:
            raise NotNow
        if proposal.celebrated_at:
            raise AlreadyCelebrated
        check_sits(by, circles_of(proposal), at=at)
        proposal.celebrated_at, proposal.thanks = at, thanks.strip()
        record(Event.DECISION_CELEBRATED, proposal, by=by)
    return proposal


def _same_college(opened, *, at):
    now = {one.person.pk for one in college(opened.circle, on=timezone.localdate(at))}
    asked = set(opened.seats.values_list("person", flat=True))
    about = opened.proposal.about_person_id
    return now - {about} == asked - {about}
