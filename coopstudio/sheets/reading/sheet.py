"""A sheet as the house reads it: the words of its head, then its rows, as they are asked for."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import NamedTuple

from coopstudio.refusals import Refused

SEARCHED = 20
"""The head stands among so many rows: a title or a logo may come before it."""

MOST_COLUMNS, LONGEST = 100, 5_000


class SheetRefused(Refused):
    """The file cannot be read as a sheet; the message says why and what to do."""

    message = (
        "Ce fichier ne se lit pas comme un tableau. Ouvrez-le dans votre tableur, enregistrez-le "
        "en .xlsx, .ods ou CSV, puis déposez-le de nouveau."
    )


class Row(NamedTuple):
    """``number``: that of the line in the file. ``cells``: texts and days, as many as the head;
    more, when the line goes further than the head."""

    number: int
    cells: list


@dataclass
class Sheet:
    """``head``: the words of the columns, never two alike. ``rows``: an iterator of Row, once.

    ``name``: of the sheet in its workbook, ``others``: of those beside it that hold something.
    """

    head: list
    rows: object
    name: str = ""
    others: list = field(default_factory=list)


def sheet_of(found, *, most, name="", others=()):
    """The Sheet of ``found``, rows of cells with their number, at most ``most`` after the head."""
    found = (Row(number, _tidied(cells, number)) for number, cells in found)
    filled = (row for row in found if any(row.cells))
    first = list(islice(filled, SEARCHED))
    if not first:
        raise SheetRefused("Ce tableau est vide. Vérifiez que vous avez choisi le bon fichier.")
    at = _rank_of_head(first)
    head = _head(first[at], first[at + 1 :])
    if len(first) == at + 1:
        raise SheetRefused(
            "Ce tableau n’a que la ligne des titres, sans aucune ligne dessous. Ajoutez-en, "
            "enregistrez, puis déposez-le de nouveau."
        )
    first = deque(first[at + 1 :])
    return Sheet(head, _limited(chain(_emptied(first), filled), len(head), most), name, [*others])


def _emptied(waiting):
    while waiting:
        yield waiting.popleft()


def _limited(rows, width, most):
    for rank, (number, cells) in enumerate(rows, start=1):
        if rank > most:
            raise SheetRefused(
                f"Ce tableau a plus de {most} lignes. Coupez-le en plusieurs fichiers, avec la "
                "même ligne de titres, et déposez-les l’un après l’autre."
            )
        yield Row(number, cells + [""] * (width - len(cells)))


def _tidied(cells, number):
    """Texts without blanks around, days as they are, no empty cell at the end."""
    cells = [cell if isinstance(cell, date) else _text(cell, number) for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise SheetRefused(
            f"La ligne {number} a plus de {MOST_COLUMNS} colonnes. Gardez celles qui servent, "
            "puis déposez le fichier de nouveau."
        )
    return cells


def _text(cell, number):
    text = f"{cell}".replace("\x00", "").strip() if cell else ""
    if len(text) > LONGEST:
        raise SheetRefused(
            f"Une case de la ligne {number} contient plus de {LONGEST} signes. Raccourcissez-la, "
            "ou vérifiez que chaque guillemet ouvert est fermé."
        )
    return text


def _rank_of_head(rows):
    """The first row filled for more than half of what most rows hold: a title, or words merged over
    several columns, come before it and are passed over."""
    width = _usual_width(rows)
    full = (rank for rank, row in enumerate(rows) if _filled(row) * 2 > width)
    return next(full, 0)


def _usual_width(rows):
    widths = Counter(len(row.cells) for row in rows)
    return max(widths, key=lambda one: (widths[one], one))


def _filled(row):
    return sum(1 for cell in row.cells if cell)


def _head(row, below):
    """Words for every column that most rows hold; a column without a title has its letter."""
    usual = _usual_width(below) if len(below) > 1 else 0
    is_common = sum(1 for one in below if len(one.cells) == usual) * 2 > len(below)
    width = max(len(row.cells), usual if is_common else 0)
    cells = [f"{cell}" for cell in row.cells] + [""] * (width - len(row.cells))
    head = []
    for rank, cell in enumerate(cells):
        word = " ".join(cell.split())[:80] or f"Colonne {letter(rank)}"
        head.append(word if word not in head else f"{word} ({letter(rank)})")
    return head


def letter(rank):
    """« A », « Z », « AA »: how a spreadsheet calls its column number ``rank``, from 0."""
    before, rest = divmod(rank, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + rest)
