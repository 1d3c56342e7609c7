"""When will everybody have taken back what they brought? Three ways to think of it. Pure.

Year after year: the company makes a profit, pays its tax, gives a part of what is left; the
association pays the tax of a mother company on what it receives, gives the share that its rules say
to the round, never below the floor of its treasury. In cents and hundredths of a percent; what is
given is rounded down, what is paid in taxes half up. « Jamais » is an answer.
"""

from dataclasses import dataclass, replace

YEARS = 20
WHOLE = 10_000


@dataclass(frozen=True)
class Tax:
    """A parameter of the law, with where it is written. ``rate`` in hundredths of a percent."""

    name: str
    rate: int
    source: str


COMPANY_TAX = Tax("Impôt sur les sociétés", 2_500, "CGI, art. 219 : taux normal")
TAXED_SHARE = Tax("Part taxée des dividendes reçus", 500, "CGI, art. 145 et 216 : mère et filiale")


@dataclass(frozen=True)
class Knobs:
    """The assumptions that one may change. Cents, and hundredths of a percent."""

    outstanding: int
    treasury: int
    first_year: int
    profit: int = 800_000
    growth: int = 500
    distributed: int = 6_000
    share: int = 5_000
    floor: int = 0
    company_tax: int = COMPANY_TAX.rate
    taxed_share: int = TAXED_SHARE.rate


@dataclass(frozen=True)
class Scenario:
    """A way to think of the years to come, made from the same knobs."""

    key: str
    name: str
    words: str
    profit: int
    growth: int
    waits: int
    """``profit``: a share of the knob; ``growth``: added to it; ``waits``: years without profit."""


SCENARIOS = (
    Scenario("porteur", "Porteur", "deux fois le bénéfice central, dès la première année", 20_000,
             500, 0),
    Scenario("central", "Central", "une année pour démarrer, puis une croissance lente", 10_000, 0,
             1),
    Scenario("prudent", "Prudent", "trois années sans bénéfice, puis un tiers, sans croissance",
             3_333, -WHOLE, 3),
)  # fmt: skip


@dataclass(frozen=True)
class Year:
    """What happens in one year, and what is left to take back at its end."""

    year: int
    dividend: int
    tax: int
    given: int
    left: int
    treasury: int


@dataclass(frozen=True)
class Horizon:
    scenario: Scenario
    years: list

    @property
    def ends_in(self):
        """The year in which everything is taken back; None for « pas d’ici là »."""
        return next((one.year for one in self.years if not one.left), None)

    @property
    def left(self):
        return self.years[-1].left

    @property
    def never_begins(self):
        """Nothing is ever given back in these years."""
        return not any(one.given for one in self.years)


def part(cents, hundredths):
    """A share of an amount, rounded down: what one may give."""
    return cents * hundredths // WHOLE


def tax(cents, hundredths):
    """A share of an amount, half up: what one has to pay."""
    return (2 * cents * hundredths + WHOLE) // (2 * WHOLE)


def profit_behind(dividend, *, distributed, company_tax):
    """The least profit before tax, in cents, whose distributed part is at least this dividend."""
    after_tax = -(-dividend * WHOLE // distributed)
    profit = max(after_tax * WHOLE // (WHOLE - company_tax) - 1, 0)
    while part(profit - tax(profit, company_tax), distributed) < dividend:
        profit += 1
    return profit


def foreseen(knobs, scenario, *, years=YEARS):
    """The years to come under one scenario: a Horizon of ``years`` years at most."""
    growth = max(knobs.growth + scenario.growth, 0) if scenario.growth > -WHOLE else 0
    profit, left, treasury, rows = 0, knobs.outstanding, knobs.treasury, []
    for rank in range(years):
        if rank == scenario.waits:
            profit = part(knobs.profit, scenario.profit)
        elif rank > scenario.waits:
            profit += part(profit, growth)
        row = _lived(replace(knobs, outstanding=left, treasury=treasury), profit, rank)
        left, treasury = row.left, row.treasury
        rows.append(row)
    return Horizon(scenario, rows)


def _lived(knobs, profit, rank):
    dividend = part(profit - tax(profit, knobs.company_tax), knobs.distributed)
    paid = tax(tax(dividend, knobs.taxed_share), knobs.company_tax)
    net = dividend - paid
    treasury = knobs.treasury + net
    given = max(0, min(part(net, knobs.share), treasury - knobs.floor, knobs.outstanding))
    left = knobs.outstanding - given
    return Year(knobs.first_year + rank, dividend, paid, given, left, treasury - given)


def all_three(knobs):
    return [foreseen(knobs, one) for one in SCENARIOS]
