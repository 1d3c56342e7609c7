"""A first round in the demonstration: a small envelope that is being prepared, two accounts."""

from contributions.actions import payouts, rounds
from contributions.demo.people import person

IBANS = {
    "odile": "FR1420041010050500013M02606",
    "aicha.benali": "DE89370400440532013000",
}
ENVELOPE = "Recette de la fête de l’automne, mise au pot par l’assemblée", 300_00


def plan(world):
    """The envelope is prepared, not frozen; one account is confirmed, the other waits."""
    world.plan(world.moment("-5 10:15"), _prepare)
    for name in IBANS:
        world.plan(world.moment("-4 18:05"), _give, name=name)
    world.plan(world.moment("-4 19:40"), _confirm)


def _prepare(*, at):
    words, cents = ENVELOPE
    tour = rounds.prepare(by=person("helene"), at=at, on=at.date())
    rounds.add_source(tour, by=person("helene"), words=words, cents=cents)


def _give(*, at, name):
    owner = person(name)
    payouts.ask(owner, by=owner, at=at, holder=owner.full_name, iban=IBANS[name], proved_at=at)


def _confirm(*, at):
    """Fleur heard Odile say the last four signs; the other one still waits."""
    waits = person("odile").payout_accounts.get(confirmed_at=None)
    payouts.confirm(waits, by=person("fleur"), at=at, heard=waits.iban[-4:])
