"""The proof that only what is brought credits an account 1034 (F5, 9.6): SQL, run as shown."""

from dataclasses import dataclass

from django.db import connection

from contributions.states import Nature

SQL = """\
SELECT CASE e.nature WHEN 'reversal' THEN r.nature ELSE e.nature END AS nature,
       e.nature = 'reversal' AS contre_passee,
       count(*) AS lignes, sum(l.cents) AS centimes,
       count(DISTINCT k.person_id) AS personnes
  FROM contributions_line l
  JOIN contributions_entry e ON e.id = l.entry_id
  LEFT JOIN contributions_entry r ON r.id = e.reverses_id
  JOIN contributions_contract k ON k.id = l.contract_id
 WHERE l.account_id LIKE '1034%' AND l.side = 'C'
 GROUP BY 1, 2 ORDER BY 2, 1"""

RATES = """\
SELECT table_name, column_name FROM information_schema.columns
 WHERE table_schema = 'public' AND table_name LIKE 'contributions\\_%'
   AND column_name ~ '(^|_)(rate|taux|interest|interet|index)(_|$)'"""

BROUGHT = {Nature.RECEIPT, Nature.IN_KIND, Nature.TRANSMISSION, Nature.OPENING}
"""What may credit an account 1034: money and things that came, a right passed on, a new year."""

TAKEN_BACK = {
    Nature.REPAYMENT_DECIDED, Nature.RETURN_IN_KIND, Nature.WAIVER, Nature.TRANSMISSION,
}  # fmt: skip
"""What debits it: only the reversal of one of these credits it again, for what it took."""


@dataclass(frozen=True)
class Row:
    """The credits of one nature."""

    nature: str
    is_reversal: bool
    lines: int
    cents: int
    people: int

    @property
    def is_allowed(self):
        return self.nature in (TAKEN_BACK if self.is_reversal else BROUGHT)

    @property
    def words(self):
        said = Nature(self.nature).label
        return f"contre-passation ({said})" if self.is_reversal else said


@dataclass(frozen=True)
class Proof:
    rows: list
    rates: list
    refuses: str

    @property
    def holds(self):
        return not self.rates and all(row.is_allowed for row in self.rows)

    @property
    def astray(self):
        return sum(row.lines for row in self.rows if not row.is_allowed)


def proof():
    """Ask the three questions again, now."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        rows = [Row(n, r, lines, int(cents), p) for n, r, lines, cents, p in cursor.fetchall()]
        cursor.execute(RATES)
        rates = [f"{table}.{column}" for table, column in cursor.fetchall()]
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'contract_moves'")
        refuses = (cursor.fetchone() or ("",))[0].strip()
    return Proof(rows, rates, refuses)
