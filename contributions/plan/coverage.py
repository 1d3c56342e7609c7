"""Needs and what covers them, on one scale (G17). In cents; rates in hundredths of a percent.

A total that speaks of one or two people would tell what they brought: members read totals of three
people at least, and the split between what came and what is to come under the same rule.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import OuterRef, Subquery, Sum

from contributions.models import Contract, Instalment, Need, Resource
from contributions.permissions import reads_books
from contributions.states import ALIVE, BEFORE, TAKEN_BACK, ContractState, Priority

ENOUGH = 3
"""People under which a breakdown is hidden (9.5)."""

ORDER = {Priority.VITAL: 0, Priority.IMPORTANT: 1, Priority.WISHED: 2}


def rate(part, whole):
    """Hundredths of a percent, half up: 8846 for « 88,46 % »; 0 of nothing."""
    return (2 * part * 10_000 + whole) // (2 * whole) if whole else 0


def percent(hundredths):
    """« 88,46 % »."""
    return f"{hundredths // 100},{hundredths % 100:02}\u00a0%"


def is_told(people):
    """Whether a sum over so many people tells nobody's amount: none, or three."""
    return people == 0 or people >= ENOUGH


@dataclass(frozen=True)
class Apports:
    """What contracts engage: arrived, still to come, and what waits for a signature."""

    received: int = 0
    due: int = 0
    signing: int = 0
    people: int = 0
    received_people: int = 0
    due_people: int = 0
    signing_people: int = 0
    is_hidden: bool = False
    is_merged: bool = False

    @property
    def engaged(self):
        return self.received + self.due

    @property
    def may_be_told(self):
        return is_told(self.people)

    @property
    def may_be_split(self):
        return is_told(self.received_people) and is_told(self.due_people)

    def for_members(self):
        """The same, without what would tell somebody's amount."""
        if not self.may_be_told:
            return Apports(is_hidden=True)
        known = self if is_told(self.signing_people) else replace(self, signing=0)
        return replace(known, is_merged=not self.may_be_split)


def apports():
    """What contracts of today engage, over everybody."""
    sums, people = dict.fromkeys(("received", "due", "signing"), 0), {}
    for person, state, committed, received, expected in _contracts():
        told = {"received": received or 0, "due": 0, "signing": 0}
        if state in ALIVE:
            told["due"] = max(0, (committed if expected is None else expected) - told["received"])
        elif state in (ContractState.ISSUED, ContractState.SIGNED):
            told["signing"] = committed
        for name, cents in told.items():
            sums[name] += cents
            if cents:
                people.setdefault(name, set()).add(person)
    engaged = people.get("received", set()) | people.get("due", set())
    counts = {f"{name}_people": len(people.get(name, ())) for name in sums}
    return Apports(**sums, **counts, people=len(engaged))


def _contracts():
    """(person, state, committed, received, what is still expected in all), for each contract."""
    kept = Instalment.objects.filter(contract=OuterRef("pk"))
    every = kept.values("contract").annotate(n=Sum("cents")).values("n")
    going = kept.filter(lapsed_at=None).values("contract").annotate(n=Sum("cents")).values("n")
    rows = Contract.objects.filter(form__in=TAKEN_BACK).exclude(state=ContractState.LAPSED)
    found = rows.annotate(every=Subquery(every), going=Subquery(going)).values_list(
        "person", "state", "committed", "balance__received", "every", "going"
    )
    for person, state, committed, received, planned, left in found:
        expected = None if planned is None else left or 0
        yield person, state, committed, 0 if state in BEFORE else received, expected


class Coverage:
    """The plan of a day, as ``person`` may read it; None: as any member may."""

    def __init__(self, person, *, on):
        self.on = on
        self.reads_all = person is not None and reads_books(person)
        self.needs = sorted(Need.objects.open(on), key=lambda one: ORDER[one.priority])
        self.resources = list(Resource.objects.standing(on))

    @cached_property
    def apports(self):
        found = apports()
        return found if self.reads_all else found.for_members()

    @cached_property
    def needed(self):
        return sum(need.cents for need in self.needs)

    @cached_property
    def engaged(self):
        return self.apports.engaged + sum(one.promised for one in self.resources)

    @cached_property
    def cashed(self):
        """None when it would tell what one or two people have paid."""
        if self.apports.is_merged:
            return None
        return self.apports.received + sum(one.received for one in self.resources)

    @property
    def gap(self):
        return max(0, self.needed - self.engaged)

    @property
    def surplus(self):
        return max(0, self.engaged - self.needed)

    @property
    def engaged_rate(self):
        return percent(rate(self.engaged, self.needed))

    @property
    def cashed_rate(self):
        return None if self.cashed is None else percent(rate(self.cashed, self.needed))

    @property
    def scale(self):
        """What the whole width of the picture stands for."""
        return max(self.needed, self.engaged, 1)
