"""Where members live: the departments of the region of the house as circles on a small map.

Only those who show their town are counted by place: a number of one would tell who.
"""

from dataclasses import dataclass
from math import sqrt

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import Left

from members.models import Category, Person, Skill
from members.states import Level

KEPT = 600  # seconds: the map may be ten minutes late, the list never is
COUNTED = ("census", "figures")
ELSEWHERE = "ailleurs"
SMALLEST, LARGEST = 13, 30  # units of the drawing, 400 by 270


@dataclass(frozen=True)
class Place:
    name: str
    x: int
    y: int


PLACES = {
    **{code: Place(*told) for code, told in settings.HOUSE.region.departments.items()},
    ELSEWHERE: Place("Ailleurs", 344, 222),
}
CODES = [code for code in PLACES if code != ELSEWHERE]


def census(*, on):
    """The numbers of the directory and of the figures, of who shows them: ``total``, ``places``
    {code: people}, ``crafts`` {craft: people who can}, ``held`` {craft: {level: people}},
    ``categories`` [(code, name)]."""
    return kept("census", lambda: _counted(on), on=on)


def kept(what, count, *, on):
    """What ``count`` gives, of COUNTED, for ten minutes or until it is forgotten."""
    return cache.get_or_set(f"members:{what}:{on}", count, KEPT)


def counts(*, on):
    """How many members who say it live in each place that has one."""
    return census(on=on)["places"]


def forget(*, on):
    """Somebody came, left, or shows more or less: all is counted again at the next look."""
    cache.delete_many([f"members:{what}:{on}" for what in COUNTED])


def circles(counted):
    """(x, y, radius, count, name, y of the name) for each place, nobody or not."""
    most = max(counted.values(), default=0)
    for code, place in PLACES.items():
        count = counted.get(code, 0)
        if count or code != ELSEWHERE:
            radius = _radius(count, most)
            where = {
                "x": place.x, "y": place.y, "r": radius,
                "name_y": place.y + radius + 15, "count_y": place.y + 5,
            }  # fmt: skip
            yield {name: f"{number}" for name, number in where.items()} | {
                "count": count, "name": place.name,
            }  # fmt: skip


def _radius(count, most):
    if not count:
        return 6
    return round(SMALLEST + (LARGEST - SMALLEST) * sqrt(count / most))


def _counted(on):
    people = Person.objects.members(on=on)
    held = _held(people)
    return {
        "total": people.count(),
        "places": _places(people.showing("town")),
        "crafts": {craft: able for craft, said in held.items() if (able := _able(said))},
        "held": held,
        "categories": list(Category.objects.filter(closed_on=None).values_list("code", "name")),
    }


def _held(people):
    said = Skill.objects.shown().filter(person__in=people).values_list("craft", "level")
    held = {}
    for craft, level, count in said.annotate(Count("pk")).order_by():
        held.setdefault(craft, {})[level] = count
    return held


def _able(said):
    return sum(count for level, count in said.items() if level != Level.LEARN)


def _places(people):
    places = {}
    for code, count in people.values_list(Left("postcode", 2)).annotate(Count("pk")).order_by():
        place = code if code in CODES else ELSEWHERE
        places[place] = places.get(place, 0) + count
    return places
