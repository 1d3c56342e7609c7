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
from members.models import Membership, Person

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
ORGAN = "conseil d’administration"
_numbers = count(1)


def gather(*, at, world):
    """Members enough for the size that was asked for, each with the letter of welcome."""
    lacking = world.size - Person.objects.members(on=world.today).count()
    days = [world.today - timedelta(days=n) for n in range(30, 900)]
    memberships = [
        Membership(
            person=person,
            organ=ORGAN,
            decided_on=day,
            started_on=day,
            reference=f"procès-verbal du {day:%d/%m/%Y}",
        )
        for person in strangers(world, max(lacking, 0))
        for day in [world.chance.choice(days)]
    ]
    carry(Membership, memberships)
    mould = Mould("members.welcome")
    carry(Letter, (_welcome(mould, one) for one in memberships))


def strangers(world, many):
    """So many new people with a confirmed address, none of whom bears the name of another."""
    shut = make_password(None)
    people = [_person(world, next(_numbers), shut) for _ in range(many)]
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
