"""Leaving is a right: a resignation holds whatever is open, and only the organ undoes it."""

from datetime import timedelta

import pytest

from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.actions import people
from members.actions.life import ending, resigning
from members.actions.life.facts import InTheFuture, NotAMember, OwnCase
from members.leaving import left_open
from members.models import Membership, Person
from members.states import Role, Standing
from tests.members.factories import ADMITTED_ON, founder, member, place
from tests.members.life.factories import (
    DAY,
    MINUTES,
    TODAY,
    at,
    belonging,
    keeper,
    resign,
    rules,
    stands,
)
from tests.together import together

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=30)


def test_the_notice_of_the_statutes_gives_the_last_day():
    mine = belonging()

    fact = resign(mine)

    mine.refresh_from_db()
    assert (fact.since, fact.until, mine.ended_on) == (TODAY, LAST, LAST)
    assert stands(mine, TODAY - DAY) == Standing.ACTIVE
    assert stands(mine, LAST) == Standing.RESIGNING
    assert stands(mine, LAST + DAY) == Standing.RESIGNED
    assert list(Person.objects.members(on=LAST)) == [mine.person]
    assert not Person.objects.members(on=LAST + DAY).exists()


def test_without_a_notice_it_holds_the_same_day():
    rules(adopted_on=ADMITTED_ON, resignation_notice_days=0)

    assert resign(member().memberships.get()).until == TODAY


def test_without_statutes_on_that_day_nobody_is_held():
    early = member(since=TODAY - 900 * DAY)
    assert resign(early.memberships.get(), on=TODAY - 800 * DAY).until == TODAY - 800 * DAY

    rules()
    later = member("Léo", since=TODAY - 900 * DAY).memberships.get()
    assert resign(later, on=TODAY - 800 * DAY).until == TODAY - 800 * DAY


def test_the_receipt_speaks_of_a_notice_only_if_it_is_one():
    rules()
    for name, wished in (("Zita", None), ("Léo", LAST + 60 * DAY)):
        resign(member(name).memberships.get(), wished=wished)

    papers = Document.objects.filter(kind="members.acknowledgement").order_by("asked_at")
    assert [(one.data["days"], one.data["is_wished"]) for one in papers] == [(30, False), (0, True)]


def test_whoever_kept_the_register_then_and_left_since_is_not_told():
    blaise, mine = keeper(), belonging()
    people.end_role(blaise.offices.get(), by=None, on=TODAY - 2 * DAY)
    zita = keeper()

    resigning.resign(mine, by=zita, at=at(), received_on=TODAY - 5 * DAY)

    told = Letter.objects.filter(kind="members.departure").values_list("to", flat=True)
    assert list(told) == [zita.email]


def test_one_may_leave_later_than_the_notice_but_not_earlier():
    assert resign(belonging(), wished=LAST + 10 * DAY).until == LAST + 10 * DAY
    assert resign(member("Léo").memberships.get(), wished=TODAY).until == LAST


def test_it_is_acknowledged_on_paper_and_told_to_those_who_keep_the_register():
    blaise, mine = keeper(), belonging()

    resign(mine)

    receipt = Letter.objects.get(kind="members.resigned")
    assert receipt.to == mine.person.email
    assert receipt.document == Document.objects.get(kind="members.acknowledgement")
    assert Letter.objects.get(kind="members.departure").to == blaise.email
    assert Entry.objects.get(event="members.resigned").actor == mine.person


def test_the_secretary_writes_down_one_that_came_by_mail():
    blaise, mine = keeper(), belonging()

    fact = resigning.resign(
        mine, by=blaise, at=at(), received_on=TODAY - 3 * DAY, words="Je m’arrête là. Merci."
    )

    assert (fact.since, fact.by, fact.said.words) == (
        TODAY - 3 * DAY,
        blaise,
        "Je m’arrête là. Merci.",
    )
    assert "Je m’arrête là" not in str(Entry.objects.get(event="members.resigned").details)


def test_it_is_received_once():
    mine = belonging()
    resign(mine)

    with pytest.raises(resigning.AlreadyResigned):
        resign(mine, on=TODAY + DAY)


def test_nobody_resigns_tomorrow_nor_once_it_is_over():
    mine = belonging()

    with pytest.raises(InTheFuture):
        resigning.resign(mine, by=mine.person, at=at(), received_on=TODAY + DAY)
    with pytest.raises(NotAMember):
        resign(member("Léo", until=TODAY - DAY).memberships.get())


@pytest.mark.django_db(transaction=True)
def test_a_double_click_resigns_once():
    mine = belonging()

    raised = together(*[lambda: resign(mine)] * 3)

    assert [type(one) for one in raised] == [resigning.AlreadyResigned] * 2
    assert Letter.objects.filter(kind="members.resigned").count() == 1


# --- what is left never holds anybody back ---


def test_what_is_left_is_told_and_holds_nobody_back():
    mine = belonging(founder())
    place(mine.person)

    left = [one.label for one in left_open(mine.person, on=TODAY)]
    resign(mine)

    assert left == ["Fonction : fondation", "Une place dans le groupe"]
    assert stands(mine, LAST + DAY) == Standing.RESIGNED


# --- undone by the organ, and by nobody else ---


def test_the_organ_may_agree_that_the_person_stays():
    blaise, mine = keeper(), belonging()
    resign(mine)

    resigning.keep(mine, by=blaise, at=at(TODAY + DAY), **MINUTES | {"decided_on": TODAY + DAY})

    mine.refresh_from_db()
    assert mine.ended_on is None
    assert stands(mine, TODAY) == Standing.RESIGNING
    assert stands(mine, TODAY + DAY) == Standing.ACTIVE
    assert Letter.objects.filter(kind="members.kept").exists()


def test_nobody_takes_back_their_own_resignation():
    mine = belonging()
    resign(mine)

    with pytest.raises(OwnCase):
        resigning.keep(mine, by=mine.person, at=at(), **MINUTES)


def test_after_the_last_day_one_asks_again_to_join():
    mine = belonging()
    resign(mine)
    later = LAST + DAY

    with pytest.raises(resigning.TooLate):
        resigning.keep(mine, by=keeper(), at=at(later), **MINUTES)


def test_after_the_organ_agreed_one_may_leave_again():
    mine = belonging()
    resign(mine)
    resigning.keep(mine, by=keeper(), at=at(), **MINUTES | {"decided_on": TODAY})

    assert resign(mine, on=TODAY + 2 * DAY).until == LAST + 2 * DAY


# --- goodbye ---


def test_goodbye_is_said_the_day_after_once_with_the_copy_of_everything():
    mine = belonging()
    resign(mine)

    ending.part_due(at=at(LAST))
    assert not Letter.objects.filter(kind="members.farewell").exists()
    ending.part_due(at=at(LAST + DAY))
    ending.part_due(at=at(LAST + 2 * DAY))

    letter = Letter.objects.get(kind="members.farewell")
    assert "/mes-donnees/" in letter.text
    assert Entry.objects.filter(event="members.parted").count() == 1


def test_whoever_was_kept_while_the_round_went_is_not_told_goodbye():
    mine = belonging()

    with pytest.raises(ending.NotOver):
        ending.part(mine, at=at(LAST + DAY))
    assert not Letter.objects.filter(kind="members.farewell").exists()


def test_offices_end_with_the_membership_but_the_machines_keep_their_keeper():
    mine = belonging(founder())
    people.grant_role(mine.person, Role.ADMINISTRATOR, by=None, on=TODAY)
    resign(mine)

    ending.part_due(at=at(LAST + DAY))

    held = mine.person.offices.held_on(LAST + DAY).values_list("role", flat=True)
    assert list(held) == [Role.ADMINISTRATOR]


def test_an_old_membership_of_before_the_house_gets_no_late_goodbye():
    member(until=TODAY - DAY)

    ending.part_due(at=at())

    assert not Letter.objects.exists()


def test_whoever_came_back_keeps_their_office():
    mine = belonging(founder())
    resign(mine)
    again = Membership.objects.create(
        person=mine.person,
        organ="x",
        reference="x",
        decided_on=LAST + DAY,
        started_on=LAST + DAY,
    )

    ending.part_due(at=at(LAST + DAY))

    assert mine.person.offices.held_on(LAST + DAY).exists()
    assert stands(again, LAST + DAY) == Standing.ACTIVE
