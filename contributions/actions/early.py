"""Money that arrived before the two signatures: owed to whoever sent it, then a payment of theirs.

Nothing is an apport before its contract is in force. Until then the line of the bank waits; who
must close an exercice meanwhile writes what it holds to an account of third parties, in the name of
the contract, and the last signature makes it a payment, with its receipt. Whatever leaves that
account otherwise leaves there what waits: nobody's apport is made of money that went back.
"""

from collections import Counter
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Case, F, Q, Sum, When

from contributions.actions import entries, lettering, payments
from contributions.actions.entries import credit, debit
from contributions.actions.sides import refuse_both_sides
from contributions.chart import EARLY
from contributions.models import Entry, FiscalYear, Line
from contributions.states import ContractState, Form, Nature, Side
from coopstudio.db import locked, one_at_a_time
from coopstudio.french.money import euros
from coopstudio.refusals import Refused

BEFORE = (ContractState.ISSUED, ContractState.SIGNED)
KEY = "early:"
MOVES = Q(entry__nature=Nature.MISC) | Q(entry__reverses__source_key__startswith=KEY)
"""What comes to wait there, or leaves it for who had sent it."""


class NotEarly(Refused):
    message = (
        "Seul un contrat d’argent qui attend ses signatures tient une somme en attente : en "
        "vigueur, il reçoit un versement."
    )


class WhoseMoney(Refused):
    """Several sums of this amount wait, and nothing says which one goes back."""

    def __init__(self, found):
        references = " ou ".join(line.contract.reference for line in found)
        super().__init__(
            f"Plusieurs sommes de {euros(found[0].cents)} attendent au 4672. Écrivez dans le "
            f"libellé la référence de l’apport dont l’argent est rendu : {references}."
        )


class HeldForSomebody(Refused):
    def __init__(self, held):
        references = ", ".join(dict.fromkeys(line.contract.reference for line in held))
        super().__init__(
            f"{euros(sum(line.cents for line in held))} attendent au 4672 les signatures de "
            f"{references}, et il n’en resterait pas assez. Une somme se rend en entier, par sa "
            "ligne de banque ; pour autre chose, choisissez un autre compte."
        )


class NothingIsHeld(Refused):
    message = "Le 4672 ne tient plus cette somme : elle est rendue, ou devenue un versement."


def hold(contract, cents, *, by, at, on, bank, source_key):
    """Write that this sum is owed to whoever sent it, until both have signed. ``bank``: the account
    that received it. Returns the entry."""
    with locked(contract) as contract:
        refuse_both_sides(contract, by)
        if contract.state not in BEFORE or contract.form != Form.MONEY:
            raise NotEarly
        _alone()
        left = contract.committed - sum(line.cents for line in waiting(contract))
        if cents > left:
            raise payments.MoreThanCommitted(cents, left)
        return entries.post(
            [debit(bank, cents), credit(EARLY, cents, contract)], by=by, at=at, on=on,
            nature=Nature.MISC, book_id="BQ", source_key=source_key, piece=contract.reference,
            label=f"{contract.reference}, reçu avant les signatures",
        )  # fmt: skip


def make_payments(contract, *, by, at):
    """Both have signed: each sum that waits is a payment from that day, with its receipt; or from
    the first day that is still open, when a contract on paper is older."""
    for line in waiting(contract):
        _alone()
        open_on = FiscalYear.objects.open().earliest("starts_on").starts_on
        receipt = payments.receive(
            contract, by=by, at=at, on=max(line.entry.on, contract.in_force_on, open_on),
            source_key=f"{KEY}{line.entry_id}", account=EARLY, piece=line.entry.piece,
            cents=line.cents,
        )  # fmt: skip
        letter(line, receipt.entry, by=by)


def answered_by(account, cents, *, said):
    """The sum that goes back to whoever had sent it, when ``cents`` (below zero: they leave) move
    this account; None otherwise. ``said``: what may name its contract. Raises WhoseMoney."""
    if account != EARLY or cents >= 0:
        return None
    found = [line for line in waiting() if line.cents == -cents]
    named = [line for line in found if line.contract.reference in said]
    found = named or found
    if len({line.contract_id for line in found}) > 1:
        raise WhoseMoney(found)
    return found[0] if found else None


@contextmanager
def left_there(accounts):
    """While an entry that moves these ``accounts`` is written: what waits at 4672 stays there.
    Raises HeldForSomebody, NothingIsHeld."""
    if EARLY not in accounts:
        yield
        return
    with transaction.atomic():
        _alone()
        before = _stands()
        yield
        held = waiting()
        if _stands() < min(before, sum(line.cents for line in held)):
            raise HeldForSomebody(held) if held else NothingIsHeld


def waiting(contract=None):
    """[Line]: those that hold a sum still, the oldest first: nothing answered them, in their
    exercice or after it. A payment made of one that was taken back holds it again, to be returned.
    ``contract``: of this one alone."""
    lines = Line.objects.filter(account_id=EARLY, lettering=None, entry__reversed_by=None)
    lines = lines.filter(contract=contract) if contract else lines.exclude(contract=None)
    told = list(lines.filter(MOVES).select_related("entry", "contract").order_by("pk"))
    back = Counter(_sum_of(line) for line in told if line.side == Side.DEBIT)
    paid = set(_paid())
    held = []
    for line in told:
        if line.side == Side.DEBIT or line.entry_id in paid:
            continue
        if back[_sum_of(line)]:
            back[_sum_of(line)] -= 1
        else:
            held.append(line)
    return held


def _paid():
    """The entries whose sum became a payment once, taken back since or not."""
    keys = Entry.objects.filter(source_key__startswith=KEY).values_list("source_key", flat=True)
    return (int(key.removeprefix(KEY)) for key in keys)


def letter(line, entry, *, by):
    """What was held and what answers it bear one letter, in one exercice."""
    answer = entry.lines.get(account_id=EARLY)
    if entry.year_id == line.entry.year_id:
        lettering.letter([line, answer], by=by, on=entry.on)


def _alone():
    """One person at a time moves what waits."""
    one_at_a_time("contributions.early")


def _sum_of(line):
    return line.contract_id, line.cents


def _stands():
    """What is owed by this account, in cents: an opening says again what stood there already."""
    signed = Case(When(side=Side.CREDIT, then=F("cents")), default=-F("cents"))
    lines = Line.objects.filter(account_id=EARLY).exclude(entry__nature=Nature.OPENING)
    return lines.aggregate(sum=Sum(signed))["sum"] or 0
