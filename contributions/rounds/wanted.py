"""The shares that a base and a rule ask for: when a round is computed, and when it is posted."""

from contributions.models import Hardship, Share
from contributions.rounds.sources import envelope_of
from contributions.rounds.working import Way, worked
from contributions.states import HardshipState, Rule
from coopstudio.french.money import euros


def way_of(tour, envelope, *, rule=None):
    """How this round shares, or would under another ``rule``."""
    rule = rule or tour.rule
    requests = ()
    if rule == Rule.HARDSHIP:
        agreed = Hardship.objects.filter(round=tour, state=HardshipState.APPROVED)
        requests = tuple(agreed.order_by("contract").values_list("contract", "cents"))
    minimum = tour.minimum if rule == tour.rule else 0
    return Way(rule, envelope, minimum, tour.hardship_percent, requests)


def shares_of(tour, rows, envelope):
    """One Share for each row that takes part, not written."""
    given = worked(way_of(tour, envelope), rows)
    return [
        Share(
            round=tour, contract_id=row["contract"], rank=row["rank"],
            outstanding=row["outstanding"], cents=given[row["contract"]].cents,
            fraction=given[row["contract"]].fraction[:120],
            has_odd_cent=given[row["contract"]].is_odd,
        )
        for row in rows
        if not row["is_out"]
    ]  # fmt: skip


def pool_of(tour):
    """The most that is served first to approved requests, in cents."""
    return envelope_of(tour) * tour.hardship_percent // 100


def said(shares):
    """What tells shares apart, to compare two workings."""
    return sorted((one.contract_id, one.outstanding, one.cents, one.fraction) for one in shares)


def unshared(envelope, shares):
    """What the minimum leaves of an envelope, in a sentence for whoever decides; often nothing."""
    left = min(envelope, sum(one.outstanding for one in shares)) - sum(one.cents for one in shares)
    return f"Le minimum laisse {euros(left)} sans partage. " if left else ""
