"""A year is called once for everybody; a person chooses; an organ waives."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members import fees
from members.actions.fees import calls, taken_over, years
from members.fees.due import Preview, advances_of, to_call
from members.models import Category, FeeBalance, FeeCall, FeeTerm, Membership
from members.querysets.fees import EVER
from tests.members.factories import founder, member, person, request, statutes, treasurer
from tests.members.fees.factories import (
    CALLED_ON,
    DUE_ON,
    ENDS_ON,
    STARTS_ON,
    at,
    bank_details,
    call,
    payment,
    ready,
    tariff,
    year,
)

pytestmark = pytest.mark.django_db


def standing(one, on=EVER):
    return FeeCall.objects.standing(on=on).get(pk=one.pk)


# --- a year is called ---


def test_everybody_is_called_once_with_a_letter_and_its_paper():
    noemie, mehdi = member("Noémie"), member("Mehdi")
    made, helene = ready(), treasurer()

    calls.call_year(made, by=helene, at=at(CALLED_ON))

    assert set(FeeCall.objects.values_list("person", flat=True)) == {
        noemie.pk, mehdi.pk, helene.pk, *_other_members(noemie, mehdi, helene),
    }  # fmt: skip
    letter = Letter.objects.get(kind="members.fee_called", to=noemie.email)
    assert letter.document.kind == "members.fee_call"
    assert "30,00" in letter.text


def test_who_leaves_before_the_year_begins_is_not_called_for_it():
    leaving = member("Sur", "Départ", until=date(2026, 12, 31))
    staying, coming = member("Mehdi"), member("Neuve", "Venue", since=date(2027, 1, 1))
    following = year("2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))

    tariff(following)
    found = {due.person for due in to_call(following, on=date(2026, 12, 20))}

    assert leaving not in found
    assert {staying, coming} <= found


def test_nobody_changes_what_they_are_asked_by_their_office():
    helene = treasurer()
    mine = call(helene)
    told = {"organ": "CA", "decided_on": CALLED_ON, "reference": "x"}

    with pytest.raises(calls.OwnFee):
        calls.correct(mine, by=helene, at=at(CALLED_ON), amount=0, reason="erreur")
    with pytest.raises(calls.OwnFee):
        calls.waive(helene, mine.year, by=helene, at=at(CALLED_ON), **told)

    assert standing(mine).owed == 3_000


def test_a_waiver_before_the_call_uses_the_advance():
    noemie = member()
    payment(call(noemie), 5_000, fate="advance")
    following = year("2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    tariff(following)
    told = {"organ": "CA", "decided_on": CALLED_ON, "reference": "x"}

    made = calls.waive(noemie, following, by=None, at=at(date(2026, 12, 1)), amount=1_500, **told)

    assert (standing(made).asked, standing(made).owed) == (1_500, 0)
    assert advances_of([noemie.pk]) == {noemie.pk: 500}
    assert "réglés par votre avance" in Letter.objects.get(kind="members.fee_changed").text


def test_more_than_an_existing_call_asks_is_not_taken_over():
    noemie = member()
    mine = call(noemie)
    paid = {"amount": 5_000, "received_on": CALLED_ON, "means": "transfer"}

    with pytest.raises(taken_over.MoreThanAsked):
        taken_over.take_over(noemie.memberships.get(), mine.year, by=None, at=at(CALLED_ON), **paid)


def test_calling_twice_calls_nobody_twice():
    member()
    made, helene = ready(), treasurer()

    calls.call_year(made, by=helene, at=at(CALLED_ON))
    first = FeeCall.objects.count()
    calls.call_year(made, by=helene, at=at(CALLED_ON + timedelta(days=3)))

    made.refresh_from_db()
    assert FeeCall.objects.count() == first == made.calls_made
    assert made.called_on == CALLED_ON


def test_references_follow_each_other():
    for number in range(3):
        member("Zoé", f"Étienne {number}")
    made = ready()

    calls.call_year(made, by=treasurer(), at=at(CALLED_ON))

    references = sorted(FeeCall.objects.values_list("reference", flat=True))
    assert references == [f"COT-2026-{rank:04}" for rank in range(1, len(references) + 1)]


def test_a_year_without_tariff_or_way_to_pay_is_not_called():
    made, helene = year(), treasurer()

    with pytest.raises(calls.NoTariff):
        calls.call_year(made, by=helene, at=at(CALLED_ON))
    tariff(made)
    with pytest.raises(calls.NoWayToPay):
        calls.call_year(made, by=helene, at=at(CALLED_ON))

    assert not FeeCall.objects.exists()


def test_the_preview_says_what_is_done():
    for number in range(3):
        member("Zoé", f"Étienne {number}")
    made = ready()
    said = {(due.person.pk, due.amount) for due in to_call(made, on=CALLED_ON)}

    calls.call_year(made, by=treasurer("Nora", since=date(2027, 1, 1)), at=at(CALLED_ON))

    done = {(one.person_id, one.asked) for one in FeeCall.objects.standing(on=EVER)}
    assert done == said


def test_who_left_or_died_is_not_called():
    member("Salomé", until=CALLED_ON - timedelta(days=1))
    dead = member("Odette", deceased_on=CALLED_ON)
    made = ready()

    found = {due.person.pk for due in to_call(made, on=CALLED_ON)}

    assert found & {dead.pk} == set()
    assert not any(due.person.first_name == "Salomé" for due in to_call(made, on=CALLED_ON))


def test_a_newcomer_is_asked_what_their_bulletin_says():
    ready()
    asked = request(person("Noémie", "Perrin"), fee=4_200, state="admitted")
    Membership.objects.create(
        person=asked.person, request=asked, organ="x", decided_on=date(2026, 3, 2),
        reference="x", started_on=date(2026, 3, 2),
    )  # fmt: skip

    made = call(asked.person)

    assert standing(made).asked == 4_200


def test_who_joins_in_the_middle_of_the_year_pays_what_the_tariff_says():
    ready(arrival="monthly", free_months=2)
    july = member("Juliette", since=date(2026, 7, 14))
    november = member("Noël", since=date(2026, 11, 3))

    first, second = call(july, on=date(2026, 11, 5)), call(november, on=date(2026, 11, 5))

    assert (first.months, standing(first).asked) == (6, 1_500)
    assert (second.months, standing(second).asked) == (2, 0)
    assert first.covers_from == date(2026, 7, 14)


def test_a_newcomer_is_called_on_arrival_unless_the_year_says_no():
    made = ready()
    calls.call_year(made, by=treasurer(), at=at(CALLED_ON))
    made.refresh_from_db()
    late = member("Léo", since=CALLED_ON + timedelta(days=9))

    found = to_call(made, on=CALLED_ON + timedelta(days=10))
    made.calls_newcomers = False
    shut = to_call(made, on=CALLED_ON + timedelta(days=10))

    assert [due.person for due in found] == [late]
    assert shut == []


def test_a_moving_year_calls_at_the_anniversary():
    made = ready()
    made.manner = "moving"
    made.save()
    since = date(2024, 6, 20)
    noemie = member("Noémie", since=since)

    before = {due.person.pk for due in to_call(made, on=date(2026, 6, 19))}
    after = {due.person.pk: due for due in to_call(made, on=date(2026, 6, 20))}

    assert noemie.pk not in before
    period = after[noemie.pk].period
    assert (period.start, period.end) == (date(2026, 6, 20), date(2027, 6, 19))


def test_each_category_has_its_tariff_and_some_are_exempt():
    partners = Category.objects.create(
        code="partenaires", name="Partenaires", masculine="partenaire", feminine="partenaire",
        opened_on=date(2020, 1, 1),
    )  # fmt: skip
    guests = Category.objects.create(
        code="honneur", name="Honneur", masculine="membre d’honneur",
        feminine="membre d’honneur", opened_on=date(2020, 1, 1),
    )  # fmt: skip
    made = ready()
    tariff(made, category=partners, kind="fixed", amount=10_000, minimum=10_000)
    tariff(made, category=guests, kind="exempt", amount=0, minimum=0)
    firm, guest = member("Firmin"), member("Gisèle")
    firm.memberships.update(category=partners)
    guest.memberships.update(category=guests)

    asked, free = call(firm), call(guest)

    assert standing(asked).asked == 10_000
    assert (standing(free).asked, standing(free).label) == (0, "waived")
    assert not Letter.objects.filter(kind="members.fee_called", to=guest.email).exists()


def test_who_has_no_tariff_is_counted_and_left_out():
    partners = Category.objects.create(
        code="partenaires", name="Partenaires", masculine="partenaire", feminine="partenaire",
        opened_on=date(2020, 1, 1),
    )  # fmt: skip
    made = year()
    tariff(made, category=partners)
    member()

    assert to_call(made, on=CALLED_ON) == []
    assert Preview(made, on=CALLED_ON).lacking == 1


# --- a person chooses ---


def test_a_person_chooses_their_amount_from_the_minimum_up():
    made = call()

    with pytest.raises(calls.BelowMinimum):
        calls.choose(made, by=made.person, at=at(CALLED_ON), amount=999)
    calls.choose(made, by=made.person, at=at(CALLED_ON), amount=1_000)

    assert (standing(made).asked, standing(made).why) == (1_000, "chosen")
    assert Entry.objects.get(event="members.fee_chosen").actor == made.person


def test_a_fixed_amount_is_not_chosen():
    made = call(kind="fixed", amount=3_000, minimum=3_000)

    with pytest.raises(calls.NothingToChoose):
        calls.choose(made, by=made.person, at=at(CALLED_ON), amount=2_000)


def test_the_reduced_tariff_is_declared_without_proof():
    made = call()
    with pytest.raises(calls.NothingToChoose):
        calls.declare(made, by=made.person, at=at(CALLED_ON))
    tariff(made.year, kind="reduced", amount=500, minimum=500)

    calls.declare(made, by=made.person, at=at(CALLED_ON))

    assert (standing(made).asked, standing(made).why) == (500, "declared")


def test_nobody_chooses_less_than_they_paid():
    made = call()
    payment(made, 2_000)

    with pytest.raises(calls.BelowPaid):
        calls.choose(made, by=made.person, at=at(CALLED_ON), amount=1_500)


# --- an organ waives, the treasurer corrects ---


DECISION = {
    "organ": "conseil d’administration",
    "decided_on": CALLED_ON,
    "reference": "point 6",
}


def test_a_waiver_cites_its_decision_and_settles():
    made = call()

    calls.waive(made.person, made.year, by=treasurer(), at=at(CALLED_ON), **DECISION)

    assert (standing(made).owed, standing(made).label) == (0, "waived")
    assert "point 6" in Letter.objects.get(kind="members.fee_changed").text
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeTerm.objects.create(call=made, kind="waived", amount=0, said_on=CALLED_ON)


def test_a_waiver_of_tomorrow_is_refused():
    made = call()

    with pytest.raises(calls.DecidedLater):
        calls.waive(
            made.person, made.year, by=None, at=at(CALLED_ON - timedelta(days=1)), **DECISION
        )


def test_somebody_is_waived_before_the_year_is_called():
    mehdi, made = member(), ready()

    calls.waive(mehdi, made, by=treasurer(), at=at(CALLED_ON), **DECISION)
    calls.call_year(made, by=treasurer("Nora"), at=at(CALLED_ON))

    assert standing(mehdi.fee_calls.get()).label == "waived"
    assert not Letter.objects.filter(kind="members.fee_called", to=mehdi.email).exists()


def test_nothing_is_asked_below_what_was_paid():
    made = call()
    payment(made, 2_000)

    with pytest.raises(calls.AlreadyPaid):
        calls.waive(made.person, made.year, by=None, at=at(CALLED_ON), **DECISION)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeTerm.objects.create(call=made, kind="chosen", amount=1_999, said_on=CALLED_ON)


def test_a_correction_says_why():
    made = call()

    calls.correct(made, by=treasurer(), at=at(CALLED_ON), amount=2_500, reason="erreur de tarif")

    assert standing(made).asked == 2_500
    assert "erreur de tarif" in Letter.objects.get(kind="members.fee_changed").text


# --- what one may say of a call on a day ---


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (CALLED_ON, "waiting"),
        (DUE_ON, "waiting"),
        (DUE_ON + timedelta(days=1), "late"),
        (date(2031, 4, 8), "late"),
        (date(2031, 4, 9), "barred"),
    ],
)
def test_arrears_are_a_label_of_the_day(day, label):
    assert standing(call(), on=day).label == label


def test_the_grace_of_the_statutes_delays_lateness():
    statutes(fee_grace_days=30)
    made = call()
    day = DUE_ON + timedelta(days=30)

    assert fees.is_up_to_date(made.person, on=day)
    assert not fees.is_up_to_date(made.person, on=day + timedelta(days=1))
    assert list(fees.late(on=day + timedelta(days=1)).filter(pk=made.person_id)) == [made.person]


def test_what_is_owed_follows_payments_and_days():
    made = call()
    payment(made, 1_000, on=date(2026, 3, 20))

    owed = [fees.owed_by(made.person, on=day) for day in (
        CALLED_ON - timedelta(days=1), CALLED_ON, date(2026, 3, 20), date(2031, 4, 9),
    )]  # fmt: skip

    assert owed == [0, 3_000, 2_000, 0]
    assert fees.paid_since(made.person, on=date(2026, 3, 20), since=STARTS_ON) is None


def test_a_fee_is_paid_since_the_day_the_money_came_however_late_it_is_written():
    made, day = call(), timedelta(days=1)
    payment(made, 1_000, on=CALLED_ON + 3 * day)
    payment(made, 2_000, on=CALLED_ON + 5 * day)
    payment(made, 500, on=CALLED_ON + 8 * day, fate="gift")

    since = [fees.paid_since(made.person, on=CALLED_ON + count * day, since=STARTS_ON)
             for count in (3, 5, 30)]  # fmt: skip

    assert since == [None, CALLED_ON + 5 * day, CALLED_ON + 5 * day]


def test_a_choice_of_today_does_not_change_what_was_asked_yesterday():
    made = call()
    calls.choose(made, by=made.person, at=at(CALLED_ON + timedelta(days=5)), amount=1_000)

    assert standing(made, on=CALLED_ON + timedelta(days=4)).asked == 3_000
    assert standing(made, on=CALLED_ON + timedelta(days=5)).asked == 1_000


def test_the_database_keeps_what_each_call_asks_and_what_came():
    made, other = call(), call(member("Mehdi"))
    payment(made, amount=1_000)
    calls.choose(made, by=made.person, at=at(CALLED_ON + timedelta(days=5)), amount=2_000)

    for one in (made, other):
        kept = FeeCall.objects.standing_now(on=EVER).get(pk=one.pk)
        told = standing(one)
        for word in ("asked", "why", "paid", "owed", "label"):
            assert getattr(kept, word) == getattr(told, word)
    assert FeeBalance.objects.get(call=made).paid == 1_000


@pytest.mark.parametrize("days", [0, 1, 30, 31, 5 * 366])
def test_who_is_late_today_is_told_by_what_the_database_keeps(days):
    late, settled, today = call(), call(member("Mehdi")), DUE_ON + timedelta(days=days)
    payment(settled, amount=3_000)

    found = set(FeeCall.objects.late_now(on=today, grace=30))

    assert found == set(FeeCall.objects.late(on=today, grace=30))
    assert found & {late, settled} == ({late} if days == 31 else set())


@pytest.mark.parametrize("paid", [0, 1_000, 3_000])
@pytest.mark.parametrize("days", [0, 1])
def test_what_is_owed_today_is_told_in_one_question(paid, days):
    made, today = call(), DUE_ON + timedelta(days=days)
    if paid:
        payment(made, amount=paid)

    told = fees.owed_today(made.person, on=today)

    is_late = not fees.is_up_to_date(made.person, on=today)
    assert told == (fees.owed_by(made.person, on=today), is_late)


# --- years and settings ---


def test_two_years_never_share_a_day():
    ready()

    with pytest.raises(years.YearsOverlap):
        years.open_year(by=None, name="bis", starts_on=ENDS_ON, ends_on=date(2027, 6, 30))
    with pytest.raises(years.LastsOneDay):
        years.open_year(by=None, name="ter", starts_on=ENDS_ON, ends_on=ENDS_ON)
    with pytest.raises(years.EndsTooEarly):
        years.open_year(by=None, name="ter", starts_on=ENDS_ON, ends_on=date(2026, 1, 1))


def test_a_tariff_holds_until_a_newer_one_is_written():
    made = ready()
    years.write_tariff(
        made, by=None, at=at(CALLED_ON), kind="fixed", amount=4_000, organ="AG",
        decided_on=CALLED_ON, reference="x",
    )  # fmt: skip

    assert [due.amount for due in to_call(made, on=CALLED_ON)] == [4_000] * len(
        to_call(made, on=CALLED_ON)
    )
    with pytest.raises(years.MinimumAbove):
        years.write_tariff(
            made, by=None, at=at(CALLED_ON), kind="free", amount=1_000, minimum=2_000, organ="AG",
            decided_on=CALLED_ON, reference="x",
        )  # fmt: skip


def test_what_a_call_said_stays_as_it_was():
    made = call()
    bank_details(from_on=CALLED_ON, iban="FR1420041010050500013M02606")

    paper = Document.objects.get(kind="members.fee_call", subject_id=made.pk)

    assert paper.data["iban"].startswith("FR76")
    assert paper.data["square"]["side"] > 20


def _other_members(*known):
    """The members that the factories make on the way (who wrote the bank details)."""
    pks = {one.pk for one in known}
    return {one.person_id for one in Membership.objects.all()} - pks


def test_founders_may_see_calls_and_others_only_theirs():
    made, mehdi = call(), member("Mehdi")

    assert FeeCall.objects.visible_to(founder()).filter(pk=made.pk).exists()
    assert not FeeCall.objects.visible_to(mehdi).exists()
    assert list(FeeCall.objects.visible_to(made.person)) == [made]
