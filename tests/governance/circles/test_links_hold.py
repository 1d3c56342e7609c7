"""Whatever people do, and in whatever order, the rules of double links hold (D1 to D7, D11)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopstudio.refusals import Refused
from governance.actions import links, mandates
from governance.actions.circles import belonging, entering
from governance.college import has_a_voice
from governance.models import Circle, CircleMember, CircleRole, Link, Mandate
from governance.states import LinkKind, OfficeKind
from tests.governance.circles.deciding import decided
from tests.governance.factories import AT, circle, people_of
from tests.members.factories import member

PEOPLE, CIRCLES, DAYS = 4, 3, 40
OFFICES = [OfficeKind.LEADER, OfficeKind.DELEGATE, OfficeKind.SECRETARY]
ACTS = ["begin", "activate", "end_mandate", "end_link", "enter", "leave", "next_day", "raw_link",
        "raw_parent"]  # fmt: skip
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class World:
    """A circle, one inside, one inside of that; the same four people around all of them."""

    def __init__(self):
        self.people = [member(f"P{number}", "Roux") for number in range(PEOPLE)]
        top = circle("Haut", prefix="AA", people=self.people[:3])
        middle = circle("Milieu", prefix="BB", parent=top, people=self.people)
        inner = circle("Dedans", prefix="CC", parent=middle, people=self.people[1:])
        self.circles = [top, middle, inner]
        self.texts = [decided(one, also=one.parent) for one in self.circles]
        self.at = AT

    def do(self, act, who, where, what):
        person, here = self.people[who], self.circles[where]
        kind = OFFICES[what % len(OFFICES)]
        role, _ = CircleRole.objects.get_or_create(
            circle=here, kind=kind, defaults={"name": kind.label}
        )
        getattr(self, f"_{act}")(person, here, role, what)

    def _begin(self, person, here, role, what):
        until = self.at.date() + timedelta(days=1 + what * 5)
        mandates.begin(role, person, by=None, at=self.at, until=until)

    def _activate(self, person, here, role, what):
        for mandate in Mandate.objects.filter(circle=here, person=person, ended_on=None)[:1]:
            text = self.texts[self.circles.index(here)] if what else None
            links.activate(
                mandate, by=person, at=self.at, child_decision=text, parent_decision=text
            )

    def _end_mandate(self, person, here, role, what):
        for mandate in Mandate.objects.filter(role=role, person=person, ended_on=None)[:1]:
            mandates.give_back(mandate, by=person, at=self.at, why="Parce que.")

    def _end_link(self, person, here, role, what):
        for link in Link.objects.filter(child=here, person=person, ended_on=None)[:1]:
            links.end(link, by=None, at=self.at, why="Parce que.")

    def _enter(self, person, here, role, what):
        entering.enter(here, person, by=person, at=self.at)

    def _leave(self, person, here, role, what):
        for one in CircleMember.objects.filter(circle=here, person=person, until=None)[:1]:
            belonging.leave(one, by=person, at=self.at, why="")

    def _next_day(self, person, here, role, what):
        self.at += timedelta(days=what)
        for mandate in Mandate.objects.over(self.at.date()):
            mandates.expire(mandate, at=self.at)

    def _raw_link(self, person, here, role, what):
        """Somebody writes straight into the table."""
        mandate = Mandate.objects.filter(circle=here, person=person, link=None).first()
        if mandate and here.parent:
            Link.objects.create(
                child=here, parent=here.parent, person=person, mandate=mandate,
                kind=LinkKind.FIRST if what % 2 else LinkKind.SECOND, since=self.at.date(),
                until=mandate.until, accepted_on=self.at.date(), consented_on=self.at.date(),
            )  # fmt: skip

    def _raw_parent(self, person, here, role, what):
        Circle.objects.filter(pk=here.pk).update(parent=self.circles[what % CIRCLES])

    def check(self):
        day = self.at.date()
        held = list(Link.objects.on(day).select_related("mandate", "child"))
        for link in held:
            assert link.parent_id != link.child_id  # D1
            others = [one for one in held if one.child_id == link.child_id and one != link]
            assert all(one.person_id != link.person_id for one in others)  # D2
            assert all(one.kind != link.kind for one in others)
            assert link.since >= max(link.accepted_on, link.consented_on)  # D4, D5
            assert has_a_voice(link.person, link.parent, on=day)  # D3
        for one in Circle.objects.all():  # D6
            above, seen = one.parent, {one.pk}
            while above:
                assert above.pk not in seen
                seen.add(above.pk)
                above = above.parent

    def check_what_actions_wrote(self):
        """D11: a link that an action began lasts no longer than its mandate and its membership."""
        day = self.at.date()
        for link in Link.objects.on(day).exclude(child_decision=None).select_related("mandate"):
            assert Mandate.objects.on(day).filter(pk=link.mandate_id).exists()
            assert has_a_voice(link.person, link.child, on=day)


step = st.tuples(
    st.sampled_from(ACTS),
    st.integers(0, PEOPLE - 1),
    st.integers(0, CIRCLES - 1),
    st.integers(0, 8),
)


@pytest.mark.django_db
@SLOW
@given(steps=st.lists(step, min_size=4, max_size=DAYS))
def test_no_order_of_acts_breaks_a_link(steps):
    with transaction.atomic():
        world = World()
        for one in steps:
            try:
                with transaction.atomic():
                    world.do(*one)
            except (Refused, IntegrityError):
                continue
            world.check()
            world.check_what_actions_wrote()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_walk_does_reach_held_links():
    """Negative control: the same steps do make links, and do end them."""
    world = World()
    for one in [("begin", 1, 1, 7), ("begin", 2, 1, 6), ("activate", 1, 1, 1),
                ("activate", 2, 1, 1)]:  # fmt: skip
        world.do(*one)
    assert Link.objects.on(world.at.date()).count() == 2

    world.do("leave", 1, 1, 0)

    assert Link.objects.on(world.at.date()).count() == 1
    assert date(2026, 10, 5) == world.at.date()
    assert people_of(world.circles[0])
