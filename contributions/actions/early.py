"""Money that arrived before the two signatures: owed to whoever sent it, then a payment of theirs.

Nothing is an apport before its contract is in force. Until then the line of the bank waits; who
must close an exercice meanwhile writes what it holds to an account of third parties, in the name of
the contract, and the last signature makes it a payment, with its receipt.
"""

from contributions.actions import entries, lettering, payments
from contributions.actions.entries import credit, debit
from contributions.actions.sides import refuse_both_sides
from contributions.chart import EARLY
from contributions.models import Line
from contributions.states import ContractState, Form, Nature, Side
from coopstudio.refusals import Refused

BEFORE = (ContractState.ISSUED, ContractState.SIGNED)


class NotEarly(Refused):
    message = (
        "Seul un contrat d’argent qui attend ses signatures tient une somme en attente : en "
        "vigueur, il reçoit un versement."
    )


def hold(contract, cents, *, by, at, on, bank, source_key):
    """Write that this sum is owed to whoever sent it, until both have signed. ``bank``: the account
    that received it. Returns the entry."""
    refuse_both_sides(contract, by)
    if contract.state not in BEFORE or contract.form != Form.MONEY:
        raise NotEarly
    left = contract.committed - sum(line.cents for line in waiting().filter(contract=contract))
    if cents > left:
        raise payments.MoreThanCommitted(cents, left)
    return entries.post(
        [debit(bank, cents), credit(EARLY, cents, contract)], by=by, at=at, on=on,
        nature=Nature.MISC, book_id="BQ", source_key=source_key, piece=contract.reference,
        label=f"{contract.reference}, reçu avant les signatures",
    )  # fmt: skip


def make_payments(contract, *, by, at):
    """Both have signed: each sum that waits is a payment from that day, with its receipt."""
    for line in waiting().filter(contract=contract):
        receipt = payments.receive(
            contract, by=by, at=at, on=max(line.entry.on, contract.in_force_on), cents=line.cents,
            source_key=f"early:{line.entry_id}", account=EARLY, piece=line.entry.piece,
        )  # fmt: skip
        letter(line, receipt.entry, by=by)


def answered_by(account, cents):
    """The sum that goes back to whoever had sent it, when ``cents`` (below zero: they leave) move
    this account: the only one of that amount that waits; None otherwise."""
    found = waiting().filter(account_id=account, cents=-cents)[:2]
    return found[0] if len(found) == 1 else None


def waiting():
    """The lines that hold a sum still: nothing answered them, in their exercice or after it."""
    held = Line.objects.filter(account_id=EARLY, side=Side.CREDIT, contract__isnull=False)
    held = held.filter(entry__nature=Nature.MISC, entry__reversed_by=None, lettering=None)
    paid = Line.objects.filter(entry__source_key__startswith="early:", entry__reversed_by=None)
    told = paid.values_list("entry__source_key", flat=True).distinct()
    answered = [int(key.split(":")[1]) for key in told]
    return held.exclude(entry__in=answered).select_related("entry", "contract").order_by("pk")


def letter(line, entry, *, by):
    """What was held and what answers it bear one letter, in one exercice."""
    answer = entry.lines.get(account_id=EARLY)
    if entry.year_id == line.entry.year_id:
        lettering.letter([line, answer], by=by, on=entry.on)
