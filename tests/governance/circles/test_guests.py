"""Somebody who is not of the association opens what they are asked to, and nothing else."""

import pytest

from governance.actions.circles import belonging
from tests.governance.factories import (
    AT,
    circle,
    joins,
    meeting,
    people_of,
    proposal,
    tension,
    version,
)
from tests.members.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def below():
    return circle("Accueil", prefix="AC")


@pytest.fixture
def guest(client):
    one = person()
    client.force_login(one)
    return one


def opens(client, *addresses):
    return [client.get(one).status_code for one in addresses]


def test_who_is_invited_reads_the_circle_and_answers(client, below, guest):
    belonging.invite_guest(below, guest, by=people_of(below)[0], at=AT)
    here = f"/cercles/{below.pk}/"

    assert opens(client, here, f"{here}panier/") == [200, 404]
    assert "Accueil" in client.get("/accueil/").content.decode()
    client.post(f"{here}reponse/", {"reponse": "oui"})
    assert below.members.get(person=guest).standing == "guest"
    assert opens(client, f"{here}panier/") == [200]


def test_a_guest_opens_what_their_circle_lives(client, below, guest):
    joins(guest, below, standing="guest")
    text = version(proposal(below, state="basket")).proposal
    meets, _item = meeting(below)

    assert opens(
        client, text.get_absolute_url(), meets.get_absolute_url(), f"/tensions/{tension(below).pk}/"
    ) == [200, 200, 200]


def test_a_guest_of_a_circle_opens_nothing_else(client, below, guest):
    joins(guest, below, standing="guest")
    other = circle("Finances", prefix="FI", parent=below)
    text = version(proposal(other, state="basket")).proposal

    assert (
        opens(client, other.get_absolute_url(), text.get_absolute_url(), "/decisions/", "/cercles/")
        == [404] * 4
    )


def test_a_guest_who_left_opens_nothing_any_more(client, below, guest):
    seat = joins(guest, below, standing="guest")
    belonging.leave(seat, by=guest, at=AT, why="")

    assert opens(client, below.get_absolute_url()) == [404]
