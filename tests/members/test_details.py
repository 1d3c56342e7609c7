"""What the association asks beyond the profile: written and read as each thing says, or gone."""

import pytest
from django.utils import timezone

from members import tasks
from members.actions.profile import details
from members.exporting import Export, columns_of
from members.models import DataRequest, Detail, DetailAnswer, Person
from members.states import Priority
from tests.members import factories as people
from tests.members.imports.sheets import AT, HEAD, NOEMIE, first, known, tried, written

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


def test_what_a_freeze_or_a_question_holds_stays_until_its_end(secretary):
    one, left = people.detail(by=secretary), people.member(until=people.ADMITTED_ON)
    zoe = people.member("Zoé", "Étienne")
    asked = people.data_request(people.member("Odile", "Roy"))
    for person in (left, zoe, asked.person):
        DetailAnswer.objects.create(detail=one, person=person, words="oui")
    Person.objects.filter(pk__in=[left.pk, zoe.pk]).update(frozen_since=timezone.now())

    assert details.close_detail(one, by=secretary, at=timezone.now()) == 0
    tasks.keep_memberships()
    assert DetailAnswer.objects.count() == 3

    Person.objects.update(frozen_since=None)
    DataRequest.objects.update(answered_at=timezone.now(), answer="Oui.", answered_by=secretary)
    tasks.keep_memberships()
    assert not DetailAnswer.objects.exists()


def test_a_name_is_asked_once_and_twelve_things_at_the_most(secretary):
    told = {"why": "Pour voir.", "choices": "", "level": "kept", "by": secretary}
    for number in range(12):
        details.open_detail(name=f"Chose {number}", at=timezone.now(), **told)

    with pytest.raises(details.TooMany):
        details.open_detail(name="Encore", at=timezone.now(), **told)
    details.close_detail(Detail.objects.first(), by=secretary, at=timezone.now())
    for name in ("chose 1", "Chôse 1 :", "E-mail"):
        with pytest.raises(details.AlreadyAsked):
            details.open_detail(name=name, at=timezone.now(), **told)
    with pytest.raises(details.NotForUs, match="La nationalité ne sert pas"):
        details.open_detail(name="Nationalité", at=timezone.now(), **told)
    assert details.open_detail(name="Bicyclette", at=timezone.now(), **told)


def test_a_list_that_leaves_holds_what_each_of_its_readers_may_read(secretary):
    now = timezone.now()
    zoe, odile = people.member("Zoé", "Étienne"), people.member("Odile", "Roy")
    rides = people.detail(by=secretary)
    key = people.detail(by=secretary, name="Clé", level="office")
    details.answer(zoe, {rides: ("oui", True)}, by=zoe, at=now)
    details.answer(odile, {rides: ("non", False), key: ("la 3", None)}, by=secretary, at=now)
    today = {"on": timezone.localdate(), "today": timezone.localdate()}

    def taken(which):
        codes = {"prenom", *(one.code for one in columns_of(which) if one.detail)}
        export = Export(which, "membres", codes, **today)
        return [export.head, *export.rows()]

    assert taken("registre") == [
        ["Prénom", "Clé de la salle", "Clé"], ["Zoé", "oui", ""], ["Blaise", "", ""],
        ["Odile", "non", "la 3"],
    ]  # fmt: skip
    assert taken("annuaire") == [
        ["Prénom", "Clé de la salle, si c’est montré"], ["Zoé", "oui"], ["Blaise", ""],
        ["Odile", ""],
    ]  # fmt: skip
    Person.objects.filter(pk=odile.pk).update(frozen_since=now)
    assert taken("registre")[-1] == ["Odile", "", ""]


def test_a_sheet_fills_what_nobody_said_and_shows_it_to_nobody(secretary):
    people.detail(by=secretary, name="Trajets", choices="J’emmène\nJe cherche")
    people.detail(by=secretary, level="office")
    head = f"{HEAD};trajets;Clé de la salle"

    written(f"{NOEMIE};j emmene;la 3", head=head)
    noemie = Person.objects.get(email="noemie@exemple.fr")
    assert (said(noemie), noemie.details.shown().count()) == (
        {"Trajets": "J’emmène", "Clé de la salle": "la 3"}, 0,
    )  # fmt: skip

    odd = written(f"{NOEMIE};à pied;la 4", head=head)
    causes = [cause for cause, _way in first(odd).causes]
    assert causes[0].startswith("Trajets : « à pied » n’est pas une réponse possible")
    assert causes[1].endswith("la feuille dit « la 4 », la maison garde « la 3 ».")

    noemie.last_login = AT
    noemie.save()
    written(f"{NOEMIE};Je cherche;la 4", head=head, priority=Priority.SHEET)
    assert said(noemie) == {"Trajets": "J’emmène", "Clé de la salle": "la 4"}

    left = "Awa;Diop;awa@exemple.fr;;;;12/03/2024;Je cherche;;31/12/2024"
    written(left, head=f"{head};Départ")
    assert said(Person.objects.get(email="awa@exemple.fr")) == {}


def test_of_the_frozen_a_sheet_changes_nothing_and_its_trial_tells_nothing(secretary):
    key = people.detail(by=secretary, level="office")
    one = known(frozen_since=AT, phone="+33699999999")
    DetailAnswer.objects.create(detail=key, person=one, words="la 3")

    line = first(tried(f"{NOEMIE};la 4", head=f"{HEAD};Clé de la salle", priority=Priority.SHEET))
    twin = first(tried("Noémie;Perrin;n.perrin@exemple.fr;;;;12/03/2024"))

    assert (line.verdict, line.changes) == ("left", [])
    assert line.causes[0][0].startswith("Cette personne a gelé ses données")
    assert twin.causes[0][0] == "Noémie Perrin a le même nom et une autre adresse."
