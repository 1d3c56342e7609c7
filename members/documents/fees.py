"""The papers of fees: the call with how to pay, the receipt of each payment."""

from coopstudio.documents import api
from coopstudio.french import dates, money
from coopstudio.french.fields.iban import grouped
from coopstudio.french.typography import de
from members.fees.transfer import square
from members.models import BankDetails, FeeCall, FeeReceipt, TaxRight


def may_read_call(person, document):
    """The call is for its person, and for those who keep the fees."""
    return FeeCall.objects.visible_to(person).filter(pk=document.subject_id).exists()


def may_read_receipt(person, document):
    calls = FeeCall.objects.visible_to(person)
    return FeeReceipt.objects.filter(pk=document.subject_id, payment__call__in=calls).exists()


api.readable_by("members.fee_call", may_read_call)
api.readable_by("members.fee_receipt", may_read_receipt)


def fee_call(call, *, asked, paid, minimum, details):
    """The call as it leaves: what is asked, until when, and every way to pay."""
    person, owed = call.person, asked - paid
    return api.ask(
        "members.fee_call",
        call,
        title=f"Appel de cotisation {call.year.name} {de(person.full_name)}",
        template="members/documents/fee_call.html",
        reference=call.reference,
        name=person.full_name,
        association=details.holder,
        year=call.year.name,
        covers=dates.days(call.covers_from, call.covers_to),
        called=dates.short_day(call.called_on),
        due=dates.short_day(call.due_on),
        asked=money.euros(asked),
        paid=money.euros(paid) if paid else "",
        owed=money.euros(owed) if owed else "",
        minimum=money.short_euros(minimum) if call.tariff.kind == "free" else "",
        decided=_decision(call.tariff),
        iban=grouped(details.iban),
        bic=details.bic,
        cheque_to=details.cheque_to,
        cheque_address=details.cheque_address,
        card_at=details.card_at,
        square=square(details, owed, call.reference),
    )


def fee_receipt(receipt):
    """The receipt of one payment. It speaks of taxes only by a recorded right of that day."""
    payment, call = receipt.payment, receipt.payment.call
    right = TaxRight.objects.allowing(on=payment.received_on)
    details = BankDetails.objects.in_force(on=payment.received_on)
    return api.ask(
        "members.fee_receipt",
        receipt,
        title=f"Reçu de cotisation {receipt.year.name}-{receipt.number:04}",
        template="members/documents/fee_receipt.html",
        number=f"{receipt.year.name}-{receipt.number:04}",
        name=call.person.civil_name,
        association=details.holder if details else "",
        year=call.year.name,
        covers=dates.days(call.covers_from, call.covers_to),
        amount=money.euros(payment.applied + payment.rest),
        amount_words=money.in_words(payment.applied + payment.rest),
        applied=money.euros(payment.applied),
        rest=money.euros(payment.rest) if payment.rest else "",
        fate=payment.get_fate_display() if payment.rest else "",
        means=payment.get_means_display(),
        payment_reference=payment.reference,
        received=dates.short_day(payment.received_on),
        given=dates.short_day(receipt.given_at),
        call_reference=call.reference,
        mention=right.mention if right else "",
        right=right.reference if right else "",
    )


def _decision(tariff):
    day = dates.short_day(tariff.decided_on)
    return f"{tariff.organ}, le {day} ({tariff.reference})"
