"""A round is taken up again: what was computed falls, and its proposal with it."""

from django.db import transaction

from contributions.events import Event
from contributions.models import RepaymentRound
from contributions.states import RoundState
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import consents
from governance.states import ProposalState

WITH_THE_CIRCLE = (ProposalState.CONSENT, ProposalState.RESERVED)
FORGOTTEN = [
    "state", "proposal", "decision", "decided_elsewhere", "posted_by", "base", "digest"
]  # fmt: skip
OVER = (ProposalState.ADOPTED, ProposalState.WITHDRAWN, ProposalState.ABANDONED)


class TheCircleSpeaks(Refused):
    message = (
        "Le cercle est en train de se prononcer sur ce tour : laissez-le aller à son terme, puis "
        "reprenez la préparation."
    )


class SomebodyElseCarriesIt(Refused):
    def __init__(self, proposal):
        super().__init__(
            f"La proposition est portée par {proposal.carrier} : c’est cette personne qui reprend "
            "la préparation, ou qui retire d’abord sa proposition."
        )


@transaction.atomic
def reopen(tour, *, by, at):
    """Take its preparation up again: what was computed, and what a circle said of it, falls."""
    take_back(tour, by=by, at=at, why=f"La préparation du tour de reprises {tour} reprend.")
    with locked(tour) as tour:
        tour.move_to(RoundState.DRAFT)
        tour.proposal = tour.decision = tour.decided_elsewhere = tour.posted_by = tour.base = None
        tour.digest = ""
        tour.save(update_fields=FORGOTTEN)
        tour.shares.all().delete()
        record(Event.ROUND_REOPENED, tour, by=by)
    return tour


def take_back(tour, *, by, at, why):
    """Withdraw what the circle has not decided yet. Before the round is held: whoever adopts holds
    the circle first, and the round after."""
    proposal = RepaymentRound.objects.select_related("proposal__carrier").get(pk=tour.pk).proposal
    if proposal is None or proposal.state in OVER:
        return
    if proposal.state in WITH_THE_CIRCLE:
        raise TheCircleSpeaks
    if proposal.carrier_id != by.pk:
        raise SomebodyElseCarriesIt(proposal)
    consents.withdraw(proposal, by=by, at=at, reason=why)
