"""The trial balance of an exercice at any day: one question, whatever the number of lines."""

from dataclasses import dataclass, field

from django.db import connection

from contributions.chart import RESULT_GAIN
from coopstudio.french.money import euros, typed

CLASSES = {
    "1": "Fonds propres",
    "2": "Immobilisations et participations",
    "3": "Stocks",
    "4": "Tiers",
    "5": "Trésorerie",
    "6": "Charges",
    "7": "Produits",
    "8": "Contributions volontaires en nature",
}
SUMS = """
    WITH told AS (
        SELECT l.account_id AS account, l.side, l.cents, e.nature = 'opening' AS opens
          FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
         WHERE e.year_id = %(year)s AND e."on" <= %(until)s
        UNION ALL
        SELECT CASE WHEN l.account_id ~ '^[67]' THEN %(result)s ELSE l.account_id END,
               l.side, l.cents, true
          FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
         WHERE e.year_id = ANY(%(before)s) AND l.account_id ~ '^[1-7]'
    )
    SELECT account, a.name,
           coalesce(sum(CASE side WHEN 'D' THEN cents ELSE -cents END) FILTER (WHERE opens), 0),
           coalesce(sum(cents) FILTER (WHERE side = 'D' AND NOT opens), 0),
           coalesce(sum(cents) FILTER (WHERE side = 'C' AND NOT opens), 0)
      FROM told JOIN contributions_account a ON a.number = told.account
     GROUP BY account, a.name ORDER BY account
"""
"""What earlier exercices that are still open left stands there as if they were closed."""
HEAD = [
    "Compte", "Libellé", "À-nouveau débit", "À-nouveau crédit", "Mouvements débit",
    "Mouvements crédit", "Solde débiteur", "Solde créditeur",
]  # fmt: skip

COLUMNS = ["À-nouveau", "Débits", "Crédits", "Débiteur", "Créditeur"]


@dataclass
class Sums:
    """What an account, a class or all of them say, in cents: opening, moves, balance."""

    number: str = ""
    name: str = ""
    opening: int = 0
    debit: int = 0
    credit: int = 0
    above: int = 0
    below: int = 0
    accounts: list = field(default_factory=list)

    @property
    def balance(self):
        return self.opening + self.debit - self.credit

    def add(self, other):
        self.opening += other.opening
        self.debit += other.debit
        self.credit += other.credit
        self.above += max(other.balance, 0)
        self.below += max(-other.balance, 0)
        self.accounts.append(other)

    @property
    def cells(self):
        """As they are shown: nothing where there is nothing."""
        told = (self.opening, self.debit, self.credit, self.above, self.below)
        opening, *others = told
        return [_sided(opening), *(euros(cents) if cents else "" for cents in others)]

    @property
    def told(self):
        """[(the head of its column, a cell)]: on a phone each says what it is."""
        return list(zip(COLUMNS, self.cells, strict=True))


class Balance:
    """The balance of a Period, by class, with its sums. An account shows its own two sides."""

    def __init__(self, period):
        self.years, self.year, self.until = period.years, period.year, period.until
        self.before = period.before
        self.classes, self.whole = [], Sums()
        for account in self._accounts() if self.year else ():
            account.above, account.below = max(account.balance, 0), max(-account.balance, 0)
            number = account.number[0]
            if not self.classes or self.classes[-1].number != number:
                self.classes.append(Sums(number, CLASSES[number]))
            self.classes[-1].add(account)
            self.whole.add(account)

    @property
    def result(self):
        """Products less charges, in cents: an excess above zero."""
        return -sum(one.balance for one in self.whole.accounts if one.number[0] in "67")

    @property
    def apports(self):
        return -sum(one.balance for one in self.whole.accounts if one.number.startswith("1034"))

    @property
    def rows(self):
        """For a sheet, amounts as a French spreadsheet reads them."""
        for one in self.whole.accounts:
            opening = (max(one.opening, 0), max(-one.opening, 0))
            told = (*opening, one.debit, one.credit, one.above, one.below)
            yield [one.number, one.name, *(typed(cents) if cents else "" for cents in told)]

    def _accounts(self):
        with connection.cursor() as cursor:
            cursor.execute(SUMS, {
                "year": self.year.pk, "until": self.until, "result": RESULT_GAIN,
                "before": [year.pk for year in self.before],
            })  # fmt: skip
            for number, name, opening, debit, credit in cursor.fetchall():
                yield Sums(number, name, int(opening), int(debit), int(credit))


def _sided(cents):
    if not cents:
        return ""
    return f"{euros(abs(cents))} {'D' if cents > 0 else 'C'}"
