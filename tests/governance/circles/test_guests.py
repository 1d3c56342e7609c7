"""Somebody who is not of the association opens what they are asked to, and nothing else."""

import pytest
from django.utils import timezone

from coopstudio.mail.models import Letter
from governance.actions import meetings
from governance.actions.circles import belonging
from governance.actions.meetings import convening
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


def test_a_guest_of_one_meeting_reads_what_it_lives_and_nothing_else(client, below, guest):
    meets, item = meeting(below)
    other, _ = meeting(below)
    lived = version(proposal(below, state="scheduled")).proposal
    elsewhere = version(proposal(below, state="scheduled")).proposal
    item.proposal = lived
    item.save()

    meetings.ask_guest(meets, guest, by=people_of(below)[0], at=AT)

    assert Letter.objects.filter(to=guest.email, kind="governance.meeting_convened").count() == 1
    mine = [meets.get_absolute_url(), lived.get_absolute_url()]
    others = [
        other.get_absolute_url(),
        elsewhere.get_absolute_url(),
        below.get_absolute_url(),
        f"/cercles/{below.pk}/panier/",
        "/decisions/",
    ]
    assert opens(client, *mine) == [200, 200]
    assert opens(client, *others) == [404, 404, 404, 404, 404]
    with pytest.raises(convening.AlreadyAsked):
        meetings.ask_guest(meets, guest, by=people_of(below)[0], at=AT)


def test_a_guest_of_one_meeting_finds_it_at_home_and_no_link_that_would_be_refused(
    client, below, guest
):
    meets, item = meeting(below)
    lived = version(proposal(below, state="scheduled")).proposal
    item.proposal = lived
    item.save()
    meetings.ask_guest(meets, guest, by=people_of(below)[0], at=AT)

    home = client.get("/accueil/").content.decode()
    pages = [client.get(one.get_absolute_url()).content.decode() for one in (meets, lived)]

    assert f'href="{meets.get_absolute_url()}"' in home
    for page in pages:
        assert below.name in page
        assert f'href="{below.get_absolute_url()}' not in page
        assert 'href="/reunions/"' not in page
        assert f'href="{lived.tension.get_absolute_url()}"' not in page


def test_a_guest_of_an_open_meeting_learns_in_its_room_and_goes_home_from_it(client, below, guest):
    meets, _item = meeting(below, opened=people_of(below))
    meets.guests.create(person=guest, by=people_of(below)[0])
    room = f"{meets.get_absolute_url()}seance/"

    page = client.get(room).content.decode()
    answer = client.post("/apprentissage/", {"aide": "oui", "retour": room})

    assert f'href="{below.get_absolute_url()}"' not in page
    assert answer.url == room
    home = client.get("/accueil/").content.decode()
    assert "Rejoindre la réunion" in home
    assert "Mes actions" not in home
    meetings.close(meets, by=people_of(below)[0], at=timezone.now())
    assert client.post("/apprentissage/", {"aide": "non", "retour": room}).status_code == 404


def test_once_the_meeting_is_over_its_guest_reads_its_minutes_and_no_text(client, below, guest):
    meets, item = meeting(below, opened=people_of(below))
    item.proposal = version(proposal(below, state="scheduled")).proposal
    item.save()
    meets.guests.create(person=guest, by=people_of(below)[0])
    room = f"{meets.get_absolute_url()}seance/"
    assert opens(client, room) == [200]
    client.force_login(people_of(below)[0])
    client.post(f"{room}presences/", {"personne": f"{guest.pk}"})
    assert meets.presences.get(person=guest).capacity == "visitor"
    client.force_login(guest)

    meetings.close(meets, by=people_of(below)[0], at=timezone.now())

    there = opens(client, meets.get_absolute_url(), item.proposal.get_absolute_url())
    assert there == [200, 404]


def test_an_invitation_is_taken_back_or_declined_and_may_be_given_again(client, below, guest):
    keeper = people_of(below)[0]
    meets, _item = meeting(below)
    here, road = meets.get_absolute_url(), f"{meets.get_absolute_url()}invites/{guest.pk}/retrait/"
    told = Letter.objects.filter(to=guest.email).order_by("pk").values_list("kind", flat=True)
    meetings.ask_guest(meets, guest, by=keeper, at=AT)

    client.force_login(person("Zita", "Bonnet"))
    assert client.post(road).status_code == 404
    client.force_login(keeper)
    assert f'href="{here}">Revenir' in client.get(f"{here}invites/").content.decode()
    known = meets.guests.get()
    client.post(road)
    client.post(road)
    with pytest.raises(convening.NoLongerInvited):  # pressed in two windows at the same second
        meetings.let_guest_go(known, by=keeper, at=AT)
    client.force_login(guest)
    assert opens(client, here) == [404]
    meetings.ask_guest(meets, guest, by=keeper, at=AT)
    assert "Décliner l’invitation" in client.get(here).content.decode()
    assert client.post(road).url == "/accueil/"

    assert opens(client, here) == [404]
    assert not meets.guests.exists()
    assert list(told) == [
        "governance.meeting_convened", "governance.guest_let_go", "governance.meeting_convened",
    ]  # fmt: skip


def test_a_guest_is_welcomed_and_says_whether_they_come(client, below, guest):
    meets, _item = meeting(below)
    here = meets.get_absolute_url()
    client.force_login(guest)
    assert client.post(f"{here}reponse/", {"answer": "yes"}).status_code in (302, 404)
    assert not meets.comings.exists()

    meetings.ask_guest(meets, guest, by=people_of(below)[0], at=AT)
    client.post(f"{here}reponse/", {"answer": "late", "words": "Mon train"})

    page = client.get(here).content.decode()
    for words in ("Le cercle Accueil vous écoute", "arrivera en retard", "Mon train"):
        assert words in page

    meetings.let_guest_go(meets.guests.get(), by=guest, at=AT)
    assert not meets.comings.exists()
