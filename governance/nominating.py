"""What a circle was asked on the way of an election, who names whom, who consents: line by line."""

from governance.states import NominationKind, PositionKind


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

    def __init__(self, seat, *, is_sealed):
        self.seat, self.person, self.is_sealed = seat, seat.person, is_sealed
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
