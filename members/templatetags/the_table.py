"""The table seen from above: who already sits, and the seats that wait. Only true numbers."""

from dataclasses import dataclass, field
from math import cos, pi, sin

from django import template
from django.db.models import Count, DateField, Value
from django.utils import timezone

from coopstudio.design.templatetags.design import hue
from coopstudio.prepared import Given, prepared
from members.models import Membership, Person
from members.states import Role

register = template.Library()

CENTRE, RING = 260, 204  # units of the drawing
SEATS, MOST_SEATS = 10, 15
ALWAYS_FREE = 3  # one of them is the reader's


@dataclass
class Seat:
    x: int
    y: int
    kind: str = "free"
    initials: str = ""
    hue: int = 1


@dataclass
class Table:
    founders: list
    members: int
    seats: list = field(default_factory=list)
    radius: int = 38
    free_radius: int = 33

    @property
    def words(self):
        """What somebody who does not see the drawing is told."""
        if self.members == 0:
            free = "Les places sont libres, l’une d’elles est pour vous."
            return f"Une table ronde vue d’en haut. {free}"
        taken = "une place est prise" if self.members == 1 else f"{self.members} places sont prises"
        return f"Une table ronde vue d’en haut\u00a0: {taken}, d’autres sont libres, dont la vôtre."


@register.simple_tag
def the_table():
    """The founders by their initials, as they sign the call; the other members without a name."""
    today = timezone.localdate()
    founders, members = _founders(on=today), next(iter(_members(on=today)), 0)
    table = Table(founders, members)
    taken = min(max(table.members, len(founders)), MOST_SEATS - ALWAYS_FREE)
    count = max(SEATS, taken + ALWAYS_FREE)
    table.radius = min(38, round(pi * RING / count * 0.82))
    table.free_radius = table.radius - 5
    table.seats = [_seat(index, count) for index in range(count)]
    _seat_people(table, taken)
    return table


@prepared
def _founders():
    found = Person.objects.holding(Role.FOUNDER, on=Given("on", DateField()))
    named = ("first_name", "last_name", "email", "erased_at", "known_since")
    return found.only(*named).order_by("known_since", "pk")[:4]


@prepared
def _members():
    """How many they are."""
    found = Membership.objects.active(on=Given("on", DateField())).order_by().values(all=Value(0))
    return found.values_list(Count("person", distinct=True), flat=True)


def _seat(index, count):
    angle = 2 * pi * (index - 0.5) / count
    return Seat(round(CENTRE + RING * sin(angle)), round(CENTRE - RING * cos(angle)))


def _seat_people(table, taken):
    """Founders side by side at the top, the reader across, the others spread around."""
    yours = round(len(table.seats) * 0.7)
    table.seats[yours].kind = "yours"
    for seat, founder in zip(table.seats, table.founders, strict=False):
        seat.kind, seat.initials, seat.hue = "taken", founder.initials, hue(founder.pk)
    left = [seat for seat in table.seats if seat.kind == "free"]
    others = taken - len(table.founders)
    for place in range(others):
        seat = left[place * len(left) // others]
        seat.kind, seat.hue = "taken", place % 6 + 1
