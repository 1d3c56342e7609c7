"""Our own reading of the file of an exercice: what its closing waits for (I19)."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import connection

from contributions.events import Event
from contributions.fec.checking import check
from contributions.fec.writing import file_name, written
from contributions.models import Seal
from coopstudio.journal.api import lines_about

NO_SIREN = "000000000"
"""In the place of a SIREN that is not known, so that what the file holds is read all the same."""
OUTSTANDING = """
    SELECT coalesce(sum(CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END), 0)
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE l.account_id LIKE '1034%%' AND e.nature <> 'opening' AND e."on" <= %s
"""
COUNTED = """
    SELECT b.code, b.name, count(DISTINCT e.id), count(*),
           coalesce(sum(l.cents) FILTER (WHERE l.side = 'D'), 0)
      FROM contributions_entry e JOIN contributions_line l ON l.entry_id = e.id
      JOIN contributions_book b ON b.code = e.book_id
     WHERE e.year_id = %s GROUP BY b.code, b.name ORDER BY b.code
"""


def name_of(year, siren=None):
    """The name of its file, as the law gives it."""
    return file_name(siren or settings.HOUSE.siren or NO_SIREN, year.ends_on)


def faults_of(year):
    """Everything that a good accountant would refuse in the file of this year; [] is right."""
    return check(
        b"".join(written(year)),
        name_of(year),
        starts_on=year.starts_on,
        apports=outstanding_on(year.ends_on),
    )


@dataclass(frozen=True)
class Content:
    """What the file of an exercice holds: its fingerprint, its entries, its lines, its debits (and
    credits) in cents, for each book [code, name, entries], and the last link of the chain."""

    digest: str
    entries: int
    lines: int
    cents: int
    books: list
    last: Seal | None


def content_of(year):
    """The same, for as long as nothing is written in this exercice: for ever, once it is closed."""
    digest = sha256()
    for piece in written(year):
        digest.update(piece)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [year.pk])
        books = cursor.fetchall()
    lines, cents = (sum(int(book[rank]) for book in books) for rank in (3, 4))
    entries = sum(book[2] for book in books)
    last = Seal.objects.filter(entry__year=year).order_by("rank").last()
    return Content(digest.hexdigest(), entries, lines, cents, [book[:3] for book in books], last)


def digest_at_closing(year):
    """The fingerprint of its file the day it was closed, as the journal keeps it; « » if open."""
    lines = [one for one in lines_about(year) if one.event == Event.YEAR_CLOSED]
    return lines[-1].details.get("fec", "") if lines else ""


def outstanding_on(day):
    """What was outstanding on all contracts at the end of that day, in cents: from their own lines,
    never from what a year took over."""
    with connection.cursor() as cursor:
        cursor.execute(OUTSTANDING, [day])
        return int(cursor.fetchone()[0])
