"""Offices are entrusted and ended by two people, never for oneself; each gives back their own."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from coopstudio.mail.models import Letter
from members.actions import offices, people
from members.models import Office, OfficeChange, Person
from members.piles import offices as pile
from members.states import Role
from tests.members import factories
from tests.together import together

MONDAY = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
DAY = date(2026, 5, 12)
PAGE = "/association/fonctions/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def fleur():
    return factories.founder()


@pytest.fixture
def thomas():
    return factories.founder("Thomas", "Marshall")


def proposed(person, by, role=Role.TREASURER, **facts):
    return offices.propose(person, role, by=by, at=MONDAY, on=DAY, why="décision 12", **facts)


def roles_of(person):
    return set(person.offices.filter(ended_on=None).values_list("role", flat=True))


def test_one_proposes_another_confirms_and_the_person_is_told(fleur, thomas):
    mehdi = factories.member()

    change = proposed(mehdi, fleur)
    assert roles_of(mehdi) == set()
    offices.confirm(change, by=thomas, at=MONDAY)

    office = mehdi.offices.get()
    assert (office.role, office.started_on) == (Role.TREASURER, DAY)
    asked, told = Letter.objects.order_by("pk")
    assert (asked.to, told.to) == (thomas.email, mehdi.email)
    assert "trésorerie" in told.subject
    assert "décision 12" in told.text


@pytest.mark.parametrize("second", ["the one who proposed", "the one it is about"])
def test_nobody_is_their_own_second(fleur, thomas, second):
    about = thomas if second == "the one it is about" else factories.member()
    change = proposed(about, fleur)

    with pytest.raises(offices.NotTheSecond):
        offices.confirm(change, by=about if about == thomas else fleur, at=MONDAY)

    assert Role.TREASURER not in roles_of(about)


def test_nobody_proposes_for_themselves(fleur):
    with pytest.raises(people.NotToOneself):
        proposed(fleur, fleur)


def test_postgresql_says_so_too(fleur, thomas):
    with pytest.raises(IntegrityError, match="nobody_proposes_an_office"), transaction.atomic():
        factories.office_change(fleur, by=fleur)
    change = proposed(factories.member(), fleur)
    alone = {"answered_by": fleur, "answered_at": MONDAY, "is_confirmed": True}
    with pytest.raises(IntegrityError, match="two_people_change_an_office"), transaction.atomic():
        OfficeChange.objects.filter(pk=change.pk).update(**alone)
    mute = {"answered_by": thomas, "answered_at": MONDAY}
    with pytest.raises(IntegrityError, match="two_people_change_an_office"), transaction.atomic():
        OfficeChange.objects.filter(pk=change.pk).update(**mute)


def test_what_is_held_is_not_entrusted_again_nor_ended_twice(fleur, thomas):
    helene = factories.treasurer()

    with pytest.raises(people.AlreadyEntrusted):
        proposed(helene, fleur)
    with pytest.raises(offices.NotHeld):
        proposed(factories.member(), fleur, is_end=True)
    proposed(helene, fleur, is_end=True)
    with pytest.raises(offices.AlreadyProposed):
        proposed(helene, thomas, is_end=True)


def test_an_office_is_ended_by_two_on_the_day_that_was_said(fleur, thomas):
    helene = factories.treasurer()

    offices.confirm(proposed(helene, fleur, is_end=True), by=thomas, at=MONDAY)

    assert helene.offices.get().ended_on == DAY
    assert "prend fin" in Letter.objects.get(to=helene.email).subject


def test_what_is_left_there_changes_nothing_and_may_be_proposed_again(fleur, thomas):
    mehdi = factories.member()
    change = proposed(mehdi, fleur)

    offices.decline(change, by=thomas, at=MONDAY)

    with pytest.raises(offices.AlreadyAnswered):
        offices.confirm(change, by=thomas, at=MONDAY)
    assert roles_of(mehdi) == set()
    assert proposed(mehdi, fleur).pk


def test_each_gives_back_their_own_but_the_last_founder(fleur):
    helene = factories.treasurer()

    offices.give_back(helene, Role.TREASURER, at=MONDAY)
    with pytest.raises(offices.NotHeld):
        offices.give_back(helene, Role.TREASURER, at=MONDAY)
    with pytest.raises(offices.LastFounder):
        offices.give_back(fleur, Role.FOUNDER, at=MONDAY)

    assert (roles_of(helene), roles_of(fleur)) == (set(), {Role.FOUNDER})


def test_a_seat_of_the_board_is_not_given_back_here():
    mehdi = factories.holder(Role.BOARD, "Mehdi", "Zerrouki")

    with pytest.raises(offices.OfTheBoard):
        offices.give_back(mehdi, Role.BOARD, at=MONDAY)

    assert roles_of(mehdi) == {Role.BOARD}


@pytest.mark.django_db(transaction=True)
def test_the_last_two_founders_do_not_both_leave_at_the_same_second(fleur, thomas):
    def gives_back(who):
        return lambda: offices.give_back(who, Role.FOUNDER, at=MONDAY)

    raised = together(gives_back(fleur), gives_back(thomas))

    assert [type(refusal) for refusal in raised] == [offices.LastFounder]
    assert Office.objects.filter(role=Role.FOUNDER, ended_on=None).count() == 1


def test_a_founder_finds_what_waits_for_them_and_not_what_they_proposed(fleur, thomas):
    proposed(factories.member(), fleur)

    waits = {who: list(pile(who, DAY).rows) for who in (fleur, thomas)}

    assert [len(found) for found in waits.values()] == [0, 1]


def test_an_administrator_proposes_and_confirms_nothing(client, fleur):
    linh, mehdi = factories.administrator(), factories.member()
    client.force_login(linh)
    sent = {"person": f"{mehdi}", "role": "secretary", "change": "begins", "why": "PV 3"}

    refused = client.post(PAGE, sent | {"on": "", "why": ""})
    assert refused.status_code == 422
    assert "Dites où l’on retrouve la décision" in refused.text
    client.post(PAGE, sent | {"on": "2026-05-12"})
    change = OfficeChange.objects.get()
    client.post(f"{PAGE}{change.pk}/reponse/", {"confirm": "1"})
    assert roles_of(mehdi) == set()

    client.force_login(fleur)
    page = client.get(PAGE).text
    assert "Attend une seconde personne" in page
    answer = client.post(f"{PAGE}{change.pk}/reponse/", {"confirm": "1"}, follow=True)

    assert "C’est fait, et écrit." in answer.text
    assert roles_of(mehdi) == {Role.SECRETARY}


def test_the_page_asks_few_questions(client, fleur, thomas, django_assert_max_num_queries):
    for each in range(6):
        proposed(factories.member(f"Aya{each}", "Roy"), thomas)
    client.force_login(fleur)
    client.get(PAGE)

    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_giving_back_from_the_page(client, fleur, thomas):
    client.force_login(thomas)
    assert "Rendre ma fonction" in client.get(PAGE).text

    answer = client.post(f"{PAGE}founder/fin/", follow=True)

    assert "votre fonction est rendue" in answer.text
    assert roles_of(Person.objects.get(pk=thomas.pk)) == set()
