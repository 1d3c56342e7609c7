"""Who belongs to a circle on a day, who is asked there, and who holds its offices.

Rights come from here and from nowhere else: no office of the house, no euro and no number of
circles gives a voice or weighs one (4.6). A link sits in both circles as long as it is held (D3).
"""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, DateField, OuterRef, TextField

from coopstudio.prepared import Given, prepared
from governance.models import Circle, CircleMember, Leave, Link, Mandate
from governance.packing import packed, unpacked
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
    found = [_sitting(one) for one in _people(circle=circle.pk, on=on)]
    return [sitting for _order, sitting in sorted(found, key=lambda one: one[0])]


def _sitting(person):
    """(its place among the others, the sitting)."""
    members = unpacked(CircleMember, person.sits_as, person=person)
    links = unpacked(Link, person.sits_for, person=person)
    leaves = unpacked(Leave, person.is_away, person=person)
    first = (members or links)[0]
    return (not members, first.since, first.pk), Sitting(
        person,
        standing=first.standing if members else "",
        links=links,
        mandates=unpacked(Mandate, person.holds, person=person),
        leave=leaves[-1] if leaves else None,
    )


@prepared
def _people():
    """Who sits there, each with their place, links, mandates and leave: one question."""
    members = CircleMember.objects.filter(circle=CIRCLE).on(DAY)
    links = Link.objects.filter(parent=CIRCLE).on(DAY)
    mandates = Mandate.objects.filter(circle=CIRCLE).on(DAY).order_by("since", "pk")
    leaves = Leave.objects.filter(circle=CIRCLE).on(DAY).order_by("since", "pk")
    sits = members.order_by().values("person").union(links.order_by().values("person"))
    theirs = {"person": OuterRef("pk")}
    return Person.objects.filter(pk__in=sits).annotate(
        sits_as=packed(members.filter(**theirs).order_by("since", "pk")),
        sits_for=packed(links.filter(**theirs).order_by("since", "pk"), "child"),
        holds=packed(mandates.filter(**theirs), "role"),
        is_away=packed(leaves.filter(**theirs)),
    )


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
