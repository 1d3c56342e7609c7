"""What arrived of the apports of the demonstration: receipts, a mistake put right, a wish."""

from django.utils import timezone

from contributions.actions import payments, waivers
from contributions.apports import due
from contributions.demo.people import person
from contributions.models import Contract, Receipt
from contributions.states import ContractState
from coopstudio.tending import alone

ARRIVED = [
    # who, day, cents, means, reference
    ("odile", -38, 500_00, Receipt.Means.TRANSFER, "Virement Odile, apport"),
    ("odile", -17, 500_00, Receipt.Means.TRANSFER, "Virement Odile, suite"),
    ("aicha.benali", -33, 2_000_00, Receipt.Means.CHEQUE, "chèque 0042117"),
    ("lan", -30, 500_00, Receipt.Means.CASH, "remis à la permanence"),
    ("lan", -12, 150_00, Receipt.Means.CHEQUE, "chèque 7730021"),
]
MISTAKE = ("lan", -9, "chèque 7730021", "Le chèque est revenu impayé.")
WISH = ("aicha.benali", -3, 200_00, "Pour la première année, si cela aide.")


def plan(world):
    for name, day, cents, means, piece in ARRIVED:
        told = {"name": name, "cents": cents, "means": means, "piece": piece}
        world.plan(world.moment(f"{day} 14:05"), _receive, **told)
    name, day, piece, why = MISTAKE
    world.plan(world.moment(f"{day} 11:40"), _put_right, name=name, piece=piece, why=why)
    name, day, cents, words = WISH
    world.plan(world.moment(f"{day} 19:15"), _wish, name=name, cents=cents, words=words)
    for day in range(-20, 0, 2):
        world.plan(world.moment(f"{day} 07:30"), _tend)


def apport(name):
    """The contract in force of somebody; None while there is none."""
    found = Contract.objects.of(person(name)).filter(state=ContractState.IN_FORCE)
    return found.order_by("pk").first()


def _receive(*, at, name, cents, means, piece):
    if made := apport(name):
        payments.receive(
            made, by=person("helene"), at=at, on=timezone.localdate(at), cents=cents, means=means,
            piece=piece,
        )  # fmt: skip


def _put_right(*, at, name, piece, why):
    made = apport(name)
    if wrong := made and made.receipts.filter(entry__piece=piece).first():
        day = timezone.localdate(at)
        payments.reverse(wrong, by=person("helene"), at=at, on=day, why=why)


def _wish(*, at, name, cents, words):
    if made := apport(name):
        waivers.ask(made, by=made.person, at=at, cents=cents, words=words)


def _tend(*, at):
    for row in due.to_remind(at):
        with alone(row):
            payments.remind(row, at=at)
