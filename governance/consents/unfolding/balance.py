"""What the page of a proposal tells of pairs of poles: where one speaks from, and from across."""

from dataclasses import dataclass
from functools import cached_property

from governance.consents import poles
from governance.states import RoundKind


@dataclass(frozen=True)
class Camp:
    """Somebody spoke three times in a row from one pole: told to them and to who facilitates."""

    person: object
    pair: object
    side: str

    @property
    def name(self):
        return self.pair.named(self.side)

    @property
    def across(self):
        return self.pair.named(poles.across(self.side))


class Balance:
    """The pairs of a proposal's circle, as ``way.viewer`` may read them."""

    def __init__(self, way):
        self.way = way

    @cached_property
    def pairs(self):
        held = getattr(self.way.proposal, "is_balanced", True)
        return list(poles.living(self.way.proposal.circle)) if held else []

    @property
    def choices(self):
        return poles.choices(self.pairs)

    @property
    def is_open(self):
        """May one still speak from across: before the round of consent?"""
        one = self.way.proposal
        return one.state in poles.BEFORE_CONSENT and not one.suspended_at

    @cached_property
    def swaps(self):
        if not getattr(self.way.proposal, "is_swapped", True):
            return []
        found = self.way.proposal.pole_swaps.select_related("pair", "person")
        return list(found.order_by("pk"))

    @property
    def said(self):
        return [one for one in self.swaps if one.words]

    @property
    def waiting(self):
        return [one for one in self.swaps if not one.words] if self.is_open else []

    @property
    def mine(self):
        """From where I was asked to speak, and have not yet."""
        return [one for one in self.waiting if one.person == self.way.viewer]

    @cached_property
    def camps(self):
        """Who speaks always from one pole: everybody's for who facilitates, one's own otherwise."""
        if not (self.pairs and self.is_open and self.way.sits):
            return []
        pairs = {one.pk: one for one in self.pairs}
        people = {one.person.pk: one.person for one in self.way.sittings}
        asked = {(one.person_id, one.pair_id) for one in self.swaps}
        camping = poles.camping(poles.last_said(self.pairs))
        return [
            Camp(people[person], pairs[pair], side)
            for (person, pair), side in camping.items()
            if person in people and (person, pair) not in asked and self._may_read(person)
        ]

    def _may_read(self, person):
        return person == self.way.viewer.pk or self.way.facilitator == self.way.viewer

    @property
    def untold(self):
        """My own reaction, which does not say yet from which pole it came."""
        if not (self.pairs and self.way.is_live):
            return None
        mine = [
            one
            for one in self.way.turns
            if one.seat.person == self.way.viewer
            and one.seat.round.kind == RoundKind.REACTIONS
            and one.kind != one.Kind.PASSED
            and not hasattr(one, "pole_tag")
        ]
        return mine[-1] if mine else None
