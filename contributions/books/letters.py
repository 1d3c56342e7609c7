"""What waits for its answer on the accounts of third parties, and what was answered."""

from collections import defaultdict
from itertools import groupby

from django.db.models import Q

from contributions.chart import THIRD_PARTIES
from contributions.models import Account, Lettering, Line
from contributions.states import Side

MOST, SHOWN = 200, 20


class Letters:
    """The third parties of an exercice: an account among them, its lines, its letters."""

    def __init__(self, query, period):
        self.years, self.year = period.years, period.year
        of_third = Q(*[("number__startswith", one) for one in THIRD_PARTIES], _connector=Q.OR)
        self.accounts = list(Account.objects.filter(of_third).order_by("number"))
        asked = query.get("compte", "")
        self.account = next((one for one in self.accounts if one.number == asked), None)
        self.account = self.account or next(iter(self.accounts), None)
        lines = Line.objects.filter(entry__year=self.year, account=self.account)
        lines = lines.select_related("entry", "contract__person").order_by("entry__on", "pk")
        self.waiting = list(lines.filter(lettering=None)[:MOST])
        self.has_more = len(self.waiting) == MOST
        self._letters = lines

    @property
    def proposals(self):
        """Lines that answer each other by themselves: all of a contract, or two equal amounts."""
        found, used = [], set()
        by_contract = defaultdict(list)
        for line in self.waiting:
            by_contract[line.contract_id].append(line)
        for contract, lines in by_contract.items():
            if contract and len(lines) > 1 and not sum(map(signed, lines)):
                found.append(lines)
                used |= {line.pk for line in lines}
        left = [line for line in self.waiting if line.pk not in used]
        return [*found, *_pairs(left)][:SHOWN]

    @property
    def answered(self):
        """[(code, day, lines)], the last letters first."""
        codes = Lettering.objects.filter(line__account=self.account, line__entry__year=self.year)
        last = sorted(set(codes.values_list("code", flat=True)), key=lambda c: (len(c), c))
        lines = self._letters.filter(lettering__code__in=last[-SHOWN:])
        lines = lines.select_related("entry", "contract__person", "lettering")
        told = sorted(lines, key=lambda line: (len(line.lettering.code), line.lettering.code))
        grouped = groupby(told, key=lambda line: line.lettering.code)
        return [(code, list(theirs)) for code, theirs in grouped][::-1]


def signed(line):
    return line.cents if line.side == Side.DEBIT else -line.cents


def _pairs(lines):
    """Two lines of the same amount on two sides, of the same contract: nothing else does."""
    alike = defaultdict(list)
    for line in lines:
        alike[line.contract_id, line.cents].append(line)
    for theirs in alike.values():
        if len(theirs) == 2 and not sum(map(signed, theirs)):
            yield theirs
