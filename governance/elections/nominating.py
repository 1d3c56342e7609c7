"""Who may be named, who names whom, what the circle answered: line by line, uncounted."""

from functools import cached_property

from governance.elections.eligibility import among, around_both
from governance.models import Nomination
from governance.states import ElectionState, NominationKind, PositionKind, RoundKind

BEFORE = (
    ElectionState.PREPARATION,
    ElectionState.ROLE,
    ElectionState.CRITERIA,
    ElectionState.BALLOTS,
)


class Names:
    """The names of an election, as its page shows them: in the order in which people sit (E5)."""

    @cached_property
    def possible(self):
        """(people who may be named, those who may not and why)."""
        sittings = self.sittings
        if self.election.role.circle_id != self.election.circle_id:
            sittings = around_both(self.election, on=self.on)
        return among(self.election, sittings, on=self.on)

    @cached_property
    def nominations(self):
        """Those of the last ballots that were opened; none while others are folded."""
        if self.state in BEFORE:
            return []
        found = Nomination.objects.of(self.election)
        return list(found.select_related("person", "seat__person").order_by("pk"))

    @property
    def named(self):
        """The people whom somebody named, in the order in which they sit: never by number (E5)."""
        keys = {one.person_id for one in self.nominations}
        order = {one.person.pk: place for place, one in enumerate(self.sittings)}
        people = {one.person_id: one.person for one in self.nominations if one.person_id in keys}
        return sorted(people.values(), key=lambda one: (order.get(one.pk, len(order)), one.pk))

    @property
    def grid(self):
        """One line per seat, in the order of the seats: whom it names, whom it named first, why."""
        lines = {}
        for one in self.nominations:
            if one.seat_id:
                lines.setdefault(one.seat.person_id, {})[one.kind] = one
        order = {one.person.pk: place for place, one in enumerate(self.sittings)}
        ranked = sorted(lines.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
        return [Line(said, self.named) for _key, said in ranked]

    @property
    def unsigned(self):
        """(kind, reasons) of an election whose reasons are not signed, in no order."""
        return [
            (kind.label, [one for one in self.nominations if one.kind == kind])
            for kind in NominationKind
            if any(one.kind == kind for one in self.nominations)
        ]

    @property
    def without_ballot(self):
        """Who had a seat when ballots were opened, and folded none."""
        asked = [one for one in self.rounds if one.kind == RoundKind.NOMINATION and one.closed_at]
        said = [one for one in self.nominations if one.kind == NominationKind.BALLOT]
        if not asked or self.election.is_secret or len(said) == asked[-1].asked:
            return []
        seats = asked[-1].seats.filter(ballot=None).select_related("person").order_by("place")
        return [one.person for one in seats]

    @property
    def facilitator_is_named(self):
        """Who would word it is among the named, while somebody of the circle is not."""
        named = {one.person_id for one in self.nominations}
        free = [one for one in self.voices if one.pk not in named]
        return self.words_it is not None and self.words_it.pk in named and bool(free)

    @property
    def first_said(self):
        """Whom I named on my ballot: mine, and open to all by now."""
        mine = (one for one in self.nominations if one.seat_id and self._is_mine(one))
        return next(mine, None)

    def _is_mine(self, said):
        return said.seat.person_id == self.viewer.pk and said.kind == NominationKind.BALLOT


class Asked:
    """What the circle was asked on the way, and what each seat answered so far."""

    def __init__(self, asked, seats):
        self.round, self.seats = asked, seats

    @property
    def is_open(self):
        return self.round.is_open

    @property
    def is_agreed(self):
        said = {one.said for one in self.seats}
        return not self.is_open and said <= {PositionKind.CONSENT, PositionKind.DEEMED}

    @property
    def objections(self):
        """(who, words): once the round is over."""
        if self.is_open:
            return []
        objecting = [one for one in self.seats if one.said == PositionKind.OBJECTION]
        return [(one.person, one.turns.last()) for one in objecting]


class Line:
    """One seat of the grid: who, whom, why; the first name too, when it changed."""

    def __init__(self, said, named):
        self.first = said.get(NominationKind.BALLOT)
        self.last = said.get(NominationKind.CONFIRMED)
        self.who = (self.first or self.last).seat.person
        self.changed = bool(
            self.first and self.last and self.first.person_id != self.last.person_id
        )
        self.kept = bool(self.first and self.last and not self.changed)
        self.cells = [(one, self._mark(one)) for one in named]

    def _mark(self, person):
        now = self.last or self.first
        if now.person_id == person.pk:
            return "came" if self.changed else "names"
        return "left" if self.first and self.first.person_id == person.pk else ""


class Voice:
    """A seat of the round of consent: what it said, unless the round is sealed and open."""

    def __init__(self, seat):
        self.seat, self.person = seat, seat.person
        self.is_sealed = is_sealed = seat.round.is_async and seat.round.is_open
        self.has_spoken = seat.has_spoken
        self.said = "" if is_sealed else seat.said

    @property
    def icon(self):
        return "lock" if self.is_sealed else "objection" if self._objects else "consent"

    @property
    def words(self):
        """What a screen reader says of it."""
        if not self.has_spoken:
            return "pas encore"
        return "a répondu, scellé" if self.is_sealed else PositionKind(self.said).label

    @property
    def _objects(self):
        return self.said == PositionKind.OBJECTION
