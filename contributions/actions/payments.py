"""An apport arrives, in parts: an entry, a receipt, a letter. A mistake has its reversal."""

from hashlib import sha256

from django.utils import timezone

from contributions import documents, emails
from contributions.actions import entries, settling
from contributions.actions.accounts import account_of
from contributions.actions.entries import credit, debit
from contributions.actions.sides import refuse_both_sides, refuse_unless_in_force
from contributions.chart import BANK, CASH, EARLY
from contributions.events import Event
from contributions.models import Entry, Instalment, Receipt
from contributions.states import Nature
from coopstudio.db import locked
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

IN_HAND = {Receipt.Means.CASH: ("CA", CASH)}
BEFORE, LATE, LAST, HUMAN = -7, 3, 15, 22
"""When one reminds, in days from the day it is due; after three times, a person sees to it."""
STEPS = (BEFORE, LATE, LAST, HUMAN)


class NotYetReceived(Refused):
    message = "La date du versement est dans le futur : inscrivez-le quand il sera arrivé."


class NothingReceived(Refused):
    message = "Un versement a un montant : indiquez combien est arrivé."


class MoreThanCommitted(Refused):
    """More arrives than the contract still commits to."""

    def __init__(self, cents, room):
        more = (
            f"il n’attend plus que {euros(room)}" if room else "il a reçu tout ce qu’il engageait"
        )
        super().__init__(
            f"{euros(cents)}, c’est plus que ce que ce contrat engage : {more}. Inscrivez ce qu’il "
            "attend ; pour le reste, il faut le rendre ou signer un autre contrat."
        )


class AlreadyEntered(Refused):
    message = (
        "Un versement identique est déjà inscrit ce jour-là. Si c’en est bien un second, "
        "donnez-lui une autre référence."
    )


class PartlyTakenBack(Refused):
    message = (
        "Une partie de ce versement a déjà été reprise, rendue ou transmise : il ne se "
        "contre-passe plus tel quel."
    )


class ReversedTooEarly(Refused):
    message = "La contre-passation ne peut ni précéder le versement, ni être dans le futur."


class NotMoney(Refused):
    message = "Un bien apporté ne se contre-passe pas ici : il se rend, tel quel."


class AlreadyLapsed(Refused):
    message = "Ce versement n’est plus attendu."


class NotDue(Refused):
    message = "Ce rappel n’est plus à envoyer."


def receive(contract, *, by, at, on, cents, means=Receipt.Means.TRANSFER, **more):
    """Write down that ``cents`` arrived; the receipt is numbered, and leaves with a letter.

    ``more``: source_key (the same one makes one receipt), piece (the cheque's number, the words of
    the transfer), account (another account of the bank). Raises MoreThanCommitted.
    """
    with locked(contract) as contract:
        refuse_both_sides(contract, by)
        refuse_unless_in_force(contract)
        key = more.get("source_key") or _key(contract, on, cents, means, more.get("piece", ""))
        if made := Receipt.objects.filter(entry__source_key=key).first():
            return _same(made, contract, cents, on)
        _refuse_unless_real(contract, cents, on, today=timezone.localdate(at))
        book, account = IN_HAND.get(means, ("BQ", more.get("account") or BANK))
        book, payer = ("OD", contract) if account == EARLY else (book, None)
        legs = [debit(account, cents, payer), credit(account_of(contract).number, cents, contract)]
        entry = entries.post(
            legs, by=by, at=at, on=on, source_key=key, nature=Nature.RECEIPT, book_id=book,
            piece=_piece(more.get("piece")) or contract.reference,
            label=f"{contract.reference}, versement reçu",
        )  # fmt: skip
        return give_receipt(contract, entry, means=means, cents=cents, by=by, at=at)


def give_receipt(contract, entry, *, means, cents, by, at):
    """The receipt of what an entry brought, and its letter; in the transaction of the entry."""
    receipt = Receipt.objects.create(
        year=entry.on.year, contract=contract, entry=entry, means=means, cents=cents, on=entry.on,
        written_by=by, written_at=at,
    )  # fmt: skip
    receipt.refresh_from_db(fields=["number"])
    record(Event.RECEIVED, contract, by=by, receipt=receipt.pk, cents=cents)
    emails.receipt_given(receipt, documents.receipt(receipt))
    return receipt


def reverse(receipt, *, by, at, on, why):
    """What was written down was a mistake, or the cheque bounced: the entry is answered by its
    mirror, the receipt is worth nothing any more, and its contributor is told why."""
    with locked(receipt.contract) as contract:
        refuse_both_sides(contract, by)
        refuse_unless_in_force(contract)
        _refuse_unless_reversible(receipt, contract, on=on, today=timezone.localdate(at))
        entries.reverse(receipt.entry, by=by, at=at, on=on, label=f"{receipt} contre-passé")
        record(Event.RECEIPT_REVERSED, contract, by=by, receipt=receipt.pk, cents=receipt.cents)
        emails.receipt_reversed(receipt, why)
    return receipt


def expected(contract, on=None):
    """[(instalment, cents still missing)], the oldest first; due that day or before, if given."""
    due = {"due_on__lte": on} if on else {}
    return [(one, one.missing) for one in contract.instalments.unfilled() if _is(one, **due)]


def lapse(instalment, *, by, at):
    """The association gives up expecting what is missing of an instalment: nothing is owed, and no
    penalty. What had come of it stays."""
    with locked(instalment.contract) as contract:
        refuse_both_sides(contract, by)
        found = contract.instalments.unfilled().filter(pk=instalment.pk).first()
        if found is None:
            raise AlreadyLapsed
        _give_up(found, by=by, at=at)
        record(Event.INSTALMENT_LAPSED, contract, by=by, cents=found.missing)
        emails.instalment_lapsed(found, found.missing)
        settling.settle(contract, by=by, at=at)
    return found


def remind(instalment, *, at):
    """Tell a contributor that a payment comes or is late, three times at most; then whoever keeps
    the books is told that a person should see to it. Each step once."""
    with locked(instalment) as row:
        found = row.contract.instalments.unfilled().filter(pk=row.pk).first()
        step = found and step_of(found, timezone.localdate(at))
        if step is None:
            raise NotDue
        row.reminded = step
        row.save(update_fields=["reminded"])
        record(Event.REMINDED, row.contract, instalment=row.pk, step=step)
        if step == HUMAN:
            emails.payment_silent(row, found.missing, on=at)
        else:
            emails.payment_reminder(row, found.missing, step=step)
    return row


def step_of(instalment, today):
    """The step to tell today; None when it was told, or when it is not time. What a stopped clock
    missed is told once, by the last step."""
    late = (today - instalment.due_on).days
    reached = [step for step in STEPS if late >= step]
    step = reached[-1] if reached else None
    is_past = step == BEFORE and late > 0
    is_told = step is not None and instalment.reminded is not None and instalment.reminded >= step
    return None if is_past or is_told else step


def _is(one, due_on__lte=None):
    return due_on__lte is None or one.due_on <= due_on__lte


def _give_up(found, *, by, at):
    """What is missing leaves the instalment, and stands apart as given up."""
    if found.came:
        found.contract.instalments.filter(pk=found.pk).update(cents=found.came)
        found.contract.instalments.create(
            due_on=found.due_on, cents=found.missing, lapsed_at=at, lapsed_by=by
        )
    else:
        found.contract.instalments.filter(pk=found.pk).update(lapsed_at=at, lapsed_by=by)


def room(contract):
    """What it may still receive, in cents: what it commits, less what came or was given up."""
    given_up = Instalment.objects.filter(contract=contract).exclude(lapsed_at=None)
    lapsed = sum(given_up.values_list("cents", flat=True))
    contract.balance.refresh_from_db()
    return max(contract.committed - contract.balance.received - lapsed, 0)


def _key(contract, on, cents, means, piece):
    """By hand, the same twice is a mistake; once reversed, it may be written down again."""
    words = _piece(piece) or contract.reference
    same = contract.receipts.filter(on=on, cents=cents, means=means, entry__piece=words)
    if same.standing().exists():
        raise AlreadyEntered
    told = sha256(piece.encode()).hexdigest()[:12]
    return f"receipt:{contract.pk}:{on:%Y%m%d}:{means}:{cents}:{same.count()}:{told}"


def _same(receipt, contract, cents, on):
    """What this key made already; never the receipt of something else in its place."""
    if (receipt.contract_id, receipt.cents, receipt.on) != (contract.pk, cents, on):
        raise AlreadyEntered
    return receipt


def _piece(words):
    return " ".join((words or "").replace("|", " ").split())[:60]


def _refuse_unless_real(contract, cents, on, *, today):
    if cents <= 0:
        raise NothingReceived
    if on > today:
        raise NotYetReceived
    if cents > (left := room(contract)):
        raise MoreThanCommitted(cents, left)


def _refuse_unless_reversible(receipt, contract, *, on, today):
    if receipt.means == Receipt.Means.IN_KIND:
        raise NotMoney
    if Entry.objects.filter(reverses=receipt.entry_id).exists():
        raise entries.AlreadyReversed
    if not receipt.on <= on <= today:
        raise ReversedTooEarly
    contract.balance.refresh_from_db()
    if contract.balance.outstanding < receipt.cents:
        raise PartlyTakenBack
