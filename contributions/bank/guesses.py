"""What a line of the bank may be: said with the reason, never done without a person.

An entry that exists is looked for before another is proposed; then our own transfers, by their key;
then what contracts expect, by their reference, by an account already seen, by name and amount.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from contributions.models import Batch, Contract, Line, Operation, Transfer
from contributions.states import ContractState, Nature, OperationState, Side, TransferState

NEAR = timedelta(days=10)
SURE, LIKELY, POSSIBLE = 3, 2, 1
MOST = 4
REFERENCE = re.compile(r"\bapp ?(\d{4}) ?(\d{4})\b")
"""A label that names an apport speaks of that one, and of no other."""


@dataclass(frozen=True)
class Guess:
    """``kind``: entry, transfer, returned, batch or receipt; ``thing``: the row it speaks of."""

    kind: str
    thing: object
    why: str
    strength: int

    @property
    def is_sure(self):
        return self.strength == SURE


class Guesser:
    """All that several lines may be, asked once for them all."""

    def __init__(self, operations):
        operations = list(operations)
        self.entries = _entries(operations)
        self.transfers = _transfers(operations)
        self.batches = _batches(operations)
        arrives = any(one.cents > 0 for one in operations)
        self.contracts = awaiting() if arrives else []
        self.payers = _payers() if arrives else {}

    def of(self, operation):
        """The guesses about one line, the surest first."""
        found = [*self._known(operation), *self._ours(operation), *self._received(operation)]
        return sorted(found, key=lambda guess: -guess.strength)[:MOST]

    def _known(self, operation):
        for entry in self.entries[operation.bank.account_id, operation.cents]:
            if abs(entry.on - operation.on) <= NEAR:
                near = "le même jour" if entry.on == operation.on else "à quelques jours"
                yield Guess("entry", entry, f"déjà écrite, même montant, {near}", SURE)

    def _ours(self, operation):
        transfer = self.transfers.get(operation.end_to_end)
        if transfer and operation.cents == -transfer.cents:
            yield Guess("transfer", transfer, "la référence de notre virement", SURE)
        elif transfer and operation.cents == transfer.cents:
            yield Guess("returned", transfer, "la référence de notre virement, revenu", SURE)
        for batch in self.batches:
            if operation.cents == -batch.waits and not operation.end_to_end:
                is_named = batch.key in operation.words or batch.key == operation.reference
                why = "la référence de notre lot" if is_named else "ce qui attend de notre lot"
                yield Guess("batch", batch, why, SURE if is_named else LIKELY)

    def _received(self, operation):
        if operation.cents <= 0:
            return
        said = plain(f"{operation.words} {operation.who} {operation.reference}")
        named = set(REFERENCE.findall(said))
        for contract in self.contracts:
            is_another = named and _number(contract) not in named
            if operation.cents <= contract.room and not is_another:
                why = self._why(operation, contract, said)
                if why:
                    yield Guess("receipt", contract, *why)

    def _why(self, operation, contract, said):
        if _number(contract) in REFERENCE.findall(said):
            return "sa référence est dans le libellé", SURE
        is_named = plain(contract.person.last_name) in f" {said} "
        is_due = operation.cents == contract.next_cents
        if operation.iban and contract.pk in self.payers.get(operation.iban, ()):
            return "même compte que la fois d’avant", SURE if is_due else LIKELY
        if is_named and is_due:
            return "même nom, même montant attendu", SURE
        if is_named:
            return "même nom, un autre montant", LIKELY
        return ("le même montant est attendu", POSSIBLE) if is_due else None


def _entries(operations):
    """{(account, cents): entries of the books that no line of the bank has told yet}."""
    found = defaultdict(list)
    if not operations:
        return found
    days = [one.on for one in operations]
    lines = Line.objects.filter(
        account__bank__isnull=False,
        cents__in={abs(one.cents) for one in operations},
        entry__on__range=(min(days) - NEAR, max(days) + NEAR),
        entry__operations=None,
        entry__reversed_by=None,
        entry__reverses=None,
    ).exclude(entry__nature=Nature.OPENING)
    for line in lines.select_related("entry").order_by("entry_id", "rank"):
        sign = 1 if line.side == Side.DEBIT else -1
        found[line.account_id, sign * line.cents].append(line.entry)
    return found


def _transfers(operations):
    keys = {one.end_to_end for one in operations if one.end_to_end}
    if not keys:
        return {}
    left = Transfer.objects.filter(key__in=keys).exclude(state=TransferState.RETURNED)
    return {one.key: one for one in left.select_related("share__contract__person")}


def _batches(operations):
    """Those of which exactly that much ``waits`` at the bank, in cents."""
    sums = {-one.cents for one in operations if one.cents < 0}
    if not sums:
        return []
    sent = Batch.objects.filter(sent_at__isnull=False, transfers__state=TransferState.READY)
    return list(sent.annotate(waits=Sum("transfers__cents")).filter(waits__in=sums))


def awaiting():
    """The contracts in force that may still receive: ``room``, and the ``next_cents`` awaited."""
    found = {
        one.pk: one
        for one in Contract.objects.filter(state=ContractState.IN_FORCE).select_related(
            "person", "balance"
        )
        if one.balance.received < one.committed
    }
    for one in found.values():
        one.room, one.next_cents = one.committed - one.balance.received, 0
    expected = Contract.instalments.rel.related_model.objects.unfilled()
    for instalment in expected.filter(contract__in=found):
        contract = found[instalment.contract_id]
        contract.next_cents = contract.next_cents or instalment.missing
    return list(found.values())


def early(operation):
    """Contracts that are not in force yet and that this line names: their money came too soon."""
    waits = Contract.objects.filter(state__in=[ContractState.ISSUED, ContractState.SIGNED])
    return _named(waits, operation)


def beyond(operation):
    """Contracts in force that this line names and that lack ``room`` (cents) for it: somebody paid
    twice, or too much."""
    in_force = Contract.objects.filter(state=ContractState.IN_FORCE).select_related("balance")
    named = _named(in_force, operation)
    for one in named:
        one.room = one.committed - one.balance.received
    return [one for one in named if one.room < operation.cents]


def _named(contracts, operation):
    """Those of the contracts that the words of money that came in name; none when it went out."""
    if operation.cents <= 0:
        return []
    said = f" {plain(f'{operation.words} {operation.who} {operation.reference}')} "
    return [
        one
        for one in contracts.select_related("person")
        if plain(one.reference) in said or f" {plain(one.person.last_name)} " in said
    ]


def _payers():
    """{IBAN: contracts that it already paid for}."""
    found = defaultdict(set)
    paid = Operation.objects.filter(state=OperationState.MATCHED, entry__receipt__isnull=False)
    for iban, contract in paid.exclude(iban="").values_list("iban", "entry__receipt__contract"):
        found[iban].add(contract)
    return found


def _number(contract):
    return f"{contract.year}", f"{contract.number:04}"


def plain(text):
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())
