"""All that one person was asked and paid, ready to be read: by them, and by the treasurer."""

from django.db.models import BigIntegerField, DateField, IntegerField
from django.utils.functional import cached_property

from coopstudio.prepared import Given, prepared
from members import fees
from members.fees.office import BADGES
from members.fees.tariffs import TariffBook, called, least
from members.fees.transfer import square
from members.models import BankDetails, FeeCall, FeePayment, FeeReminder, FeeTerm
from members.states import FeeLabel, TariffKind, TermKind

MOST = 40  # years that a page shows


class Account:
    """The calls of a person on a day; ``chosen``, one of them, told in full."""

    def __init__(self, person, *, today, chosen=None):
        self.person, self.today = person, today
        self.grace = fees.grace(on=today)
        self.calls = [
            _told(call, person) for call in _calls(person=person.pk, on=today, grace=self.grace)
        ]
        self.chosen = next(
            (one for one in self.calls if chosen is None or one.pk == chosen.pk), None
        )
        self.owed = sum(one.owed for one in self.calls if one.label != FeeLabel.BARRED)

    @property
    def is_asked(self):
        """Whether something is still expected of the chosen call."""
        return self.chosen.label in {FeeLabel.WAITING, FeeLabel.LATE}

    @property
    def others(self):
        return [one for one in self.calls if one != self.chosen]

    @cached_property
    def terms(self):
        """What the chosen call asked, the first term first."""
        return _terms(call=self.chosen.pk)

    @cached_property
    def payments(self):
        """What came in for the chosen call, reversals included, in the order of writing."""
        return _payments(call=self.chosen.pk)

    @cached_property
    def reminders(self):
        return _reminders(call=self.chosen.pk)

    @cached_property
    def all_receipts(self):
        """Every payment of the person that has its receipt, the latest first."""
        found = FeePayment.objects.filter(call__person=self.person, receipt__isnull=False)
        found = found.select_related("receipt__year", "call__year", "reversal")
        return list(found.order_by("-received_on", "-pk")[:MOST])

    @cached_property
    def advance(self):
        return next(iter(_advance(person=self.person.pk)), 0)

    @cached_property
    def details(self):
        return BankDetails.objects.in_force(on=self.today)

    @property
    def least(self):
        """The least that the person may choose for the chosen call: never below what is paid."""
        return max(least(self.chosen.tariff, self.chosen), self.chosen.paid)

    @cached_property
    def reduced(self):
        """What the reduced tariff would ask, in cents; None where there is none to declare."""
        if self.chosen.why in {TermKind.DECLARED, TermKind.WAIVED} or not self.chosen.owed:
            return None
        tariff = TariffBook(self.chosen.year).reduced_for(self.chosen.tariff.category_id)
        amount = tariff and called(tariff, self.chosen.months, self.chosen.months_of_year)
        fits = tariff and self.chosen.paid <= amount < self.chosen.asked
        return amount if fits else None

    @property
    def may_choose(self):
        return self.is_asked and self.chosen.tariff.kind == TariffKind.FREE


@prepared
def _calls():
    day, grace = Given("on", DateField()), Given("grace", IntegerField())
    calls = FeeCall.objects.filter(person=Given("person", BigIntegerField()))
    calls = calls.standing(on=day, grace=grace).select_related("year", "tariff")
    return calls.order_by("-covers_to", "-pk")[:MOST]


@prepared
def _advance():
    """In cents; nothing before the first payment."""
    payments = FeePayment.objects.filter(call__person=Given("person", BigIntegerField()))
    return payments.kept().values_list("cents", flat=True)


@prepared
def _terms():
    found = FeeTerm.objects.filter(call=Given("call", BigIntegerField()))
    return found.select_related("by").order_by("said_on", "pk")


@prepared
def _payments():
    found = FeePayment.objects.filter(call=Given("call", BigIntegerField()))
    found = found.select_related("receipt__year", "reversal", "by")
    return found.with_given_back().order_by("at", "pk")


@prepared
def _reminders():
    return FeeReminder.objects.filter(call=Given("call", BigIntegerField())).order_by("step")


def _told(call, person):
    call.person = person
    call.tone, call.dot = BADGES[call.label]
    call.word = FeeLabel(call.label).label
    return call


def to_scan(details, call):
    """The square that fills the transfer of what is left."""
    return square(details, call.owed, call.reference) if details else {}
