"""Entries as one leafs through them: the last ones first, by bookmarks, never by page numbers."""

import re
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Q
from django.utils.functional import cached_property

from contributions.books.periods import Period
from contributions.chart import BOOKS
from contributions.models import Counter, Entry, Line
from contributions.states import Nature, Side
from coopstudio.french.dates import digits
from coopstudio.french.money import euros
from coopstudio.prepared import Among, Given, prepared

YEAR = Given("year", BigIntegerField())
PAGE = 25
LONGEST = 80
NUMBERED = re.compile(r"^([A-Z]{2}) ?(\d{1,7})$", re.IGNORECASE)
AMOUNT = re.compile(r"^(\d{1,9})(?:[.,](\d{1,2}))? ?€?$")
ACCOUNT = re.compile(r"^[1-8]\d{2,7}$")
MARK = re.compile(r"^(\d{4}-\d\d-\d\d)_(\d{1,12})$")


class Journal:
    """One page of the entries of an exercice. Query: exercice, livre, nature, q, avant."""

    def __init__(self, query, *, today):
        period = Period(query, today=today)
        self.years, self.year = period.years, period.year
        self.books = BOOKS.items()
        self.book = _known(query.get("livre"), BOOKS)
        self.nature = _known(query.get("nature"), Nature.values)
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST]
        self.mark = MARK.match(query.get("avant", ""))
        self.rows, self.next_page = [], ""
        if self.year:
            self._read()

    @property
    def natures(self):
        return Nature.choices

    @cached_property
    def count(self):
        """How many entries the exercice holds: the counters know, nobody counts."""
        return sum(last for (last,) in _counters(year=self.year.pk))

    @property
    def is_filtered(self):
        return bool(self.words or self.book or self.nature)

    @property
    def first_page(self):
        return f"?{urlencode(self._said())}"

    def _read(self):
        if self.is_filtered or self.mark:
            found = list(_page_of(self._asked()))
        else:
            found = _latest(year=self.year.pk)
        if len(found) > PAGE:
            last = found[PAGE - 1]
            self.next_page = f"?{urlencode(self._said() | {'avant': f'{last.on}_{last.pk}'})}"
        self.rows = _rows(found[:PAGE])

    def _asked(self):
        found = Entry.objects.filter(year=self.year).filter(_matching(self.words))
        if self.book:
            found = found.filter(book=self.book)
        if self.nature:
            found = found.filter(nature=self.nature)
        if self.mark:
            day, pk = self.mark[1], int(self.mark[2])
            found = found.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
        return found

    def _said(self):
        said = {"exercice": self.year.code, "livre": self.book, "nature": self.nature}
        return {key: value for key, value in (said | {"q": self.words}).items() if value}


def _matching(words):
    """By its number (« BQ 14 »), an amount, an account, or words of its label and of its piece."""
    if numbered := NUMBERED.match(words):
        return Q(book=numbered[1].upper(), number=int(numbered[2]))
    if not words:
        return Q()
    asked = Q(label__icontains=words) | Q(piece__icontains=words)
    plain = words.replace(" ", "").replace("\u202f", "").replace("\u00a0", "")
    if amount := AMOUNT.match(plain):
        cents = int(amount[1] + (amount[2] or "").ljust(2, "0"))
        asked |= Q(pk__in=Line.objects.filter(cents=cents).values("entry"))
    if ACCOUNT.match(plain):
        asked |= Q(pk__in=Line.objects.filter(account__number__startswith=plain).values("entry"))
    return asked


def _page_of(found):
    return found.select_related("reversed_by").order_by("-on", "-pk")[: PAGE + 1]


@prepared
def _latest():
    return _page_of(Entry.objects.filter(year=YEAR))


@prepared
def _counters():
    return Counter.objects.filter(year=YEAR).values_list("last")


@prepared
def _lines():
    found = Line.objects.filter(Among("entry", "entries")).order_by("entry", "rank")
    return found.values_list("entry", "side", "account", "cents")


def _rows(entries):
    sides = {}
    for entry, side, account, cents in _lines(entries=[one.pk for one in entries]):
        sides.setdefault((entry, side), []).append((account, cents))
    return [_row(entry, sides) for entry in entries]


def _row(entry, sides):
    debits = sides.get((entry.pk, Side.DEBIT), [])
    return {
        "pk": entry.pk,
        "day": digits(entry.on),
        "number": f"{entry.book_id} {entry.number}",
        "piece": entry.piece,
        "label": entry.label,
        "nature": entry.get_nature_display(),
        "amount": euros(sum(cents for _account, cents in debits)),
        "debits": _told(debits),
        "credits": _told(sides.get((entry.pk, Side.CREDIT), [])),
        "is_reversed": hasattr(entry, "reversed_by"),
    }


def _told(lines):
    """« 51200000 », « 51200000, 53000000 », « 10340001 et 6 autres »."""
    accounts = list(dict.fromkeys(account for account, _cents in lines))
    if len(accounts) <= 2:
        return ", ".join(accounts)
    return f"{accounts[0]} et {len(accounts) - 1} autres"


def _known(said, among):
    return said if said in among else ""
