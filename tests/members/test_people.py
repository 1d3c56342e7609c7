"""Offices are entrusted by somebody else; a profile is its person's own."""

from datetime import timedelta

import pytest

from coopstudio.journal.models import Entry
from members.actions import people
from tests.members.factories import ADMITTED_ON, founder, member

pytestmark = pytest.mark.django_db


def test_a_founder_entrusts_an_office():
    fleur, mehdi = founder(), member()

    office = people.grant_role(mehdi, "treasurer", by=fleur, on=ADMITTED_ON)

    assert mehdi.offices.get() == office
    assert Entry.objects.get().details == {"role": "treasurer"}


def test_nobody_entrusts_an_office_to_themselves():
    fleur = founder()

    with pytest.raises(people.NotToOneself):
        people.grant_role(fleur, "treasurer", by=fleur, on=ADMITTED_ON)

    assert fleur.offices.count() == 1


def test_an_office_is_not_entrusted_twice():
    fleur, mehdi = founder(), member()
    people.grant_role(mehdi, "secretary", by=fleur, on=ADMITTED_ON)

    with pytest.raises(people.AlreadyEntrusted):
        people.grant_role(mehdi, "secretary", by=fleur, on=ADMITTED_ON)


def test_an_office_given_back_may_be_entrusted_again():
    fleur, mehdi = founder(), member()
    first = people.grant_role(mehdi, "secretary", by=fleur, on=ADMITTED_ON)
    last = ADMITTED_ON + timedelta(days=90)
    people.end_role(first, by=fleur, on=last)

    people.grant_role(mehdi, "secretary", by=fleur, on=last + timedelta(days=1))

    assert mehdi.offices.held_on(last).get() == first
    assert mehdi.offices.count() == 2


def test_a_person_is_written_as_they_wish():
    assert [member(agreement=how).membre_actif for how in ("f", "m", "both")] == [
        "membre active",
        "membre actif",
        "membre actif ou active",
    ]
