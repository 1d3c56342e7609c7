"""Poids nul de l’argent et du nombre (4.6): what one brings gives no voice, and weighs none."""

import re
from inspect import getmembers, isfunction

import pytest
from django.apps import apps

from governance import permissions
from governance.college import college
from tests.contributions.factories import pledge
from tests.governance.factories import TODAY, circle, people_of

WEIGHS = re.compile(r"weight|weigh|poids|cents|euros|shares?_|quorum|majority")


@pytest.mark.django_db
def test_two_members_alike_but_for_what_they_bring_have_the_same_rights():
    rich, poor = people_of(circle(people=2))
    before = rights(rich), rights(poor)

    pledge(rich, 2_000_000)
    pledge(poor, 20_000)

    assert (rights(rich), rights(poor)) == before
    assert rights(rich) == rights(poor)


def rights(person):
    """What this person may do, and how they sit."""
    made = person.circle_memberships.get().circle
    seat = next(one for one in college(made, on=TODAY) if one.person == person)
    may = {name: rule(person) for name, rule in getmembers(permissions, isfunction)
           if rule.__module__ == permissions.__name__}  # fmt: skip
    return may, seat.has_a_voice, seat.label, seat.links, seat.mandates


def test_nothing_of_governance_stores_a_weight():
    told = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("governance").get_models()
        for field in model._meta.get_fields()
        if WEIGHS.search(field.name)
    }

    assert told == set()
