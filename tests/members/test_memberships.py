"""Into the association: each step once, by the right person, in the right order."""

import threading
from datetime import date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection

from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.actions import memberships
from members.models import Invitation, Membership, MembershipRequest, Person
from members.states import RequestState
from tests.members.factories import (
    ADMITTED_ON,
    ADOPTED_ON,
    INVITED_ON,
    PARIS,
    founder,
    holder,
    invitation,
    member,
    person,
    request,
    secretary,
    statutes,
)

pytestmark = pytest.mark.django_db

ASKED_AT = datetime(2026, 2, 10, 9, tzinfo=PARIS)
RECORDED_AT = datetime(2026, 3, 4, 9, tzinfo=PARIS)
ANSWERS = {
    "first_name": "Noémie",
    "last_name": "Perrin",
    "agreement": "f",
    "street": "12 rue des Lilas",
    "postcode": "71200",
    "town": "Le Creusot",
}
MINUTES = {
    "organ": "conseil d’administration",
    "decided_on": ADMITTED_ON,
    "reference": "procès-verbal 2026-03, point 4",
}


def ask(invited, *, by=None, at=ASKED_AT, fee=3_000, **more):
    return memberships.request_membership(
        invited,
        by=by or invited.person,
        at=at,
        statutes=more.pop("version", None) or statutes(),
        fee=fee,
        **ANSWERS | more,
    )


def admit(asked, **more):
    return memberships.admit(asked, by=None, **{"at": RECORDED_AT} | MINUTES | more)


def nothing_was_written():
    return not (MembershipRequest.objects.exists() or Letter.objects.exists())


# --- invited ---


def test_an_invitation_is_open_for_thirty_days():
    noemie, fleur = person(), founder()

    made = memberships.invite(noemie, by=fleur, on=INVITED_ON)

    assert (made.by, made.expires_on) == (fleur, INVITED_ON + timedelta(days=30))
    assert Entry.objects.get(event="members.invited").actor == fleur


def test_inviting_again_prolongs_the_invitation_that_waits():
    noemie, fleur = person(), founder()
    first = memberships.invite(noemie, by=fleur, on=INVITED_ON)

    again = memberships.invite(noemie, by=fleur, on=INVITED_ON + timedelta(days=40))

    assert again == first
    assert again.expires_on == INVITED_ON + timedelta(days=70)


def test_a_member_is_not_invited():
    with pytest.raises(memberships.AlreadyMember):
        memberships.invite(member(), by=founder(), on=ADMITTED_ON)


# --- asked for ---


def test_the_bulletin_is_kept_copied_and_announced():
    fleur, blaise = founder(since=ADOPTED_ON), secretary(since=ADOPTED_ON)
    invited = invitation()

    asked = ask(invited, words="Bonjour à vous.")

    invited.refresh_from_db()
    assert invited.used_at == ASKED_AT
    assert (asked.state, asked.fee, asked.town) == ("requested", 3_000, "Le Creusot")
    assert asked.person.agreement == "f"
    assert Letter.objects.get(kind="members.requested").document == Document.objects.get()
    told = Letter.objects.filter(kind="members.to_admit").values_list("to", flat=True)
    assert set(told) == {fleur.email, blaise.email}
    assert Entry.objects.get(event="members.requested").actor == asked.person


def test_somebody_who_holds_both_offices_is_told_once():
    fleur = founder()
    fleur.offices.create(role="secretary", started_on=ADMITTED_ON)

    ask(invitation(on=ADMITTED_ON), at=RECORDED_AT)

    assert Letter.objects.filter(kind="members.to_admit").count() == 1


def test_an_invitation_serves_once():
    invited = invitation()
    asked = ask(invited)
    memberships.take_back(asked, by=asked.person)

    with pytest.raises(memberships.InvitationOver):
        ask(invited)

    assert MembershipRequest.objects.count() == 1


def test_a_request_that_waits_is_not_doubled_by_a_second_invitation():
    invited = invitation()
    ask(invited)
    again = memberships.invite(invited.person, by=None, on=INVITED_ON)

    with pytest.raises(memberships.AlreadyAsked):
        ask(again)


def test_an_invitation_holds_until_the_end_of_its_last_day():
    invited = invitation()
    evening = datetime.combine(invited.expires_on, datetime.max.time(), PARIS)

    assert ask(invited, at=evening).state == RequestState.REQUESTED


def test_an_invitation_that_expired_yesterday_is_over():
    invited = invitation()
    morning = datetime.combine(invited.expires_on + timedelta(days=1), datetime.min.time(), PARIS)

    with pytest.raises(memberships.InvitationOver):
        ask(invited, at=morning)

    assert nothing_was_written()


def test_an_invitation_is_for_one_person_only():
    with pytest.raises(memberships.InvitationOver):
        ask(invitation(), by=person("Léo", "Jacquot"))

    assert nothing_was_written()


def test_the_fee_is_not_below_the_statutes():
    with pytest.raises(memberships.TooSmall):
        ask(invitation(), fee=999)

    assert nothing_was_written()
    assert Invitation.objects.get().used_at is None


def test_only_the_statutes_in_force_are_accepted():
    old = statutes()
    statutes(adopted_on=date(2026, 2, 1))

    with pytest.raises(memberships.NotInForce):
        ask(invitation(), version=old)


def test_statutes_of_tomorrow_do_not_hold_today():
    today = statutes()
    statutes(adopted_on=date(2026, 2, 11))

    assert ask(invitation(), version=today).statutes == today


# --- answered ---


def test_an_admission_makes_a_member_and_opens_the_account():
    asked = request()
    EmailAddress.objects.all().delete()

    made = admit(asked)

    assert (made.person, made.started_on) == (asked.person, ADMITTED_ON)
    assert list(Person.objects.members(on=ADMITTED_ON)) == [asked.person]
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (asked.person.email, True, True)
    assert Letter.objects.get().kind == "members.welcome"
    assert Entry.objects.get(event="members.admitted").details["membership"] == made.pk


def test_an_admission_may_take_effect_later():
    asked = request()

    admit(asked, started_on=ADMITTED_ON + timedelta(days=30))

    assert not Person.objects.members(on=ADMITTED_ON).exists()
    assert Person.objects.members(on=ADMITTED_ON + timedelta(days=30)).exists()


@pytest.mark.parametrize(
    ("dates", "refusal"),
    [
        ({"decided_on": date(2026, 3, 5)}, memberships.DecidedLater),
        ({"decided_on": date(2026, 2, 9)}, memberships.DecidedTooEarly),
        ({"started_on": ADMITTED_ON - timedelta(days=1)}, memberships.StartsTooEarly),
    ],
)
def test_the_request_the_decision_and_the_membership_follow_in_order(dates, refusal):
    asked = request()

    with pytest.raises(refusal):
        admit(asked, **dates)

    asked.refresh_from_db()
    assert asked.state == RequestState.REQUESTED
    assert not Membership.objects.exists()


def test_an_answer_is_given_once():
    asked = request()
    memberships.refuse(asked, by=None, at=RECORDED_AT, words="Pas encore.")

    with pytest.raises(ForbiddenMove):
        admit(asked)

    assert Letter.objects.get().kind == "members.refused"


def test_the_words_of_a_refusal_stay_out_of_the_journal():
    memberships.refuse(request(), by=None, at=RECORDED_AT, words="Pas encore.")

    assert "Pas encore." in Letter.objects.get().text
    assert Entry.objects.get().details == {}


def test_a_request_is_taken_back_by_its_person():
    asked = request()

    memberships.take_back(asked, by=asked.person)

    assert Entry.objects.get().event == "members.taken_back"


def test_somebody_whose_request_is_taken_back_for_them_is_told():
    asked, keeper = request(), holder("secretary", "Blaise", "Morel")

    memberships.take_back(asked, by=keeper)

    told = Letter.objects.get()
    assert (told.kind, told.to) == ("members.taken_back", asked.person.email)
    assert "Blaise Morel" in told.text


# --- belonging, on a day ---


def test_whoever_left_may_come_back():
    ousmane = member("Ousmane", "Diarra", since=date(2024, 1, 8), until=date(2025, 6, 30))
    asked = request(ousmane)

    admit(asked)

    assert ousmane.memberships.count() == 2
    assert list(Person.objects.members(on=date(2025, 6, 30))) == [ousmane]
    assert not Person.objects.members(on=date(2025, 7, 1)).exists()
    assert list(Person.objects.members(on=ADMITTED_ON)) == [ousmane]


def test_two_memberships_of_one_person_never_overlap():
    ousmane = member("Ousmane", "Diarra", since=date(2024, 1, 8), until=ADMITTED_ON)

    with pytest.raises(memberships.AlreadyMember):
        admit(request(ousmane))


def test_one_open_membership_is_a_promise_of_the_database():
    mehdi = member()

    with pytest.raises(IntegrityError, match="one_open_membership_per_person"):
        mehdi.memberships.create(
            organ="x", decided_on=ADMITTED_ON, reference="x", started_on=ADMITTED_ON
        )


# --- two at once ---


def together(*acts):
    """Run each act in a thread of its own, started at the same moment; returns what they raised."""
    raised, gate = [], threading.Barrier(len(acts))

    def run(act):
        try:
            gate.wait(10)
            act()
        except Exception as refusal:  # noqa: BLE001
            raised.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_admissions_at_once_make_one_membership():
    asked = request()

    raised = together(*[lambda: admit(asked)] * 4)

    assert {type(refusal) for refusal in raised} <= {memberships.AlreadyMember, ForbiddenMove}
    assert len(raised) == 3
    assert Membership.objects.count() == 1
    assert Letter.objects.filter(kind="members.welcome").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_asks_once():
    invited, version = invitation(), statutes()

    raised = together(*[lambda: ask(invited, version=version)] * 3)

    known = {memberships.AlreadyAsked, memberships.InvitationOver}
    assert {type(refusal) for refusal in raised} <= known
    assert len(raised) == 2
    assert MembershipRequest.objects.count() == 1
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_admissions_would_both_see_a_request_that_waits():
    """The negative control: the same reading, on a row that nobody locks."""
    asked, seen, gate = request(), [], threading.Barrier(2)

    def look():
        seen.append(MembershipRequest.objects.get(pk=asked.pk).state)
        gate.wait(10)

    together(look, look)

    assert seen == [RequestState.REQUESTED] * 2


def test_the_holder_of_an_office_is_one_for_that_day_only():
    fleur = holder("secretary", "Fleur", "Mathet", since=ADMITTED_ON)

    assert not Person.objects.holding("secretary", on=ADMITTED_ON - timedelta(days=1)).exists()
    assert list(Person.objects.holding("secretary", on=ADMITTED_ON)) == [fleur]
