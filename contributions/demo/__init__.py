"""The apports of the demonstration: each noun plans its own part, played in the order of time."""

from contributions.demo import bank, books, contracts, needs, payments, pledges, rounds, terms


def fill(world):
    """The rules, the plan, promises, contracts, what arrived, what the bank says, a first round."""
    for noun in (terms, needs, pledges, contracts, payments, books, rounds, bank):
        noun.plan(world)
