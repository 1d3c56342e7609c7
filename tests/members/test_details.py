"""What the association asks beyond the profile: written and read as each thing says, or gone."""

import pytest
from django.utils import timezone

from members import tasks
from members.actions.profile import details
from members.models import Detail, DetailAnswer
from tests.members import factories as people

pytestmark = pytest.mark.django_db
ASKED, MINE = "/association/informations/", "/profil/informations/"
FORM = {"name": "Trajets", "why": "Venir ensemble.", "choices": "J’emmène\nJe cherche"}


@pytest.fixture
def secretary(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    return people.secretary()


def said(person):
    return dict(person.details.values_list("detail__name", "words"))


def test_the_office_asks_the_person_answers_and_chooses_who_reads_it(client, secretary):
    zoe, odile = people.member("Zoé", "Étienne"), people.member("Odile", "Roy")
    client.force_login(secretary)
    assert client.post(ASKED, FORM).status_code == 422
    client.post(ASKED, FORM | {"level": "shown"})
    asked = Detail.objects.get()

    client.force_login(zoe)
    assert "Venir ensemble." in client.get(MINE).text
    wrong = client.post(MINE, {f"d{asked.pk}": "Des cailloux"})
    client.post(MINE, {f"d{asked.pk}": "Je cherche"})
    client.force_login(odile)
    hidden = client.get(f"/membres/{zoe.pk}/").text
    client.force_login(zoe)
    client.post(MINE, {f"d{asked.pk}": "Je cherche", f"m{asked.pk}": "on"})
    client.force_login(odile)
    shown = client.get(f"/membres/{zoe.pk}/").text
    client.force_login(secretary)
    read = client.get(f"/registre/{zoe.pk}/informations/").text

    assert wrong.status_code == 422
    assert ["Je cherche" in page for page in (hidden, shown, read)] == [False, True, True]


def test_what_the_office_writes_its_person_reads_and_no_other_member(client, secretary):
    zoe, odile = people.member("Zoé", "Étienne"), people.member("Odile", "Roy")
    key = people.detail(by=secretary, level="office")
    own = people.detail(by=secretary, name="Casier", level="kept")

    client.force_login(secretary)
    client.post(f"/registre/{zoe.pk}/informations/", {f"d{key.pk}": "la 3", f"d{own.pk}": "le 9"})
    client.force_login(zoe)
    client.post(MINE, {f"d{key.pk}": "la 4", f"d{own.pk}": "le douze", f"m{own.pk}": "on"})

    assert said(zoe) == {"Clé de la salle": "la 3", "Casier": "le douze"}
    assert "la 3" in client.get(MINE).text
    client.force_login(odile)
    page = client.get(f"/membres/{zoe.pk}/").text
    assert ("la 3" in page, "le douze" in page) == (False, False)


def test_an_answer_is_taken_back_and_goes_with_the_question_or_the_membership(secretary):
    now, zoe = timezone.now(), people.member("Zoé", "Étienne")
    left = people.member("Salomé", "Kerdoncuff", until=people.ADMITTED_ON)
    one = people.detail(by=secretary)
    DetailAnswer.objects.create(detail=one, person=left, words="oui")
    details.answer(zoe, {one: ("oui", True)}, by=zoe, at=now)
    with pytest.raises(details.NotAMember):
        details.answer(left, {one: ("non", True)}, by=left, at=now)

    tasks.keep_memberships()
    assert (said(left), said(zoe)) == ({}, {"Clé de la salle": "oui"})
    details.answer(zoe, {one: ("", False)}, by=zoe, at=now)
    assert said(zoe) == {}

    details.answer(zoe, {one: ("oui", True)}, by=zoe, at=now)
    assert details.close_detail(one, by=secretary, at=now) == 1
    assert (said(zoe), details.close_detail(one, by=secretary, at=now)) == ({}, 0)
    details.answer(zoe, {one: ("oui", True)}, by=zoe, at=now)
    assert said(zoe) == {}, "typed before, sent after"


def test_a_name_is_asked_once_and_twelve_things_at_the_most(secretary):
    told = {"why": "Pour voir.", "choices": "", "level": "kept", "by": secretary}
    for number in range(12):
        details.open_detail(name=f"Chose {number}", at=timezone.now(), **told)

    with pytest.raises(details.TooMany):
        details.open_detail(name="Encore", at=timezone.now(), **told)
    details.close_detail(Detail.objects.first(), by=secretary, at=timezone.now())
    with pytest.raises(details.AlreadyAsked):
        details.open_detail(name="chose 1", at=timezone.now(), **told)
