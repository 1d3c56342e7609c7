"""Circles that were there before the house: their people, their offices, their links, their tasks.

What came before the house is written as it stands; what happens afterwards goes by the actions.
"""

from datetime import timedelta

from coopstudio.demo.world import address
from governance.models import (
    Circle,
    CircleMember,
    CircleRole,
    Domain,
    Instance,
    Leave,
    Link,
    Mandate,
    RoleTask,
    Step,
)
from governance.states import CircleKind, CircleState, LinkKind, OfficeKind, Reach
from members.models import Person

A_MANDATE = 365
"""Days."""


def plan(world, book):
    """The circles of this book, in its order, then those who come into them later."""
    world.plan(world.moment(book["began"]), _begin, book=book, world=world)
    for one in book.get("joining", []):
        world.plan(world.moment(one["at"]), _join, one=one)
    for one in book.get("leaves", []):
        world.plan(world.moment(one["at"]), _leave, one=one, world=world)


def person(name):
    return Person.objects.get(email=address(name))


def circle(prefix):
    return Circle.objects.get(prefix=prefix)


def _begin(*, at, book, world):
    for rank, one in enumerate(book["instances"], start=1):
        Instance.objects.create(rank=rank, **one)
    for told in book["circles"]:
        _found(told, at=at, world=world)
    for told in book["circles"]:
        _write_steps(told, world=world)


def _found(told, *, at, world):
    made = Circle.objects.create(
        instance=Instance.objects.get(name=told["instance"]),
        kind=told["kind"],
        name=told["name"],
        prefix=told["prefix"],
        aim=told["aim"],
        parent=Circle.objects.filter(prefix=told.get("parent", "")).first(),
        state=CircleState.ACTIVE,
        rhythm=told.get("rhythm", ""),
        budget=told.get("budget", ""),
        ends_on=_day(world, told["ends"]) if "ends" in told else None,
        referent=person(told["referent"]) if "referent" in told else None,
        created_at=at,
    )
    for words in told["decides"]:
        Domain.objects.create(circle=made, words=words, since=at.date())
    for words in told.get("recommends", []):
        Domain.objects.create(circle=made, words=words, since=at.date(), reach=Reach.RECOMMENDS)
    for name in told["people"]:
        CircleMember.objects.create(circle=made, person=person(name), since=at.date())
    for kind, held in told.get("offices", {}).items():
        entrust(made, kind, held, at=at, world=world)
    for role in told.get("roles", []):
        _give_role(made, role, at=at, world=world)


def entrust(made, kind, held, *, at, world):
    """An office, and the link that goes with it. ``held``: a name, or {who, until}, in days."""
    held = {"who": held} if isinstance(held, str) else held
    named = {"name": OfficeKind(kind).label}
    role, _ = CircleRole.objects.get_or_create(circle=made, kind=kind, defaults=named)
    if not held["who"]:
        return
    until = _day(world, held["until"]) if "until" in held else at.date() + A_YEAR
    mandate = Mandate.objects.create(
        role=role, person=person(held["who"]), since=at.date(), until=until
    )
    if kind in LINKS and made.parent and made.kind != CircleKind.SUPPORT:
        Link.objects.create(
            child=made,
            parent=made.parent,
            kind=LINKS[kind],
            person=mandate.person,
            mandate=mandate,
            since=mandate.since,
            until=mandate.until,
            accepted_on=mandate.since,
            consented_on=mandate.since,
        )


def _give_role(made, told, *, at, world):
    """A role of the circle's own, with what comes back with it."""
    role = CircleRole.objects.create(
        circle=made, name=told["name"], description=told["description"], months=12
    )
    if "who" in told:
        Mandate.objects.create(
            role=role, person=person(told["who"]), since=at.date(), until=at.date() + A_YEAR
        )
    for words, every, next_in in told.get("tasks", []):
        RoleTask.objects.create(
            role=role, words=words, every_days=every, next_on=_day(world, next_in)
        )


def _write_steps(told, *, world):
    for rank, one in enumerate(told.get("steps", []), start=1):
        step = Step(circle=circle(told["prefix"]), rank=rank, words=one["words"])
        step.due_on = _day(world, one["due"])
        if "done" in one:
            step.done_at, step.done_by = world.moment(one["done"]), person(one["by"])
        step.save()


def _join(*, at, one):
    CircleMember.objects.create(
        circle=circle(one["circle"]), person=person(one["who"]), since=at.date()
    )


def _leave(*, at, one, world):
    Leave.objects.create(
        circle=circle(one["circle"]),
        person=person(one["who"]),
        since=at.date(),
        until=_day(world, one["back"]),
        said_at=at,
    )


def _day(world, away):
    """So many days from today, holidays included."""
    return world.today + timedelta(days=away)


A_YEAR = timedelta(days=A_MANDATE)
LINKS = {OfficeKind.LEADER: LinkKind.FIRST, OfficeKind.DELEGATE: LinkKind.SECOND}
