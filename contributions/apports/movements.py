"""What happened to an apport, line by line of its account 1034, and what was left each time."""

from dataclasses import dataclass
from datetime import date

from contributions.models import Line
from contributions.states import Nature, Side

WORDS = {
    Nature.RECEIPT: "Versement",
    Nature.IN_KIND: "Bien apporté",
    Nature.REPAYMENT_DECIDED: "Reprise décidée",
    Nature.RETURN_IN_KIND: "Bien rendu tel quel",
    Nature.WAIVER: "Renonciation",
    Nature.TRANSMISSION: "Droit transmis",
}
BROUGHT, TAKEN, WAIVED, PASSED = "brought", "taken", "waived", "passed"
COLUMNS = {
    Nature.RECEIPT: BROUGHT,
    Nature.IN_KIND: BROUGHT,
    Nature.REPAYMENT_DECIDED: TAKEN,
    Nature.RETURN_IN_KIND: TAKEN,
    Nature.WAIVER: WAIVED,
    Nature.TRANSMISSION: PASSED,
}
PAID = {Nature.REPAYMENT_PAID: 1, Nature.TRANSFER_RETURNED: -1}


@dataclass(frozen=True)
class Movement:
    """One line of what may be taken back: its day, what it moved, what is left after it. Cents.

    ``column``: brought, taken, waived, or passed on; ``cents``: what it adds to that column, below
    zero when it was a mistake put right; ``entry``: « BQ 12 de 2027 », where to find it in the
    books; ``key``: that of the entry, ``undoes``: that of the one it puts right.
    """

    on: date
    words: str
    column: str
    cents: int
    left: int
    entry: str
    receipt: object = None
    key: int = 0
    undoes: int | None = None

    @property
    def brought(self):
        return self.cents if self.column == BROUGHT else None

    @property
    def taken(self):
        return self.cents if self.column == TAKEN else None

    @property
    def other(self):
        return self.cents if self.column in {WAIVED, PASSED} else None


@dataclass(frozen=True)
class Payment:
    """Money that left for its contributor, or came back from the bank. In cents."""

    on: date
    cents: int
    entry: str


class Life:
    """The movements of a contract, and their sums until a day. Reads the books once."""

    def __init__(self, contract, *, until=None):
        self.contract = contract
        lines = Line.objects.filter(contract=contract).exclude(entry__nature=Nature.OPENING)
        lines = lines.select_related("entry__reverses", "entry__receipt", "entry__year")
        lines = lines.order_by("entry__on", "entry_id", "rank")
        if until:
            lines = lines.filter(entry__on__lte=until)
        self.movements, self.payments = [], []
        for line in lines:
            self._read(line)

    def _read(self, line):
        entry, sign = line.entry, 1
        if entry.reverses:
            nature, sign = entry.reverses.nature, -1
        else:
            nature = entry.nature
        if line.account_id.startswith("1034"):
            self._move(line, nature, sign)
        elif line.account_id.startswith("4688") and nature in PAID:
            self.payments.append(Payment(entry.on, sign * PAID[nature] * line.cents, _at(entry)))

    def _move(self, line, nature, sign):
        entry, change = line.entry, line.cents if line.side == Side.CREDIT else -line.cents
        words = WORDS[nature]
        if nature == Nature.TRANSMISSION and change * sign > 0:
            words, column, cents = "Droit reçu par transmission", BROUGHT, change
        else:
            column, cents = COLUMNS[nature], sign * line.cents
        if sign < 0:
            words = f"{words} : annulation"
        receipt = getattr(entry, "receipt", None)
        self.movements.append(
            Movement(
                entry.on,
                words,
                column,
                cents,
                self.left + change,
                _at(entry),
                receipt,
                entry.pk,
                entry.reverses_id,
            )  # fmt: skip
        )

    @property
    def left(self):
        """What may still be taken back, in cents."""
        return self.movements[-1].left if self.movements else 0

    def sum(self, column, *, since=None):
        return sum(
            one.cents
            for one in self.movements
            if one.column == column and (since is None or one.on >= since)
        )

    @property
    def brought(self):
        return self.sum(BROUGHT)

    @property
    def taken(self):
        return self.sum(TAKEN)

    @property
    def waived(self):
        return self.sum(WAIVED)

    @property
    def passed(self):
        return self.sum(PASSED)

    @property
    def paid(self):
        """Of what was decided in money, what was paid."""
        return sum(one.cents for one in self.payments)

    @property
    def has_others(self):
        """Whether something was waived or passed on."""
        return any(one.column in {WAIVED, PASSED} for one in self.movements)


def _at(entry):
    return f"{entry.book_id} {entry.number} de {entry.year}"
