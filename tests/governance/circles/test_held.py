"""What is held in circles is read in the directory of members."""

from datetime import date

import pytest
from django.urls import reverse

from governance.states import OfficeKind
from members import mandates
from members.leaving import left_open
from tests.governance.factories import TODAY, circle, entrust, people_of
from tests.members.factories import member

pytestmark = pytest.mark.django_db


def told(person, *, on):
    return [one.said_for("f") for one in mandates.held([person.pk], on=on)[person.pk]]


def test_a_mandate_is_told_with_its_circle():
    here = circle("Accueil")
    one = people_of(here)[0]
    entrust(one, here, OfficeKind.FACILITATOR)

    assert told(one, on=TODAY) == ["facilitatrice, Accueil"]


def test_what_is_over_is_told_of_the_past_only():
    here = circle("Accueil")
    one = people_of(here)[0]
    entrust(one, here, OfficeKind.SECRETARY, until=date(2026, 5, 1))

    assert told(one, on=TODAY) == []
    assert told(one, on=None) == ["secrétaire, Accueil"]


def test_members_read_it_on_the_page_of_a_member(client):
    here = circle("Accueil")
    one = people_of(here)[0]
    entrust(one, here, OfficeKind.FACILITATOR, until=date(2099, 1, 1))
    client.force_login(member())

    page = client.get(reverse("members:member", args=[one.pk])).content.decode()

    assert "facilitateur-trice, Accueil" in page


def test_who_leaves_the_association_reads_what_circles_entrusted():
    here = circle("Accueil")
    one = people_of(here)[0]
    entrust(one, here, OfficeKind.SECRETARY)

    assert [left.url for left in left_open(one, on=TODAY)] == [here.get_absolute_url()]
