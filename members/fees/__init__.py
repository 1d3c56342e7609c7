"""What is owed for fees on a day: the questions that other rooms ask. Amounts in cents.

A fee is late once its day to pay and the grace of the statutes are over. Arrears are a label that
is computed, never a state: they stop by themselves when the fee is paid or waived.
"""

from django.db.models import BigIntegerField, DateField, IntegerField, Sum
from django.urls import reverse

from coopstudio.french.money import short_euros
from coopstudio.prepared import Given, prepared
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


def owed_today(person, *, on):
    """(what this person owes, whether some of it is late), of today, in one question."""
    told = dict(_owed_today(person=person.pk, on=on, grace=grace(on=on)))
    told.pop(FeeLabel.BARRED, 0)
    return sum(told.values()), FeeLabel.LATE in told


@prepared
def _owed_today():
    day, grace = Given("on", DateField()), Given("grace", IntegerField())
    calls = FeeCall.objects.filter(person=Given("person", BigIntegerField()))
    calls = calls.standing_now(on=day, grace=grace)
    return calls.order_by().values_list("label").annotate(Sum("owed"))


def paid_since(person, *, on, since):
    """The day from which the latest fee asked of this person, that covers ``since`` or later days,
    is settled or waived without a break until ``on``; None when it is not, or before any such call.

    It is the day the money came, whenever it was written.
    """
    calls = FeeCall.objects.filter(person=person, covers_to__gte=since, called_on__lte=on)
    latest, found = calls.order_by("covers_to").last(), None
    for day in _days_of(latest, until=on) if latest else []:
        now = FeeCall.objects.standing(on=day).get(pk=latest.pk)
        if now.label not in {FeeLabel.SETTLED, FeeLabel.WAIVED}:
            break
        found = day
    return found


def _days_of(call, *, until):
    """The days on which what was asked or paid of a call changed, the last first."""
    asked = call.terms.filter(said_on__lte=until).values_list("said_on", flat=True)
    paid = call.payments.by(until).values_list("received_on", flat=True)
    return sorted({max(day, call.called_on) for day in (*asked, *paid)}, reverse=True)


def late(*, on):
    """The people of whom a fee is late that day, with the grace of the statutes."""
    calls = FeeCall.objects.late(on=on, grace=grace(on=on))
    return Person.objects.filter(pk__in=calls.values("person"))


def grace(*, on):
    """The days of grace that the statutes in force that day leave after the day to pay."""
    return next(iter(_grace(on=on)), 0)


@prepared
def _grace():
    known = Statutes.objects.known(on=Given("on", DateField()))
    return known.values_list("fee_grace_days", flat=True)[:1]


@keeps_back
def _left_to_pay(person, on):
    """What is owed stays owed, and never holds anybody back."""
    owed = owed_by(person, on=on)
    who = "Reste dû après le départ ; la trésorerie en parle avec la personne."
    label = f"Cotisation : {short_euros(owed)} à régler"
    return [Open(label, reverse("members:my_fees"), who)] if owed else []
