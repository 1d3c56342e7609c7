"""A year of entries as the flat file that the law asks for.

Eighteen fields separated by tabs, one line to an entry's line, CRLF, ISO 8859-15, dates AAAAMMJJ,
amounts with a decimal comma and never blank, in the order in which entries were validated. Nothing
is computed here: what is written is what PostgreSQL sealed, and never changes. A third party is
named by its contract: people marry, and are forgotten one day; the file of a closed year stays.
"""

from collections import namedtuple

from django.db import connection

from contributions.fec.signs import ENCODING, plain

FIELDS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
    "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip
END = "\r\n"
LINES = """
    SELECT e.book_id, b.name, e.number, e."on", l.account_id, a.name,
           'APP' || c.year || lpad(c.number::text, 4, '0'),
           own.name, e.piece, e.piece_on, e.label, l.side, l.cents, coalesce(t.code, ''),
           t."on", e.validated_on
      FROM contributions_line l
      JOIN contributions_entry e ON e.id = l.entry_id
      JOIN contributions_book b ON b.code = e.book_id
      JOIN contributions_account a ON a.number = l.account_id
      LEFT JOIN contributions_contract c ON c.id = l.contract_id
      LEFT JOIN contributions_account own ON own.contract_id = c.id
      LEFT JOIN contributions_lettering t ON t.line_id = l.id
     WHERE e.year_id = %s
     ORDER BY e.validated_on, e.book_id, e.number, l.rank
"""
Row = namedtuple(
    "Row",
    "book book_name number on account account_name contract apport piece piece_on label side cents"
    " letter lettered_on validated_on",
)
BATCH = 2_000
THIRD_PARTIES = ("401", "411", "467", "468")
"""Accounts of third parties: they alone name somebody beside themselves (CompAuxNum)."""


def file_name(siren, ends_on):
    """« 123456789FEC20271231.txt »: the name that the law gives to the file of a closed year."""
    return f"{siren}FEC{ends_on:%Y%m%d}.txt"


def written(year):
    """The file of this exercice, piece by piece (bytes), whatever its length."""
    yield (("\t".join(FIELDS)) + END).encode(ENCODING)
    with connection.cursor() as cursor:
        cursor.execute(LINES, [year.pk])
        while rows := cursor.fetchmany(BATCH):
            yield "".join("\t".join(_fields(Row(*row))) + END for row in rows).encode(ENCODING)


def amount(cents):
    """« 1234,50 » for 123450 cents."""
    return f"{cents // 100},{cents % 100:02}"


def _fields(row):
    has_third_party = row.contract and row.account.startswith(THIRD_PARTIES)
    debit = row.cents if row.side == "D" else 0
    return (
        row.book,
        plain(row.book_name),
        str(row.number),
        _day(row.on),
        row.account,
        plain(row.account_name),
        row.contract if has_third_party else "",
        plain(row.apport) if has_third_party else "",
        plain(row.piece),
        _day(row.piece_on),
        plain(row.label),
        amount(debit),
        amount(row.cents - debit),
        row.letter,
        _day(row.lettered_on),
        _day(row.validated_on),
        "",
        "",
    )


def _day(day):
    return f"{day:%Y%m%d}" if day else ""
