"""Whom a contract waits for is told again, twice; then it is left, and its promise is free."""

from datetime import timedelta

from django.utils import timezone

from contributions import emails
from contributions.actions import contracts
from contributions.models import Signatory
from contributions.states import ContractState, Party
from coopstudio.refusals import Refused
from coopstudio.tending import alone

STEPS = (7, 21)
"""Days after their turn came."""
LEFT_AFTER = timedelta(days=60)


class NothingToRemind(Refused):
    message = "Personne n’est attendu pour ce contrat aujourd’hui."


def remind(signatory, *, at):
    """One letter a step, to the one whose turn it is."""
    days = (timezone.localdate(at) - timezone.localdate(_since(signatory))).days
    step = max((step for step in STEPS if step <= days), default=None)
    if step is None:
        raise NothingToRemind
    emails.contract_reminder(signatory, step)
    return signatory


def tend(*, at):
    """Each hour: who must sign is told again; what nobody signed for sixty days is left."""
    waiting = Signatory.objects.awaited().select_related("version__contract__person", "person")
    for signatory in waiting.prefetch_related("version__signatories__signature__certifications"):
        contract, is_first = signatory.version.contract, signatory.party == Party.CONTRIBUTOR
        if is_first != (not signatory.version.signatory_of(Party.CONTRIBUTOR).has_signed):
            continue
        with alone(signatory):
            is_new = contract.state in (ContractState.ISSUED, ContractState.SIGNED)
            if is_new and at - signatory.version.issued_at >= LEFT_AFTER:
                contracts.lapse(contract, by=None, at=at)
            elif is_new or contract.state == ContractState.IN_FORCE:
                remind(signatory, at=at)


def _since(signatory):
    """When their turn came: the issue, or the signature of the other side."""
    if signatory.party == Party.CONTRIBUTOR:
        return signatory.version.issued_at
    return signatory.version.signatory_of(Party.CONTRIBUTOR).signature.signed_at
