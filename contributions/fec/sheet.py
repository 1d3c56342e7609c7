"""The same lines as the file of entries, for a spreadsheet: dates are dates."""

from django.db import connection

from contributions.fec.writing import BATCH, LINES, Row
from coopstudio.french.money import typed

HEAD = [
    "Journal", "Numéro", "Date", "Compte", "Libellé du compte", "Contrat", "Pièce",
    "Date de la pièce", "Libellé", "Débit", "Crédit", "Lettrage", "Validée le",
]  # fmt: skip


def rows_of(year):
    """One row to a line of the exercice."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, [year.pk])
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield _row(Row(*row))


def _row(row):
    return [
        row.book, row.number, row.on, row.account, row.account_name, row.contract or "", row.piece,
        row.piece_on, row.label, typed(row.cents) if row.side == "D" else "",
        typed(row.cents) if row.side == "C" else "", row.letter, row.validated_on,
    ]  # fmt: skip
