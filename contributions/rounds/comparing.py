"""The four rules side by side: to the cent for who answers for the books, by groups for the circle.

A group holds three people at least, so that nobody's amount can be read in it.
"""

from dataclasses import dataclass

from contributions.rounds.working import worked
from contributions.states import Rule
from coopstudio.french.money import euros

TITLES = {
    Rule.PRO_RATA: ("Au prorata", "à chacun selon son reste"),
    Rule.OLDEST: ("Plus anciens d’abord", "le premier arrivé, le premier servi"),
    Rule.EQUAL: ("Égal par personne", "la même somme, dans la limite de son reste"),
    Rule.HARDSHIP: ("Priorité difficulté", "une part d’abord à qui en a besoin"),
}
THRESHOLD = 3
"""Under so many people, no breakdown is shown."""


@dataclass(frozen=True)
class Column:
    """One rule, and what it gives to each contract."""

    rule: str
    given: dict
    is_chosen: bool = False
    percent: int = 0

    @property
    def title(self):
        return TITLES[self.rule][0]

    @property
    def words(self):
        if self.is_discreet:
            return f"{self.percent} % d’abord à qui en a besoin"
        return TITLES[self.rule][1]

    @property
    def is_discreet(self):
        return self.rule == Rule.HARDSHIP

    @property
    def total(self):
        return figures(sum(one.cents for one in self.given.values()))


@dataclass(frozen=True)
class Cell:
    """What a rule gives there, in cents, and the width of its bar."""

    column: Column
    cents: int
    width: str
    is_odd: bool = False
    served: int = 0

    @property
    def figures(self):
        """« 1 234,50 »: under a heading that says euros."""
        return figures(self.cents)


@dataclass(frozen=True)
class Row:
    """A contract, or a group of people, with what each rule gives."""

    words: str
    outstanding: int
    cells: list
    rank: int = 0
    people: int = 0
    is_out: bool = False
    contract: int = 0

    @property
    def figures(self):
        return figures(self.outstanding)


def figures(cents):
    return euros(cents)[:-2]


def columns(tour, rows, ways):
    """A column for each way of sharing; ``rows``: the base."""
    return [Column(way.rule, worked(way, rows), way.rule == tour.rule, way.percent) for way in ways]


def by_contract(rows, told, names):
    """One row each, by rank: for who answers for the books. ``names``: {person: name}."""
    scale = _scale(told)
    return [
        Row(
            names.get(row["person"], row["reference"]),
            row["outstanding"],
            [_cell(column, column.given.get(row["contract"]), scale) for column in told],
            rank=row["rank"],
            is_out=row["is_out"],
            contract=row["contract"],
        )
        for row in rows
    ]


def by_group(rows, told):
    """Groups of three people or more, from the smallest remainders to the largest; or nothing."""
    people = {}
    for row in rows:
        if not row["is_out"]:
            people.setdefault(row["person"], []).append(row)
    order = sorted(people.values(), key=lambda theirs: sum(one["outstanding"] for one in theirs))
    count = len(order) // THRESHOLD
    return [_group(order, rank, count, told) for rank in range(count)]


def _group(order, rank, count, told):
    size = len(order) // count
    theirs = order[rank * size :] if rank == count - 1 else order[rank * size : (rank + 1) * size]
    owed = sum(one["outstanding"] for rows in theirs for one in rows)
    words = {0: "les plus petits restes", count - 1: "les plus grands restes"}
    word = words.get(rank, "les restes du milieu") if count > 1 else "tout le monde"
    return Row(word, owed, [_sum(column, theirs, owed) for column in told], people=len(theirs))


def _sum(column, theirs, owed):
    by_person = [sum(column.given[one["contract"]].cents for one in rows) for rows in theirs]
    cents = sum(by_person)
    share = 100 * cents / owed if owed else 0
    return Cell(column, cents, f"{share:.2f}%", served=sum(one > 0 for one in by_person))


def _cell(column, given, scale):
    cents = given.cents if given else 0
    share = min(100, 100 * cents / scale) if scale else 0
    return Cell(column, cents, f"{share:.2f}%", bool(given) and given.is_odd)


def _scale(told):
    """The widest bar: a little more than the largest share of the chosen rule."""
    chosen = next((one for one in told if one.is_chosen), told[0] if told else None)
    most = max((one.cents for one in chosen.given.values()), default=0) if chosen else 0
    return most * 1.1
