"""An apport ends by facts: nothing is left to take back, nothing is owed, nothing is expected."""

from contributions.events import Event
from contributions.models import ContractBalance
from contributions.states import ContractState
from coopstudio.db import locked
from coopstudio.journal.api import record


def settle(contract, *, by, at):
    """Lead an apport to its end if nothing is left of it, else leave it as it is. Returns it.

    To be called after whatever may bring it there. What ended it is told by its balance: all was
    passed on, given up, taken back; or nothing ever came, and nothing is expected any more.
    """
    with locked(contract) as contract:
        balance = ContractBalance.objects.get(pk=contract.pk)
        if contract.state != ContractState.IN_FORCE or not _is_over(contract, balance):
            return contract
        _end(contract, balance)
        contract.ended_at = at
        contract.save(update_fields=["state", "ended_at"])
        record(Event.ENDED, contract, by=by, state=contract.state)
    return contract


def live_again(contract, *, by):
    """What ended it was undone after the end: a transfer came back, a payment or a waiver was a
    mistake. Returns the contract."""
    with locked(contract) as contract:
        balance = ContractBalance.objects.get(pk=contract.pk)
        is_owed = balance.due or balance.outstanding
        if not is_owed or not contract.can_move_to(ContractState.IN_FORCE):
            return contract
        contract.move_to(ContractState.IN_FORCE)
        contract.ended_at = None
        contract.save(update_fields=["state", "ended_at"])
        record(Event.OWED_AGAIN, contract, by=by)
    return contract


def _is_over(contract, balance):
    if balance.outstanding or balance.due:
        return False
    return balance.passed_on > 0 or not contract.instalments.unfilled().exists()


def _end(contract, balance):
    if balance.passed_on:
        contract.move_to(ContractState.PASSED_ON)
    elif not balance.received + balance.taken_on:
        contract.move_to(ContractState.RESOLVED)
    elif not balance.repaid + balance.returned:
        contract.move_to(ContractState.WAIVED)
    else:
        contract.move_to(ContractState.SETTLED)
