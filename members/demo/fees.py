"""The fees of the demonstration: a year called, paid in every manner, recalled and put right.

Nobody is named here: chance gives each member a manner of paying, so that any collective will do.
"""

from datetime import date
from random import Random

from django.conf import settings
from django.utils import timezone

from members.actions.fees import calls, payments, reminders, years
from members.models import FeeCall, FeeYear, Person
from members.querysets.fees import EVER
from members.states import Role

MOST = 200  # calls that have a story
CALLED, ROUNDS = "-72 10:00", (-50, -41, -30, -20, -10, -3, -1)
IBAN = "FR7630006000011234567890189"  # the example of the European standard
OURS = {
    "usual": 3_000, "least": 1_000, "reduced": 500,
    "cheque_address": "à la trésorerie, 3 rue des Tilleuls, 21700 Nuits-Saint-Georges",
}  # fmt: skip
"""Cents, and where cheques go."""

DECISION = {"organ": "assemblée générale", "reference": "procès-verbal, résolution 4"}
MANNERS = [
    ("whole", 44), ("cheque", 14), ("parts", 8), ("more", 6), ("chosen", 6), ("reduced", 5),
    ("waived", 3), ("advance", 3), ("twice", 2), ("bounced", 2), ("never", 7),
]  # fmt: skip


def plan(world, book=OURS):
    """What the treasurer does of a year, from its opening to this morning."""
    world.plan(world.moment("-76 14:00"), _open, book=book)
    world.plan(world.moment(CALLED), _call)
    for away in range(-71, 0, 3):
        world.plan(world.moment(f"{away} 18:00"), _greet_newcomers)
    for away in ROUNDS:
        world.plan(world.moment(f"{away} 07:00"), _recall)
    chance = Random(417)  # noqa: S311
    for rank in range(MOST):
        manner = FIRST.get(rank) or chance.choices(*zip(*MANNERS, strict=True))[0]
        for away, act, facts in STORIES[manner](chance.randint(-70, -6)):
            hour = f"{chance.randint(9, 17):02}:{chance.randint(0, 59):02}"
            if away < 0:
                world.plan(
                    world.moment(f"{away} {hour}"), _live, rank=rank, gesture=act, facts=facts
                )


def _open(*, at, book):
    """The year, its two tariffs, and how to pay."""
    helene, day = _treasurer(at), timezone.localdate(at)
    years.write_bank_details(
        by=helene, at=at, holder=settings.HOUSE.association, iban=IBAN, bic="AGRIFRPP",
        cheque_to=settings.HOUSE.association, from_on=date(day.year, 1, 1),
        cheque_address=book["cheque_address"], validated_by=settings.HOUSE.board,
    )  # fmt: skip
    year = years.open_year(
        by=helene, name=f"{day.year}", starts_on=date(day.year, 1, 1),
        ends_on=date(day.year, 12, 31),
    )  # fmt: skip
    decided = DECISION | {"decided_on": date(day.year - 1, 12, 6)}
    years.write_tariff(
        year, by=helene, at=at, kind="free", amount=book["usual"], minimum=book["least"],
        arrival="monthly", **decided,
    )  # fmt: skip
    years.write_tariff(year, by=helene, at=at, kind="reduced", amount=book["reduced"],
        minimum=book["reduced"], **decided,
    )  # fmt: skip


def _call(*, at):
    """Everybody is called."""
    calls.call_year(_year(), by=_treasurer(at), at=at)
    while calls.call_those_due(_year(), at=at):
        pass


def _live(*, at, rank, gesture, facts):
    """One gesture about the call of that rank, if there are so many by then."""
    for call in FeeCall.objects.standing(on=EVER).order_by("pk")[rank : rank + 1]:
        gesture(call, at=at, **facts)


def _pay(call, *, at, part=1, more=0, fate="", means="transfer", reference=""):
    if call.owed:
        payments.pay(
            call, by=_treasurer(at), at=at, amount=call.owed // part + more, means=means,
            received_on=timezone.localdate(at), reference=reference, fate=fate,
        )  # fmt: skip


def _choose(call, *, at, amount):
    calls.choose(call, by=call.person, at=at, amount=amount)


def _declare(call, *, at):
    calls.declare(call, by=call.person, at=at)


def _waive(call, *, at):
    day = timezone.localdate(at)
    calls.waive(
        call.person, call.year, by=_treasurer(at), at=at, organ=settings.HOUSE.board,
        decided_on=day, reference="compte rendu, point 5",
    )  # fmt: skip


def _bounce(call, *, at):
    for paid in call.payments.standing():
        payments.reverse(
            paid, by=_treasurer(at), at=at, on=timezone.localdate(at),
            reason="le chèque est revenu impayé",
        )  # fmt: skip


def _greet_newcomers(*, at):
    calls.call_those_due(_year(), at=at)


def _recall(*, at):
    reminders.remind(at=at)


def _year():
    return FeeYear.objects.latest()


def _treasurer(at):
    return Person.objects.holding(Role.TREASURER, on=timezone.localdate(at)).first()


FIRST = {0: "whole", 1: "cheque", 2: "parts", 3: "chosen", 4: "half", 5: "advance", 6: "never"}
"""The first of the register: those whom visitors become see a bit of everything."""

STORIES = {
    "whole": lambda day: [(day, _pay, {})],
    "cheque": lambda day: [(day, _pay, {"means": "cheque", "reference": "0000417"})],
    "parts": lambda day: [(day, _pay, {"part": 2}), (day + 15, _pay, {})],
    "more": lambda day: [(day, _pay, {"more": 2_000, "fate": "gift"})],
    "chosen": lambda day: [(day, _choose, {"amount": 5_000}), (day + 1, _pay, {})],
    "reduced": lambda day: [(day, _declare, {}), (day + 2, _pay, {"means": "cash"})],
    "waived": lambda day: [(day, _waive, {})],
    "advance": lambda day: [(day, _pay, {"more": 1_000, "fate": "advance"})],
    "twice": lambda day: [(day, _pay, {"more": 3_000, "fate": "refund"})],
    "bounced": lambda day: [(day, _pay, {"means": "cheque"}), (day + 6, _bounce, {})],
    "half": lambda day: [(-9, _pay, {"part": 2})],
    "never": lambda day: [],
}
"""What each manner does, and on which working day, counted from today."""
