"""Each share of a round with the division it comes from, so that its person can do it again.

Pure: rows of a base in, whole cents out. What is given here is what ``contributions.shares`` gives.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from contributions import shares
from contributions.shares import Holding
from contributions.states import Rule
from coopstudio.french.money import euros

LARGEST = "ils vont aux plus grands restes de la division"
ODD_CENTS = {
    Rule.PRO_RATA: LARGEST,
    Rule.OLDEST: LARGEST,
    Rule.EQUAL: "ils vont aux apports entrés en vigueur les premiers",
    Rule.HARDSHIP: LARGEST,
}
"""Where the cents go that a division leaves over."""


@dataclass(frozen=True)
class Given:
    """What somebody is given of one contract, in cents, how, and with an odd cent or not."""

    cents: int
    fraction: str = ""
    is_odd: bool = False


@dataclass(frozen=True)
class Way:
    """How an envelope (cents) is shared. ``requests``: {contract: cents}, heard under R4 alone."""

    rule: str
    envelope: int
    minimum: int = 0
    percent: int = 0
    requests: tuple = ()


def worked(way, rows):
    """{contract: Given} for the rows of a base that take part."""
    holdings = [
        Holding(row["contract"], row["outstanding"], row["rank"], f"{row['person']}")
        for row in rows
        if not row["is_out"]
    ]
    if way.rule == Rule.OLDEST:
        return _oldest(way.envelope, [row for row in rows if not row["is_out"]])
    if way.rule == Rule.EQUAL:
        return _equal(way.envelope, holdings)
    if way.rule == Rule.HARDSHIP:
        return _hardship(way, holdings)
    staying = shares.large_enough(way.envelope, holdings, way.minimum)
    return {one.key: Given(0, "sous le minimum d’une reprise") for one in holdings} | _divided(
        way.envelope, staying
    )


def in_euros(fraction):
    """The same working for who reads euros: « 1 000,00 € × 1 500,00 € / 11 000,00 €, soit … »."""
    words = re.sub(r" reste \d+", "", fraction).replace(", plus 1", ", plus un centime")
    if "×" not in words:
        words = re.sub(r"/ (\d+) =", r"entre \1 personnes =", words)
    words = words.replace(" =", ", soit")
    return re.sub(r"\d+(?!\d| personne)", lambda found: euros(int(found[0])), words)


def _divided(envelope, holdings, *, before=()):
    """R1, told: « 100000 × 150000 / 1100000 = 13636 reste 400000 ». ``before``: {key: cents}."""
    before, total = dict(before), sum(one.outstanding for one in holdings)
    given = shares.pro_rata(envelope, holdings)
    envelope, told = min(envelope, total), {}
    for one in holdings:
        whole, rest = divmod(envelope * one.outstanding, total) if total else (0, 0)
        first = before.get(one.key, 0)
        is_odd = given[one.key] > whole
        words = f"{envelope} × {one.outstanding} / {total} = {whole} reste {rest}"
        words = f"{first} + {words}" if first else words
        told[one.key] = Given(
            given[one.key] + first, f"{words}, plus 1" if is_odd else words, is_odd
        )
    return told


def _oldest(envelope, rows):
    """R2: lots by the day they came; one lot served in part tells its division."""
    days = defaultdict(list)
    for row in rows:
        for rank, (day, cents) in enumerate(row["lots"]):
            days[date.fromisoformat(day)].append(
                Holding((row["contract"], rank), cents, row["rank"])
            )
    told = {row["contract"]: Given(0, "versements plus anciens servis d’abord") for row in rows}
    for day in sorted(days):
        for (contract, _), one in _divided(envelope, days[day]).items():
            if one.cents:
                so_far = told[contract].cents
                words = f"{so_far} + {one.fraction}" if so_far else one.fraction
                told[contract] = Given(so_far + one.cents, words, one.is_odd)
        envelope -= min(envelope, sum(one.outstanding for one in days[day]))
    whole = {row["contract"]: row["outstanding"] for row in rows}
    return {
        key: replace(one, fraction="tout son reste", is_odd=False)
        if one.cents == whole[key]
        else one
        for key, one in told.items()
    }


def _equal(envelope, holdings):
    """R3: the level that the water reached, and who was full before."""
    given, people = shares.equal_by_person(envelope, holdings), defaultdict(list)
    for one in sorted(holdings, key=lambda one: one.rank):
        people[one.person].append(one)
    most = {who: sum(one.outstanding for one in theirs) for who, theirs in people.items()}
    got = {who: sum(given[one.key] for one in theirs) for who, theirs in people.items()}
    thirsty = [who for who in people if got[who] < most[who]]
    left = sum(got[who] for who in thirsty)
    level, rest = divmod(left, len(thirsty)) if thirsty else (0, 0)
    told = {}
    for who, theirs in people.items():
        is_odd, words = got[who] > level, f"{left} / {len(thirsty)} = {level} reste {rest}"
        for one in theirs:
            told[one.key] = (
                Given(given[one.key], f"{words}, plus 1" if is_odd else words, is_odd)
                if who in thirsty
                else Given(given[one.key], "tout son reste")
            )
    return told


def _hardship(way, holdings):
    """R4: what is served first, then R1 on what remains."""
    requests = dict(way.requests)
    total = sum(one.outstanding for one in holdings)
    envelope = min(way.envelope, total)
    asked = [
        replace(one, outstanding=min(requests[one.key], one.outstanding))
        for one in holdings
        if one.key in requests
    ]
    served = shares.pro_rata(envelope * way.percent // 100, asked)
    rest = [replace(one, outstanding=one.outstanding - served.get(one.key, 0)) for one in holdings]
    return _divided(envelope - sum(served.values()), rest, before=served)
