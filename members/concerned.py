"""Whom an assembly concerns on its day: all the members, or those who sit on the board.

It is asked of the facts as they stand: nobody who left or died, and no voice that is suspended.
``people`` (keys of persons) asks it of these only.
"""

from members.models import Membership, Office, Statutes
from members.querysets.days import belongs
from members.states import Role


def those_of(assembly, *, people=None):
    """(person, category, votes) of everybody to convene, as what a convocation keeps of them."""
    if assembly.is_general:
        return _members(assembly.day, people)
    return _board(assembly.day, people)


def how_many(assembly):
    """How many letters its convocation would write today."""
    found = _open(assembly.day) if assembly.is_general else _seats(assembly.day)
    return found.order_by().values("person").distinct().count()


def _members(day, people):
    found = _only(_open(day), people).select_related("category").order_by("pk")
    voting = set(_only(Membership.objects.voting(on=day), people).values_list("pk", flat=True))
    seen = set()
    for membership in found.iterator():
        if membership.person_id not in seen:
            seen.add(membership.person_id)
            yield {
                "person_id": membership.person_id,
                "category": membership.category.name if membership.category else "",
                "votes": membership.pk in voting,
            }


def _board(day, people):
    """A seat has its voice whatever the college, but not while its person is suspended."""
    paused = set(_only(Membership.objects.paused(on=day), people).values_list("person", flat=True))
    statutes = Statutes.objects.in_force(on=day)
    mute = set() if statutes and statutes.suspended_may_vote else paused
    held = _only(_seats(day), people).order_by("pk")
    for person in dict.fromkeys(held.values_list("person_id", flat=True)):
        yield {"person_id": person, "category": "", "votes": person not in mute}


def _open(day):
    return Membership.objects.active(on=day).exclude(person__deceased_on__lte=day)


def _seats(day):
    """Seats of that day, held by members of that day: who has left sits no more."""
    return Office.objects.held_on(day).filter(belongs("person", day), role=Role.BOARD)


def _only(found, people):
    return found if people is None else found.filter(person__in=people)
