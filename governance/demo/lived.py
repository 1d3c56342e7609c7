"""What circles live, day by day: meetings, texts at a distance, an election, baskets, actions."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.refusals import Refused
from governance.actions import consents, deeds, recurring
from governance.demo import elections, meetings, mergers, rites, sharing
from governance.demo.circles import circle, person
from governance.models import Deed, RoleTask

EARLY = "-1 07:05"


def plan(world, book):
    """Everything that this book tells."""
    for name, tell in [
        ("meetings", meetings.plan), ("apart", rites.plan_apart), ("texts", rites.plan_written),
        ("mergers", mergers.plan), ("elections", elections.plan), ("shared", sharing.plan),
    ]:  # fmt: skip
        for told in book.get(name, []):
            tell(world, told)
    for name, act in [
        ("poles", _declare), ("tensions", meetings.drop), ("readings", rites.read),
        ("caught_up", rites.catch_up), ("done", _finish),
    ]:  # fmt: skip
        for told in book.get(name, []):
            world.plan(world.moment(told["at"]), act, told=told)
    for told in book.get("asked", []):
        due_on = world.today + timedelta(days=told["due"])
        world.plan(world.moment(told["at"]), _ask, told=told, due_on=due_on)
    world.plan(world.moment(EARLY), _come_back)


def _declare(*, at, told):
    facts = {"one": told["one"], "other": told["other"]}
    consents.declare_poles(circle(told["circle"]), by=person(told["by"]), at=at, **facts)


def _ask(*, at, told, due_on):
    deeds.ask(
        circle(told["circle"]), person=person(told["person"]), words=told["words"],
        due_on=due_on, by=person(told["by"]), at=at,
    )  # fmt: skip


def _finish(*, at, told):
    deed = Deed.objects.get(words=told["words"])
    deeds.finish(deed, by=deed.person, at=at, note=told["note"])


def _come_back(*, at):
    """What comes back with roles is asked of those who hold them."""
    near = timezone.localdate(at) + timedelta(days=recurring.AHEAD)
    for task in RoleTask.objects.near(by=near):
        try:
            recurring.fall_due(task, at=at)
        except Refused:
            continue
