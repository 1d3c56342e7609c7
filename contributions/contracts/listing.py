"""The contracts of the house, page by page: to sign, in force, ended. Query: ``q`` (a name or a
reference), ``apres`` (a bookmark)."""

import re
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Count, Q, Sum

from contributions.models import Contract
from contributions.states import ContractState
from coopstudio.french.search import ONE_WORD, matching, one_word
from coopstudio.prepared import Given, prepared

PAGE = 25
LONGEST = 80
REFERENCE = re.compile(r"(?:APP-)?(\d{4})(?:-(\d{1,4}))?", re.IGNORECASE)
MARK = re.compile(r"(\d)-(\d{1,4})-(\d{1,4})")
BEGINNING = {"turn": -1, "year": 0, "number": 0}
READ = (
    "year", "number", "form", "committed", "state", "in_force_on", "balance__outstanding",
    "person__first_name", "person__last_name", "person__email", "person__erased_at",
)  # fmt: skip
"""What a line is made of: a page of 25 does not read whole people."""
GROUPS = (
    ("sign", "À signer", "Attend"),
    ("force", "En vigueur", "Depuis le"),
    ("over", "Terminés ou sans suite", "État"),
)
"""In the order of ``ContractQuerySet.by_turn``: (key, title, head of what is told)."""


class ContractList:
    """A page of the contracts, or of those that a name or a reference finds."""

    def __init__(self, query):
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST]
        self.mark = MARK.fullmatch(query.get("apres", ""))
        self.next_page = ""
        found = self._found()
        if len(found) > PAGE:
            last = found[PAGE - 1]
            self.next_page = self._address(f"{last.turn}-{last.year}-{last.number}")
        self.rows = found[:PAGE]

    @property
    def groups(self):
        """(key, title, head, rows), those that hold somebody."""
        for turn, named in enumerate(GROUPS):
            rows = [one for one in self.rows if one.turn == turn]
            if rows:
                yield *named, rows

    @property
    def first_page(self):
        return self._address("")

    @cached_property
    def numbers(self):
        """{state: (how many, cents committed)} of all contracts, whatever is looked for."""
        return {state: told for state, *told in _numbers()}

    @property
    def to_sign(self):
        """(how many, cents) of those that still wait for a signature."""
        return self._all(ContractState.ISSUED, ContractState.SIGNED)

    @property
    def in_force(self):
        """(how many, cents committed)."""
        return self._all(ContractState.IN_FORCE)

    def _all(self, *states):
        told = [self.numbers.get(state, (0, 0)) for state in states]
        return tuple(sum(one) for one in zip(*told, strict=True))

    def _found(self):
        """Those of this page, and one more when there is another."""
        names = ("turn", "year", "number")
        given = dict(zip(names, map(int, self.mark.groups()), strict=True)) if self.mark else {}
        given = BEGINNING | given
        word = one_word(self.words) if self.words else {}
        if self.words and (REFERENCE.fullmatch(self.words) or not word):
            return list(_lines(self.words, **given))
        return _page(bool(word), **given, **word)

    def _address(self, mark):
        said = {"q": self.words, "apres": mark}
        return "?" + urlencode({name: value for name, value in said.items() if value})


@prepared
def _page(is_said=False):  # noqa: FBT002 (a shape)
    given = {name: Given(name, BigIntegerField()) for name in BEGINNING}
    return _lines(ONE_WORD if is_said else "", **given)


@prepared
def _numbers():
    found = Contract.objects.order_by().values("state")
    return found.annotate(count=Count("pk"), cents=Sum("committed")).values_list(
        "state", "count", "cents"
    )


def _lines(words, *, turn, year, number):
    found = Contract.objects.by_turn().with_next_signature()
    reference = words is not ONE_WORD and REFERENCE.fullmatch(words)
    if reference:
        found = found.filter(year=reference[1])
        found = found.filter(number=reference[2]) if reference[2] else found
    else:
        found = matching(found, words, "person__search") if words else found
    here, same = Q(turn=turn), Q(turn=turn, year=year)
    found = found.filter(Q(turn__gt=turn) | here & Q(year__lt=year) | same & Q(number__lt=number))
    return found.select_related("person", "balance").only(*READ)[: PAGE + 1]
