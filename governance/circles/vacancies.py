"""Which roles a circle may elect today, and why now: open, near its end, or held for long yet."""

from dataclasses import dataclass
from datetime import timedelta

from coopstudio.french import dates
from governance.elections.electing import usual_circle
from governance.models import Circle, CircleRole, Election, Mandate
from governance.states import OfficeKind

SOON = timedelta(days=60)


@dataclass(frozen=True)
class ToElect:
    """A role, who holds it, and the sentence that says why one would elect now."""

    role: CircleRole
    mandate: Mandate | None
    why: str
    is_open: bool


def to_elect(circle, *, on):
    """The roles of this circle, and the leaders of its children; those being elected left out."""
    children = Circle.objects.filter(parent=circle).living()
    mine = CircleRole.objects.standing().filter(circle=circle)
    leaders = CircleRole.objects.standing().filter(circle__in=children, kind=OfficeKind.LEADER)
    running = set(Election.objects.running().values_list("role", flat=True))
    roles = [
        role
        for role in (mine | leaders).select_related("circle__parent").distinct()
        if role.pk not in running and _is_elected_here(role, circle)
    ]
    held = {
        one.role_id: one for one in Mandate.objects.on(on).filter(role__in=roles).order_by("pk")
    }
    found = [_told(role, held.get(role.pk), circle, on=on) for role in roles]
    return sorted(found, key=lambda one: (not one.is_open, one.role.pk))


def _is_elected_here(role, circle):
    """A first circle has no delegate; a leader is elected by the parent, or the circle itself."""
    if role.kind == OfficeKind.DELEGATE and role.circle.is_first:
        return False
    return circle.pk in (role.circle_id, usual_circle(role).pk)


def _told(role, mandate, circle, *, on):
    of = "" if role.circle_id == circle.pk else f"{role.circle.name} : "
    if mandate is None:
        return ToElect(role, None, f"{of}personne ne tient ce rôle", is_open=True)
    day = dates.short_day(mandate.until)
    if mandate.until <= on + SOON:
        return ToElect(role, mandate, f"{of}le mandat se termine le {day}", is_open=True)
    return ToElect(role, mandate, f"{of}mandat en cours jusqu’au {day}", is_open=False)
