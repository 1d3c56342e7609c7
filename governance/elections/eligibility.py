"""Who may be named for a role: the circle, minus what the method forbids, said in words (E4).

Absent people and people on leave may be named. The two links of a circle are two persons (D2).
"""

from dataclasses import dataclass

from django.db.models import Q

from governance.college import around
from governance.models import CircleMember, Mandate, Proposal
from governance.states import ElectionState, OfficeKind
from members.models import Person

PAIR = {OfficeKind.LEADER: OfficeKind.DELEGATE, OfficeKind.DELEGATE: OfficeKind.LEADER}
HELD = {
    OfficeKind.LEADER: "tient le premier lien",
    OfficeKind.DELEGATE: "tient le second lien",
}


@dataclass(frozen=True)
class Barred:
    """Somebody who sits there and may not be named, and why, for all to read."""

    person: Person
    why: str


def eligible(election, *, on):
    """(people who may be named, in the order in which they sit; those who may not, and why)."""
    return among(election, around_both(election, on=on), on=on)


def among(election, sittings, *, on):
    """The same, of sittings that are known already."""
    holds, leads = _other_link(election.role, on=on), _first_members(election.role, on=on)
    named, barred = [], []
    for one in sittings:
        if not (one.belongs or one.links):
            continue
        if one.person.pk in holds:
            why = HELD[PAIR[election.role.kind]]
            barred.append(Barred(one.person, f"{one.person} {why}"))
        elif leads is not None and one.person.pk not in leads:
            parent = election.role.circle.parent
            barred.append(Barred(one.person, f"{one.person} n’est pas du {parent}"))
        else:
            named.append(one.person)
    return named, barred


def around_both(election, *, on):
    """Who sits in the circle that elects; for a leader whom the parent elects, in the child too."""
    sittings = around(election.circle, on=on)
    home = election.role.circle
    if home.pk == election.circle_id:
        return sittings
    here = {one.person.pk for one in sittings}
    return sittings + [one for one in around(home, on=on) if one.person.pk not in here]


def may_be_named(person, election, *, on):
    return person in eligible(election, on=on)[0]


def may_lead(role, person, *, on):
    """Somebody of the first circle leads a circle of stakeholders (CVC); elsewhere, anybody."""
    leads = _first_members(role, on=on)
    return leads is None or person.pk in leads


def _first_members(role, *, on):
    """The members of the first circle, when only they may hold this role; None otherwise."""
    if role.kind != OfficeKind.LEADER or not role.circle.is_of_stakeholders:
        return None
    members = CircleMember.objects.filter(circle=role.circle.parent_id).with_a_voice().on(on)
    return set(members.values_list("person", flat=True))


def _other_link(role, *, on):
    """Who holds, will hold, or has just been elected to the other link of the same circle."""
    other = PAIR.get(role.kind)
    if other is None or role.circle.is_first:
        return set()
    held = Mandate.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), circle=role.circle)
    chosen = Proposal.objects.filter(
        election__role__circle=role.circle,
        election__role__kind=other,
        election__state=ElectionState.WAITING_PARENT,
        decision__isnull=False,
    )
    held = held.filter(kind=other, until__gt=on).order_by().values_list("person")
    both = held.union(chosen.order_by().values_list("about_person"))
    return {key for (key,) in both.order_by()}
