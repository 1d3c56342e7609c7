"""The apports of the demonstration: each noun plans its own part, played in the order of time."""

from contributions.demo import needs, pledges, terms


def fill(world):
    """The rules, the plan and the promises."""
    terms.plan(world)
    needs.plan(world)
    pledges.plan(world)
