"""One account, line by line in the order of days, with its balance after each line."""

import re
from urllib.parse import urlencode

from django.db import connection

from coopstudio.french.dates import digits
from coopstudio.french.money import euros

PAGE = 50
MARK = re.compile(r"^(\d{4}-\d\d-\d\d)_(\d{1,12})_(\d{1,5})$")
SIGNED = "CASE l.side WHEN 'D' THEN l.cents ELSE -l.cents END"
OF_ACCOUNT = """
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE l.account_id = %(account)s AND e.year_id = %(year)s AND e."on" <= %(until)s
"""
SUMS = f"""
    SELECT coalesce(sum(l.cents) FILTER (WHERE l.side = 'D'), 0),
           coalesce(sum(l.cents) FILTER (WHERE l.side = 'C'), 0), count(*),
           coalesce(sum({SIGNED}) FILTER (
               WHERE (e."on", e.id, l.rank) <= (%(day)s::date, %(entry)s, %(rank)s)), 0)
    {OF_ACCOUNT}
"""  # noqa: S608 (our own words)
BEFORE = f"""
    SELECT coalesce(sum({SIGNED}), 0)
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE l.account_id = %(account)s AND e.year_id = ANY(%(before)s)
       AND l.account_id ~ '^[1-5]'
"""  # noqa: S608 (our own words)
LINES = f"""
    SELECT e."on", e.id, l.rank, e.book_id || ' ' || e.number, e.piece, e.label, l.side, l.cents,
           coalesce(t.code, '')
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
      LEFT JOIN contributions_lettering t ON t.line_id = l.id
     WHERE l.account_id = %(account)s AND e.year_id = %(year)s AND e."on" <= %(until)s
       AND (e."on", e.id, l.rank) > (%(day)s::date, %(entry)s, %(rank)s)
     ORDER BY e."on", e.id, l.rank LIMIT {PAGE + 1}
"""  # noqa: S608 (our own words)
START = ("0001-01-01", 0, 0)


class AccountLedger:
    """A page of fifty lines of an account, for a Period. Query: apres."""

    def __init__(self, account, query, period):
        self.account, self.year, self.until = account, period.year, period.until
        self.years = period.years
        found = MARK.match(query.get("apres", ""))
        mark = (found[1], int(found[2]), int(found[3])) if found else START
        self.is_first = not found
        asked = dict(zip(("day", "entry", "rank"), mark, strict=True)) | {
            "account": account.number, "year": self.year.pk, "until": self.until,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(SUMS, asked)
            self.debit, self.credit, self.count, carried = map(int, cursor.fetchone())
            self.left = _left_before(cursor, asked, period.before)
            cursor.execute(LINES, asked)
            rows = cursor.fetchall()
        self.before = period.before
        self.carried = carried + self.left
        self.next_page = self._next(rows)
        self.rows = list(_running(rows[:PAGE], self.carried))

    @property
    def carried_word(self):
        return sided(self.carried)

    @property
    def balance(self):
        return self.left + self.debit - self.credit

    def _next(self, rows):
        if len(rows) <= PAGE:
            return ""
        day, entry, rank = rows[PAGE - 1][:3]
        said = {"exercice": self.year.code, "au": self.until, "apres": f"{day}_{entry}_{rank}"}
        return f"?{urlencode(said)}"


def _left_before(cursor, asked, years):
    """What earlier exercices that are still open leave on the account, in cents."""
    if not years:
        return 0
    cursor.execute(BEFORE, asked | {"before": [year.pk for year in years]})
    return int(cursor.fetchone()[0])


def _running(rows, balance):
    for day, entry, _rank, number, piece, label, side, cents, letter in rows:
        balance += cents if side == "D" else -cents
        yield {
            "day": digits(day),
            "entry": entry,
            "number": number,
            "piece": piece,
            "label": label,
            "debit": euros(cents) if side == "D" else "",
            "credit": euros(cents) if side == "C" else "",
            "letter": letter,
            "balance": sided(balance),
        }


def sided(cents):
    """« 1 200,00 € D », « 30,00 € C », « 0,00 € »: on which side an account stands."""
    if not cents:
        return euros(0)
    return f"{euros(abs(cents))} {'D' if cents > 0 else 'C'}"
