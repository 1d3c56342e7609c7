"""Whom an assembly concerns on its day: all the members, or those who sit on the board."""

from members.models import Membership, Office
from members.states import Role


def those_of(assembly):
    """(person, category, votes) of everybody to convene, as what a convocation keeps of them."""
    if assembly.is_general:
        return _members(assembly.day)
    return _board(assembly.day)


def how_many(assembly):
    """How many letters its convocation would write today."""
    if assembly.is_general:
        return Membership.objects.active(on=assembly.day).count()
    held = Office.objects.held_on(assembly.day).filter(role=Role.BOARD)
    return held.values("person").distinct().count()


def _members(day):
    voting = set(Membership.objects.voting(on=day).values_list("pk", flat=True))
    found = Membership.objects.active(on=day).select_related("category").order_by("pk")
    seen = set()
    for membership in found.iterator():
        if membership.person_id not in seen:
            seen.add(membership.person_id)
            yield {
                "person_id": membership.person_id,
                "category": membership.category.name if membership.category else "",
                "votes": membership.pk in voting,
            }


def _board(day):
    held = Office.objects.held_on(day).filter(role=Role.BOARD).order_by("pk")
    for person in dict.fromkeys(held.values_list("person_id", flat=True)):
        yield {"person_id": person, "category": "", "votes": True}
