"""A crowd of members, written by the thousand: for measuring, not for reading."""

import tomllib
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from coopstudio.demo.freight import carry
from coopstudio.demo.post import Mould
from coopstudio.demo.world import address
from coopstudio.mail.models import Letter
from members.actions.fees import calls
from members.fees.due import to_call
from members.models import (
    FeeCall,
    FeePayment,
    FeeReceipt,
    FeeTerm,
    FeeYear,
    Membership,
    Person,
    Showing,
    Skill,
)
from members.profiles.facets import VERSION, WORDS
from members.states import Craft, Facet, Level, Means, TermKind

FACETS = [Facet.HEADLINE, Facet.TOWN, Facet.SKILLS, Facet.EMAIL]
PAID = 0.66
NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
ORGAN = "conseil d’administration"
_numbers = count(1)


def gather(*, at, world):
    """Members enough for the size that was asked for, each with the letter of welcome, what they
    know and show, and their fee of the year."""
    lacking = world.size - Person.objects.members(on=world.today).count()
    days = [world.today - timedelta(days=n) for n in range(30, 900)]
    people = strangers(world, max(lacking, 0), says=_says)
    memberships = [
        Membership(
            person=person,
            organ=ORGAN,
            decided_on=day,
            started_on=day,
            reference=f"procès-verbal du {day:%d/%m/%Y}",
        )
        for person in people
        for day in [world.chance.choice(days)]
    ]
    carry(Membership, memberships)
    mould = Mould("members.welcome")
    carry(Letter, (_welcome(mould, one) for one in memberships))
    carry(Showing, (_showing(one, facet) for one in people for facet in one.shown))
    carry(Skill, (one for person in people for one in _skills(world, person)))
    pay(at=at, world=world)


def pay(*, at, world):
    """Those who were not called yet are, and two in three have paid."""
    today = timezone.localdate(at)
    year = FeeYear.objects.calling(on=today).first()
    if year is None:
        return
    due = to_call(year, on=today)
    made = carry(FeeCall, [calls.drawn_up(year, one, on=today) for one in due])
    year.save(update_fields=["calls_made"])
    owed = dict(zip(made, (one.amount for one in due), strict=True))
    carry(
        FeeTerm,
        [
            FeeTerm(call=call, kind=TermKind.CALLED, amount=cents, said_on=call.called_on, at=at)
            for call, cents in owed.items()
        ],
    )
    payers = [call for call, cents in owed.items() if cents and world.chance.random() < PAID]
    paid = [
        FeePayment(call=call, received_on=call.called_on, means=Means.TRANSFER, at=at,
                   applied=owed[call])
        for call in payers
    ]  # fmt: skip
    _receipts(year, carry(FeePayment, paid), at)


def _receipts(year, payments, at):
    numbered = enumerate(payments, start=year.receipts_given + 1)
    carry(
        FeeReceipt,
        [FeeReceipt(payment=one, year=year, number=rank, given_at=at) for rank, one in numbered],
    )
    year.receipts_given += len(payments)
    year.save(update_fields=["receipts_given"])


def _says(world, person):
    """What one does in a line, and what of oneself the other members see."""
    person.headline = world.chance.choice(NAMES["headlines"])
    person.shown = sorted(world.chance.sample(FACETS, world.chance.randint(0, len(FACETS))))


def _showing(person, facet):
    return Showing(person=person, facet=facet, text=WORDS[Facet(facet)], version=VERSION)


def _skills(world, person):
    crafts = world.chance.sample(list(Craft), 3)
    return [
        Skill(person=person, craft=craft, level=world.chance.choice(list(Level)))
        for craft in crafts
    ]


def strangers(world, many, says=lambda world, person: None):
    """So many new people with a confirmed address, none of whom bears the name of another."""
    shut = make_password(None)
    people = [_person(world, next(_numbers), shut) for _ in range(many)]
    for one in people:
        says(world, one)
    carry(Person, people)
    carry(
        EmailAddress,
        (EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people),
    )
    return people


def _person(world, number, shut):
    postcode, town = world.chance.choice(NAMES["places"])
    return Person(
        email=address(f"personne-{number}"),
        first_name=world.chance.choice(NAMES["first_names"]),
        last_name=world.chance.choice(NAMES["last_names"]),
        postcode=postcode,
        town=town,
        password=shut,
    )


def _welcome(mould, membership):
    at = timezone.make_aware(datetime.combine(membership.started_on, time(9)))
    person = membership.person
    return mould.letter(key=membership.pk, to=person.email, first_name=person.first_name, at=at)
