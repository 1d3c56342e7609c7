"""The second world: a cooperative of 130 entrepreneurs and 82 associates in three categories.

Its support team, its direction and one working group are there, with its own statutes and fees.
Working groups of another kind, double links and mandates wait for governance.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

from coopstudio.demo.world import address
from coopstudio.french.dates import short_day
from members.actions import groups, people, register, skills
from members.candidates import known_at
from members.cohort.table import Group, the_cohort
from members.demo import fees
from members.demo.encounters import SOLSTICE
from members.encounters.told import move_in, read
from members.models import Category, Membership, Person
from members.states import Craft, Level

BOOK = tomllib.loads(Path(__file__).with_name("cooperative.toml").read_text(encoding="utf-8"))
PERSONAS = [(address(one["name"]), one["who"], one["try"]) for one in BOOK["personas"]]
ENTREPRENEURS = 130
STATUTES = (
    "admission_organ", "removal_organ", "exclusion_organ", "validated_by", "rules_version",
    "fee_minimum", "fee_usual",
)  # fmt: skip


def fill(world):
    """Eight years of associates, a year of fees, a working group, the journal of encounters."""
    world.plan(world.moment("-79 09:00"), _begin, world=world)
    world.plan(world.moment("-40 18:30"), _form_the_group, world=world)
    world.plan(world.moment("-20 17:00"), _publish)
    world.plan(world.moment("-12 20:10"), _tell)
    fees.plan(world)


def _begin(*, at, world):
    """The statutes, then those who are associates, then the entrepreneurs who are not yet."""
    register.write_statutes(
        by=None, adopted_on=world.today - timedelta(days=700), **{n: BOOK[n] for n in STATUTES}
    )
    drawn = _strangers(world)
    for told in BOOK["categories"]:
        facts = {name: told[name] for name in ("code", "name", "masculine", "feminine")}
        category = Category.objects.create(opened_on=world.today - timedelta(days=3000), **facts)
        team = BOOK["team"] if told["code"] == "equipe" else []
        found = [_known(one, at=at) for one in team]
        found += [next(drawn) for _ in range(told["people"] - len(found))]
        for rank, person in enumerate(found):
            _belongs(person, category, world.today - timedelta(days=90 + 31 * rank))
    salaried = BOOK["categories"][0]["people"]
    for _ in range(ENTREPRENEURS - salaried):
        next(drawn)


def _strangers(world):
    """Invented entrepreneurs, one after the other; no two bear the same name."""
    trades, number = BOOK["trades"], 0
    for last in trades["last_names"]:
        for first, agreement in world.chance.sample(trades["first_names"], 6):
            number += 1
            person = known_at(address(f"associe-{number}"), first_name=first, last_name=last)
            person.agreement = agreement
            person.postcode, person.town = world.chance.choice(trades["towns"])
            person.headline = world.chance.choice(trades["names"])
            person.save()
            crafts = world.chance.sample(list(Craft), 3)
            skills.say(person, {craft: world.chance.choice(list(Level)) for craft in crafts})
            yield person


def _known(one, *, at):
    person = known_at(
        address(one["name"]), first_name=one["first_name"], last_name=one["last_name"]
    )
    person.agreement, person.headline = one["agreement"], one["headline"]
    person.postcode, person.town = one["town"]
    person.save()
    if "role" in one:
        people.grant_role(person, one["role"], by=None, on=at.date())
    return person


def _belongs(person, category, day):
    """An associate of before the house: the decision stands in the papers of the cooperative."""
    Membership.objects.create(
        person=person,
        category=category,
        organ=BOOK["admission_organ"],
        decided_on=day,
        reference=f"procès-verbal du {short_day(day)}",
        started_on=day,
    )


def _form_the_group(*, at, world):
    """The working group on governance: what it needs, and nine people who are expected in it."""
    told, ysaline = BOOK["group"], Person.objects.get(email=address("ysaline"))
    cohort = groups.decide_needs(
        None,
        by=ysaline,
        wanted=told["wanted"],
        decided_on=at.date(),
        reference=told["reference"],
        review_on=at.date() + timedelta(days=182),
        **{name: told[name] for name in ("least", "most", "days", "variety")},
    )
    found = Person.objects.members(on=at.date()).order_by("pk")
    for rank, person in enumerate(found[: told["places"]]):
        place = groups.take_place(cohort, person, by=ysaline, on=at.date(), days=2)
        groups.be_named(place, by=person, at=at, is_named=rank % 4 != 3)


def _publish(*, at):
    cohort, ysaline = the_cohort(), Person.objects.get(email=address("ysaline"))
    groups.confirm_gauge(cohort, Group(cohort, on=at.date()).standing, by=ysaline, at=at)


def _tell(*, at):
    """The visit that others made to Solstice reads well in a house that looks like it."""
    move_in(read(SOLSTICE), by=Person.objects.get(email=address("nawel")), at=at)
