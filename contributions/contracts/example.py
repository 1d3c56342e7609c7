"""A round worked out step by step for an annex: the numbers of the specification (G1)."""

from datetime import date

from contributions.shares import Holding, equal_by_person, oldest_first, pro_rata
from contributions.states import Rule
from coopstudio.french import money

ENVELOPE = 1_000_00
LEFT = {"A": 150000, "B": 33333, "C": 275050, "D": 9999, "E": 123456, "F": 500000, "G": 8162}
HOLDINGS = [
    Holding(key, cents, rank, received_on=date(2027, rank, 15))
    for rank, (key, cents) in enumerate(LEFT.items(), start=1)
]
SHARED = {Rule.OLDEST: oldest_first, Rule.EQUAL: equal_by_person}


def round_of(rule):
    """{"total", "envelope", "rows", "is_exact", "odd"}: amounts in French, for a table.

    ``is_exact``: each row bears its exact share, and the odd cent it was given.
    """
    share = SHARED.get(rule, pro_rata)
    given, is_exact = share(ENVELOPE, HOLDINGS), share is pro_rata
    total = sum(LEFT.values())
    rows = [
        {
            "key": one.key,
            "left": money.euros(one.outstanding),
            "exact": _exact(ENVELOPE * one.outstanding, total) if is_exact else "",
            "odd": given[one.key] - ENVELOPE * one.outstanding // total if is_exact else 0,
            "given": money.euros(given[one.key]),
        }
        for one in HOLDINGS
    ]
    return {
        "rule": Rule(rule).label,
        "envelope": money.euros(ENVELOPE),
        "total": money.euros(total),
        "given": money.euros(sum(given.values())),
        "rows": rows,
        "is_exact": is_exact,
        "odd": [row["key"] for row in rows if row["odd"]],
    }


def _exact(cents_times_total, total):
    """« 136,3636… »: euros with four figures after the comma, cut and not rounded."""
    whole, rest = divmod(cents_times_total * 100, total)
    euros, small = divmod(whole, 10_000)
    return f"{money.number(euros)},{small:04}{'…' if rest else ''}"
