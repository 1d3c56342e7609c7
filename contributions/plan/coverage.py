"""Needs and what covers them, on one scale (G17). In cents; rates in hundredths of a percent.

A total that speaks of one or two people would tell what they brought: members read totals of three
people at least, and the split between what came and what is to come under the same rule.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from contributions.models import Contract, Need, Resource
from contributions.permissions import reads_books
from contributions.states import ALIVE, BEFORE, TAKEN_BACK, ContractState, Priority

NOTHING = Value(0, output_field=BigIntegerField())
SIGNING = (ContractState.ISSUED, ContractState.SIGNED)
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
    """What contracts of today engage, over everybody: one question, summed by PostgreSQL."""
    parts = {"received": "came", "due": "left", "signing": "waits"}
    some = {f"{name}_people": Q(**{f"{part}__gt": 0}) for name, part in parts.items()}
    some["people"] = some["received_people"] | some["due_people"]
    sums = {name: Coalesce(Sum(part), NOTHING) for name, part in parts.items()}
    people = {name: Count("person", distinct=True, filter=have) for name, have in some.items()}
    return Apports(**_contracts().aggregate(**sums, **people))


def _contracts():
    """Each contract, with what ``came``, what is ``left`` to come, and what ``waits`` for a name.

    What is left is what its instalments still await, or what was committed when it has none.
    """
    rows = Contract.objects.filter(form__in=TAKEN_BACK).exclude(state=ContractState.LAPSED)
    going = Coalesce(Sum("instalments__cents", filter=Q(instalments__lapsed_at=None)), NOTHING)
    came = Coalesce("balance__received", NOTHING)
    awaited = Case(When(planned=0, then=F("committed")), default=F("going"))
    left = Greatest(awaited - F("came"), NOTHING, output_field=BigIntegerField())
    return rows.annotate(
        planned=Count("instalments"),
        going=going,
        came=Case(When(state__in=BEFORE, then=NOTHING), default=came),
        left=Case(When(state__in=ALIVE, then=left), default=NOTHING),
        waits=Case(When(state__in=SIGNING, then=F("committed")), default=NOTHING),
    )


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
