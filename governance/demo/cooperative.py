"""The circles of the second world: a council, a general circle, the support team, working groups.

Most members of the working groups are entrepreneurs whom nobody names in a story: those who have
been associates for longest and sit nowhere else.
"""

import tomllib
from itertools import islice
from pathlib import Path

from governance.demo import circles
from governance.models import CircleMember
from members.models import Person

BOOK = tomllib.loads(Path(__file__).with_name("cooperative.toml").read_text(encoding="utf-8"))


def fill(world):
    """Eight circles, into which forty associates come."""
    circles.plan(world, BOOK)
    world.plan(world.moment(BOOK["gathered"]), _gather, world=world)


def _gather(*, at, world):
    """Some associates in each working group, the earliest first."""
    seated = set(CircleMember.objects.values_list("person", flat=True))
    free = Person.objects.filter(
        email__startswith="associe-", memberships__ended_on=None, memberships__isnull=False
    )
    waiting = iter(free.exclude(pk__in=seated).order_by("memberships__started_on", "pk").distinct())
    CircleMember.objects.bulk_create(
        CircleMember(circle=circles.circle(told["prefix"]), person=one, since=at.date())
        for told in BOOK["circles"]
        for one in islice(waiting, told.get("others", 0))
    )
