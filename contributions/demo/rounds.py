"""A first round in the demonstration: an advance came back, a part of it returns."""

from datetime import timedelta

from contributions.actions import entries, payouts, rounds
from contributions.actions.entries import credit, debit
from contributions.chart import ADVANCES, BANK
from contributions.demo.people import person
from contributions.states import Nature

IBANS = {
    "odile": "FR1420041010050500013M02606",
    "aicha.benali": "DE89370400440532013000",
}
BACK = 300_00


def plan(world):
    """An advance comes back, a round is prepared and computed; two accounts are given."""
    world.plan(world.moment("-6 09:30"), _advance)
    world.plan(world.moment("-5 10:15"), _prepare)
    for name in IBANS:
        world.plan(world.moment("-4 18:05"), _give, name=name)
    world.plan(world.moment("-4 19:40"), _confirm)


def _advance(*, at):
    """The company was lent money by the association, and gives a part of it back."""
    legs = ((debit(ADVANCES, 1_500_00), credit(BANK, 1_500_00)),
            (debit(BANK, BACK), credit(ADVANCES, BACK)))  # fmt: skip
    said = ("Avance à la société", "Avance rendue par la société")
    for rank, (pair, label) in enumerate(zip(legs, said, strict=True)):
        entries.post(
            list(pair), by=person("helene"), at=at, nature=Nature.MISC, book_id="BQ",
            on=(at - timedelta(days=20 * (1 - rank))).date(), piece=f"Avance {rank + 1}",
            label=label, source_key=f"demo:advance:{rank}",
        )  # fmt: skip


def _prepare(*, at):
    tour = rounds.prepare(by=person("helene"), at=at, on=at.date())
    for source in tour.sources.all():
        rounds.draw(source, by=person("helene"), cents=min(source.cents, BACK))


def _give(*, at, name):
    owner = person(name)
    payouts.ask(owner, by=owner, at=at, holder=owner.full_name, iban=IBANS[name], proved_at=at)


def _confirm(*, at):
    """Fleur heard Odile say the last four signs; the other one still waits."""
    waits = person("odile").payout_accounts.filter(confirmed_at=None).first()
    if waits:
        payouts.confirm(waits, by=person("fleur"), at=at)
