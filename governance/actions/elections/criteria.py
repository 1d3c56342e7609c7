"""What the circle looks for: each person says it in a round, then all consent to the list."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.elections.agreeing import CRITERIA, ROLE, is_agreed, void_agreement
from governance.actions.elections.steps import (
    NotThisStep,
    asked_in,
    check_leads,
    check_nothing_open,
    check_step,
    conducting,
    keep,
    write_to_each,
)
from governance.events import Event
from governance.models import Criterion, Turn
from governance.states import ElectionState, RoundKind

MOST = 12


class RoleNotAgreed(Refused):
    message = "Le cercle consent d’abord au rôle tel qu’il est décrit."


class TooMany(Refused):
    message = f"Pas plus de {MOST} critères : au-delà, on ne choisit plus, on coche."


def collect(election, *, by, at):
    """The role is consented to: each person says in turn what they look for."""
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        check_nothing_open(election)
        if not is_agreed(election, ROLE):
            raise RoleNotAgreed
        election.move_to(ElectionState.CRITERIA)
        opened = rounds.open_round(
            election.circle,
            RoundKind.CRITERIA,
            by=by,
            at=at,
            sittings=asked_in(election, at=at),
            election=election,
        )
        keep(election, at=at)
        write_to_each(election, opened, "criteria", but=by)
        record(Event.CRITERIA_COLLECTED, election, by=by)
    return election


def suggest(seat, *, by, at, criteria):
    """A person says what they look for: one criterion, or a few."""
    with conducting(seat.round.election) as election:
        _check_round(seat)
        if election.criteria.filter(dropped_at=None).count() + len(criteria) > MOST:
            raise TooMany
        rounds.say(seat, by=by, at=at, words="\n".join(criteria))
        Criterion.objects.bulk_create(
            Criterion(election=election, words=words, by=by) for words in criteria
        )
        _end_if_complete(seat.round, at=at)
        keep(election)
    return seat


def pass_turn(seat, *, by, at):
    """What I look for has been said already: nothing to add, and it is noted."""
    with conducting(seat.round.election) as election:
        _check_round(seat)
        rounds.say(seat, by=by, at=at, kind=Turn.Kind.PASSED)
        _end_if_complete(seat.round, at=at)
        keep(election)
    return seat


def _check_round(seat):
    if seat.round.kind != RoundKind.CRITERIA:
        raise NotThisStep


def _end_if_complete(opened, *, at):
    if not opened.seats.silent_in(opened).exists():
        rounds.close(opened, by=None, at=at)


def drop(criterion, *, by, at):
    """The facilitator leaves one out: another says it already, or the circle wished so."""
    return _sort(criterion, by=by, at=at, dropped_at=at)


def take_up(criterion, *, by, at):
    """A criterion that was left out comes back into the list."""
    return _sort(criterion, by=by, at=at, dropped_at=None)


def _sort(criterion, *, by, at, dropped_at):
    with conducting(criterion.election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        check_step(election, ElectionState.CRITERIA)
        void_agreement(election, CRITERIA, by=by, at=at)
        election.criteria.update(kept_at=None)
        criterion.dropped_at, criterion.kept_at = dropped_at, None
        criterion.save(update_fields=["dropped_at", "kept_at"])
        keep(election)
        record(Event.CRITERIA_SORTED, election, by=by, criterion=criterion.pk)
    return criterion
