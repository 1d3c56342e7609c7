"""Who belongs to a circle on a day, who is asked there, and who holds its offices.

Rights come from here and from nowhere else: no office of the house, no euro and no number of
circles gives a voice or weighs one (4.6). A link sits in both circles as long as it is held (D3).
"""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, DateField, TextField

from coopstudio.prepared import Given, prepared
from governance.models import Circle, CircleMember, Leave, Link, Mandate
from governance.states import LinkKind, OfficeKind, Standing
from members.models import Person


@dataclass
class Sitting:
    """Somebody around a circle: why they sit there, what they hold, whether they are asked."""

    person: Person
    standing: str = ""
    links: list = field(default_factory=list)
    mandates: list = field(default_factory=list)
    leave: Leave | None = None

    @property
    def has_a_voice(self):
        """A member, an expert or a link, who is not on leave. One person, one voice (I4)."""
        return self.leave is None and (bool(self.links) or self.belongs)

    @property
    def belongs(self):
        return self.standing in (Standing.MEMBER, Standing.EXPERT)

    @property
    def label(self):
        """« premier lien d’Accueil », « porte 2 liens », or nothing for a plain member."""
        if len(self.links) > 1:
            return f"porte {len(self.links)} liens"
        return "".join(f"{LinkKind(one.kind).label}, {one.child.name}" for one in self.links)


CIRCLE, DAY = Given("circle", BigIntegerField()), Given("on", DateField())


def around(circle, *, on):
    """Everybody who sits in this circle that day, members first as they came, then its links."""
    sittings, here = {}, {"circle": circle.pk, "on": on}
    for one in _members(**here):
        sittings[one.person_id] = Sitting(one.person, standing=one.standing)
    for one in _links(**here):
        sittings.setdefault(one.person_id, Sitting(one.person)).links.append(one)
    for one in _mandates(**here):
        if one.person_id in sittings:
            sittings[one.person_id].mandates.append(one)
    for one in _leaves(**here):
        if one.person_id in sittings:
            sittings[one.person_id].leave = one
    return list(sittings.values())


@prepared
def _members():
    members = CircleMember.objects.filter(circle=CIRCLE).on(DAY).select_related("person")
    return members.order_by("since", "pk")


@prepared
def _links():
    links = Link.objects.filter(parent=CIRCLE).on(DAY).select_related("person", "child")
    return links.order_by("since", "pk")


@prepared
def _mandates():
    return Mandate.objects.filter(circle=CIRCLE).on(DAY).select_related("role", "person")


@prepared
def _leaves():
    return Leave.objects.filter(circle=CIRCLE).on(DAY)


def college(circle, *, on):
    """Who is asked in this circle that day, in the order in which they sit."""
    return [one for one in around(circle, on=on) if one.has_a_voice]


def has_a_voice(person, circle, *, on):
    """Is this person asked in this circle that day?"""
    return any(one.person == person for one in college(circle, on=on))


def belongs(person, circle, *, on):
    """Does this person sit there that day, on leave or as a guest too?"""
    return Circle.objects.filter(pk=circle.pk).of(person, on=on).exists()


def sits(person, circle, *, on):
    """Has this person a place with a voice there that day? Somebody on leave keeps theirs."""
    here = CircleMember.objects.filter(circle=circle, person=person).on(on).with_a_voice()
    return here.exists() or Link.objects.filter(parent=circle, person=person).on(on).exists()


def holder(circle, kind, *, on):
    """Who holds this office of the circle that day, or None."""
    found = _held(circle=circle.pk, kind=kind, on=on)
    return found[0].person if found else None


@prepared
def _held():
    held = Mandate.objects.filter(circle=CIRCLE, kind=Given("kind", TextField())).on(DAY)
    return held.select_related("person")[:1]


def facilitator(circle, *, on, sitting_in=None):
    """Who facilitates: whom the meeting or the election chose, the mandate, else the leader.

    ``sitting_in``: the meeting or the election that may name a substitute.
    """
    named = getattr(sitting_in, "facilitator", None)
    return named or holder(circle, OfficeKind.FACILITATOR, on=on) or _leader(circle, on=on)


def secretary(circle, *, on, sitting_in=None):
    """Who writes: whom the meeting chose, the mandate, else the leader."""
    named = getattr(sitting_in, "secretary", None)
    return named or holder(circle, OfficeKind.SECRETARY, on=on) or _leader(circle, on=on)


def _leader(circle, *, on):
    return holder(circle, OfficeKind.LEADER, on=on)
