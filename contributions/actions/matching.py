"""A person says what a line of the bank is: its entry is found, or written; or it is set aside."""

from contextlib import contextmanager

from contributions.actions import batches, early, entries, payments
from contributions.actions.entries import credit, debit
from contributions.events import Event
from contributions.models import Account, Entry
from contributions.states import Nature, OperationState, Side, TransferState
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class AlreadyMatched(Refused):
    message = "Cette opération est déjà rapprochée : quelqu’un vient de le faire."


class NothingArrives(Refused):
    message = "Cette opération sort du compte : elle ne peut pas être un versement d’apport."


class NotTheSame(Refused):
    message = "Cette écriture ne dit pas le même mouvement sur ce compte."


class TakenByAnother(Refused):
    message = "Une autre opération de la banque porte déjà cette écriture."


class HasItsOwnWay(Refused):
    message = (
        "Ce compte se mouvemente par son propre chemin : un apport par son versement, une reprise "
        "par son tour, un virement interne par deux relevés."
    )


class LeavesFirst(Refused):
    message = "Ce virement n’est pas encore noté comme parti : rapprochez d’abord son départ."


class SayWhy(Refused):
    message = "Dites en quelques mots pourquoi vous la mettez de côté."


class ReverseFirst(Refused):
    message = (
        "Son écriture compte encore : contre-passez-la d’abord, puis l’opération redeviendra à "
        "rapprocher."
    )


def as_receipt(operation, *, contract, by, at):
    """It is a payment of an apport: its receipt is written, and leaves."""
    with _waiting(operation) as operation:
        if operation.cents < 0:
            raise NothingArrives
        receipt = payments.receive(
            contract, by=by, at=at, on=operation.on, cents=operation.cents,
            source_key=_key(operation), piece=operation.words[:60],
            account=operation.bank.account_id,
        )  # fmt: skip
        _match(operation, receipt.entry, by=by, at=at)
    return receipt


def as_early(operation, *, contract, by, at):
    """It is for an apport that both have not signed yet: it is held in the name of its contract."""
    with _waiting(operation) as operation:
        if operation.cents < 0:
            raise NothingArrives
        entry = early.hold(
            contract, operation.cents, by=by, at=at, on=operation.on, source_key=_key(operation),
            bank=operation.bank.account_id,
        )  # fmt: skip
        _match(operation, entry, by=by, at=at)
    return entry


def as_entry(operation, *, entry, by, at):
    """Somebody wrote it down already: the line tells the same thing."""
    with _waiting(operation) as operation:
        if not _tells(entry, operation) or hasattr(entry, "reversed_by"):
            raise NotTheSame
        if entry.operations.exists():
            raise TakenByAnother
        _match(operation, entry, by=by, at=at)
    return entry


def as_transfer(operation, *, transfer, by, at):
    """One of our transfers left, or came back: it is paid, or due again."""
    with _waiting(operation) as operation:
        facts = {"by": by, "at": at, "on": operation.on, "source_key": _key(operation)}
        if operation.cents == -transfer.cents:
            transfer = batches.paid(transfer, **facts)
            entry = transfer.paid_entry
        elif operation.cents == transfer.cents:
            if transfer.state != TransferState.PAID:
                raise LeavesFirst
            transfer = batches.returned(transfer, why=operation.words[:160], **facts)
            entry = transfer.returned_entry
        else:
            raise NotTheSame
        _match(operation, entry, by=by, at=at)
    return transfer


def as_batch(operation, *, batch, by, at):
    """All that waited of a batch left in one line: each of its transfers is paid."""
    with _waiting(operation) as operation:
        if operation.cents > 0:
            raise NotTheSame
        paid = batches.batch_paid(
            batch, by=by, at=at, on=operation.on, source_key=_key(operation), cents=-operation.cents
        )
        _match(operation, paid[0].paid_entry, by=by, at=at)
    return batch


def as_other(operation, *, account, words, by, at):
    """It is something else: its counterpart is an account of the chart."""
    with _waiting(operation) as operation:
        if not Account.objects.by_hand().filter(pk=account.pk).exists():
            raise HasItsOwnWay
        cents, bank = abs(operation.cents), operation.bank.account_id
        said = f"{words} {operation.words} {operation.reference}"
        held = early.answered_by(account.number, operation.cents, said=said)
        legs = (
            [debit(bank, cents), credit(account.number, cents)]
            if operation.cents > 0
            else [debit(account.number, cents, held and held.contract), credit(bank, cents)]
        )
        with early.left_there({account.number}):
            entry = entries.post(
                legs, by=by, at=at, source_key=_key(operation), nature=Nature.MISC, book_id="BQ",
                on=operation.on, label=words[:120], piece=_piece(operation),
            )  # fmt: skip
        if held:
            early.letter(held, entry, by=by)
        _match(operation, entry, by=by, at=at)
    return entry


def set_aside(operation, *, why, by):
    """It is nothing of the books (an echo, a mistake of the bank): it stays, with its reason."""
    if not why.strip():
        raise SayWhy
    with _waiting(operation) as operation:
        operation.move_to(OperationState.ASIDE)
        operation.why = why.strip()[:200]
        operation.save(update_fields=["state", "why"])
        record(Event.OPERATION_SET_ASIDE, operation, by=by)
    return operation


def take_up(operation, *, by):
    """It waits again: what it was set aside for is not true, or its entry was reversed."""
    with locked(operation) as operation:
        if operation.entry_id and not hasattr(operation.entry, "reversed_by"):
            raise ReverseFirst
        operation.move_to(OperationState.WAITING)
        operation.entry = operation.matched_by = operation.matched_at = None
        operation.why = ""
        operation.save()
        record(Event.OPERATION_TAKEN_UP, operation, by=by)
    return operation


def release(entry, *, by):
    """The line that told this entry alone waits again, now that it is reversed; the line of a whole
    batch still tells its other transfers."""
    for operation in entry.operations.select_related("bank"):
        if _tells(entry, operation):
            take_up(operation, by=by)


@contextmanager
def _waiting(operation):
    """The line, locked, if nobody matched it meanwhile."""
    with locked(operation) as operation:
        if operation.state == OperationState.MATCHED:
            raise AlreadyMatched
        yield operation


def _tells(entry, operation):
    """The same sum on the same account, in the same direction; the balance that an exercice takes
    over is no movement."""
    side = Side.DEBIT if operation.cents > 0 else Side.CREDIT
    return (
        entry.nature != Nature.OPENING
        and entry.lines.filter(
            account=operation.bank.account_id, side=side, cents=abs(operation.cents)
        ).exists()
    )


def _match(operation, entry, *, by, at):
    operation.move_to(OperationState.MATCHED)
    operation.entry, operation.matched_by, operation.matched_at = entry, by, at
    operation.why = ""
    operation.save()
    record(Event.OPERATION_MATCHED, operation, by=by, entry=entry.pk)


def _key(operation):
    """The same line makes one entry; once that one is reversed, it may make another."""
    start = f"bank:{operation.identity[:32]}"
    made = Entry.objects.filter(source_key__startswith=start)
    return f"{start}:{made.exclude(reversed_by=None).count()}"


def _piece(operation):
    return (operation.reference or operation.words or f"Relevé {operation.file_id}")[:60].replace(
        "|", " "
    )
