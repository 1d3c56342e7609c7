"""From a request to the first day: a date, an answer, an admission that may wait for its fee."""

from datetime import date, timedelta

import pytest

from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.actions import agenda, memberships
from members.actions.life import beginning, resigning
from members.models import FeeCall, Membership, Person
from members.states import RequestState, Standing
from tests.members.factories import request, secretary, statutes
from tests.members.fees.factories import call, payment, tariff, year
from tests.members.life.factories import DAY, TODAY, at, stands

pytestmark = pytest.mark.django_db
MEETING = TODAY + timedelta(days=20)
ORGAN = "conseil d’administration"
DECIDED = {"organ": ORGAN, "decided_on": TODAY, "reference": "procès-verbal, point 4"}


def listed(asked=None):
    asked = asked or request()
    agenda.put_on_agenda(asked, by=None, at=at(), organ=ORGAN, on=MEETING)
    asked.refresh_from_db()
    return asked


def admit(asked, *, by_day=TODAY, **more):
    return memberships.admit(asked, by=None, at=at(by_day), **DECIDED | more)


def asked_under(**facts):
    return request(statutes=statutes(adopted_on=date(2026, 1, 5), **facts))


# --- one's own request ---


def test_nobody_answers_their_own_request():
    asked = request(secretary())
    mine = {"by": asked.person, "at": at()}

    with pytest.raises(memberships.OwnRequest):
        memberships.admit(asked, **mine, **DECIDED)
    with pytest.raises(memberships.OwnRequest):
        memberships.refuse(asked, **mine, words="Non.")
    with pytest.raises(memberships.OwnRequest):
        agenda.put_on_agenda(asked, **mine, organ=ORGAN, on=MEETING)
    with pytest.raises(memberships.OwnRequest):
        agenda.adjourn(asked, **mine, **DECIDED)


def test_who_returns_does_not_begin_with_the_fee_of_another_year():
    mine = admit(asked_under(active_needs_fee=True))
    before = year("2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    old = FeeCall.objects.create(
        person=mine.person, year=before, tariff=tariff(before), reference="COT-2025-0001",
        covers_from=before.starts_on, covers_to=before.ends_on, months=12, months_of_year=12,
        called_on=date(2025, 3, 1), due_on=date(2025, 4, 1), barred_on=date(2030, 4, 1),
    )  # fmt: skip
    old.terms.create(kind="called", amount=3_000, said_on=date(2025, 3, 1))
    payment(old)

    with pytest.raises(beginning.FeeAwaited):
        beginning.begin(mine, at=at())


# --- the agenda ---


def test_the_person_is_told_the_day_of_the_meeting():
    asked = listed()

    letter = Letter.objects.get(kind="members.listed")
    assert asked.state == RequestState.LISTED
    assert asked.facts.get().on == MEETING
    assert (letter.to, "5\u00a0juillet\u00a02026" in letter.subject.replace(" ", "\u00a0")) == (
        asked.person.email,
        True,
    )


def test_a_meeting_that_has_passed_is_no_agenda():
    with pytest.raises(agenda.MeetingPassed):
        agenda.put_on_agenda(request(), by=None, at=at(), organ=ORGAN, on=TODAY - DAY)


def test_a_meeting_that_moves_is_told_again():
    asked = listed()

    agenda.put_on_agenda(asked, by=None, at=at(), organ=ORGAN, on=MEETING + DAY)

    assert [fact.on for fact in asked.facts.all()] == [MEETING, MEETING + DAY]
    assert Letter.objects.filter(kind="members.listed").count() == 2


def test_an_adjourned_request_waits_and_comes_back():
    asked = listed()

    agenda.adjourn(asked, by=None, at=at(MEETING), **DECIDED | {"decided_on": MEETING})
    asked.refresh_from_db()
    assert asked.state == RequestState.ADJOURNED
    assert asked.is_waiting

    assert listed(asked).state == RequestState.LISTED


def test_what_was_not_on_an_agenda_is_not_adjourned():
    with pytest.raises(ForbiddenMove):
        agenda.adjourn(request(), by=None, at=at(), **DECIDED)


def test_a_reason_is_due_when_the_statutes_ask_it():
    asked = listed(asked_under(refusal_needs_reason=True))

    with pytest.raises(memberships.ReasonRequired):
        agenda.adjourn(asked, by=None, at=at(), **DECIDED)
    with pytest.raises(memberships.ReasonRequired):
        memberships.refuse(asked, by=None, at=at(), words=" ")

    memberships.refuse(asked, by=None, at=at(), words="Le conseil préfère attendre.")
    assert asked.facts.last().words == "Le conseil préfère attendre."


def test_a_listed_request_is_admitted_refused_or_taken_back():
    assert admit(listed()).person
    memberships.refuse(listed(), by=None, at=at(), words="Pas encore.")
    asked = listed()
    assert memberships.take_back(asked, by=asked.person).state == RequestState.WITHDRAWN


# --- the first day ---


def test_admitted_today_it_begins_today_with_its_certificate():
    made = admit(request())

    welcome = Letter.objects.get(kind="members.welcome")
    assert (made.awaits, welcome.document.kind) == ("", "members.attestation")
    assert stands(made, TODAY) == Standing.ACTIVE


def test_an_admission_for_later_begins_by_the_clock():
    made = admit(request(), started_on=MEETING)
    assert made.awaits == "day"
    assert Letter.objects.get(kind="members.welcome").document is None

    beginning.begin_due(at=at(MEETING - DAY))
    assert not Letter.objects.filter(kind="members.begun").exists()
    beginning.begin_due(at=at(MEETING))
    beginning.begin_due(at=at(MEETING))

    letter = Letter.objects.get(kind="members.begun")
    assert letter.document.kind == "members.attestation"
    assert stands(made, MEETING - DAY) == Standing.ADMITTED
    assert stands(made, MEETING) == Standing.ACTIVE


def test_a_status_on_a_day_does_not_wait_for_the_clock():
    made = admit(request(), started_on=MEETING)

    assert stands(made, MEETING) == Standing.ACTIVE
    assert list(Person.objects.members(on=MEETING)) == [made.person]


def test_with_a_first_fee_to_pay_it_begins_the_day_it_is_paid():
    made = admit(asked_under(active_needs_fee=True))
    assert made.awaits == "fee"

    beginning.begin_due(at=at(TODAY + DAY))
    assert stands(made, TODAY + DAY) == Standing.ADMITTED
    assert not Person.objects.members(on=TODAY + DAY).exists()

    owed = call(made.person, on=TODAY)
    payment(owed, on=TODAY + 5 * DAY)
    beginning.begin_due(at=at(TODAY + 8 * DAY))  # the treasurer wrote it three days later

    made.refresh_from_db()
    assert (made.awaits, made.started_on) == ("", TODAY + 5 * DAY)
    assert stands(made, TODAY + 4 * DAY) == Standing.ADMITTED
    assert stands(made, TODAY + 5 * DAY) == Standing.ACTIVE


def test_a_fee_that_is_not_paid_keeps_the_door_as_it_is():
    made = admit(asked_under(active_needs_fee=True))

    with pytest.raises(beginning.FeeAwaited):
        beginning.begin(made, at=at())


def test_what_began_does_not_begin_again():
    with pytest.raises(beginning.AlreadyBegun):
        beginning.begin(admit(request()), at=at())


def test_whoever_is_admitted_may_leave_before_the_first_day():
    made = admit(request(), started_on=MEETING)
    resigning.resign(made, by=made.person, at=at(), received_on=TODAY)

    beginning.begin_due(at=at(MEETING))

    assert not Letter.objects.filter(kind="members.begun").exists()
    assert stands(made, MEETING) == Standing.RESIGNED
    assert not Membership.objects.active(on=MEETING).exists()
