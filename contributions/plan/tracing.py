"""From a receipt to a need to an expense, euro by euro (F7). Pure where it counts; in cents.

What somebody brought for a need pays that need only; what was brought to the project as a whole
pays any. The oldest receipt pays first.
"""

from dataclasses import dataclass

from contributions.models import Receipt, Use
from coopstudio import db


@dataclass(frozen=True)
class Money:
    """Something that arrived, or was spent: its key, its need (None: the whole project), cents."""

    key: object
    need: object
    cents: int


def traced(receipts, uses):
    """What each receipt paid: [(receipt's key, use's key, cents)], in the order of the uses.

    ``receipts`` and ``uses`` are Money, oldest first. What no receipt covers is left out.
    """
    left = {one.key: one.cents for one in receipts}
    paid = []
    for used in uses:
        missing = used.cents
        own = [one for one in receipts if one.need is not None and one.need == used.need]
        free = [one for one in receipts if one.need is None]
        for receipt in [*own, *free]:
            taken = min(missing, left[receipt.key])
            if taken:
                paid.append((receipt.key, used.key, taken))
                left[receipt.key] -= taken
                missing -= taken
    return paid


def coverable(need, receipts, uses):
    """How many cents of apports may still be said to be spent on ``need``."""
    paid = {}
    for key, _use, cents in traced(receipts, uses):
        paid[key] = paid.get(key, 0) + cents
    open_to_it = [one for one in receipts if one.need in (need, None)]
    return sum(one.cents - paid.get(one.key, 0) for one in open_to_it)


def left_for(need):
    """The same, of what the books hold today."""
    return coverable(need.pk, receipts_so_far(), uses_so_far())


def receipts_so_far():
    """Every receipt that was not reversed, with the need of the promise it comes from."""
    rows = Receipt.objects.filter(entry__reversed_by=None).order_by("on", "pk")
    told = rows.values_list("pk", "contract__pledge__need", "cents")
    return [Money(*row) for row in told]


def uses_so_far():
    told = Use.objects.counted().values_list("pk", "need", "cents")
    return [Money(*row) for row in told]


def one_at_a_time():
    """Nobody else attaches an expense until this transaction ends."""
    db.one_at_a_time("contributions.uses")
