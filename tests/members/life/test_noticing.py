"""An unpaid fee, formally: one proposes, another signs, and only the organ removes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError

from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from members.actions.fees import calls
from members.actions.life import noticing
from members.actions.life.facts import AlreadyOver, OwnCase
from members.models import FormalNotice, Office, Person
from members.states import NoticeState, Role, Standing
from tests.members.factories import ADMITTED_ON, founder, holder, secretary, treasurer
from tests.members.fees.factories import CALLED_ON, call, payment, tariff, year
from tests.members.life.factories import DAY, MINUTES, TODAY, at, belonging, rules, stands
from tests.together import together

pytestmark = pytest.mark.django_db
DEADLINE = TODAY + timedelta(days=30)


@pytest.fixture
def late():
    """Somebody whose fee, called in March, is late in June."""
    mine = belonging()
    call(mine.person)
    return mine


def propose(mine, by=None):
    return noticing.propose(mine, by=by or treasurer("Hélène", "D’Almeida"), at=at())


def sign(notice, by=None, **more):
    return noticing.sign(notice, by=by or founder(), at=at(), **more)


def remove(notice, day, by=None, **more):
    told = MINUTES | {"decided_on": day} | more
    return noticing.remove(notice, by=by or secretary(), at=at(day), **told)


def test_the_treasurer_proposes_and_nothing_leaves(late):
    fleur = founder()

    notice = propose(late)

    assert (notice.state, notice.owed) == (NoticeState.DRAFTED, 3_000)
    assert Letter.objects.get(kind="members.notice_proposed").to == fleur.email
    assert not Letter.objects.filter(kind="members.notice").exists()
    assert stands(late, TODAY) == Standing.ACTIVE


def test_who_owes_nothing_or_is_within_the_grace_is_not_put_on_notice():
    mine = belonging()
    with pytest.raises(noticing.NothingOwed):
        propose(mine)

    call(mine.person)
    with pytest.raises(noticing.StillInGrace):
        noticing.propose(mine, by=treasurer(), at=at(date(2026, 4, 20)))


def test_it_is_proposed_once(late):
    propose(late)

    with pytest.raises(noticing.AlreadyOpen):
        propose(late, by=treasurer())


def test_another_person_signs_and_the_letter_leaves_with_its_paper(late):
    notice = sign(propose(late))

    letter = Letter.objects.get(kind="members.notice")
    assert (notice.sent_on, notice.deadline) == (TODAY, DEADLINE)
    assert (letter.to, letter.document.kind) == (late.person.email, "members.notice")
    assert "non-paiement" in letter.document.data["clause"]
    assert stands(late, TODAY) == Standing.UNDER_NOTICE


def test_who_proposes_does_not_sign(late):
    both = treasurer()
    both.offices.create(role="secretary", started_on=ADMITTED_ON)

    with pytest.raises(noticing.SignedByItsAuthor):
        sign(propose(late, by=both), by=both)


def test_nobody_signs_what_is_addressed_to_them():
    mine = belonging(founder())
    call(mine.person)

    with pytest.raises(OwnCase):
        sign(propose(mine), by=mine.person)


def test_nobody_lifts_what_is_addressed_to_them(late):
    mine = late.person
    mine.offices.create(role="secretary", started_on=ADMITTED_ON)
    notice = propose(late)

    with pytest.raises(OwnCase):
        noticing.drop(notice, by=mine, at=at())
    notice = sign(notice)
    with pytest.raises(OwnCase):
        noticing.drop(notice, by=mine, at=at())


def test_the_letter_asks_what_is_still_due_the_day_it_leaves(late):
    notice = propose(late)
    payment(late.person.fee_calls.get(), amount=2_500, on=TODAY)

    notice = sign(notice)

    assert notice.owed == 500
    assert "due : 5" in Letter.objects.get(kind="members.notice").text.replace("\u00a0", " ")


def test_a_proposal_that_was_paid_meanwhile_is_not_signed(late):
    notice = propose(late)
    payment(late.person.fee_calls.get(), on=TODAY)

    with pytest.raises(noticing.NothingOwed):
        sign(notice)


def test_the_paper_of_the_radiation_says_what_is_left_of_it(late):
    notice = sign(propose(late))
    payment(late.person.fee_calls.get(), amount=1_000, on=TODAY + DAY)

    remove(notice, DEADLINE + DAY, by=secretary("Léo", "Jacquot"))

    assert Document.objects.get(kind="members.removal").data["owed"].startswith("20")


def test_a_fee_that_may_still_be_paid_is_not_demanded(late):
    following = year("2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    tariff(following)
    december = at(date(2026, 12, 20))
    calls.call_year(following, by=treasurer("Zita", "Bonnet"), at=december)

    notice = noticing.propose(late, by=treasurer(), at=december)

    assert notice.owed == 3_000
    assert late.person.fee_calls.count() == 2


def test_silent_statutes_ask_for_two_registered_letters(late):
    rules(adopted_on=ADMITTED_ON, removal_clause="")
    notice = propose(late)

    with pytest.raises(noticing.NeedsRegisteredLetter):
        sign(notice)
    notice = sign(notice, letter_number="2C 123 456 7890 1")
    with pytest.raises(noticing.NeedsRegisteredLetter):
        remove(notice, DEADLINE + DAY)
    assert remove(notice, DEADLINE + DAY, letter_number="2C 123 456 7891 8")


def test_a_payment_lifts_it_by_itself(late):
    notice = sign(propose(late))
    noticing.settle_paid(at=at(TODAY + DAY))
    assert stands(late, TODAY + DAY) == Standing.UNDER_NOTICE

    payment(late.person.fee_calls.get(), on=TODAY + 2 * DAY)
    noticing.settle_paid(at=at(TODAY + 2 * DAY))
    noticing.settle_paid(at=at(TODAY + 3 * DAY))

    notice.refresh_from_db()
    assert notice.state == NoticeState.ANSWERED
    assert Letter.objects.filter(kind="members.notice_settled").count() == 1
    assert stands(late, TODAY + DAY) == Standing.UNDER_NOTICE
    assert stands(late, TODAY + 2 * DAY) == Standing.ACTIVE


def test_a_payment_lifts_it_at_once(late, django_capture_on_commit_callbacks):
    notice = sign(propose(late))

    with django_capture_on_commit_callbacks(execute=True):
        payment(late.person.fee_calls.get(), on=TODAY + DAY)

    notice.refresh_from_db()
    assert notice.state == NoticeState.ANSWERED
    assert stands(late, TODAY + DAY) == Standing.ACTIVE


def test_it_is_not_lifted_by_hand_as_long_as_it_is_owed(late):
    with pytest.raises(noticing.StillOwed):
        noticing.settle(sign(propose(late)), by=treasurer(), at=at())


def test_the_organ_removes_only_after_the_deadline(late):
    notice = sign(propose(late))

    with pytest.raises(noticing.DeadlineRuns):
        remove(notice, DEADLINE)
    remove(notice, DEADLINE + DAY, by=secretary("Léo", "Jacquot"))

    letter = Letter.objects.get(kind="members.removed")
    assert letter.document.data["clause"]
    assert stands(late, DEADLINE + DAY) == Standing.ACTIVE
    assert stands(late, DEADLINE + 2 * DAY) == Standing.REMOVED


def test_nothing_is_signed_nor_decided_of_somebody_who_has_left(late):
    notice = propose(late)
    late.ended_on = TODAY - DAY
    late.save()
    with pytest.raises(AlreadyOver):
        sign(notice)

    late.ended_on = TODAY
    late.save()
    notice = sign(notice)
    with pytest.raises(AlreadyOver):
        remove(notice, DEADLINE + DAY)
    noticing.drop(notice, by=founder(), at=at())


def test_who_paid_meanwhile_is_not_removed(late):
    notice = sign(propose(late))
    payment(late.person.fee_calls.get(), on=TODAY + DAY)

    with pytest.raises(noticing.PaidMeanwhile):
        remove(notice, DEADLINE + DAY)


def test_a_proposal_is_given_up_without_a_letter_and_a_sent_one_is_lifted(late):
    noticing.drop(propose(late), by=founder(), at=at())
    assert not Letter.objects.filter(kind="members.notice_settled").exists()

    notice = sign(propose(late, by=treasurer("Zita", "Bonnet")), by=secretary())
    noticing.drop(notice, by=treasurer(), at=at(TODAY + DAY))

    assert stands(late, TODAY + DAY) == Standing.ACTIVE
    letter = Letter.objects.get(kind="members.notice_settled")
    assert "C’est réglé" not in letter.subject
    assert "rien à faire" not in letter.text
    assert "reste à régler" in letter.text


def test_a_signed_notice_without_its_date_is_refused_by_the_database(late):
    notice = propose(late)

    with pytest.raises(IntegrityError, match="a_signed_notice_was_sent_with_a_deadline"):
        FormalNotice.objects.filter(pk=notice.pk).update(state="signed")


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_send_one_letter():
    mine = belonging()
    with time_machine.travel(at(CALLED_ON), tick=False):  # the bell of the calls reads the clock
        call(mine.person)
    notice, fleur = propose(mine), founder()

    together(*[lambda: sign(notice, by=fleur)] * 3)

    assert Letter.objects.filter(kind="members.notice").count() == 1
    assert mine.facts.count() == 1


def test_the_presidency_signs_where_somebody_holds_it_and_the_paper_says_so(late):
    presides, keeper = holder(Role.PRESIDENT, "Aya", "Roy", agreement="f"), secretary()
    notice = propose(late)

    assert set(
        Letter.objects.filter(kind="members.notice_proposed").values_list("to", flat=True)
    ) == {presides.email}
    with pytest.raises(noticing.PresidentSigns):
        sign(notice, by=keeper)
    sign(notice, by=presides)

    assert Document.objects.get(kind="members.notice").data["signed_as"] == "présidente"


def test_a_president_who_may_not_enter_holds_no_signature_back(late):
    presides = holder(Role.PRESIDENT, "Aya", "Roy")
    Person.objects.filter(pk=presides.pk).update(is_active=False)

    assert sign(propose(late), by=secretary()).state == NoticeState.SIGNED


def test_a_president_whose_own_fee_is_late_leaves_the_signature_to_the_secretary(late):
    Office.objects.create(person=late.person, role=Role.PRESIDENT, started_on=ADMITTED_ON)
    notice = propose(late)

    with pytest.raises(OwnCase):
        sign(notice, by=late.person)
    assert sign(notice, by=secretary()).state == NoticeState.SIGNED
