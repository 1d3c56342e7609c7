"""The transfers of a round leave together: one file, exactly once, sent by a second person."""

from hashlib import sha256

from django.db import IntegrityError

from contributions import emails
from contributions.actions import payouts
from contributions.bank import transfers as pain
from contributions.events import Event
from contributions.models import BankAccount, Batch, Transfer
from contributions.permissions import confirms_money
from contributions.rounds.conflicts import check_receives_nothing
from contributions.states import RoundState, TransferState
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

LEAVES = (RoundState.POSTED, RoundState.SENT)


class NotPosted(Refused):
    message = "Ce tour n’est pas comptabilisé, ou il est déjà payé : rien ne part."


class NothingLeft(Refused):
    message = (
        "Rien de plus ne peut partir : ce qui est dû est déjà dans un lot, ou attend un compte "
        "confirmé depuis deux jours."
    )


class ConfirmedTooRecently(Refused):
    message = (
        "Un de ces comptes est confirmé depuis moins de deux jours : par prudence, rien ne part "
        "encore. Revenez quand les deux jours seront passés."
    )


class NoBank(Refused):
    message = "Inscrivez d’abord le compte bancaire de l’association."


class NotTheirs(Refused):
    message = "Les virements se préparent et se remettent par qui répond de l’argent."


class AnotherSends(Refused):
    message = "Une autre personne remet ce lot à la banque : pas celle qui l’a préparé."


class AlreadySent(Refused):
    message = "Ce lot est déjà remis à la banque."


class DoubtedAccount(Refused):
    """Somebody stopped using an account since the batch was written."""

    def __init__(self, person):
        super().__init__(
            f"Le compte où {person} serait payé·e n’est plus à utiliser : retirez ce lot, puis "
            "préparez-en un autre."
        )


class LeftElsewhere(Refused):
    message = "Ce lot vient d’une archive : son fichier est resté dans la maison qui l’a écrit."


class Dropped(Refused):
    message = "Ce lot est retiré : son fichier ne va plus à la banque."


def make(tour, *, by, at, on):
    """One pain.001 file of all that is due and may be paid; others wait for the next batch."""
    if not confirms_money(by):
        raise NotTheirs
    with locked(tour) as tour:
        if tour.state not in LEAVES:
            raise NotPosted
        check_receives_nothing(by, tour)
        orders = _orders(tour, at)
        if not orders:
            raise NothingLeft
        batch = _written(tour, orders, by=by, at=at, on=on)
        _order(batch, orders)
        record(Event.BATCH_MADE, batch, by=by, round=tour.pk, total=batch.total)
    return batch


def _order(batch, orders):
    """PostgreSQL has the last word on each account, by its own clock."""
    try:
        Transfer.objects.bulk_create(
            Transfer(batch=batch, share=share, payout=payout, key=key, cents=share.cents)
            for share, payout, key in orders
        )
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "money_goes_where_it_was_confirmed":
            raise
        raise ConfirmedTooRecently from error


def drop(batch, *, by, why):
    """Take a batch back before it is sent: what it holds may enter another one."""
    with locked(batch.round), locked(batch) as batch:
        if batch.sent_at:
            raise AlreadySent
        for transfer in batch.transfers.filter(state=TransferState.READY):
            transfer.move_to(TransferState.RETURNED)
            transfer.why = why[:160]
            transfer.save(update_fields=["state", "why"])
        record(Event.BATCH_DROPPED, batch, by=by)
    return batch


def send(batch, *, by, at):
    """A second person gave the file to the bank; each is told that their transfer leaves."""
    if not confirms_money(by):
        raise NotTheirs
    with locked(batch.round) as tour, locked(batch) as batch:
        _check_sends(batch, tour, by)
        _check_accounts(batch)
        batch.sent_by, batch.sent_at = by, at
        batch.save(update_fields=["sent_by", "sent_at"])
        if tour.state == RoundState.POSTED:
            tour.move_to(RoundState.SENT)
            tour.save(update_fields=["state"])
        record(Event.BATCH_SENT, batch, by=by)
        for transfer in batch.transfers.select_related("share__contract__person", "payout"):
            emails.transfer_leaving(transfer)
    return batch


def file_of(batch):
    """The bytes for the bank: those that were written once, as long as they may leave, and what
    left for ever."""
    if batch.sent_at is None:
        if not batch.transfers.filter(state=TransferState.READY).exists():
            raise Dropped
        _check_accounts(batch)
    if not batch.content:
        raise LeftElsewhere
    return batch.content.encode()


def left_out(tour, at, due=None):
    """The shares that are due, in no batch, and whose person has no account to use yet. ``due``:
    those that wait, if they are known already."""
    due = list(waiting(tour) if due is None else due)
    known = payouts.usable({one.contract.person_id for one in due}, at)
    return [one for one in due if one.contract.person_id not in known]


def payer(on):
    """The association's account that pays, that day."""
    found = BankAccount.objects.filter(opened_on__lte=on).exclude(closed_on__lt=on).first()
    if found is None:
        raise NoBank
    return found


def waiting(tour):
    """The shares that are in no batch under way, by rank."""
    going = Transfer.objects.exclude(state=TransferState.RETURNED).values("share")
    due = tour.shares.filter(cents__gt=0).exclude(pk__in=going)
    return due.select_related("contract__person").order_by("rank")


def _orders(tour, at):
    """[(share, account, EndToEndId)] of those who can be paid at this hour."""
    due = list(waiting(tour))
    known = payouts.usable({one.contract.person_id for one in due}, at)
    tries = Transfer.objects.filter(share__in=due).values_list("share", flat=True)
    tried = list(tries)
    return [
        (one, known[one.contract.person_id], _key(one, tour, tried.count(one.pk)))
        for one in due
        if one.contract.person_id in known
    ]


def _key(share, tour, tried):
    """« APP-2027-0001-2027-1 », then « …-2 » for a second try."""
    key = f"{share.contract.reference}-{tour}"
    return f"{key}-{tried + 1}" if tried else key


def _written(tour, orders, *, by, at, on):
    bank, number = payer(on), tour.batches.count() + 1
    key = f"TOUR-{tour}" if number == 1 else f"TOUR-{tour}-{number}"
    content = pain.written(
        pain.Batch(
            key, pain.Account(bank.holder, bank.iban, bank.bic), on, at,
            tuple(
                pain.Transfer(
                    end_to_end, pain.Account(payout.holder, payout.iban, payout.bic), share.cents,
                    f"Reprise {share.contract.reference}, tour {tour}, {tour.act.code}",
                )
                for share, payout, end_to_end in orders
            ),
        )
    )  # fmt: skip
    return Batch.objects.create(
        key=key, round=tour, on=on, total=sum(share.cents for share, _, _ in orders),
        count=len(orders), content=content.decode(), digest=sha256(content).hexdigest(),
        made_by=by, made_at=at,
    )  # fmt: skip


def _check_sends(batch, tour, by):
    if batch.sent_at:
        raise AlreadySent
    if tour.state not in LEAVES or not batch.transfers.filter(state=TransferState.READY).exists():
        raise NothingLeft
    if batch.made_by_id == by.pk:
        raise AnotherSends
    check_receives_nothing(by, tour)


def _check_accounts(batch):
    """Each account is still used: its owner, or whoever doubts it, may have ended it (I17)."""
    waiting = batch.transfers.filter(state=TransferState.READY).order_by("pk")
    for one in waiting.exclude(payout__ended_at=None).select_related("payout__person"):
        raise DoubtedAccount(one.payout.person)
