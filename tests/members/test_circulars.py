"""The office writes one letter to many members: read again first, once each, silence respected."""

import pytest
from django.utils import timezone

from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.actions import circulars, preferences
from members.models import Membership, Person
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


def readers():
    return set(written().values_list("to", flat=True))


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

    sent = [client.post(PAGE, SAID | {"geste": "envoyer"}).status_code for _ in range(2)]

    assert sent == [302, 422]
    assert readers() == {zoe.email, paper.paper_box, secretary.email}
    assert written().get(to=paper.paper_box).state == Letter.State.PAPER


def test_it_says_its_author_how_to_stop_and_what_became_of_it(client, secretary):
    circulars.write_to_members(by=secretary, at=timezone.now(), **SAID)

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
    facts = {"by": secretary, "at": timezone.now(), **SAID}

    assert circulars.write_to_members(category=college, **facts) == 1
    assert readers() == {one.email}
    with pytest.raises(circulars.NobodyReads):
        circulars.write_to_members(category=empty, **facts)
