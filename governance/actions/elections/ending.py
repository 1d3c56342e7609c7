"""An election waits for another day, is taken up again, or ends without a result."""

from django.db import transaction
from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import consents, rounds
from governance.actions.elections.agreeing import CRITERIA, ROLE, is_agreed
from governance.actions.elections.ballots import hand_ballots_out
from governance.actions.elections.proposing import ENDED, AProposalStands, put_down
from governance.actions.elections.steps import check_leads, check_step, conducting, keep
from governance.college import facilitator
from governance.events import Event
from governance.models import Ballot, Election
from governance.states import ElectionState, ProposalState

OPEN = {
    ProposalState.BASKET,
    ProposalState.SCHEDULED,
    ProposalState.CONSENT,
    ProposalState.OBJECTIONS,
    ProposalState.RESERVED,
}


CLOSED = "Le cercle se clôt : ce rôle se clôt avec lui."


class NotAnotherDay(Refused):
    message = "Une élection est reportée à un jour à venir."


class SaysNotWhy(Refused):
    message = "Dites pourquoi, en quelques mots : le cercle saura d’où repartir."


@transaction.atomic
def postpone(election, *, by, at, to, reason):
    """Take it up another day. Folded ballots leave unread; what was consented to stays."""
    on = timezone.localdate(at)
    if to <= on:
        raise NotAnotherDay
    _check_words(reason)
    put_down(election, by=by, at=at, reason=reason)
    with conducting(election) as election:
        check_leads(election, by=by, on=on)
        election.move_to(ElectionState.POSTPONED)
        election.postponed_to, election.reason = to, reason.strip()
        _stop_rounds(election, by=by, at=at)
        keep(election, "postponed_to", "reason", at=at)
        record(Event.ELECTION_POSTPONED, election, by=by, to=f"{to}")
    return election


def resume(election, *, by, at):
    """Take it up again from the last thing to which the circle consented."""
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        check_step(election, ElectionState.POSTPONED)
        election.move_to(
            ElectionState.CRITERIA
            if is_agreed(election, CRITERIA)
            else ElectionState.ROLE
            if is_agreed(election, ROLE)
            else ElectionState.PREPARATION
        )
        keep(election, at=at)
        record(Event.ELECTION_RESUMED, election, by=by)
    return election


@transaction.atomic
def end_without_result(election, *, by, at, reason):
    """Nobody is chosen: look elsewhere, change the criteria, cover the domain otherwise."""
    _check_words(reason)
    put_down(election, by=by, at=at, reason=reason)
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        _end(election, reason, by=by, at=at)
    return election


@transaction.atomic
def end_with_its_circle(circle, *, by, at):
    """Its circle closes, or the circle of its role: nobody is elected there any more."""
    for election in Election.objects.of(circle).running():
        for proposal in election.proposals.exclude(state__in=ENDED):
            consents.stop(proposal, at=at, reason=CLOSED)
        with conducting(election) as election:
            _end(election, CLOSED, by=by, at=at)


def _end(election, reason, *, by, at):
    election.move_to(ElectionState.NO_RESULT)
    election.reason = reason.strip()
    _stop_rounds(election, by=by, at=at)
    keep(election, "reason", at=at)
    record(Event.ELECTION_WITHOUT_RESULT, election, by=by)


def not_accepted(election, *, by, at, reason):
    """The other circle does not take this link in: the circle names again, knowing why.

    Whoever facilitates here or there says it, once the proposal there is over.
    """
    _check_words(reason)
    on = timezone.localdate(at)
    with conducting(election) as election:
        check_step(election, ElectionState.WAITING_PARENT)
        if by != facilitator(election.other_circle, on=on):
            check_leads(election, by=by, on=on)
        if election.proposals.filter(circle=election.other_circle, state__in=OPEN).exists():
            raise AProposalStands
        election.move_to(ElectionState.BALLOTS)
        election.reason = reason.strip()
        opened = hand_ballots_out(election, by=by, at=at)
        keep(election, "reason", at=at)
        record(Event.LINK_NOT_ACCEPTED, election, by=by, round=opened.pk)
    return election


def _check_words(reason):
    if not reason.strip():
        raise SaysNotWhy


def _stop_rounds(election, *, by, at):
    """Open rounds count no more; folded ballots leave with theirs, unread."""
    for opened in election.rounds.open():
        Ballot.objects.filter(seat__round=opened).delete()
        rounds.void(opened, by=by, at=at)
