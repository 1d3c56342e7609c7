"""Presentation, clarification, reactions, arbitration: one after the other, none cut short.

In a meeting who facilitates goes on to the next step; at a distance it comes when everybody has
spoken, or at the end of the window.
"""

from datetime import timedelta

from django.conf import settings

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import rounds
from governance.actions.consents.handling import (
    NotNow,
    carrying,
    check_facilitates,
    check_going,
)
from governance.events import Event
from governance.models import Turn
from governance.states import ProposalState, RoundKind

S = ProposalState
WINDOWS = {
    RoundKind.CLARIFICATION: settings.CLARIFICATION_HOURS,
    RoundKind.REACTIONS: settings.REACTIONS_HOURS,
    RoundKind.CONSENT: settings.CONSENT_HOURS,
}


class ReactionsAreNeverSkipped(Refused):
    message = "Les réactions ne se sautent pas : personne n’a encore réagi."


class SomebodyHereIsSilent(Refused):
    message = "Quelqu’un qui est là n’a pas encore parlé, ni passé son tour."


class AQuestionWaits(Refused):
    message = "Une question attend encore sa réponse."


def present(proposal, *, by, at):
    """Who carries it reads the text aloud, and says which need it comes from."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at)
        proposal.move_to(ProposalState.PRESENTATION)
        proposal.is_async = False
        record(Event.PROPOSAL_PRESENTED, proposal, by=by)
    return proposal


def next_step(proposal, *, by, at, meeting=None, item=None):
    """Go on to the step that follows. Raises NotNow where only a person can say what follows."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at)
        about = {"meeting": meeting, "item": item}
        follow(proposal, by=by, at=at, **about)
    return proposal


def follow(proposal, *, by, at, **about):
    """The same, of a proposal that is locked already."""
    if proposal.state == S.PRESENTATION:
        clarify(proposal, by=by, at=at, **about)
    elif proposal.state == S.CLARIFICATION:
        react(proposal, by=by, at=at, **about)
    elif proposal.state == S.REACTIONS:
        arbitrate(proposal, by=by, at=at)
    else:
        raise NotNow


def clarify(proposal, *, by, at, **about):
    """Questions to whoever carries it, to understand: not to say what one thinks of it."""
    proposal.move_to(ProposalState.CLARIFICATION)
    open_words(proposal, RoundKind.CLARIFICATION, by=by, at=at, **about)
    record(Event.CLARIFYING, proposal, by=by)
    if proposal.is_async:
        emails.to_read(proposal)


def react(proposal, *, by, at, **about):
    """Everybody says in a few sentences what the text does to them; nobody answers."""
    _end(proposal, RoundKind.CLARIFICATION, by=by, at=at)
    proposal.move_to(ProposalState.REACTIONS)
    open_words(proposal, RoundKind.REACTIONS, by=by, at=at, **about)
    record(Event.REACTING, proposal, by=by)
    if proposal.is_async:
        emails.to_react(proposal)


def arbitrate(proposal, *, by, at):
    """Having heard everybody, who carries it chooses: maintain, amend, postpone, withdraw.

    A round in which each one passed their turn was not skipped: nobody had anything to add.
    """
    opened = current_words(proposal, RoundKind.REACTIONS)
    if opened and not reactions_in(opened).exists() and _still_waited_for(opened).exists():
        raise ReactionsAreNeverSkipped
    _end(proposal, RoundKind.REACTIONS, by=by, at=at)
    proposal.move_to(ProposalState.ARBITRATION)
    record(Event.ARBITRATING, proposal, by=by)
    emails.to_arbitrate(proposal)


def open_words(proposal, kind, *, by, at, **about):
    """Open a round of words in the circle of the proposal; at a distance it has its window."""
    closes_at = at + timedelta(hours=WINDOWS[kind]) if proposal.is_async else None
    return rounds.open_round(
        proposal.circle, kind, by=by, at=at, proposal=proposal, is_async=proposal.is_async,
        closes_at=closes_at, **{name: value for name, value in about.items() if value},
    )  # fmt: skip


def current_words(proposal, kind):
    """The round of this kind that is open, or None."""
    return proposal.rounds.open().filter(kind=kind).order_by("-pk").first()


def reactions_in(opened):
    """What was said in it, in writing or aloud; passing one's turn says nothing."""
    return Turn.objects.filter(seat__round=opened, kind__in=[Turn.Kind.SAID, Turn.Kind.ALOUD])


def waited_for(opened):
    """Who still has to speak in it; whoever carries the text puts no question to themselves."""
    seats = opened.seats.silent_in(opened)
    if opened.kind == RoundKind.CLARIFICATION and opened.proposal:
        seats = seats.exclude(person=opened.proposal.carrier_id)
    return seats


def _still_waited_for(opened):
    """The same; in a meeting, of those who are in the room."""
    waited = waited_for(opened)
    return waited.filter(person__in=here(opened.meeting)) if opened.meeting_id else waited


def _end(proposal, kind, *, by, at):
    """End the round: everybody who is there has spoken, or its window is over."""
    opened = current_words(proposal, kind)
    if opened is None:
        return
    waited = _still_waited_for(opened).exists()
    if waited and (at < opened.ends_at if opened.is_async else opened.meeting_id):
        raise SomebodyHereIsSilent
    rounds.close(opened, by=by, at=at, even_silent=True)


def here(meeting):
    """Who is in the room now."""
    return meeting.presences.filter(left_at=None, person__isnull=False).values("person")
