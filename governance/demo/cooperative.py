"""The circles of the second world: a council, a general circle, the support team, working groups.

Most members of the working groups are entrepreneurs whom nobody names in a story: those who have
been associates for longest and sit nowhere else.
"""

from itertools import islice

from governance.demo import book, circles, lived
from governance.models import CircleMember
from governance.states import OfficeKind
from members.models import Person

BOOK = book("cooperative")


def fill(world):
    """Ten circles, two of which become one, into which associates come, and what they live."""
    circles.plan(world, BOOK)
    world.plan(world.moment(BOOK["gathered"]), _gather, world=world)
    lived.plan(world, book("cooperative_lived"))


def _gather(*, at, world):
    """Some associates in each working group, the earliest first; those outside in their own."""
    for told in BOOK["circles"]:
        if "category" in told:
            _send(told, at=at, world=world)
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


def _send(told, *, at, world):
    """Everybody of a category sits there; two of them carry its voice to the council."""
    made = circles.circle(told["prefix"])
    outside = Person.objects.filter(memberships__category__code=told["category"])
    people = list(outside.order_by("memberships__started_on", "pk"))
    for one in people:
        CircleMember.objects.create(circle=made, person=one, since=at.date())
    for one in people[:2]:
        name = one.email.partition("@")[0]
        circles.entrust(made, OfficeKind.DELEGATE, name, at=at, world=world)
