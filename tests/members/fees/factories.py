"""Years, tariffs and calls, made in one line, on days that never change."""

from datetime import date, datetime

from members.actions.fees import calls, payments
from members.models import BankDetails, FeeCall, FeeYear, Tariff
from tests.members.factories import PARIS, member, treasurer

STARTS_ON, ENDS_ON = date(2026, 1, 1), date(2026, 12, 31)
CALLED_ON, DUE_ON = date(2026, 3, 10), date(2026, 4, 9)
PAID_ON = date(2026, 3, 20)
IBAN = "FR7630006000011234567890189"


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)


def year(name="2026", **facts):
    facts = {"starts_on": STARTS_ON, "ends_on": ENDS_ON} | facts
    return FeeYear.objects.get_or_create(name=name, defaults=facts)[0]


def tariff(of=None, **facts):
    facts = {
        "kind": "free",
        "amount": 3_000,
        "minimum": 1_000,
        "organ": "assemblée générale",
        "decided_on": date(2025, 12, 6),
        "reference": "procès-verbal, point 5",
    } | facts
    return Tariff.objects.create(year=of or year(), **facts)


def bank_details(**facts):
    facts = {
        "from_on": date(2025, 1, 1),
        "holder": "Institut de Santé Sociale",
        "iban": IBAN,
        "validated_by": "conseil d’administration",
    } | facts
    if "written_by" not in facts:
        facts["written_by"] = treasurer("Zita", "Bonnet")
    return BankDetails.objects.create(**facts)


def ready(**facts):
    """A year with its ordinary tariff and a way to pay, not called yet."""
    made = year()
    tariff(made, **facts)
    if not BankDetails.objects.exists():
        bank_details()
    return made


def call(someone=None, *, on=CALLED_ON, **facts):
    """The call of somebody, as the treasurer's gesture makes it."""
    someone = someone or member()
    made = year()
    if not made.tariffs.exists():
        ready(**facts)
    calls.call_year(made, by=None if made.called_by_id else _caller(), at=at(on))
    while not someone.fee_calls.exists():
        if not calls.call_those_due(made, at=at(on)):
            raise AssertionError("nobody to call")
    return someone.fee_calls.get(year=made)


def asked(someone, amount=3_000):
    """A call written by hand, for somebody who need not be a member."""
    made = year()
    tariff_ = made.tariffs.first() or tariff(made)
    written = FeeCall.objects.create(
        person=someone, year=made, tariff=tariff_, reference=f"COT-P{someone.pk}",
        covers_from=STARTS_ON, covers_to=ENDS_ON, months=12, months_of_year=12,
        called_on=CALLED_ON, due_on=DUE_ON, barred_on=date(2031, 4, 9),
    )  # fmt: skip
    written.terms.create(kind="called", amount=amount, said_on=CALLED_ON)
    return written


def payment(of=None, amount=3_000, *, on=PAID_ON, **facts):
    facts = {"means": "transfer", "received_on": on} | facts
    return payments.pay(of or call(), by=None, at=at(on), amount=amount, **facts)


def _caller():
    return treasurer("Zita", "Bonnet")
