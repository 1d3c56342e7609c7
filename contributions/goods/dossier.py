"""One thing before its contract, as one person may read it and speak of it."""

from datetime import date
from functools import cached_property

from contributions import wear
from contributions.models.pledges import TWO
from contributions.permissions import reads_books
from contributions.querysets.pledges import UNDER_WAY


class Dossier:
    """The values proposed, who finds them right, the wear to come, the day it goes back."""

    def __init__(self, good, person, *, on):
        self.good, self.person, self.on = good, person, on
        self.is_open = good.pledge.state in UNDER_WAY
        self.is_mine = good.pledge.person_id == person.pk
        self.may_describe = self.is_open and (self.is_mine or reads_books(person))

    @cached_property
    def valuations(self):
        """The last one first."""
        return list(self.good.valuations.all())[::-1]

    @property
    def last(self):
        return self.good.last_valuation

    @cached_property
    def missing(self):
        """How many people have still to find the last value right; 0 when it is contested."""
        if self.last is None or self.last.is_contested:
            return 0
        return max(0, TWO - len(self.last.appraisals.all()))

    @cached_property
    def may_appraise(self):
        """Neither its owner, nor who proposed this value, and once."""
        if not self.is_open or self.is_mine or self.last is None or not reads_books(self.person):
            return False
        said = {one.by_id for one in self.last.appraisals.all()}
        return self.person.pk not in said | {self.last.by_id}

    @property
    def since(self):
        return self.good.in_service_on or self.on

    @cached_property
    def wear(self):
        """The plan of wear of the last value: [(year, lost, left)]."""
        if self.last is None:
            return []
        left, rows = self.last.cents, []
        for year, lost in wear.by_year(self.last.cents, self.good.months, since=self.since):
            left -= lost
            rows.append((year, lost, left))
        return rows

    @cached_property
    def returns(self):
        """[(day, Return)] of the thing given back as it is at the end of each year of use."""
        ends = [date(year, 12, 31) for year, _lost, _left in self.wear]
        return [
            (day, wear.returned(self.last.cents, self.good.months, since=self.since, on=day))
            for day in ends
        ]
