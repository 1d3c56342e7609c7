"""The people of the demonstration, from ``people.toml``, moved in by the house's own actions."""

import tomllib
from datetime import timedelta
from pathlib import Path

from coopstudio.demo.world import address
from coopstudio.french.dates import short_day
from members.actions import groups, memberships, people, skills
from members.candidates import known_at
from members.cohort.table import Group, the_cohort
from members.demo import (
    assemblies,
    crowd,
    details,
    encounters,
    fees,
    learning,
    life,
    news,
    paper,
    profiles,
    sheets,
)
from members.models import Membership, Person, Statutes
from members.states import Age

BOOK = tomllib.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))
PERSONAS = [(address(one["name"]), one["who"], one["try"]) for one in BOOK["personas"]]
"""(address, who it is, what to try), for the page on which a visitor becomes someone."""

FLEUR, THOMAS, BLAISE = address("fleur"), address("thomas"), address("blaise")
ORGAN = "conseil d’administration"


def fill(world):
    """The members of before, those who join while the story runs; a crowd if one was asked for."""
    world.plan(world.moment("-79 09:00"), _begin, world=world)
    world.plan(world.moment("-40 18:30"), _form_the_group, world=world)
    world.plan(world.moment("-6 18:30"), _publish_the_gauge)
    for one in BOOK["joining"]:
        world.plan(world.moment(one["invited"]), _invite, one=one)
        world.plan(world.moment(one["asked"]), ask, one=one)
        if "admitted" in one:
            world.plan(world.moment(one["admitted"]), admit, email=address(one["name"]))
    paper.plan(world)
    assemblies.fill(world)
    life.plan(world)
    fees.plan(world)
    profiles.plan(world)
    encounters.fill(world)
    learning.plan(world)
    sheets.plan(world)
    news.plan(world)
    details.plan(world)
    if world.size:
        world.plan(world.now, crowd.gather, world=world)


def ask(*, at, one):
    """The person fills the bulletin. ``one``: name, street, place, fee (cents), words, agreement"""
    person = Person.objects.get(email=address(one["name"]))
    memberships.request_membership(
        person.invitations.get(used_at=None),
        by=person,
        at=at,
        statutes=Statutes.objects.latest(),
        street=one["street"],
        postcode=one["place"][0],
        town=one["place"][1],
        fee=one["fee"],
        words=one["words"],
        agreement=one.get("agreement", "both"),
        category=one.get("category"),
        **_aged(one, on=at.date()),
    )


def _aged(one, *, on):
    if "age" not in one:
        return {"age": Age.ADULT}
    of_age_on = on + timedelta(days=one["of_age_in"])
    return {"age": one["age"], "of_age_on": of_age_on, "guardian": one["guardian"]}


def admit(*, at, email):
    """The council has met that day, and its secretary says so the same evening."""
    memberships.admit(
        Person.objects.get(email=email).requests.open().get(),
        by=Person.objects.get(email=BLAISE),
        at=at,
        organ=ORGAN,
        decided_on=at.date(),
        reference=f"procès-verbal du {short_day(at.date())}",
    )


def _begin(*, at, world):
    Statutes.objects.create(
        adopted_on=world.today - timedelta(days=990),
        admission_organ=ORGAN,
        fee_minimum=1_000,
        fee_usual=3_000,
        validated_by="assemblée générale",
    )
    for rank, one in enumerate(BOOK["members"]):
        _belongs(_known(one), world.today - timedelta(days=365 * one["years"] + 11 * rank))
    for one in BOOK["left"]:
        start = world.today - timedelta(days=365 * one["years"] + 40)
        _belongs(_known(one), start, until=world.today - timedelta(days=75))
    for one in BOOK["friends"]:
        _known(one)
    for one in [*BOOK["members"], *BOOK["friends"]]:
        if "role" in one:
            person = Person.objects.get(email=address(one["name"]))
            people.grant_role(person, one["role"], by=None, on=at.date())


def _form_the_group(*, at, world):
    """The needs were decided by consent; five members have their place and said what they know."""
    told = BOOK["group"]
    cohort = groups.decide_needs(
        None,
        by=Person.objects.get(email=FLEUR),
        wanted=told["wanted"],
        decided_on=at.date(),
        reference=told["reference"],
        review_on=at.date() + timedelta(days=182),
        **{name: told[name] for name in ("least", "most", "days", "variety")},
    )
    for name, levels in BOOK["skills"].items():
        skills.say(Person.objects.get(email=address(name)), levels)
    for name, days in told["places"].items():
        person = Person.objects.get(email=address(name))
        groups.take_place(cohort, person, by=person, on=at.date(), days=days)


def _publish_the_gauge(*, at):
    cohort = the_cohort()
    standing = Group(cohort, on=at.date()).standing
    groups.confirm_gauge(cohort, standing, by=Person.objects.get(email=FLEUR), at=at)


def _invite(*, at, one):
    fleur = Person.objects.get(email=FLEUR)
    memberships.invite(_known(one), by=fleur, on=at.date())


def _known(one):
    person = known_at(
        address(one["name"]), first_name=one["first_name"], last_name=one["last_name"]
    )
    for field in ("agreement", "phone", "about", "headline"):
        setattr(person, field, one.get(field, getattr(person, field)))
    person.postcode, person.town = one["place"]
    person.save()
    return person


def _belongs(person, day, until=None):
    """A membership of before the house: the decision stands in the council's own papers."""
    Membership.objects.create(
        person=person,
        organ=ORGAN,
        decided_on=day,
        reference=f"procès-verbal du {short_day(day)}",
        started_on=day,
        ended_on=until,
    )
