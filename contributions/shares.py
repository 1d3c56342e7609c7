"""How an envelope is shared among those who brought something: four rules, whole cents only.

Pure functions of integers (specification, 6.1). What is given to all sums exactly to the envelope,
or to what is outstanding when the envelope is larger; nobody is given less than nothing, nor more
than what is outstanding for them. Odd cents follow a rule that is printed in the contract, never
the order of a table.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Holding:
    """What is outstanding of one contract, in cents. ``rank``: by the day it came into force."""

    key: str
    outstanding: int
    rank: int
    person: str = ""
    received_on: date | None = None


def pro_rata(envelope, holdings):
    """R1: to each in proportion to what is outstanding; odd cents to the largest remainders.

    Returns {key: cents}. Ties of remainders go to the smallest rank.
    """
    total = sum(one.outstanding for one in holdings)
    envelope = min(_checked(envelope), total)
    if not total:
        return {one.key: 0 for one in holdings}
    given = {one.key: envelope * one.outstanding // total for one in holdings}
    left = envelope - sum(given.values())
    by_remainder = sorted(
        holdings, key=lambda one: (-(envelope * one.outstanding % total), one.rank)
    )
    for one in by_remainder[:left]:
        given[one.key] += 1
    return given


def oldest_first(envelope, holdings):
    """R2: who brought first is served first; those of the same day share as in R1."""
    given, left = {one.key: 0 for one in holdings}, _checked(envelope)
    days = defaultdict(list)
    for one in holdings:
        days[one.received_on].append(one)
    for day in sorted(days):
        served = pro_rata(left, days[day])
        given |= served
        left -= sum(served.values())
    return given


def equal_by_person(envelope, holdings):
    """R3: the same to each person, up to what is outstanding for them; oldest contract first.

    Water fills the glasses together: whoever is full leaves, and the others go on.
    """
    people = defaultdict(list)
    for one in sorted(holdings, key=lambda one: one.rank):
        people[one.person or one.key].append(one)
    most = {person: sum(one.outstanding for one in theirs) for person, theirs in people.items()}
    order = {person: theirs[0].rank for person, theirs in people.items()}
    served = _filled(min(_checked(envelope), sum(most.values())), most, order)
    given = {}
    for person, theirs in people.items():
        left = served[person]
        for one in theirs:
            given[one.key] = min(left, one.outstanding)
            left -= given[one.key]
    return given


def hardship_first(envelope, holdings, requests, percent):
    """R4: a part of the envelope for approved requests, then R1 on what remains outstanding.

    ``requests``: {key: cents asked}, capped at what is outstanding. ``percent``: 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise ValueError("a part is between 0 and 100 percent")
    known = {one.key: one for one in holdings}
    asked = [
        Holding(key, min(cents, known[key].outstanding), known[key].rank)
        for key, cents in requests.items()
    ]
    total = sum(one.outstanding for one in holdings)
    envelope = min(_checked(envelope), total)
    served = pro_rata(envelope * percent // 100, asked)
    rest = [
        Holding(one.key, one.outstanding - served.get(one.key, 0), one.rank) for one in holdings
    ]
    others = pro_rata(envelope - sum(served.values()), rest)
    return {key: cents + served.get(key, 0) for key, cents in others.items()}


def with_a_minimum(envelope, holdings, minimum):
    """R1 again and again, each time without the smallest share that is too small to be sent.

    A share below ``minimum`` that settles a balance is sent all the same. Who is left out stays
    outstanding for the next round.
    """
    given = pro_rata(envelope, large_enough(envelope, holdings, minimum))
    return {one.key: given.get(one.key, 0) for one in holdings}


def large_enough(envelope, holdings, minimum):
    """Those who share in the end, when no share below ``minimum`` is sent."""
    staying = list(holdings)
    while staying:
        given = pro_rata(envelope, staying)
        small = [
            one
            for one in staying
            if 0 < given[one.key] < minimum and given[one.key] < one.outstanding
        ]
        if not small:
            break
        staying.remove(min(small, key=lambda one: (given[one.key], -one.rank)))
    return staying


def _filled(left, most, order):
    """Fill every glass of ``most`` evenly with ``left``; the odd cents go to the smallest order."""
    served, thirsty = dict.fromkeys(most, 0), sorted(most, key=order.get)
    while left and thirsty:
        level = left // len(thirsty)
        if not level:
            for person in thirsty[:left]:
                served[person] += 1
            return served
        for person in thirsty:
            drunk = min(level, most[person] - served[person])
            served[person] += drunk
            left -= drunk
        thirsty = [person for person in thirsty if served[person] < most[person]]
    return served


def _checked(cents):
    if isinstance(cents, bool) or not isinstance(cents, int) or cents < 0:
        raise ValueError(f"an envelope is a whole number of cents, not {cents!r}")
    return cents
