"""All the circles and what holds them together, read in a few questions: the map, its list, the
ring. Nobody stands above anybody: an instance is a place on one line."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, DateField, Q

from coopstudio.prepared import Among, Given, prepared
from governance.circles import health
from governance.models import Circle, CircleMember, Instance
from governance.states import CircleKind, LinkKind, Standing

OWN = (CircleKind.FOUNDING, CircleKind.MISSION, CircleKind.GENERAL)
"""A circle of these kinds is its instance: drawn as the whole of it."""
TODAY = Given("on", DateField())


@dataclass
class Place:
    """A circle in its instance, with the number that the list gives it and its pair of links."""

    circle: Circle
    hue: int
    number: int = 0
    pair: health.Pair | None = None
    parent: "Place | None" = None
    members: list = field(default_factory=list)
    children: list = field(default_factory=list)

    @property
    def sitting(self):
        """The keys of those who have a seat there."""
        inner = [link for child in self.children if child.pair for link in child.pair.links]
        return {one.person_id for one in (*self.members, *inner)}

    @property
    def is_own(self):
        """Drawn as its instance itself."""
        return self.number == 0


@dataclass
class Body:
    """One instance: its own circle if it has one, and the circles inside."""

    instance: Instance
    hue: int
    own: Place | None = None
    inside: list = field(default_factory=list)

    @property
    def places(self):
        return [self.own, *self.inside] if self.own else self.inside

    @property
    def people(self):
        """How many sit in its circles: members, and those who carry there the voice of another."""
        return len({key for place in self.places for key in place.sitting})


class Atlas:
    """Every living circle on a day."""

    def __init__(self, *, on):
        self.today = on
        circles = _living(on=on)
        members = self._members(circles)
        pairs = {pair.child.pk: pair for pair in health.pairs(circles, on=on)}
        self.bodies = self._bodies(circles)
        self.places = {place.circle.pk: place for body in self.bodies for place in body.places}
        for key, place in self.places.items():
            place.members = members.get(key, [])
            place.pair = pairs.get(key)
            place.parent = self.places.get(place.circle.parent_id)
            if place.parent:
                place.parent.children.append(place)

    def _members(self, circles):
        found = {}
        for one in _sitting(circles=[one.pk for one in circles], on=self.today):
            found.setdefault(one.circle_id, []).append(one)
        return found

    def _bodies(self, circles):
        bodies = {one.pk: Body(one, hue=rank % 3 + 1) for rank, one in enumerate(_instances())}
        for circle in circles:
            body = bodies[circle.instance_id]
            if circle.kind in OWN and body.own is None:
                body.own = Place(circle, body.hue)
            else:
                body.inside.append(Place(circle, body.hue))
        number = 0
        for body in bodies.values():
            for place in body.inside:
                number += 1
                place.number = number
        return list(bodies.values())

    @property
    def pairs(self):
        """Every pair of links, support circles without any left out."""
        return [place.pair for place in self.places.values() if _is_drawn(place)]

    @property
    def open_hands(self):
        """The pairs of which a hand is open, to say so in words."""
        return [pair for pair in self.pairs if not pair.is_held]

    @cached_property
    def people(self):
        return {
            one.person_id: one.person for place in self.places.values() for one in place.members
        }


@prepared
def _living():
    joined = Q(members__until=None) | Q(members__until__gt=TODAY)
    voices = joined & Q(members__since__lte=TODAY) & ~Q(members__standing=Standing.GUEST)
    living = Circle.objects.living().select_related("instance", "parent", "referent")
    living = living.annotate(size=Count("members", filter=voices))
    return living.order_by("created_at", "pk")


@prepared
def _sitting():
    rows = CircleMember.objects.filter(Among("circle", "circles")).on(TODAY).with_a_voice()
    return rows.select_related("person").defer("person__search").order_by("since", "pk")


@prepared
def _instances():
    return Instance.objects.all()


def _is_drawn(place):
    pair = place.pair
    return pair is not None and (bool(pair.links) or not pair.child.is_support)


# --- the ring ---


@dataclass
class Stop:
    """A place of the ring: a person, or a link that nobody holds."""

    place: Place
    person: object = None
    kind: str = ""

    @property
    def is_open(self):
        return self.person is None

    @property
    def word(self):
        return LinkKind(self.kind).label if self.kind else ""


def walk(atlas):
    """A walk round the circles as round a tree: in by the first link, out by the second.

    Each person stands once, where they are met first; those who hold a link stand in the circle
    whose voice they carry. What nobody holds opens the ring.
    """
    inner = {}
    for place in atlas.places.values():
        inner.setdefault(place.parent.circle.pk if place.parent else None, []).append(place)
    holders = {link.person_id for pair in atlas.pairs for link in pair.links}
    met, stops = set(), []
    for first in inner.get(None, []):
        _go_round(first, inner, holders, met, stops)
    return stops


def _go_round(place, inner, holders, met, stops):
    hands = [*place.pair.hands, *place.pair.others] if _is_drawn(place) else []
    _step(place, hands[:1], met, stops)
    plain = [one.person for one in place.members if one.person_id not in holders]
    for person in plain:
        _meet(Stop(place, person), met, stops)
    for one in inner.get(place.circle.pk, []):
        _go_round(one, inner, holders, met, stops)
    _step(place, hands[1:], met, stops)


def _step(place, hands, met, stops):
    for hand in hands:
        if hand.link:
            _meet(Stop(place, hand.link.person, hand.kind), met, stops)
        else:
            stops.append(Stop(place, None, hand.kind))


def _meet(stop, met, stops):
    if stop.person.pk not in met:
        met.add(stop.person.pk)
        stops.append(stop)
