"""The proof that only what is brought credits an account 1034 (F5, 9.6): SQL, run as shown."""

from dataclasses import dataclass

from django.db import connection

from contributions.states import Nature

SQL = """\
SELECT CASE e.nature WHEN 'reversal' THEN r.nature ELSE e.nature END AS nature,
       e.nature = 'reversal' AS contre_passee,
       count(*) AS lignes, sum(l.cents) AS centimes,
       count(DISTINCT k.person_id) AS personnes,
       (SELECT string_agg(DISTINCT left(face.account_id, 4), ', ')
          FROM contributions_line face
         WHERE face.entry_id = ANY(array_agg(l.entry_id)) AND face.side = 'D') AS en_face,
       (SELECT count(*) FROM contributions_line face
         WHERE face.entry_id = ANY(array_agg(l.entry_id))
           AND NOT fits_its_nature(min(coalesce(r.nature, e.nature)), face.account_id)
       ) AS hors_nature
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

RULES = """\
SELECT string_agg(btrim(prosrc, E'\\n'), E'\\n\\n' ORDER BY proname) FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND proname IN ('contract_moves', 'fits_its_nature')"""

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
    against: str
    """The accounts debited by the same entries, by their first figures: a bank, a thing."""
    strays: int
    """Lines on an account that the nature does not permit: a cost, so a gain for somebody."""

    @property
    def is_allowed(self):
        return not self.strays and self.nature in (TAKEN_BACK if self.is_reversal else BROUGHT)

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
        rows = [Row(n, r, k, int(cents), *more) for n, r, k, cents, *more in cursor.fetchall()]
        cursor.execute(RATES)
        rates = [f"{table}.{column}" for table, column in cursor.fetchall()]
        cursor.execute(RULES)
        refuses = (cursor.fetchone() or ("",))[0].strip()
    return Proof(rows, rates, refuses)
