"""Before sixteen one is admitted with a written agreement; before eighteen one promises nothing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.files import quarantine
from coopstudio.french.dates import short_day
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members import ages
from members.actions import guardians, memberships
from members.models import MembershipRequest, Person
from members.states import Age
from tests.members.factories import (
    ADOPTED_ON,
    belongs,
    invitation,
    member,
    person,
    request,
    secretary,
)
from tests.members.test_bulletins import pdf
from tests.members.test_joining import PAGE, answers

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Paris"))
ON = AT.date()
OF_AGE_ON = date(2029, 5, 4)  # fourteen years old in March 2026
DECIDED = {"at": AT, "organ": "conseil", "decided_on": ON, "reference": "PV"}


@pytest.fixture
def lou(client):
    lou = person("Lou", "Marchal")
    client.force_login(lou)
    return lou


@pytest.fixture
def blaise():
    return secretary(since=date(2026, 1, 5))


@pytest.fixture
def asked(lou):
    return request(lou, age=Age.CHILD, of_age_on=OF_AGE_ON, guardian="Anne Marchal")


def agreed(asked, *, by, on=ON - timedelta(days=3), is_clean=True):
    asked = guardians.join_agreement(asked, by=by, at=AT, upload=pdf(), agreed_on=on)
    if is_clean:
        quarantine.scan(asked.guardian_paper_id)
    return MembershipRequest.objects.get(pk=asked.pk)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2027, 5, 3), Age.CHILD),
        (date(2027, 5, 4), Age.YOUNG),
        (date(2029, 5, 3), Age.YOUNG),
        (date(2029, 5, 4), Age.ADULT),
    ],
)
def test_an_age_is_told_by_the_day_of_majority(day, age):
    assert ages.age_on(day, of_age_on=OF_AGE_ON) == age
    assert ages.majority_of(date(2011, 5, 4)) == OF_AGE_ON


def test_nobody_younger_than_sixteen_is_admitted_without_an_agreement(blaise, asked):
    with pytest.raises(guardians.WithoutAgreement, match="accord écrit de qui la représente"):
        memberships.admit(asked, by=blaise, **DECIDED)

    waits = agreed(asked, by=blaise, is_clean=False)
    with pytest.raises(guardians.AgreementInQuarantine):
        memberships.admit(waits, by=blaise, **DECIDED)
    late = agreed(asked, by=blaise, on=ON)
    with pytest.raises(guardians.AgreedAfterwards):
        memberships.admit(late, by=blaise, **DECIDED | {"decided_on": ON - timedelta(days=1)})

    assert memberships.admit(late, by=blaise, **DECIDED).started_on == ON


def test_from_sixteen_on_one_joins_freely(blaise, lou):
    asked = request(lou, age=Age.YOUNG, of_age_on=date(2027, 5, 4))

    assert memberships.admit(asked, by=blaise, **DECIDED).person == lou


def test_the_database_says_so_too(asked):
    for broken, wall in (
        ({"state": "admitted"}, "a_child_is_admitted_with_an_agreement"),
        ({"age": "adult"}, "only_a_minor_is_represented"),
    ):
        with pytest.raises(IntegrityError, match=wall), transaction.atomic():
            MembershipRequest.objects.update(**broken)


def test_an_agreement_is_of_a_child_who_waits_and_not_of_tomorrow(asked, blaise):
    with pytest.raises(guardians.AgreedLater):
        agreed(asked, by=blaise, on=ON + timedelta(days=1))

    memberships.take_back(asked, by=asked.person)
    with pytest.raises(guardians.NothingToAgreeTo):
        agreed(asked, by=blaise)


def test_a_newer_agreement_replaces_the_one_before(asked, blaise):
    first = agreed(asked, by=blaise).guardian_paper

    second = agreed(asked, by=blaise).guardian_paper

    first.refresh_from_db()
    assert (first.state, second.state) == ("erased", "clean")
    assert Entry.objects.filter(event="members.agreement_joined").count() == 2


def test_until_majority_one_is_known_as_a_minor(asked):
    lou, grown = asked.person, member()

    assert ages.of_age_on(lou, on=ON) == OF_AGE_ON
    assert ages.of_age_on(lou, on=OF_AGE_ON) is None
    assert ages.of_age_on(grown, on=ON) is None


# --- pages ---


def minor(years, **changed):
    """What somebody of that age types today."""
    day = timezone.localdate() + timedelta(days=round((18 - years) * 365.25))
    return {"first_name": "Lou", "of_age_on": f"{day}"} | changed


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ({"age": ""}, "age", "Dites dans quelle tranche d’âge vous êtes."),
        ({"age": "young"}, "of_age_on", "Avant 18 ans, indiquez le jour de la majorité."),
        (
            minor(17, age="child"),
            "of_age_on",
            "Ce jour ne va pas avec l’âge choisi : vérifiez les deux.",
        ),
        (
            minor(14, age="child"),
            "guardian",
            "Avant 16 ans, indiquez qui représente : un parent, ou qui a l’autorité parentale.",
        ),
    ],
)
def test_what_is_missing_of_a_minor_is_said(client, lou, typed, name, said):
    invitation(lou, on=timezone.localdate())

    answer = client.post(PAGE, answers(**typed))

    assert answer.status_code == 422
    assert said in answer.context["form"].errors[name]


def test_a_child_asks_then_joins_the_agreement(client, lou):
    invitation(lou, on=timezone.localdate())
    typed = answers(**minor(14, age="child", guardian="Anne Marchal"))
    given = {"agreed_on": f"{timezone.localdate()}", "agreement": pdf()}

    page = client.post(PAGE, typed, follow=True)
    joined = client.post("/adhesion/accord/", given, follow=True)

    asked = MembershipRequest.objects.get()
    assert (asked.age, asked.guardian) == ("child", "Anne Marchal")
    assert "L’accord écrit de qui vous représente" in page.text
    assert "L’accord écrit est joint." in joined.text
    letter = Letter.objects.get(kind="members.requested")
    assert "votre admission attend l’accord écrit" in letter.text
    assert letter.document.data["needs_agreement"]


def test_of_a_grown_person_nothing_else_is_kept(client, lou):
    invitation(lou, on=timezone.localdate())

    client.post(PAGE, answers(**minor(14, age="adult", guardian="Anne Marchal")))

    asked = MembershipRequest.objects.get()
    assert (asked.age, asked.of_age_on, asked.guardian) == ("adult", None, "")


def test_keepers_join_the_agreement_and_others_do_not_open_it(client, asked, blaise):
    client.force_login(blaise)
    given = {"agreed_on": f"{timezone.localdate()}", "agreement": pdf()}

    client.post(f"/demandes/{asked.pk}/accord/", given)
    asked.refresh_from_db()
    page = client.get(f"/demandes/{asked.pk}/").text

    assert "l’admission ne s’enregistre qu’avec l’accord" in page
    assert asked.guardian_paper.name in page
    client.force_login(member())
    assert client.get(f"/fichiers/{asked.guardian_paper.pk}/").status_code == 404


def test_a_paper_that_is_no_agreement_is_refused_with_its_reason(client, asked):
    answer = client.post("/adhesion/accord/", {"agreed_on": ""}, follow=True)

    assert "Choisissez un fichier PDF." in answer.text


def test_who_came_without_a_bulletin_says_their_age_afterwards(client):
    """Enrolled, or come with a sheet: nobody knew, and nobody presumes."""
    lan, today = member(), timezone.localdate()
    soon = today + timedelta(days=300)
    assert ages.said_of(lan).on(today) == ""
    client.force_login(lan)
    typed = {"first_name": "Lan", "agreement": "both", "age": "young", "of_age_on": f"{soon}"}

    assert client.post("/profil/", typed | {"age": "child"}).status_code == 422
    client.post("/profil/", typed)

    lan.refresh_from_db()
    assert ages.of_age_on(lan, on=today) == soon
    assert ages.said_of(lan).on(soon) == Age.ADULT
    client.force_login(secretary())
    page = client.get(f"/registre/{lan.pk}/").text.replace("\xa0", " ")
    assert f"18 ans le {short_day(soon)}".replace("\xa0", " ") in page


def test_nobody_is_asked_twice(client):
    lan = member()
    request(lan, age=Age.ADULT, state="admitted")
    client.force_login(lan)

    assert "Votre âge" not in client.get("/profil/").text
    client.post("/profil/", {"first_name": "Lan", "agreement": "both", "age": "child"})

    lan.refresh_from_db()
    assert (lan.age, lan.first_name) == ("", "Lan")
    client.force_login(person())
    assert "Votre âge" not in client.get("/profil/").text, "who candidates is not asked"


def test_keepers_write_the_age_of_who_has_no_email(client, blaise):
    marcelle = Person.objects.create(first_name="Marcelle", password=make_password(None))
    belongs(marcelle)
    client.force_login(blaise)
    typed = {"street": "3 chemin du Lavoir", "postcode": "21250", "town": "Seurre", "age": "adult"}

    answer = client.post(f"/registre/{marcelle.pk}/coordonnees/", typed)

    marcelle.refresh_from_db()
    assert (answer.status_code, marcelle.age) == (302, Age.ADULT)
    with pytest.raises(IntegrityError, match="only_a_minor_comes_of_age"):
        Person.objects.filter(pk=marcelle.pk).update(of_age_on=ADOPTED_ON)


def test_a_bulletin_that_nobody_asked_the_age_of_says_what_to_make_sure_of(client, blaise):
    known, unknown = request(age=Age.ADULT), request()
    client.force_login(blaise)

    pages = [client.get(f"/demandes/{one.pk}/").text for one in (known, unknown)]

    assert ["assurez-vous de son âge" in page for page in pages] == [False, True]
