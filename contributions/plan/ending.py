"""If the association stopped tomorrow: who is paid first, and what is left to take back. Pure.

Creditors come first, and what a round decided is a debt already. What is left goes to the apports,
pro rata of what is outstanding, and never above it (specification, 8.18 and 9.12). What would
remain goes to nobody: the assembly entrusts it to another association (decree of 16 August 1901,
article 15). In cents.
"""

from dataclasses import dataclass

from contributions.plan.coverage import percent, rate
from contributions.shares import pro_rata

WHOLE = 100_00


@dataclass(frozen=True)
class Ending:
    """``has``: what all would fetch; ``debts``: to others, decided repayments included; ``costs``
    of ending; ``owed``: what is outstanding of every apport."""

    has: int
    debts: int
    costs: int
    owed: int

    @property
    def left(self):
        """What the apports may take; never below nothing, for nobody pays in again."""
        return max(0, self.has - self.debts - self.costs)

    @property
    def lacks(self):
        """What creditors themselves would not find."""
        return max(0, self.debts + self.costs - self.has)

    @property
    def given(self):
        return min(self.left, self.owed)

    @property
    def beyond(self):
        return self.left - self.given

    @property
    def rate(self):
        """The share of each apport that comes back, as one says it: « 25,45 % »; what is not
        nothing, nor all, is never said to be."""
        nearest = rate(self.given, self.owed)
        if self.given and not nearest:
            return f"moins de {percent(1)}"
        if self.given < self.owed and nearest >= WHOLE:
            return f"plus de {percent(WHOLE - 1)}"
        return percent(nearest)

    def shares(self, holdings):
        """{key: cents}, to the cent; odd cents as in a round, to the largest remainders."""
        return pro_rata(self.given, holdings)
