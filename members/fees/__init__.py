"""What is owed for fees on a day: the questions that other rooms ask. Amounts in cents.

A fee is late once its day to pay and the grace of the statutes are over. Arrears are a label that
is computed, never a state: they stop by themselves when the fee is paid or waived.
"""

from django.db.models import Sum
from django.urls import reverse

from coopstudio.french.money import short_euros
from members.leaving import Open, keeps_back
from members.models import FeeCall, Person, Statutes
from members.states import FeeLabel


def owed_by(person, *, on):
    """What this person still owes that day, all years together; debts that are barred are not."""
    calls = FeeCall.objects.standing(on=on).filter(person=person).exclude(label=FeeLabel.BARRED)
    return calls.aggregate(sum=Sum("owed"))["sum"] or 0


def due_by(person, *, on):
    """What this person owes that day though the days to pay are over; the grace is not counted."""
    calls = FeeCall.objects.late(on=on).filter(person=person)
    return calls.aggregate(sum=Sum("owed"))["sum"] or 0


def is_up_to_date(person, *, on):
    """Whether nothing of this person's is late that day. Who was never called owes nothing."""
    return not FeeCall.objects.late(on=on, grace=grace(on=on)).filter(person=person).exists()


def has_paid(person, *, on, since):
    """Whether the latest fee asked of this person, that covers ``since`` or later days, is settled
    or waived; False before any such call."""
    calls = FeeCall.objects.standing(on=on).filter(person=person, covers_to__gte=since)
    latest = calls.order_by("covers_to").last()
    return latest is not None and latest.label in {FeeLabel.SETTLED, FeeLabel.WAIVED}


def late(*, on):
    """The people of whom a fee is late that day, with the grace of the statutes."""
    calls = FeeCall.objects.late(on=on, grace=grace(on=on))
    return Person.objects.filter(pk__in=calls.values("person"))


def grace(*, on):
    """The days of grace that the statutes in force that day leave after the day to pay."""
    statutes = Statutes.objects.in_force(on=on)
    return statutes.fee_grace_days if statutes else 0


@keeps_back
def _left_to_pay(person, on):
    """What is owed stays owed, and never holds anybody back."""
    owed = owed_by(person, on=on)
    who = "Reste dû après le départ ; la trésorerie en parle avec la personne."
    label = f"Cotisation : {short_euros(owed)} à régler"
    return [Open(label, reverse("members:my_fees"), who)] if owed else []
