"""Fees: the call, what arrived, what is recalled. None of these letters is optional."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample

YEAR = "2026"


@letter(
    "members.fee_called", until="Une fois par année et par personne.",
    occasion="Quand la trésorerie appelle la cotisation de l’année ; l’appel est joint en PDF.",
    sample=sample(
        year=YEAR, asked=3_000, owed=3_000, paid=0, due=date(2026, 2, 14), is_free=True,
        minimum=1_000, reference="COT-2026-0012",
    ),
)  # fmt: skip
def fee_called(call, paper, *, asked, paid, minimum, write):
    write(
        to=call.person.letterbox,
        key=f"{call.pk}",
        about=call.person,
        document=paper,
        **_of(call),
        asked=asked,
        paid=paid,
        owed=asked - paid,
        due=call.due_on,
        is_free=call.tariff.kind == "free",
        minimum=minimum,
    )


@letter(
    "members.fee_reminder",
    until="Le jour dit, puis trente et soixante jours après ; plus rien une fois payée.",
    occasion="Le jour de l’échéance, puis trente et soixante jours après, tant qu’il reste dû.",
    sample=sample(year=YEAR, step=30, owed=3_000, due=date(2026, 2, 14), reference="COT-2026-0012"),
)
def fee_reminder(call, step, *, write):
    write(
        to=call.person.letterbox,
        key=f"{call.pk}:{step}",
        about=call.person,
        **_of(call),
        step=step,
        owed=call.owed,
        due=call.due_on,
    )


@letter(
    "members.fee_received",
    occasion="Quand un règlement de cotisation est inscrit ; le reçu est joint en PDF.",
    sample=sample(
        year=YEAR, amount=1_500, received_on=date(2026, 2, 9), owed=1_500, rest=0, fate="",
        number="2026-0007", reference="COT-2026-0012",
    ),
)  # fmt: skip
def fee_received(receipt, paper, *, owed, write):
    payment = receipt.payment
    write(
        to=payment.call.person.letterbox,
        key=f"{receipt.pk}",
        about=payment.call.person,
        document=paper,
        **_of(payment.call),
        amount=payment.applied + payment.rest,
        received_on=payment.received_on,
        owed=owed,
        rest=payment.rest,
        fate=payment.get_fate_display() if payment.rest else "",
        number=f"{receipt.year.name}-{receipt.number:04}",
    )


@letter(
    "members.fee_reversed",
    occasion="Quand un règlement est contre-passé : chèque revenu, erreur de saisie.",
    sample=sample(
        year=YEAR, amount=3_000, received_on=date(2026, 2, 9), reason="le chèque est revenu impayé",
        number="2026-0007", reference="COT-2026-0012",
    ),
)  # fmt: skip
def fee_reversed(mirror, *, write):
    payment = mirror.reverses
    receipt = payment.receipt
    write(
        to=payment.call.person.letterbox,
        key=f"{mirror.pk}",
        about=payment.call.person,
        **_of(payment.call),
        amount=payment.amount,
        received_on=payment.received_on,
        reason=mirror.reason,
        number=f"{receipt.year.name}-{receipt.number:04}",
    )


@letter(
    "members.fee_changed",
    occasion="Quand une dispense est inscrite, ou qu’un montant appelé est corrigé.",
    sample=sample(
        year=YEAR, amount=0, paid=0, is_waived=True, organ="conseil d’administration",
        day=date(2026, 2, 3), why="procès-verbal du 3 février 2026, point 6",
        reference="COT-2026-0012",
    ),
)  # fmt: skip
def fee_changed(call, term, *, write, paid=0):
    write(
        to=call.person.letterbox,
        key=f"{term.pk}",
        about=call.person,
        **_of(call),
        amount=term.amount,
        paid=paid,
        is_waived=term.kind == "waived",
        organ=term.organ,
        day=term.decided_on,
        why=term.reference,
    )


def _of(call):
    return {
        "first_name": call.person.first_name,
        "year": call.year.name,
        "reference": call.reference,
        "link": address(reverse("members:my_fees")),
    }
