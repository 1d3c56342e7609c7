"""What somebody holds in circles, told where members find each other: directory and page."""

from django.db.models import DateField

from coopstudio.prepared import Among, Given, prepared
from governance.circles.titles import words_of
from governance.models import Mandate
from members import mandates
from members.leaving import Open, keeps_back
from members.mandates import shows_mandates


@shows_mandates
def _in_circles(keys, *, on):
    """Offices and roles, each with its circle, in the order in which they began."""
    held = _ever_held(keys=keys) if on is None else _held_on(keys=keys, on=on)
    found = {}
    for one in held:
        words = words_of(one.kind, one.role.name)
        told = tuple(f"{word}, {one.circle.name}" for word in words)
        found.setdefault(one.person_id, []).append(
            mandates.Mandate(
                *told,
                one.since,
                one.last_day if on is None else one.until,
                note="par intérim" if one.is_interim else "",
                url=one.circle.get_absolute_url(),
            )
        )
    return found


@prepared
def _ever_held():
    return _held(Mandate.objects.all())


@prepared
def _held_on():
    return _held(Mandate.objects.on(Given("on", DateField())))


def _held(mandates):
    found = mandates.filter(Among("person", "keys")).select_related("role", "circle")
    return found.order_by("since", "pk")


@keeps_back
def _what_circles_entrusted(person, on):
    """Who leaves the association leaves its circles the same day: what they hold is told."""
    held = Mandate.objects.filter(person=person).on(on).select_related("role", "circle")
    return [
        Open(
            f"Mandat : {one.role.name}, cercle {one.circle.name}",
            one.circle.get_absolute_url(),
            "Il prend fin avec l’adhésion ; le secrétariat du cercle en est prévenu.",
        )
        for one in held
    ]
