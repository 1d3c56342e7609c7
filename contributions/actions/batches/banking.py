"""What the bank answers of a transfer: paid, or returned and due again."""

from django.utils import timezone

from contributions import emails
from contributions.actions import entries, lettering, settling
from contributions.actions.batches.making import payer
from contributions.actions.entries import credit, debit
from contributions.chart import OWED
from contributions.events import Event
from contributions.models import Entry, Lettering, Transfer
from contributions.states import Nature, RoundState, TransferState
from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

MISTAKE = "Son retour avait été inscrit par erreur."


class NotSent(Refused):
    message = "Ce lot n’est pas encore remis à la banque."


class AnotherSum(Refused):
    """The bank debited another sum than what waits of this batch."""

    def __init__(self, cents, waits):
        super().__init__(
            f"La banque a débité {euros(cents)}, et il reste {euros(waits)} à payer dans ce lot : "
            "rapprochez ses virements un par un."
        )


class PaidBeforeItWasWritten(Refused):
    def __init__(self, batch):
        written = dates.short_day(timezone.localdate(batch.made_at))
        super().__init__(f"Ce lot est écrit le {written} : la banque ne l’a pas payé avant.")


class AlreadyTold(Refused):
    message = "Ce virement a déjà reçu sa réponse de la banque."


class LeftAgain(Refused):
    message = (
        "Cette somme est déjà repartie dans un autre lot : retirez-la d’abord de ce lot, ou "
        "attendez ce qu’en dit la banque."
    )


class NotLeftYet(Refused):
    def __init__(self, paid_on):
        super().__init__(
            f"Ce virement est parti le {dates.short_day(paid_on)} : il ne revient pas avant."
        )


def paid(transfer, *, by, at, on, source_key):
    """The bank paid it: the debt is gone. ``on``: its day at the bank."""
    with locked(transfer.batch.round) as tour:
        transfer = _pay(transfer, tour, by=by, at=at, on=on, source_key=source_key)
        _finish(tour)
    return transfer


def batch_paid(batch, *, by, at, on, source_key, cents=None):
    """The bank debited all that waits of the batch on one line, of ``cents`` if it was read.

    By contract, as everywhere: two people who pay the same ones wait for each other.
    """
    with locked(batch.round) as tour:
        ready = list(
            batch.transfers.filter(state=TransferState.READY).order_by("share__contract", "pk")
        )
        if not ready:
            raise AlreadyTold
        if cents not in (None, waits := sum(one.cents for one in ready)):
            raise AnotherSum(cents, waits)
        done = [
            _pay(one, tour, by=by, at=at, on=on, source_key=f"{source_key}:{one.key}")
            for one in ready
        ]
        _finish(tour)  # asked once: among a thousand, each answer would read them all
    return done


def unpaid(entry, *, by, at, on, why):
    """The bank had not paid it after all, or not that day: its answer is awaited again. Nothing
    new leaves for it."""
    with locked(entry.paid_transfer.batch.round) as tour, locked(entry.paid_transfer) as transfer:
        if transfer.state != TransferState.PAID:
            raise AlreadyTold
        _unletter(transfer, by=by)
        mirror = entries.reverse(entry, by=by, at=at, on=on, label=why)
        _letter(entry, mirror, transfer, by=by, on=on)
        transfer.move_to(TransferState.READY)
        transfer.paid_entry = None
        transfer.save(update_fields=["state", "paid_entry"])
        _due_again(tour)
        record(Event.TRANSFER_UNPAID, transfer, by=by)
        settling.live_again(transfer.share.contract, by=by)
    return mirror


def returned(transfer, *, by, at, on, why, source_key):
    """The bank sent it back, or never let it leave: it stays due, for a new batch."""
    with locked(transfer.batch.round) as tour, locked(transfer) as transfer:
        _check_sent(transfer)
        if transfer.state == TransferState.RETURNED:
            raise AlreadyTold
        if transfer.state == TransferState.PAID:
            if on < transfer.paid_entry.on:
                raise NotLeftYet(transfer.paid_entry.on)
            made = _post(transfer, Nature.TRANSFER_RETURNED, by, at, on, source_key)
            transfer.returned_entry = made
            _unletter(transfer, by=by)
            _letter(transfer.paid_entry, made, transfer, by=by, on=on)
            settling.live_again(transfer.share.contract, by=by)
        transfer.move_to(TransferState.RETURNED)
        transfer.why = why[:160]
        transfer.save(update_fields=["state", "why", "returned_entry"])
        _due_again(tour)
        record(Event.TRANSFER_RETURNED, transfer, by=by)
        emails.transfer_returned(transfer)
    return transfer


def arrived(entry, *, by, at, on, why):
    """The bank had not sent it back after all: it stays paid, and nothing is due any more."""
    with locked(entry.returned_transfer.batch.round) as tour:
        with locked(entry.returned_transfer) as transfer:
            _check_stays(transfer)
            _unletter(transfer, by=by)
            mirror = entries.reverse(entry, by=by, at=at, on=on, label=why)
            _letter(entry, mirror, transfer, by=by, on=on)
            _letter(tour.entry, transfer.paid_entry, transfer, by=by, on=on)
            _came_back_no_more(transfer, TransferState.PAID, by=by)
            emails.transfer_arrived(transfer, mirror.pk, why)
        settling.settle(transfer.share.contract, by=by, at=at)
        _finish(tour)
    return mirror


def awaited(transfer, *, by, at):
    """Its return was told by mistake before it was paid: the answer of the bank is awaited again.

    Nothing was written in the books for it."""
    with locked(transfer.batch.round), locked(transfer) as transfer:
        _check_sent(transfer)
        if transfer.state != TransferState.RETURNED or transfer.returned_entry_id:
            raise AlreadyTold
        _check_stays(transfer)
        _came_back_no_more(transfer, TransferState.READY, by=by)
        emails.transfer_arrived(transfer, f"{at:%Y%m%d%H%M%S}", MISTAKE)
    return transfer


def _check_stays(transfer):
    """Two transfers never pay one share."""
    if transfer.share.transfers.exclude(state=TransferState.RETURNED).exists():
        raise LeftAgain


def _came_back_no_more(transfer, state, *, by):
    transfer.move_to(state)
    transfer.returned_entry, transfer.why = None, ""
    transfer.save(update_fields=["state", "returned_entry", "why"])
    record(Event.TRANSFER_ARRIVED, transfer, by=by)


def _check_sent(transfer):
    if transfer.batch.sent_at is None:
        raise NotSent


def _pay(transfer, tour, *, by, at, on, source_key):
    """One of them, under the lock of its round."""
    with locked(transfer) as transfer:
        _check_sent(transfer)
        if transfer.state != TransferState.READY:
            raise AlreadyTold
        if on < timezone.localdate(transfer.batch.made_at):
            raise PaidBeforeItWasWritten(transfer.batch)
        transfer.move_to(TransferState.PAID)
        transfer.paid_entry = _post(transfer, Nature.REPAYMENT_PAID, by, at, on, source_key)
        transfer.save(update_fields=["state", "paid_entry"])
        _letter(tour.entry, transfer.paid_entry, transfer, by=by, on=on)
        record(Event.TRANSFER_PAID, transfer, by=by)
        settling.settle(transfer.share.contract, by=by, at=at)
    return transfer


def _post(transfer, nature, by, at, on, source_key):
    """What was reversed keeps its key: the same answer of the bank is then written anew."""
    undone = Entry.objects.filter(source_key__startswith=source_key).exclude(reversed_by=None)
    source_key = f"{source_key}:{count}" if (count := undone.count()) else source_key
    contract, bank = transfer.share.contract, payer(on).account_id
    owed, moved = (
        (debit(OWED, transfer.cents, contract), credit(bank, transfer.cents))
        if nature == Nature.REPAYMENT_PAID
        else (credit(OWED, transfer.cents, contract), debit(bank, transfer.cents))
    )
    words = "payée" if nature == Nature.REPAYMENT_PAID else "revenue"
    return entries.post(
        [owed, moved], by=by, at=at, nature=nature, on=on, book_id="BQ", source_key=source_key,
        piece=transfer.batch.key, label=f"Reprise {words} {contract.reference}",
    )  # fmt: skip


def _finish(tour):
    """When all that it gave is paid, the round is."""
    given = tour.shares.filter(cents__gt=0)
    done = Transfer.objects.filter(state=TransferState.PAID).values("share")
    if not given.exclude(pk__in=done).exists():
        tour.move_to(RoundState.PAID)
        tour.save(update_fields=["state"])


def _due_again(tour):
    """Something of it is not paid, or not any more."""
    if tour.state == RoundState.PAID:
        tour.move_to(RoundState.SENT)
        tour.save(update_fields=["state"])


def _letter(first, second, transfer, *, by, on):
    """The debt and what answers it bear one letter, when they are of one year."""
    lines = [_owed_line(entry, transfer) for entry in (first, second)]
    if first.year_id == second.year_id and not _codes(lines):
        lettering.letter(lines, by=by, on=on)


def _unletter(transfer, *, by):
    """It is due again: the debt and this payment answer each other no more."""
    line = _owed_line(transfer.paid_entry, transfer)
    for code in _codes([line]):
        if not line.entry.year.is_closed:
            lettering.unletter(line.account_id, line.entry.year, code, by=by)


def _owed_line(entry, transfer):
    return entry.lines.select_related("entry__year").get(
        account_id=OWED, contract=transfer.share.contract_id
    )


def _codes(lines):
    return list(Lettering.objects.filter(line__in=lines).values_list("code", flat=True))
