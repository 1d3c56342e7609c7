"""A pause, a suspension, and the way back; no reason of health is ever stored."""

from datetime import timedelta

import pytest

from coopstudio.mail.models import Letter
from members.actions.life import pausing
from members.actions.life.facts import InTheFuture, NotAMember, NothingOpen, OwnCase
from members.forms.life import SuspensionForm
from members.models import FactWords, Membership, MembershipFact
from members.states import Standing
from tests.members.factories import ADMITTED_ON, category, founder, member
from tests.members.life.factories import (
    DAY,
    MINUTES,
    TODAY,
    at,
    belonging,
    grant,
    keeper,
    rules,
    stands,
    suspend,
)

pytestmark = pytest.mark.django_db
BACK = TODAY + timedelta(days=60)


def ask(mine, **more):
    told = {"since": TODAY, "until": BACK} | more
    return pausing.ask_leave(mine, by=mine.person, at=at(), **told)


def votes(mine, day):
    return Membership.objects.voting(on=day).filter(pk=mine.pk).exists()


def test_a_pause_is_asked_without_a_reason_and_told_to_the_keepers():
    blaise, mine = keeper(), belonging()

    ask(mine)

    assert Letter.objects.get(kind="members.leave_asked").to == blaise.email
    assert not FactWords.objects.exists()
    assert stands(mine, TODAY) == Standing.ACTIVE


def test_it_is_asked_once_and_not_for_yesterday():
    mine = belonging()
    ask(mine)

    with pytest.raises(pausing.AlreadyAsked):
        ask(mine)
    with pytest.raises(pausing.BeginsInThePast):
        ask(mine, since=TODAY - DAY)


def test_a_pause_that_the_organ_agrees_to_holds_from_day_to_day():
    blaise, mine = keeper(), belonging()
    asked = ask(mine)

    fact = grant(mine, blaise, until=BACK)

    assert fact.answers == asked
    assert stands(mine, TODAY) == Standing.ON_LEAVE
    assert stands(mine, BACK) == Standing.ON_LEAVE
    assert stands(mine, BACK + DAY) == Standing.ACTIVE
    assert Membership.objects.active(on=TODAY).filter(pk=mine.pk).exists()


def test_one_on_leave_does_not_vote_unless_the_statutes_let_them():
    mine = belonging()
    grant(mine, keeper(), until=BACK)

    assert (votes(mine, TODAY - DAY), votes(mine, TODAY), votes(mine, BACK + DAY)) == (
        True,
        False,
        True,
    )
    rules(adopted_on=ADMITTED_ON, suspended_may_vote=True)
    assert votes(mine, TODAY)


@pytest.mark.parametrize("keeps", [True, False])
def test_the_letter_says_of_the_vote_what_the_statutes_say(keeps):
    rules(suspended_may_vote=keeps)
    mine = belonging()

    grant(mine, keeper())

    text = Letter.objects.get(kind="members.leave_granted").text
    assert ("vous gardent le vote" in text, "vous ne votez pas" in text) == (keeps, not keeps)


def test_a_pause_that_is_not_granted_changes_nothing_and_its_words_leave():
    mine = belonging()
    ask(mine)

    pausing.decline_leave(mine, by=keeper(), at=at(), words="Parlons-en.", **MINUTES)

    assert "Parlons-en." in Letter.objects.get(kind="members.leave_declined").text
    assert stands(mine, TODAY) == Standing.ACTIVE
    assert ask(mine, since=TODAY + DAY)


def test_there_is_nothing_to_decline_when_nothing_was_asked():
    with pytest.raises(NothingOpen):
        pausing.decline_leave(belonging(), by=keeper(), at=at(), **MINUTES)


def test_one_comes_back_before_the_end():
    mine = belonging()
    grant(mine, keeper(), until=BACK)

    pausing.resume(mine, by=mine.person, at=at(TODAY + 10 * DAY), on=TODAY + 10 * DAY)

    assert stands(mine, TODAY + 9 * DAY) == Standing.ON_LEAVE
    assert stands(mine, TODAY + 10 * DAY) == Standing.ACTIVE
    assert votes(mine, TODAY + 10 * DAY)


def test_there_is_no_coming_back_from_nowhere():
    with pytest.raises(NothingOpen):
        pausing.resume(belonging(), by=None, at=at(), on=TODAY)


def test_a_suspension_says_why_to_the_person_alone():
    mine = belonging()

    fact = suspend(mine, keeper(), until=BACK)

    letter = Letter.objects.get(kind="members.suspended")
    assert (letter.to, "article 4" in letter.text) == (mine.person.email, True)
    assert "article 4" not in str(MembershipFact.objects.values().get(pk=fact.pk))
    assert stands(mine, TODAY) == Standing.SUSPENDED


def test_nobody_lifts_their_own_suspension():
    mine = belonging(founder())
    suspend(mine, keeper())

    with pytest.raises(OwnCase):
        pausing.lift(mine, by=mine.person, at=at(), on=TODAY, **MINUTES)
    with pytest.raises(NothingOpen):
        pausing.resume(mine, by=keeper(), at=at(), on=TODAY)


def test_the_organ_lifts_a_suspension_and_its_minutes_are_kept():
    mine, blaise = belonging(), keeper()
    suspend(mine, blaise, until=BACK)

    fact = pausing.lift(mine, by=blaise, at=at(), on=TODAY + DAY, **MINUTES)

    told = (fact.organ, fact.decided_on, fact.reference)
    assert told == (MINUTES["organ"], MINUTES["decided_on"], MINUTES["reference"])
    assert stands(mine, TODAY) == Standing.SUSPENDED
    assert stands(mine, TODAY + DAY) == Standing.ACTIVE


def test_a_suspension_is_not_lifted_before_the_organ_decided_it():
    mine, blaise = belonging(), keeper()
    suspend(mine, blaise, until=BACK, since=TODAY - 5 * DAY)

    told = MINUTES | {"decided_on": TODAY}
    with pytest.raises(pausing.LiftedTooEarly):
        pausing.lift(mine, by=blaise, at=at(), on=TODAY - DAY, **told)


def test_a_suspension_does_not_reach_back_before_its_decision():
    with pytest.raises(pausing.BeforeItsDecision):
        suspend(belonging(), keeper(), since=MINUTES["decided_on"] - DAY)

    sent = {key: f"{value}" for key, value in MINUTES.items()}
    form = SuspensionForm(sent | {"since": "2026-06-09", "words": "x"})
    assert "since" in form.errors


def test_nobody_writes_what_the_organ_decided_of_themselves():
    mine = belonging(founder())

    with pytest.raises(OwnCase):
        grant(mine, mine.person)
    with pytest.raises(OwnCase):
        suspend(mine, mine.person)


def test_two_pauses_do_not_overlap():
    mine, blaise = belonging(), keeper()
    grant(mine, blaise, until=BACK)

    for since, until in ((BACK, None), (TODAY - DAY, TODAY), (TODAY - DAY, None)):
        with pytest.raises(pausing.AlreadyPaused):
            grant(mine, blaise, since=since, until=until)
    suspend(mine, blaise, since=BACK + 10 * DAY)
    with pytest.raises(pausing.AlreadyPaused):
        grant(mine, blaise, since=BACK + DAY)
    with pytest.raises(pausing.AlreadyPaused):
        suspend(mine, blaise, since=BACK + DAY, until=BACK + 30 * DAY)
    assert grant(mine, blaise, since=BACK + DAY, until=BACK + 9 * DAY)


def test_one_on_leave_may_be_suspended_and_each_ends_by_its_own_way():
    mine, blaise = belonging(), keeper()
    grant(mine, blaise, until=BACK)
    suspend(mine, blaise, until=BACK)

    pausing.resume(mine, by=mine.person, at=at(), on=TODAY + DAY)
    assert stands(mine, TODAY + DAY) == Standing.SUSPENDED

    pausing.lift(mine, by=blaise, at=at(), on=TODAY + 2 * DAY, **MINUTES)
    assert stands(mine, TODAY + 2 * DAY) == Standing.ACTIVE
    first, second = Letter.objects.filter(kind="members.resumed").order_by("pk")
    assert ("court encore" in first.text, "vote" in first.text) == (True, False)
    assert "avec le vote" in second.text


def test_who_is_back_is_promised_no_vote_that_their_college_does_not_have():
    mine, blaise = belonging(), keeper()
    mine.category = category("soutiens", votes=False)
    mine.save()
    grant(mine, blaise)

    pausing.resume(mine, by=blaise, at=at(), on=TODAY)

    assert "vote" not in Letter.objects.get(kind="members.resumed").text


def test_a_decision_of_tomorrow_is_not_written_today():
    with pytest.raises(InTheFuture):
        grant(belonging(), keeper(), decided_on=TODAY + DAY)


def test_a_former_member_is_not_suspended():
    rules()
    with pytest.raises(NotAMember):
        suspend(member(until=TODAY - DAY).memberships.get(), keeper())
