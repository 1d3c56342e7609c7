"""Money arrives, in parts; what is not owed has a fate; a mistake is answered by its reversal."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french.money import short_euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import documents, emails
from members.actions.life.noticing import settle_paid
from members.events import Event
from members.fees.due import advances_of
from members.models import FeeCall, FeePayment, FeeReceipt, FeeRefund, FeeYear, Person
from members.querysets.fees import EVER
from members.states import Fate, Means


class NotYetReceived(Refused):
    message = "La date du règlement est dans le futur : inscrivez-le quand il sera arrivé."


class NothingReceived(Refused):
    message = "Un règlement a un montant : indiquez combien est arrivé."


class MoreThanOwed(Refused):
    """More arrives than is owed, and nobody says what becomes of the rest."""

    def __init__(self, rest):
        super().__init__(
            f"Il arrive {short_euros(rest)} de plus que ce qui est dû : dites ce que devient "
            "le reste."
        )


class AlreadyEntered(Refused):
    message = (
        "Un règlement identique est déjà inscrit ce jour-là. Si c’est bien un second règlement, "
        "donnez-lui une autre référence."
    )


class AlreadyReversed(Refused):
    message = "Ce règlement est déjà contre-passé."


class ReversedTooEarly(Refused):
    message = "La contrepassation ne peut pas précéder le règlement, ni être dans le futur."


class AdvanceUsed(Refused):
    message = (
        "L’avance laissée par ce règlement a déjà servi à une autre cotisation : contre-passez "
        "d’abord son usage."
    )


class AlreadyGivenBack(Refused):
    message = "Ce trop-perçu est déjà rendu : ce règlement ne se contre-passe plus."


class NothingToGiveBack(Refused):
    message = "Rien n’est à rendre sur ce règlement."


def pay(call, *, by, at, amount, received_on, means, reference="", fate=""):
    """Record that ``amount`` cents arrived for this call; its receipt is numbered and leaves.

    ``fate`` says what becomes of what is not owed; it is not read when nothing is left over.
    """
    _refuse_unless_real(amount, received_on, means, on=timezone.localdate(at))
    with locked(call.year) as year:
        _refuse_if_entered(call, amount, received_on, means, reference)
        owed = FeeCall.objects.standing(on=EVER).get(pk=call.pk).owed
        rest = max(amount - owed, 0)
        if rest and not fate:
            raise MoreThanOwed(rest)
        payment = FeePayment.objects.create(
            call=call, received_on=received_on, means=means, reference=reference, at=at, by=by,
            applied=amount - rest, rest=rest, fate=fate if rest else "",
        )  # fmt: skip
        record(Event.FEE_PAID, call, by=by, payment=payment.pk, amount=amount)
        receipt = _receipt(payment, year, at=at)
        emails.fee_received(receipt, documents.fee_receipt(receipt), owed=owed - payment.applied)
        transaction.on_commit(lambda: settle_paid(at=at, person=call.person_id), robust=True)
    return payment


@transaction.atomic
def pay_many(lines, *, by, at):
    """Record several payments, all of them or none. ``lines``: dicts of what ``pay`` asks, with
    ``call``. Years are locked first and in order, so that two batches never wait for each other."""
    years = sorted({line["call"].year_id for line in lines})
    list(FeeYear.objects.select_for_update().filter(pk__in=years).order_by("pk"))
    return [pay(by=by, at=at, **line) for line in lines]


def reverse(payment, *, by, at, on, reason):
    """A payment was a mistake, or bounced: its mirror is written, and its receipt is void."""
    with locked(payment.call.year):
        _refuse_unless_reversible(payment, on=on, today=timezone.localdate(at))
        mirror = FeePayment.objects.create(
            call=payment.call, received_on=on, means=payment.means, reference=payment.reference,
            applied=-payment.applied, rest=-payment.rest, fate=payment.fate, reverses=payment,
            reason=reason, by=by, at=at,
        )  # fmt: skip
        record(Event.FEE_PAYMENT_REVERSED, payment.call, by=by, payment=payment.pk,
               amount=-payment.amount)  # fmt: skip
        if FeeReceipt.objects.filter(payment=payment).exists():
            emails.fee_reversed(mirror)
    return mirror


def give_back(payment, *, by, at, given_on, means, reference=""):
    """What was not owed, or what is left of an advance, was given back to the person."""
    with locked(payment.call.year):
        today = timezone.localdate(at)
        if given_on > today:
            raise NotYetReceived
        _locked_person(payment.call.person_id)
        found = FeePayment.objects.to_give_back(on=today).filter(pk=payment.pk).first()
        if found is None:
            raise NothingToGiveBack
        refund = FeeRefund.objects.create(
            payment=payment, amount=found.to_return, given_on=given_on, means=means,
            reference=reference, by=by, at=at,
        )  # fmt: skip
        record(Event.FEE_REST_GIVEN_BACK, payment.call, by=by, payment=payment.pk,
               amount=refund.amount)  # fmt: skip
    return refund


def use_advance(call, due, *, at):
    """What a person left in advance settles their new call as far as it goes. Returns the cents."""
    _locked_person(call.person_id)
    kept = advances_of([call.person_id]).get(call.person_id, 0)
    used = min(kept, due.amount)
    if used > 0:
        FeePayment.objects.create(
            call=call, received_on=timezone.localdate(at), means=Means.CREDIT, applied=used, at=at
        )
        record(Event.FEE_ADVANCE_USED, call, amount=used)
    return max(used, 0)


def _receipt(payment, year, *, at):
    """The next number of the year; the year is locked, so no number is lost nor given twice."""
    year.receipts_given += 1
    year.save(update_fields=["receipts_given"])
    return FeeReceipt.objects.create(
        payment=payment, year=year, number=year.receipts_given, given_at=at
    )


def _refuse_unless_real(amount, received_on, means, *, on):
    if amount <= 0:
        raise NothingReceived
    if received_on > on:
        raise NotYetReceived
    if means == Means.CREDIT:
        raise Refused("Une avance se reporte d’elle-même, à l’appel suivant.")


def _refuse_if_entered(call, amount, received_on, means, reference):
    same = call.payments.filter(
        received_on=received_on, means=means, amount=amount, reference=reference
    )
    if same.filter(reverses=None, reversal=None).exists():
        raise AlreadyEntered


def _refuse_unless_reversible(payment, *, on, today):
    if payment.reverses_id or FeePayment.objects.filter(reverses=payment).exists():
        raise AlreadyReversed
    if FeeRefund.objects.filter(payment=payment).exists():
        raise AlreadyGivenBack
    if not payment.received_on <= on <= today:
        raise ReversedTooEarly
    if payment.fate == Fate.ADVANCE:
        person = payment.call.person_id
        _locked_person(person)
        if advances_of([person]).get(person, 0) < payment.rest:
            raise AdvanceUsed


def _locked_person(pk):
    """Advances follow a person from year to year: one at a time."""
    Person.objects.select_for_update(of=("self",)).get(pk=pk)
