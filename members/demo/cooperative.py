"""The second world: a cooperative of 130 entrepreneurs and 82 associates in three categories.

Its support team, its direction and one working group are there, with its own statutes and fees,
what is learnt in it, its assemblies and those who ask to be associates. Working groups of another
kind, double links and mandates wait for governance.
"""

import tomllib
from datetime import timedelta
from itertools import islice, product
from pathlib import Path

from coopstudio.demo.world import address
from coopstudio.french.dates import short_day
from members.actions import groups, people, preferences, register, skills
from members.candidates import known_at
from members.cohort.table import Group, the_cohort
from members.demo import associates, fees, learning
from members.encounters.told import move_in, read
from members.models import Category, Membership, Person
from members.states import Craft, Facet, Level

HERE = Path(__file__).parent
BOOK = tomllib.loads((HERE / "cooperative.toml").read_text(encoding="utf-8"))
LEARNT = tomllib.loads((HERE / "cooperative_learning.toml").read_text(encoding="utf-8"))
PERSONAS = [(address(one["name"]), one["who"], one["try"]) for one in BOOK["personas"]]
ENTREPRENEURS = 130
STATUTES = (
    "admission_organ", "removal_organ", "exclusion_organ", "validated_by", "rules_version",
    "readable_at", "fee_minimum", "fee_usual", "resignation_notice_days", "removal_notice_days",
    "defence_days", "removal_clause", "appeal_route",
)  # fmt: skip


def fill(world):
    """Eight years of associates, a year of fees, a working group, a season of learning."""
    world.plan(world.moment("-79 09:00"), _begin, world=world)
    world.plan(world.moment("-40 18:30"), _form_the_group, world=world)
    world.plan(world.moment("-20 17:00"), _publish)
    world.plan(world.moment("-12 20:10"), _tell)
    associates.plan(world, BOOK)
    fees.plan(world, BOOK["fees"])
    learning.plan(world, LEARNT)


def _begin(*, at, world):
    """The statutes, then those who are associates, then the entrepreneurs who are not yet."""
    register.write_statutes(
        by=None, adopted_on=world.today - timedelta(days=700), **{n: BOOK[n] for n in STATUTES}
    )
    drawn = _strangers(world)
    for told in BOOK["categories"]:
        _gather(told, drawn, at=at, world=world)
    for one in BOOK["requests"]:
        _known(one, at=at)
    salaried = BOOK["categories"][0]
    here = salaried["people"] - salaried["joining"] + len(BOOK["requests"])
    for _ in islice(drawn, ENTREPRENEURS - here):
        pass


def _gather(told, drawn, *, at, world):
    """The associates of one category: those whom one meets again, then those whom chance draws."""
    facts = {name: told[name] for name in ("code", "name", "masculine", "feminine")}
    category = Category.objects.create(opened_on=world.today - timedelta(days=3000), **facts)
    met = BOOK.get(told.get("met", ""), [])
    for rank, one in enumerate(met):
        since = world.today - timedelta(days=365 * one["years"] + 23 * rank)
        _belongs(_known(one, at=at), category, since)
    expected = told["people"] - len(met) - told.get("joining", 0)
    for rank, person in enumerate(islice(drawn, expected)):
        _belongs(person, category, world.today - timedelta(days=200 + 38 * rank))


def _strangers(world):
    """Invented entrepreneurs, one after the other; no two bear the same name."""
    trades = BOOK["trades"]
    told = [one for name in ("team", "known", "requests") for one in BOOK[name]]
    taken = {(one["first_name"], one["last_name"]) for one in told}
    names = list(product(trades["first_names"], trades["last_names"]))
    world.chance.shuffle(names)
    for number, ((first, agreement), last) in enumerate(names, start=1):
        if (first, last) in taken:
            continue
        person = known_at(address(f"associe-{number}"), first_name=first, last_name=last)
        person.agreement = agreement
        person.postcode, person.town = world.chance.choice(trades["towns"])
        person.headline = world.chance.choice(trades["names"])
        person.save()
        crafts = world.chance.sample(list(Craft), 3)
        skills.say(person, {craft: world.chance.choice(list(Level)) for craft in crafts})
        shown = world.chance.sample(list(Facet), world.chance.randint(1, len(Facet)))
        preferences.choose_shown(person, shown, at=world.moment("-79 09:00"))
        yield person


def _known(one, *, at):
    person = known_at(
        address(one["name"]), first_name=one["first_name"], last_name=one["last_name"]
    )
    person.agreement, person.headline = one["agreement"], one["headline"]
    person.postcode, person.town = one["town"]
    person.about = one.get("about", "")
    person.save()
    if "says" in one:
        skills.say(person, one["says"])
        preferences.choose_shown(person, list(Facet), at=at)
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
    for rank, name in enumerate(told["places"]):
        person = Person.objects.get(email=address(name))
        place = groups.take_place(cohort, person, by=ysaline, on=at.date(), days=2)
        groups.be_named(place, by=person, at=at, is_named=rank % 4 != 3)


def _publish(*, at):
    cohort, ysaline = the_cohort(), Person.objects.get(email=address("ysaline"))
    groups.confirm_gauge(cohort, Group(cohort, on=at.date()).standing, by=ysaline, at=at)


def _tell(*, at):
    """A visit to neighbours, from which the working group drew a principle."""
    told = read(HERE / "cooperative_met.toml")
    move_in(told, by=Person.objects.get(email=address("nawel")), at=at)
