"""Learning in the demonstration: a session that was, others that come, an exchange, a tutor."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from coopstudio.demo.world import address
from members.actions.learning import (
    attendance,
    exchanges,
    outside,
    reviews,
    seats,
    sessions,
    tutoring,
)
from members.learning.matching import Strand
from members.models import Exchange, LearningSession, OutsideTraining, Person, Tutorship

BOOK = tomllib.loads(Path(__file__).with_name("learning.toml").read_text(encoding="utf-8"))


def plan(world, book=BOOK):
    """What people of the demonstration learn from each other, in the order of time."""
    for one in book["sessions"]:
        _plan_session(world, one)
    for one in book["exchanges"]:
        world.plan(world.moment(one["offered"]), _offer, one=one)
        _plan_each(world, one.get("agreed", {}), _agree, one=one)
    for one in book["outside"]:
        world.plan(world.moment(one["asked"]), _ask_outside, one=one)
        if "decided" in one:
            world.plan(world.moment(one["decided"]), _decide, one=one)
    for one in book["tutorships"]:
        world.plan(world.moment(one["named"]), _name, one=one)
        world.plan(world.moment(one["begun"]), _begin, one=one)
        for who, (when, said) in one.get("said", {}).items():
            world.plan(world.moment(when), _say, who=who, one=one, said=said)


def _plan_session(world, one):
    world.plan(world.moment(one["opened"]), _open, one=one, world=world)
    _plan_each(world, one.get("seats", {}), _take, one=one)
    if "noted" in one:
        world.plan(world.moment(one["noted"]), _note, one=one)
    for who, said in one.get("learnt", {}).items():
        world.plan(world.moment(said["when"]), _confirm, who=who, one=one, said=said)


def _plan_each(world, moments, act, *, one):
    for who, when in moments.items():
        world.plan(world.moment(when), act, who=who, one=one)


def _person(name):
    return Person.objects.get(email=address(name))


def _session(title):
    return LearningSession.objects.get(title=title)


def _open(*, at, one, world):
    names = ("title", "craft", "about", "minutes", "place", "seats_most")
    facts = {name: one[name] for name in names}
    sessions.open_session(by=_person(one["by"]), now=at, at=world.moment(one["at"]), **facts)
    for who in one.get("with", []):
        sessions.lead_too(_session(one["title"]), by=_person(who), now=at)


def _take(*, at, who, one):
    seats.take(_session(one["title"]), by=_person(who), at=at)


def _note(*, at, one):
    session = _session(one["title"])
    there = session.seats.taken().exclude(person__email__in=map(address, one.get("absent", [])))
    present = set(there.values_list("pk", flat=True))
    attendance.note(session, by=_person(one["by"]), at=at, present=present)


def _confirm(*, at, who, one, said):
    seat = _session(one["title"]).seats.kept().get(person=_person(who))
    level = said.get("level", "")
    attendance.confirm(seat, by=seat.person, at=at, able_to=said["able_to"], level=level)


def _strands(one):
    return tuple(
        Strand(_person(giver).pk, _person(taker).pk, craft)
        for giver, taker, craft in one["strands"]
    )


def _offer(*, at, one):
    exchanges.propose(_strands(one), by=_person(one["by"]), at=at)


def _agree(*, at, who, one):
    opened = Exchange.objects.visible_to(_person(one["by"])).latest("pk")
    exchanges.answer(opened, by=_person(who), at=at, agrees=True)


def _ask_outside(*, at, one):
    names = ("craft", "words", "organisation", "website", "cost", "people")
    facts = {name: one[name] for name in names}
    training = outside.wish(by=_person(one["by"]), at=at, **facts)
    for who in one.get("also", []):
        outside.join(training, by=_person(who))


def _decide(*, at, one):
    training = OutsideTraining.objects.get(organisation=one["organisation"])
    outside.grant(
        training, by=_person(one.get("by_keeper", "blaise")), at=at, organ=one["organ"],
        decided_on=timezone.localdate(at), reference=one["reference"],
    )  # fmt: skip


def _name(*, at, one):
    today = timezone.localdate(at)
    tutoring.name_tutor(
        _person(one["newcomer"]), _person(one["tutor"]),
        by=_person(one.get("by_keeper", "blaise")), at=at,
        light_on=today + timedelta(days=one["light"]), none_on=today + timedelta(days=one["none"]),
    )  # fmt: skip


def _tutorship(one):
    return Tutorship.objects.get(newcomer=_person(one["newcomer"]))


def _begin(*, at, one):
    for who in (one["newcomer"], one["tutor"]):
        tutoring.agree(_tutorship(one), by=_person(who), at=at)


def _say(*, at, who, one, said):
    review = _tutorship(one).reviews.get(settled_at=None)
    if review.asked_at is None:
        reviews.ask(review, at=at)
    reviews.say(review, by=_person(who), at=at, says=said)
