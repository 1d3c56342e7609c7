"""Is the ledger what it was? Each link computed again, each balance summed again (I11, I13)."""

from dataclasses import dataclass

from django.db import connection

from coopstudio.french.money import euros

SEALS = """
    SELECT s.rank, e.book_id, e.number, y.code,
           s.previous IS NOT DISTINCT FROM coalesce(lag(s.digest) OVER w, repeat('0', 64)),
           s.rank = row_number() OVER w,
           s.digest = seal_of(s.previous, entry_text(e.id))
      FROM contributions_seal s JOIN contributions_entry e ON e.id = s.entry_id
      JOIN contributions_fiscalyear y ON y.id = e.year_id
    WINDOW w AS (ORDER BY s.rank) ORDER BY s.rank
"""
UNSEALED = """
    SELECT e.book_id, e.number, y.code FROM contributions_entry e
      JOIN contributions_fiscalyear y ON y.id = e.year_id
     WHERE NOT EXISTS (SELECT FROM contributions_seal WHERE entry_id = e.id)
"""
HEAD = """
    SELECT c.rank, c.digest, s.rank, s.digest FROM contributions_chain c
      LEFT JOIN LATERAL (SELECT rank, digest FROM contributions_seal
                          ORDER BY rank DESC LIMIT 1) s ON true
"""
NOTHING_YET = [(0, "0" * 64, None, None)]
OFF = """
    SELECT e.book_id, e.number, y.code, sum(CASE side WHEN 'D' THEN cents ELSE -cents END)
      FROM contributions_entry e JOIN contributions_fiscalyear y ON y.id = e.year_id
      LEFT JOIN contributions_line l ON l.entry_id = e.id
     GROUP BY e.id, y.code
    HAVING coalesce(sum(CASE side WHEN 'D' THEN cents ELSE -cents END), 0) <> 0 OR count(l.id) < 2
"""
HOLES = """
    SELECT book_id, y.code, max(number), count(*) FROM contributions_entry e
      JOIN contributions_fiscalyear y ON y.id = e.year_id
     GROUP BY book_id, y.code HAVING max(number) <> count(*)
"""
BALANCES = """
    SELECT c.year, c.number, b.outstanding, coalesce(l.outstanding, 0), b.repaid - b.paid,
           coalesce(l.due, 0)
      FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
      LEFT JOIN (
        SELECT l.contract_id,
               sum(CASE side WHEN 'C' THEN cents ELSE -cents END)
                   FILTER (WHERE l.account_id LIKE '1034%') AS outstanding,
               sum(CASE side WHEN 'C' THEN cents ELSE -cents END)
                   FILTER (WHERE l.account_id LIKE '4688%') AS due
          FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
         WHERE e.nature <> 'opening' GROUP BY l.contract_id
      ) l ON l.contract_id = c.id
     WHERE b.outstanding <> coalesce(l.outstanding, 0) OR b.repaid - b.paid <> coalesce(l.due, 0)
"""


@dataclass(frozen=True)
class Verdict:
    """What was looked at, and what is wrong, in French sentences. Nothing wrong: an empty list."""

    entries: int
    digest: str
    wrong: list

    @property
    def is_right(self):
        return not self.wrong


def verify():
    """Read the whole ledger again, and say what does not hold, and where."""
    with connection.cursor() as cursor:
        seals = _asked(cursor, SEALS)
        rank, digest, last, sealed = (_asked(cursor, HEAD) or NOTHING_YET)[0]
        wrong = [
            *(said for row in seals for said in _of_a_link(row)),
            *(f"L’écriture {_named(*row)} n’a pas de sceau." for row in _asked(cursor, UNSEALED)),
            *_of_the_head(rank, digest, last, sealed),
            *(
                f"L’écriture {_named(*row[:3])} n’est pas équilibrée : {euros(int(row[3] or 0))}."
                for row in _asked(cursor, OFF)
            ),
            *(
                f"Le journal {book} de l’exercice {year} a {count} écritures, et la dernière porte "
                f"le numéro {highest} : il en manque."
                for book, year, highest, count in _asked(cursor, HOLES)
            ),
            *(_of_a_balance(row) for row in _asked(cursor, BALANCES)),
        ]
    return Verdict(len(seals), digest, wrong)


def _of_a_link(row):
    _rank, book, number, year, follows, is_next, is_true = row
    named = _named(book, number, year)
    if not is_true:
        yield f"L’écriture {named} ne dit plus ce qu’elle disait quand elle fut scellée."
    if not follows or not is_next:
        yield f"Avant l’écriture {named}, un maillon de la chaîne manque ou fut changé."


def _of_the_head(rank, digest, last, sealed):
    if (rank, digest) != (last or 0, sealed or "0" * 64):
        yield "La tête de la chaîne n’est pas le dernier sceau : des écritures ont disparu."


def _of_a_balance(row):
    year, number, kept, summed, due, owed = row
    reference = f"APP-{year}-{number:04}"
    told, read, what = (due, owed, "payer") if kept == summed else (kept, summed, "reprendre")
    return f"Le contrat {reference} dit {euros(told)} à {what}, ses lignes {euros(int(read))}."


def _named(book, number, year):
    return f"{book} {number} de {year}"


def _asked(cursor, question):
    cursor.execute(question)
    return cursor.fetchall()
