"""An account is closed for a time by two people; nobody loses a voice that way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from coopstudio.mail.models import Letter
from members import tasks
from members.actions import lockouts
from members.actions.life import silence
from members.models import Lockout
from tests.accounts.conftest import enter, is_in
from tests.members import factories

MONDAY = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
WHY = "Des messages partent de votre adresse sans vous."
PAGE = "/association/comptes/"

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


def closed(person, *, by, second, at=MONDAY):
    asked = lockouts.propose(person, days=7, why=WHY, by=by, at=at)
    return lockouts.confirm(asked, by=second, at=at)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_two_people_close_the_person_is_told_and_it_opens_by_itself(
    client, fleur, thomas, time_machine
):
    mehdi = factories.member()
    inside = enter(mehdi)
    assert is_in(inside)

    done = closed(mehdi, by=fleur, second=thomas)

    assert (done.until, fresh(mehdi).is_active) == (date(2026, 5, 18), False)
    assert not is_in(inside)
    told = Letter.objects.get(to=mehdi.email, kind="members.locked_out")
    assert "18 mai 2026" in told.subject
    assert WHY in told.text
    time_machine.move_to(datetime(2026, 5, 18, 12, tzinfo=UTC), tick=False)
    tasks.reopen_accounts()
    assert not fresh(mehdi).is_active
    time_machine.move_to(datetime(2026, 5, 19, 1, tzinfo=UTC), tick=False)
    tasks.reopen_accounts()
    assert fresh(mehdi).is_active
    assert "ouvert de nouveau" in Letter.objects.filter(to=mehdi.email).last().subject


def test_nobody_alone_nor_for_themselves(fleur, thomas):
    asked = lockouts.propose(thomas, days=3, why=WHY, by=fleur, at=MONDAY)

    with pytest.raises(lockouts.NotOneself):
        lockouts.propose(fleur, days=3, why=WHY, by=fleur, at=MONDAY)
    with pytest.raises(lockouts.AlreadyClosed):
        lockouts.propose(thomas, days=3, why=WHY, by=factories.administrator(), at=MONDAY)
    for alone in (fleur, thomas):
        with pytest.raises(lockouts.NotTheSecond):
            lockouts.confirm(asked, by=alone, at=MONDAY)
    assert fresh(thomas).is_active


@pytest.mark.parametrize(
    ("facts", "wall"),
    [
        ({"days": 31}, "opens_within_a_month"),
        ({"is_confirmed": True, "until": date(2026, 5, 18)}, "two_people_close"),
        ({"until": date(2026, 5, 20)}, "has_its_last_day"),
        ({"is_confirmed": False, "lapsed_at": MONDAY}, "without_answer_lapses"),
    ],
)
def test_postgresql_says_so_too(fleur, facts, wall):
    if "is_confirmed" in facts:
        facts |= {"answered_by": fleur, "answered_at": MONDAY}
    with pytest.raises(IntegrityError, match=wall), transaction.atomic():
        factories.lockout(factories.member(), by=fleur, **facts)


def test_opening_again_asks_one_person_and_never_wakes_the_dead(fleur, thomas):
    mehdi, aya = factories.member(), factories.member("Aya", "Roy")
    early, late = (closed(one, by=fleur, second=thomas) for one in (mehdi, aya))
    silence.fall(aya, on=MONDAY.date(), at=MONDAY)

    lockouts.reopen(early, by=fleur, at=MONDAY)
    lockouts.reopen(late, by=None, at=MONDAY + timedelta(days=9))

    assert [fresh(one).is_active for one in (mehdi, aya)] == [True, False]
    with pytest.raises(lockouts.AlreadyOpen):
        lockouts.reopen(early, by=fleur, at=MONDAY)


def test_from_the_page_the_administration_proposes_and_a_founder_confirms(client, fleur):
    linh, third = factories.administrator(), factories.member()
    client.force_login(linh)

    refused = client.post(PAGE, {"person": f"{third}", "days": "7", "why": ""})
    assert refused.status_code == 422
    assert "la personne le lira, tel quel" in refused.text
    client.post(PAGE, {"person": f"{third}", "days": "7", "why": WHY})
    asked = Lockout.objects.get()
    client.post(f"{PAGE}{asked.pk}/reponse/", {"confirm": "1"})
    assert fresh(third).is_active

    client.force_login(fleur)
    assert "Aucune manche n’attend sa voix." in client.get(PAGE).text
    client.post(f"{PAGE}{asked.pk}/reponse/", {"confirm": "1"})
    assert "Fermés aujourd’hui" in client.get(PAGE).text
    assert not fresh(third).is_active
    client.post(f"{PAGE}{asked.pk}/ouverture/")
    assert fresh(third).is_active


def test_postgresql_counts_the_days_itself(fleur, thomas):
    done = closed(factories.member(), by=fleur, second=thomas)

    with pytest.raises(IntegrityError, match="has_its_last_day"), transaction.atomic():
        Lockout.objects.filter(pk=done.pk).update(until=date(2026, 6, 18))


def test_postgresql_counts_thirty_days_in_ninety_itself(fleur, thomas):
    """Whatever program asks: a third closing, an end taken back, a later last day, an older day."""
    mehdi, day = factories.member(), timedelta(days=1)
    facts = {"by": fleur, "is_confirmed": True, "answered_by": thomas, "reopened_by": fleur}

    def ended(days, *, at, lasted):
        moments = {"proposed_at": at, "answered_at": at, "reopened_at": at + lasted * day}
        until = (at + days * day).date()
        return factories.lockout(mehdi, days=days, until=until, **moments, **facts)

    def is_refused(change, wall="closed_thirty_days_at_most"):
        with pytest.raises(IntegrityError, match=wall), transaction.atomic():
            change()

    first = ended(30, at=MONDAY, lasted=20)
    second = ended(30, at=MONDAY + 80 * day, lasted=10)
    ended(30, at=MONDAY + 91 * day, lasted=20)

    is_refused(lambda: ended(1, at=MONDAY + 82 * day, lasted=1))
    is_refused(lambda: ended(12, at=MONDAY - 30 * day, lasted=11))
    is_refused(lambda: Lockout.objects.filter(pk=first.pk).update(reopened_at=None))
    is_refused(lambda: Lockout.objects.filter(pk=second.pk).update(reopened_by=mehdi), "somebody")
    week = {"proposed_at": MONDAY + 72 * day}
    is_refused(lambda: Lockout.objects.filter(pk=second.pk).update(**week), "within_a_week")


def test_a_proposal_that_nobody_answers_falls_after_seven_days(fleur, thomas, time_machine):
    mehdi, week = factories.member(), timedelta(days=7)
    asked = lockouts.propose(mehdi, days=7, why=WHY, by=fleur, at=MONDAY)

    with pytest.raises(lockouts.StillWaiting):
        lockouts.lapse(asked, at=MONDAY + week - timedelta(seconds=1))
    with pytest.raises(lockouts.TooLate):
        lockouts.confirm(asked, by=thomas, at=MONDAY + week)
    time_machine.move_to(MONDAY + week, tick=False)
    tasks.reopen_accounts()

    assert fresh(asked).lapsed_at
    assert fresh(mehdi).is_active
    assert not Lockout.objects.for_second(thomas).exists()
    with pytest.raises(lockouts.AlreadyAnswered):
        lockouts.confirm(asked, by=thomas, at=MONDAY + week)


def test_two_who_agree_close_a_door_thirty_days_at_most_in_three_months(fleur, thomas):
    mehdi, day = factories.member(), timedelta(days=1)

    def closed_for(days, *, at):
        asked = lockouts.propose(mehdi, days=days, why=WHY, by=fleur, at=at)
        return lockouts.confirm(asked, by=thomas, at=at)

    first = closed_for(30, at=MONDAY)
    lockouts.reopen(first, by=fleur, at=MONDAY + 20 * day)

    with pytest.raises(lockouts.TooLong, match="20 jours en trois mois.*il en reste 10"):
        closed_for(14, at=MONDAY + 21 * day)
    again = closed_for(7, at=MONDAY + 21 * day)
    lockouts.reopen(again, by=None, at=MONDAY + 29 * day)
    assert closed_for(30, at=MONDAY + 120 * day).until == (MONDAY + 150 * day).date()
