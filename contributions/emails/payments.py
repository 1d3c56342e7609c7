"""Payments of apports: what arrived, what is awaited, what is not awaited any more."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from contributions.emails.samples import sample
from coopstudio.mail.api import address, letter
from members.models import Person
from members.states import Role


@letter(
    "contributions.receipt_given",
    occasion="Quand un versement d’apport est inscrit ; le reçu est joint en PDF.",
    sample=sample(
        number="REC-2027-0004", cents=50_000, on=date(2027, 2, 9), brought=100_000,
        committed=150_000, is_thing=False,
    ),
)  # fmt: skip
def receipt_given(receipt, paper, *, write):
    balance = receipt.contract.balance
    balance.refresh_from_db()
    write(
        to=receipt.contract.person.letterbox,
        key=f"{receipt.pk}",
        about=receipt.contract.person,
        document=paper,
        **of(receipt.contract),
        number=receipt.reference,
        cents=receipt.cents,
        on=receipt.on,
        brought=balance.received,
        committed=receipt.contract.committed,
        is_thing=receipt.means == "in_kind",
    )


@letter(
    "contributions.receipt_reversed",
    occasion="Quand un versement inscrit par erreur est contre-passé : son reçu ne vaut plus.",
    sample=sample(
        number="REC-2027-0004", cents=50_000, on=date(2027, 2, 9), why="Le chèque est revenu."
    ),
)
def receipt_reversed(receipt, why, *, write):
    write(
        to=receipt.contract.person.letterbox,
        key=f"{receipt.pk}",
        about=receipt.contract.person,
        **of(receipt.contract),
        number=receipt.reference,
        cents=receipt.cents,
        on=receipt.on,
        why=why,
    )


@letter(
    "contributions.payment_reminder",
    until="Trois fois au plus, jusqu’au versement.",
    occasion="Sept jours avant un versement attendu, puis trois et quinze jours après.",
    sample=sample(cents=50_000, due_on=date(2027, 2, 14), is_ahead=False, is_last=False),
)
def payment_reminder(instalment, cents, *, step, write):
    write(
        to=instalment.contract.person.letterbox,
        key=f"{instalment.pk}:{step}",
        about=instalment.contract.person,
        **of(instalment.contract),
        cents=cents,
        due_on=instalment.due_on,
        is_ahead=step < 0,
        is_last=step >= LAST,
    )


LAST = 15
"""After this reminder, no letter leaves any more: somebody calls."""


@letter(
    "contributions.payment_silent",
    until="Une fois, après le troisième rappel.",
    occasion="Quand trois rappels sont restés sans suite : à la trésorerie, pour un appel.",
    sample=sample(cents=50_000, due_on=date(2027, 2, 14), who="Noémie Perrin"),
)
def payment_silent(instalment, cents, *, on, write):
    for keeper in keepers(on, but=instalment.contract.person):
        write(
            to=keeper.letterbox,
            key=f"{instalment.pk}:{keeper.pk}",
            about=instalment.contract.person,
            **of(instalment.contract) | {"first_name": keeper.first_name},
            cents=cents,
            due_on=instalment.due_on,
            who=f"{instalment.contract.person}",
        )


@letter(
    "contributions.instalment_lapsed",
    occasion="Quand l’association n’attend plus un versement : rien n’est dû, sans pénalité.",
    sample=sample(cents=50_000, due_on=date(2027, 2, 14)),
)
def instalment_lapsed(instalment, cents, *, write):
    write(
        to=instalment.contract.person.letterbox,
        key=f"{instalment.pk}",
        about=instalment.contract.person,
        **of(instalment.contract),
        cents=cents,
        due_on=instalment.due_on,
    )


def of(contract):
    """What each letter about an apport says."""
    return {
        "first_name": contract.person.first_name,
        "reference": contract.reference,
        "link": address(reverse("contributions:apport", args=[contract.pk])),
    }


def keepers(at, *, but):
    """Those who keep the books that day, without the one of whom one speaks."""
    day = timezone.localdate(at)
    return Person.objects.holding(Role.TREASURER, on=day).exclude(pk=but.pk)
