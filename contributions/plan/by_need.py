"""One need: what was promised, what arrived, what was spent, and whose euros paid which expense."""

from dataclasses import dataclass
from functools import cached_property

from contributions.models import Pledge, Receipt, Use
from contributions.permissions import reads_books
from contributions.plan import tracing
from contributions.plan.coverage import is_told
from contributions.states import PledgeState


@dataclass(frozen=True)
class Step:
    """Some cents of one receipt that paid a part of one expense."""

    receipt: object
    use: object
    cents: int


class Uses:
    """Needs with what was spent on each, as ``person`` may read it."""

    def __init__(self, person, needs):
        self.reads_all = reads_books(person)
        self.needs = needs

    @cached_property
    def rows(self):
        """[(need, received or None, used)]; what one or two people brought is not told."""
        came, used = {}, {}
        received = Receipt.objects.filter(entry__reversed_by=None).values_list(
            "contract__pledge__need", "contract__person", "cents"
        )
        for need, person, cents in received:
            total, people = came.get(need, (0, frozenset()))
            came[need] = total + cents, people | {person}
        for one in tracing.uses_so_far():
            used[one.need] = used.get(one.need, 0) + one.cents
        return [(need, self._told(came.get(need.pk)), used.get(need.pk, 0)) for need in self.needs]

    def _told(self, came):
        if not came:
            return 0
        total, people = came
        return total if self.reads_all or is_told(len(people)) else None

    @property
    def used(self):
        return sum(used for _need, _came, used in self.rows)


class NeedPage:
    """A need, and the way of the money that was brought for it."""

    def __init__(self, need, person):
        self.need, self.person = need, person
        self.reads_all = reads_books(person)

    @cached_property
    def row(self):
        return Uses(self.person, [self.need]).rows[0]

    @cached_property
    def uses(self):
        return [one for one in self._uses if one.need_id == self.need.pk]

    @cached_property
    def steps(self):
        """From receipt to expense: everything for who keeps the books, one's own for the others."""
        paid = tracing.traced(tracing.receipts_so_far(), tracing.uses_so_far())
        uses = {one.pk: one for one in self.uses}
        mine = [(receipt, use, cents) for receipt, use, cents in paid if use in uses]
        wanted = Receipt.objects.filter(pk__in={receipt for receipt, _use, _cents in mine})
        if not self.reads_all:
            wanted = wanted.filter(contract__person=self.person)
        known = {one.pk: one for one in wanted.select_related("contract__person")}
        return [Step(known[one], uses[use], cents) for one, use, cents in mine if one in known]

    @cached_property
    def promised(self):
        """Promises under way towards it: (cents or None, how many people)."""
        states = [PledgeState.DECLARED, PledgeState.CONFIRMED]
        rows = Pledge.objects.filter(need=self.need, state__in=states)
        told = list(rows.values_list("person", "cents"))
        people = len({person for person, _cents in told})
        total = sum(cents for _person, cents in told)
        return total if self.reads_all or is_told(people) else None, people

    @cached_property
    def _uses(self):
        return list(Use.objects.counted())
