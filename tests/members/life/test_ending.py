"""After a death nothing leaves by itself; a mistake is reversed by a line that says so."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Letter
from members import emails
from members.actions.life import ending, excluding, facts, noticing, resigning
from members.models import FactWords, FeeCall, FormerAddress, MembershipFact, Person
from members.states import FactKind, Standing
from members.tasks import keep_memberships
from tests.members.factories import ADMITTED_ON, founder, member, treasurer
from tests.members.fees.factories import call, payment
from tests.members.life.factories import (
    DAY,
    MINUTES,
    TODAY,
    accuse,
    at,
    belonging,
    grant,
    keeper,
    resign,
    rules,
    signed,
    stands,
    suspend,
    verdict,
)

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=30)


def die(mine, by=None, **more):
    return ending.note_death(
        mine, by=by or keeper(), at=at(), **{"died_on": TODAY - 2 * DAY} | more
    )


def states(person):
    return set(Letter.objects.filter(to__iexact=person.letterbox).values_list("state", flat=True))


def test_a_death_ends_the_membership_that_day():
    mine = belonging()

    die(mine)

    assert stands(mine, TODAY - 2 * DAY) == Standing.ACTIVE
    assert stands(mine, TODAY) == Standing.DECEASED
    assert not Person.objects.members(on=TODAY).filter(pk=mine.person_id).exists()


def test_from_the_very_day_of_a_death_the_members_see_the_person_no_more():
    zoe, mine = member("Zoé", "Étienne"), belonging()

    die(mine, died_on=TODAY)

    assert list(Person.objects.members(on=TODAY).filter(pk=mine.person_id)) == [mine.person]
    seen = Person.objects.visible_to(zoe, on=TODAY)
    assert zoe in seen
    assert mine.person not in seen


def test_no_letter_ever_leaves_again_whatever_writes_it():
    mine = belonging()
    emails.password_reset(
        mine.person.email, {"user": mine.person, "password_reset_url": "https://x/y"}
    )

    die(mine)
    ending.part_due(at=at(TODAY + DAY))
    emails.sign_in_code(mine.person.email, {"code": "123456"})

    assert states(mine.person) == {"silenced"}
    assert "members.farewell" in KINDS
    assert not Letter.objects.filter(kind="members.farewell").exists()


def test_nothing_leaves_to_the_addresses_of_before_either():
    mine = belonging()
    FormerAddress.objects.create(person=mine.person, email="avant@exemple.fr")

    die(mine)
    emails.sign_in_code("Avant@exemple.fr", {"code": "123456"})

    assert Letter.objects.get(to="Avant@exemple.fr").state == "silenced"


def test_nobody_enters_as_the_dead_and_their_offices_end():
    mine = belonging(founder())

    die(mine)

    mine.person.refresh_from_db()
    assert (mine.person.is_active, mine.person.deceased_on) == (False, TODAY - 2 * DAY)
    assert not mine.person.offices.held_on(TODAY + DAY).exists()


def test_whom_to_call_is_kept_apart_from_the_facts():
    mine = belonging()

    die(mine, kin="Sa sœur, 06 12 34 56 78")

    assert FactWords.objects.get().words == "Sa sœur, 06 12 34 56 78"


def test_it_is_written_once_not_tomorrow_and_not_by_oneself():
    mine = belonging(founder())

    with pytest.raises(facts.InTheFuture):
        die(mine, died_on=TODAY + DAY)
    with pytest.raises(facts.OwnCase):
        die(mine, by=mine.person)
    blaise = keeper()
    die(mine, by=blaise)
    with pytest.raises(ending.AlreadyDeceased):
        die(mine, by=blaise)


def test_somebody_who_had_left_may_die_too():
    rules()
    mine = member(until=TODAY - 30 * DAY).memberships.get()

    die(mine)

    mine.refresh_from_db()
    assert mine.ended_on == TODAY - 30 * DAY
    assert stands(mine, TODAY) == Standing.DECEASED


def test_a_death_written_of_the_wrong_person_is_reversed_and_they_may_be_written_to():
    mine, blaise = belonging(), keeper()
    die(mine, by=blaise)

    facts.reverse(mine.facts.get(kind="died"), by=blaise, at=at(), on=TODAY)

    mine.person.refresh_from_db()
    assert (mine.person.is_active, mine.person.deceased_on) == (True, None)
    assert stands(mine, TODAY) == Standing.ACTIVE
    assert Letter.objects.get(kind="members.reversed").state == "waiting"


def test_what_a_mistaken_death_held_from_the_post_waits_again_to_be_posted():
    mine, blaise = belonging(member()), keeper()
    Person.objects.filter(pk=mine.person_id).update(email="", password=make_password(None))
    mine.person.refresh_from_db()
    box = mine.person.letterbox
    told = {"kind": "x", "to": box, "subject": "x", "html": "x"}
    fresh = Letter.objects.create(key="fresh", text="x", written_at=at(TODAY - DAY), **told)
    stale = Letter.objects.create(key="stale", text="x", written_at=at(TODAY - 40 * DAY), **told)
    die(mine, by=blaise)
    assert states(mine.person) == {"silenced"}

    facts.reverse(mine.facts.get(kind="died"), by=blaise, at=at(), on=TODAY)

    fresh.refresh_from_db()
    stale.refresh_from_db()
    assert (fresh.state, stale.state) == ("paper", "silenced")


# --- corrections are reversals ---


def test_a_resignation_written_by_mistake_is_reversed_and_the_line_stays():
    mine, blaise = belonging(), keeper()
    wrong = resigning.resign(mine, by=blaise, at=at(), received_on=TODAY)

    facts.reverse(wrong, by=blaise, at=at(), on=TODAY)

    mine.refresh_from_db()
    assert mine.ended_on is None
    assert stands(mine, LAST + DAY) == Standing.ACTIVE
    assert list(mine.facts.values_list("kind", flat=True)) == ["resigned", "reversed"]


def test_a_fact_is_reversed_once_and_never_one_s_own():
    mine, blaise = belonging(), keeper()
    wrong = suspend(mine, blaise)

    facts.reverse(wrong, by=blaise, at=at(), on=TODAY)
    with pytest.raises(facts.AlreadyReversed):
        facts.reverse(wrong, by=blaise, at=at(), on=TODAY)
    with pytest.raises(facts.OwnCase):
        facts.reverse(grant(mine, blaise), by=mine.person, at=at(), on=TODAY)


def test_what_something_rests_on_is_not_reversed_first():
    mine, blaise = belonging(), keeper()
    wrong = resign(mine, by=blaise)
    resigning.keep(mine, by=blaise, at=at(), **MINUTES | {"decided_on": TODAY})

    with pytest.raises(facts.AnsweredSince):
        facts.reverse(wrong, by=blaise, at=at(), on=TODAY)


def test_a_death_ends_the_membership_of_today_even_when_an_old_one_is_named():
    rules()
    old = member(until=TODAY - 30 * DAY).memberships.get()
    told = {"organ": "x", "reference": "x", "decided_on": TODAY - 9 * DAY}
    new = old.person.memberships.create(started_on=TODAY - 9 * DAY, **told)

    die(old)

    new.refresh_from_db()
    assert new.ended_on == TODAY - 2 * DAY


def test_nobody_cancels_the_resignation_that_its_person_wrote():
    mine, blaise = belonging(), keeper()
    fact = resign(mine)

    for day in (TODAY, LAST + 2 * DAY):
        with pytest.raises(facts.TheirOwnWord):
            facts.reverse(fact, by=blaise, at=at(day), on=day)
    assert stands(mine, LAST + DAY) == Standing.RESIGNED
    assert not facts.is_reversible(fact)


@pytest.mark.parametrize("died_on", [TODAY, ADMITTED_ON - 30 * DAY])
def test_a_death_is_reversed_whatever_its_date(died_on):
    mine, blaise = belonging(), keeper()
    die(mine, by=blaise, died_on=died_on)

    facts.reverse(mine.facts.get(kind="died"), by=blaise, at=at(), on=TODAY)

    mine.refresh_from_db()
    assert mine.ended_on is None
    assert stands(mine, TODAY) == Standing.ACTIVE


def removed(by):
    """Somebody whose radiation was written the day after the deadline."""
    mine = belonging()
    call(mine.person)
    notice = signed(mine)
    day = notice.deadline + DAY
    told = MINUTES | {"decided_on": day}
    return mine, notice, noticing.remove(notice, by=by, at=at(day), **told)


def test_when_a_radiation_is_reversed_its_notice_goes_on():
    blaise = keeper()
    mine, notice, wrong = removed(blaise)
    day = notice.deadline + DAY

    facts.reverse(wrong, by=blaise, at=at(day), on=day)
    assert stands(mine, day + DAY) == Standing.UNDER_NOTICE
    payment(mine.person.fee_calls.get(), on=day)
    noticing.settle_paid(at=at(day))

    assert stands(mine, day) == Standing.ACTIVE


def test_when_a_lifting_is_reversed_the_organ_may_still_remove():
    blaise, mine = keeper(), belonging()
    call(mine.person)
    notice = signed(mine)
    day = notice.deadline + DAY
    noticing.drop(notice, by=blaise, at=at())

    facts.reverse(mine.facts.get(kind="settled"), by=blaise, at=at(), on=TODAY)
    noticing.remove(notice, by=blaise, at=at(day), **MINUTES | {"decided_on": day})

    assert stands(mine, day + DAY) == Standing.REMOVED


def test_a_notice_is_not_reopened_beside_another():
    blaise, mine = keeper(), belonging()
    call(mine.person)
    noticing.drop(signed(mine), by=blaise, at=at())
    noticing.propose(mine, by=treasurer("Zita", "Bonnet"), at=at())

    with pytest.raises(facts.AnotherOpen):
        facts.reverse(mine.facts.get(kind="settled"), by=blaise, at=at(), on=TODAY)
    assert not mine.facts.filter(kind="reversed").exists()


@pytest.mark.parametrize("verb", [excluding.maintain, excluding.exclude])
def test_when_an_exclusion_is_reversed_the_organ_may_decide_again(verb):
    blaise, mine = keeper(), belonging()
    case = accuse(mine, blaise)
    day = case.defence_until + DAY
    excluding.exclude(case, by=blaise, at=at(day), **verdict(day))

    facts.reverse(mine.facts.get(kind="excluded"), by=blaise, at=at(day), on=day)
    case.refresh_from_db()
    assert (case.state, case.reasons, case.decided_on) == ("grieved", "", None)
    assert stands(mine, day) == Standing.ACCUSED
    verb(case, by=blaise, at=at(day), **verdict(day))

    is_out = verb == excluding.exclude
    assert stands(mine, day + DAY) == (Standing.EXCLUDED if is_out else Standing.ACTIVE)
    told = Letter.objects.filter(kind__in=["members.excluded", "members.maintained"])
    assert told.count() == 2


def test_an_old_membership_is_not_reopened_beside_a_new_one():
    mine, blaise = belonging(), keeper()
    wrong = resign(mine, by=blaise)
    mine.person.memberships.create(
        organ="x", reference="x", decided_on=LAST + DAY, started_on=LAST + DAY
    )

    with pytest.raises(facts.BackAgain):
        facts.reverse(wrong, by=blaise, at=at(LAST + 2 * DAY), on=LAST + 2 * DAY)


def test_a_fact_never_changes_not_even_for_the_owner_of_the_database():
    fact = resign(belonging())

    for change in ({"since": TODAY - DAY}, {"kind": "died"}):
        with pytest.raises(IntegrityError, match="is final"), transaction.atomic():
            MembershipFact.objects.filter(pk=fact.pk).update(**change)
    with pytest.raises(IntegrityError, match="is final"), transaction.atomic():
        MembershipFact.objects.filter(pk=fact.pk).delete()


def test_the_round_of_the_night_may_run_twice():
    mine = belonging()
    resign(mine, on=timezone.localdate() - 40 * DAY)

    keep_memberships()
    keep_memberships()

    assert Letter.objects.filter(kind="members.farewell").count() == 1


# --- fees ---


def test_a_call_for_a_time_after_the_death_closes_in_silence_and_opens_again_with_it():
    mine = belonging()
    called = call(mine.person)

    fact = die(mine, died_on=called.covers_from - DAY).facts.get(kind=FactKind.DIED)
    closed = FeeCall.objects.standing(on=date.max).get(pk=called.pk)
    facts.reverse(fact, by=keeper(), at=at(), on=TODAY)

    assert (closed.asked, closed.owed) == (0, 0)
    assert FeeCall.objects.standing(on=date.max).get(pk=called.pk).asked == 3_000
    assert not Letter.objects.filter(kind="members.fee_changed").exists()


def test_a_call_that_was_running_is_left_as_it_stands():
    mine = belonging()
    called = call(mine.person)

    die(mine, died_on=called.covers_from + DAY)

    assert FeeCall.objects.standing(on=date.max).get(pk=called.pk).owed == 3_000
