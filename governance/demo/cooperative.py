"""The circles of the second world: a council, a general circle, the support team, working groups.

Most members of the working groups are entrepreneurs whom nobody names in a story: those who have
been associates for longest and sit nowhere else.
"""

from itertools import islice

from governance.demo import book, circles, lived
from governance.models import CircleMember
from members.models import Person

BOOK = book("cooperative")


def fill(world):
    """Eight circles, into which associates come, and what they live."""
    circles.plan(world, BOOK)
    world.plan(world.moment(BOOK["gathered"]), _gather)
    lived.plan(world, book("cooperative_lived"))


def _gather(*, at):
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
