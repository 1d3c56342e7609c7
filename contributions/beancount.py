"""A year of entries as plain text that another program can read again: the format of beancount.

Each account is named by its class and its number; each exercice ends with the balances that the
program asserts by itself. Nothing is rounded: amounts are cents with two decimals.
"""

from datetime import timedelta

from django.db import connection

from contributions.books.balance import Balance
from contributions.books.periods import Whole

ROOTS = {
    "1": "Equity", "2": "Assets", "3": "Assets", "4": "Liabilities", "5": "Assets",
    "6": "Expenses", "7": "Income", "8": "Equity",
}  # fmt: skip
LINES = """
    SELECT e.id, e."on", e.book_id, e.number, e.piece, e.label, s.digest,
           l.account_id, l.side, l.cents
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
      LEFT JOIN contributions_seal s ON s.entry_id = e.id
     WHERE e.year_id = %s ORDER BY e."on", e.id, l.rank
"""
BATCH = 2_000


def written(year):
    """The text of this exercice, piece by piece."""
    balance = Balance(Whole(year))
    yield f'option "title" "Exercice {_quoted(year.code)}"\noption "operating_currency" "EUR"\n\n'
    for account in balance.whole.accounts:
        yield (
            f"{year.starts_on} open {named(account.number)} EUR\n"
            f'  libelle: "{_quoted(account.name)}"\n'
        )
    yield from _entries(year)
    after = year.ends_on + timedelta(days=1)
    yield "\n"
    for account in balance.whole.accounts:
        yield f"{after} balance {named(account.number)} {amount(account.balance)} EUR\n"


def named(account):
    """« Assets:C51200000 » for 51200000."""
    return f"{ROOTS[account[0]]}:C{account}"


def amount(cents):
    """« -1234.50 » for -123450 cents."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _entries(year):
    last = None
    with connection.cursor() as cursor:
        cursor.execute(LINES, [year.pk])
        while rows := cursor.fetchmany(BATCH):
            said = []
            for key, day, book, number, piece, label, digest, account, side, cents in rows:
                if key != last:
                    said.append(f'\n{day} * "{_quoted(label)}"\n  numero: "{book} {number}"\n')
                    said.append(f'  piece: "{_quoted(piece)}"\n  sceau: "{digest or ""}"\n')
                    last = key
                signed = cents if side == "D" else -cents
                said.append(f"  {named(account)}  {amount(signed)} EUR\n")
            yield "".join(said)


def _quoted(words):
    return words.replace("\\", "\\\\").replace('"', '\\"')
