"""Somebody lets a round pass: their right stays whole, for the next one."""

from contributions.events import Event
from contributions.models import OptOut
from contributions.states import RoundState
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class TooLate(Refused):
    message = (
        "Ce tour est déjà devant le cercle : il ne bouge plus. Vous pourrez laisser passer le "
        "prochain."
    )


class NotYours(Refused):
    message = "On ne laisse passer un tour que pour son propre apport."


def pass_round(tour, contract, *, by, at):
    """Let this round pass; others share more, and the base is to be computed anew."""
    with locked(tour) as tour:
        check_open(tour, contract, by)
        made, _ = OptOut.objects.get_or_create(round=tour, contract=contract, defaults={"at": at})
        record(Event.ROUND_PASSED, tour, by=by, contract=contract.pk)
    return made


def take_part(tour, contract, *, by):
    """Come back into the round, as long as it is not before a circle."""
    with locked(tour) as tour:
        check_open(tour, contract, by)
        OptOut.objects.filter(round=tour, contract=contract).delete()
        record(Event.ROUND_JOINED, tour, by=by, contract=contract.pk)
    return tour


def is_open(tour):
    """May contributors still say something of this round?"""
    return tour.proposal_id is None and tour.state in (RoundState.DRAFT, RoundState.COMPUTED)


def check_open(tour, contract, by):
    """Raises NotYours or TooLate."""
    if contract.person_id != by.pk:
        raise NotYours
    if not is_open(tour):
        raise TooLate
