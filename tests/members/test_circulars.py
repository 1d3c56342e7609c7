"""The office writes one letter to many members: read again first, once each, silence respected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members import tasks
from members.actions import circulars, preferences
from members.models import Circular, Membership, Person
from members.states import Topic
from tests.members import factories as people

pytestmark = pytest.mark.django_db
PAGE = "/association/ecrire/"
SAID = {"subject": "Une fête", "words": "Venez <b>samedi</b>.\n\nAvec un plat."}


@pytest.fixture
def secretary(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    one = people.secretary()
    client.force_login(one)
    return one


def written():
    return Letter.objects.filter(kind="members.circular")


def entrusted(by, category=None):
    """It was read again, and is entrusted."""
    now = timezone.now()
    stamp = circulars.stamp_of(on=timezone.localdate(now), category=category, **SAID)
    return circulars.write_to_members(by=by, at=now, read_again=stamp, category=category, **SAID)[1]


def readers():
    return set(written().values_list("to", flat=True))


def test_a_letter_read_again_before_midnight_says_that_the_day_changed(secretary):
    now = timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    read = circulars.stamp_of(on=yesterday, **SAID)

    with pytest.raises(circulars.AnotherDay, match="Minuit est passé"):
        circulars.write_to_members(by=secretary, at=now, read_again=read, **SAID)
    assert not written()


def test_it_is_read_again_then_leaves_once_to_each_but_the_silent(client, secretary):
    zoe, quiet = people.member("Zoé", "Étienne"), people.member("Odile", "Roy")
    people.member("Salomé", "Kerdoncuff", until=people.ADMITTED_ON)
    people.member("Sacha", "Blum", frozen_since=timezone.now())
    people.member("Yves", "Moreau", deceased_on=people.ADMITTED_ON)
    paper = people.member("Jeanne", "Marchand")
    Person.objects.filter(pk=paper.pk).update(email="", is_active=False, password="!")  # noqa: S106
    preferences.choose_silences(quiet, [Topic.NEWS], at=timezone.now())

    told = client.post(PAGE, SAID | {"geste": "relire"}).content.decode()
    back = client.post(PAGE, SAID | {"geste": "reprendre"})

    assert not written()
    for words in (
        f"Bonjour {secretary.first_name}",
        "&lt;b&gt;samedi",
        "1 par la poste",
        "1 a demandé",
    ):
        assert words in told
    assert back.context["form"]["words"].value() == SAID["words"]

    unread = client.post(PAGE, SAID | {"geste": "envoyer", "relue": "ce matin"})
    stamp = unread.context["stamp"]
    asked = SAID | {"geste": "envoyer", "relue": stamp}
    sent = [client.post(PAGE, asked).status_code for _ in range(2)]
    assert "s’écrit à chaque membre" in client.get(PAGE).text
    tasks.write_circulars()

    assert ("a changé depuis que vous" in unread.text, sent) == (True, [302, 422])
    assert client.post(PAGE, asked).status_code == 422
    assert readers() == {zoe.email, paper.paper_box, secretary.email}
    assert written().get(to=paper.paper_box).state == Letter.State.PAPER


def test_it_says_its_author_how_to_stop_and_what_became_of_it(client, secretary):
    entrusted(secretary)
    tasks.write_circulars()

    letter = written().get()
    assert letter.text.startswith(f"Bonjour {secretary.first_name},\n\nVenez <b>samedi</b>.")
    assert "&lt;b&gt;samedi" in letter.html
    assert secretary.full_name in letter.text
    assert letter.unsubscribe in letter.text
    assert Entry.objects.get(event="members.members_written").details["letters"] == 1
    assert "Une fête" in client.get(PAGE).content.decode()


def test_a_college_alone_is_written_to_and_nobody_is_no_letter(secretary):
    one = people.member("Zoé", "Étienne")
    college, empty = people.category(), people.category("vide")
    Membership.objects.filter(person=one).update(category=college)

    assert entrusted(secretary, college) == 1
    tasks.write_circulars()
    assert readers() == {one.email}
    with pytest.raises(circulars.NobodyReads):
        entrusted(secretary, empty)


def test_lot_by_lot_a_worker_that_dies_on_the_way_is_taken_up_where_it_stood(
    secretary, monkeypatch
):
    for _ in range(4):
        people.member()
    monkeypatch.setattr(circulars, "LOT", 2)
    entrusted(secretary)
    circular = Circular.objects.get()

    assert [circulars.carry(circular), written().count()] == [2, 2]
    tasks.write_circulars()

    assert (written().count(), len(readers()), Circular.objects.count()) == (5, 5, 0)
