"""Money arrives in parts; receipts follow each other; nothing is lost, to the cent."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from members.actions.fees import calls, payments, years
from members.fees.batch import summed
from members.fees.due import advances_of
from members.models import FeeCall, FeePayment, FeeReceipt, FeeYear, Person
from members.querysets.fees import EVER
from tests.members.factories import belongs, member, secretary, treasurer, without_mail
from tests.members.fees.factories import CALLED_ON, PAID_ON, at, call, payment, tariff, year
from tests.together import together

pytestmark = pytest.mark.django_db


def standing(one, on=EVER):
    return FeeCall.objects.standing(on=on).get(pk=one.pk)


def numbers():
    return list(FeeReceipt.objects.order_by("pk").values_list("number", flat=True))


# --- in parts, with a receipt each ---


def test_a_fee_is_paid_in_parts_each_with_its_receipt():
    made = call()

    payment(made, 1_000)
    payment(made, 2_000, on=PAID_ON + timedelta(days=30), means="cheque", reference="0000123")

    assert (standing(made).paid, standing(made).label) == (3_000, "settled")
    assert numbers() == [1, 2]
    letters = Letter.objects.filter(kind="members.fee_received").order_by("pk")
    assert [one.document.kind for one in letters] == ["members.fee_receipt"] * 2
    assert "20,00" in letters[0].text
    assert "réglée en entier" in letters[1].text


def test_more_than_owed_is_refused_until_its_fate_is_said():
    made = call()

    with pytest.raises(payments.MoreThanOwed, match="20"):
        payment(made, 5_000)
    kept = payment(made, 5_000, fate="gift")

    assert (kept.applied, kept.rest, kept.amount) == (3_000, 2_000, 5_000)
    assert standing(made).owed == 0


def test_what_is_not_left_over_has_no_fate():
    assert payment(call(), 3_000, fate="gift").fate == ""


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"amount": 0}, payments.NothingReceived),
        ({"received_on": PAID_ON + timedelta(days=1)}, payments.NotYetReceived),
        ({"means": "credit"}, Refused),
    ],
)
def test_what_cannot_be_is_refused(changed, refusal):
    made, facts = call(), {"amount": 3_000, "received_on": PAID_ON, "means": "cash"}

    with pytest.raises(refusal):
        payments.pay(made, by=None, at=at(PAID_ON), **facts | changed)

    assert not FeePayment.objects.exists()


def test_the_same_payment_is_not_entered_twice_by_mistake():
    made = call()
    payment(made, 1_000)

    with pytest.raises(payments.AlreadyEntered):
        payment(made, 1_000)
    payment(made, 1_000, reference="second virement")

    assert standing(made).paid == 2_000


def test_the_database_itself_refuses_too_much():
    made = call()

    with pytest.raises(IntegrityError), transaction.atomic():
        FeePayment.objects.create(call=made, received_on=PAID_ON, means="cash", applied=3_001)


def test_a_receipt_number_leaves_no_hole_in_the_database_itself():
    paid = payment(call(), 1_000)
    other = FeePayment.objects.create(
        call=paid.call, received_on=PAID_ON, means="cash", applied=500
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        FeeReceipt.objects.create(payment=other, year=paid.call.year, number=3)


@pytest.mark.parametrize("model", [FeePayment, FeeCall, FeeReceipt])
def test_what_is_written_is_never_changed_nor_deleted(model):
    payment()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()


# --- the paper ---


def test_a_receipt_never_speaks_of_taxes_by_itself():
    receipt = payment().receipt

    paper = Document.objects.get(kind="members.fee_receipt", subject_id=receipt.pk)

    assert paper.data["mention"] == ""
    assert "fiscal" not in str(paper.data).lower()


@pytest.mark.parametrize(
    ("until", "said"), [(None, "article 200"), (PAID_ON - timedelta(days=1), "")]
)
def test_a_recorded_right_prints_its_own_words_while_it_lasts(until, said):
    years.write_tax_right(
        by=secretary(), at=at(CALLED_ON), from_on=CALLED_ON, until_on=until,
        mention="Ouvre droit à la réduction de l’article 200.", reference="rescrit du 3 mars",
        validated_by="cabinet",
    )  # fmt: skip

    receipt = payment().receipt

    mention = Document.objects.get(subject_id=receipt.pk, kind="members.fee_receipt").data[
        "mention"
    ]
    assert said in mention
    assert bool(mention) == bool(said)


# --- reversed ---


def reverse(paid, **more):
    facts = {"on": PAID_ON + timedelta(days=9), "reason": "chèque revenu impayé"} | more
    return payments.reverse(
        paid, by=treasurer("Nora"), at=at(PAID_ON + timedelta(days=10)), **facts
    )


def test_a_reversal_points_at_its_payment_and_makes_it_due_again():
    paid = payment()

    mirror = reverse(paid)

    assert (mirror.reverses, mirror.amount) == (paid, -3_000)
    assert standing(paid.call).owed == 3_000
    assert standing(paid.call, on=PAID_ON).owed == 0
    assert "0001" in Letter.objects.get(kind="members.fee_reversed").text
    assert numbers() == [1]


def test_a_payment_is_reversed_once_and_its_reversal_never():
    paid = payment()
    mirror = reverse(paid)

    for one in (paid, mirror):
        with pytest.raises(payments.AlreadyReversed):
            reverse(one)


@pytest.mark.parametrize("days", [-1, 11])
def test_a_reversal_comes_after_its_payment_and_not_tomorrow(days):
    with pytest.raises(payments.ReversedTooEarly):
        reverse(payment(), on=PAID_ON + timedelta(days=days))


def test_a_reversed_payment_may_be_entered_again():
    paid = payment()
    reverse(paid)

    payment(paid.call)

    assert numbers() == [1, 2]


def test_a_reversal_that_does_not_mirror_is_refused_by_the_database():
    paid = payment()

    with pytest.raises(IntegrityError), transaction.atomic():
        FeePayment.objects.create(
            call=paid.call, received_on=PAID_ON, means="transfer", applied=-2_999,
            reverses=paid, reason="x",
        )  # fmt: skip


# --- what is left over ---


def next_year_for(someone):
    made = year("2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    tariff(made)
    calls.call_year(made, by=treasurer("Ida"), at=at(date(2027, 1, 5)))
    return someone.fee_calls.get(year=made)


def test_an_advance_settles_the_next_call_and_the_letter_says_so():
    paid = payment(amount=4_000, fate="advance")
    someone = paid.call.person

    made = next_year_for(someone)

    assert (standing(made).paid, standing(made).owed) == (1_000, 2_000)
    assert advances_of([someone.pk]) == {}
    assert (
        "10,00" in Letter.objects.get(kind="members.fee_called", key__endswith=f":{made.pk}").text
    )
    assert numbers() == [1]


def test_an_advance_that_served_holds_its_payment():
    paid = payment(amount=4_000, fate="advance")
    made = next_year_for(paid.call.person)
    later = {"on": date(2027, 1, 6)}

    with pytest.raises(payments.AdvanceUsed):
        payments.reverse(paid, by=None, at=at(date(2027, 1, 7)), reason="x", **later)
    payments.reverse(
        made.payments.get(), by=None, at=at(date(2027, 1, 7)), reason="erreur", **later
    )
    payments.reverse(paid, by=None, at=at(date(2027, 1, 7)), reason="x", **later)

    assert advances_of([paid.call.person_id]) == {}


def test_what_is_to_give_back_waits_until_it_is_given_back():
    paid = payment(amount=3_500, fate="refund")
    assert list(FeePayment.objects.to_give_back(on=PAID_ON)) == [paid]

    payments.give_back(
        paid, by=treasurer("Nora"), at=at(PAID_ON), given_on=PAID_ON, means="transfer"
    )

    assert not FeePayment.objects.to_give_back(on=PAID_ON).exists()
    with pytest.raises(payments.NothingToGiveBack):
        payments.give_back(
            paid, by=treasurer("Ida"), at=at(PAID_ON), given_on=PAID_ON, means="transfer"
        )
    with pytest.raises(payments.AlreadyGivenBack):
        reverse(paid)


def test_what_somebody_left_in_advance_is_given_back_once_they_have_left():
    paid = payment(amount=5_000, fate="advance")
    away = PAID_ON + timedelta(days=60)
    person = paid.call.person
    assert not FeePayment.objects.to_give_back(on=away).exists()

    person.memberships.update(ended_on=away - timedelta(days=1))
    assert list(FeePayment.objects.to_give_back(on=away)) == [paid]
    payments.give_back(paid, by=treasurer("Nora"), at=at(away), given_on=away, means="transfer")

    assert not FeePayment.objects.to_give_back(on=away).exists()
    assert advances_of([person.pk]) == {}


def test_what_is_left_of_an_advance_that_served_is_given_back_to_the_cent():
    """4 000 cents were kept, the next call took 3 000: 1 000 go back, once."""
    paid = payment(amount=7_000, fate="advance")
    person, away = paid.call.person, date(2027, 6, 1)
    next_year_for(person)
    person.memberships.update(ended_on=away - timedelta(days=1))
    (found,) = FeePayment.objects.to_give_back(on=away)
    assert (found, found.to_return) == (paid, 1_000)

    given = payments.give_back(
        paid, by=treasurer("Nora"), at=at(away), given_on=away, means="transfer"
    )

    assert given.amount == 1_000
    assert not FeePayment.objects.to_give_back(on=away).exists()
    assert advances_of([person.pk]) == {}
    with pytest.raises(payments.NothingToGiveBack):
        payments.give_back(paid, by=treasurer("Ida"), at=at(away), given_on=away, means="transfer")


def test_two_advances_of_which_one_served_are_given_back_without_a_cent_more():
    first = payment(amount=5_000, fate="advance")
    call_of = first.call
    second = payments.pay(
        call_of, by=treasurer("Nora"), at=at(PAID_ON), amount=2_500, received_on=PAID_ON,
        means="cheque", fate="advance",
    )  # fmt: skip
    person, away = call_of.person, date(2027, 6, 1)
    next_year_for(person)
    kept = advances_of([person.pk])[person.pk]
    person.memberships.update(ended_on=away - timedelta(days=1))

    given = []
    while due := FeePayment.objects.to_give_back(on=away).first():
        given.append(
            payments.give_back(
                due, by=Person.objects.get(first_name="Nora"), at=at(away), given_on=away,
                means="transfer",
            ).amount
        )  # fmt: skip

    assert kept == first.rest + second.rest - 3_000 == 1_500
    assert sum(given) == kept


def test_what_served_and_is_reversed_once_the_rest_was_given_back_goes_back_too():
    """4 000 cents were kept, 3 000 served by mistake, 1 000 went back: 3 000 are still owed."""
    paid = payment(amount=7_000, fate="advance")
    person, away = paid.call.person, date(2027, 6, 1)
    made, nora = next_year_for(person), treasurer("Nora")
    person.memberships.update(ended_on=away - timedelta(days=1))
    back = {"by": nora, "at": at(away), "given_on": away, "means": "transfer"}
    payments.give_back(paid, **back)

    payments.reverse(made.payments.get(), by=nora, at=at(away), on=away, reason="erreur")

    assert advances_of([person.pk]) == {person.pk: 3_000}
    (found,) = FeePayment.objects.to_give_back(on=away)
    assert (found, found.to_return) == (paid, 3_000)
    assert payments.give_back(paid, **back).amount == 3_000
    assert advances_of([person.pk]) == {}
    assert not FeePayment.objects.to_give_back(on=away).exists()


def test_what_is_kept_is_shown_once_the_latest_advance_first():
    """Two advances of 3 000 cents, of which 3 000 served: 3 000 are to give back, not twice."""
    first = payment(amount=6_000, fate="advance")
    second = payments.pay(
        first.call, by=treasurer("Nora"), at=at(PAID_ON), amount=3_000, received_on=PAID_ON,
        means="cheque", fate="advance",
    )  # fmt: skip
    person, away = first.call.person, date(2027, 6, 1)
    next_year_for(person)
    person.memberships.update(ended_on=away - timedelta(days=1))

    found = FeePayment.objects.to_give_back(on=away)

    assert [(one, one.to_return) for one in found] == [(second, 3_000)]


# --- many at once ---


def test_a_batch_is_all_or_nothing():
    first, second = call(member("Anna")), call(member("Bela"))
    line = {"received_on": PAID_ON, "means": "cheque", "reference": "", "fate": ""}

    with pytest.raises(payments.MoreThanOwed):
        payments.pay_many(
            [
                line | {"call": first, "amount": 3_000},
                line | {"call": second, "amount": 3_001},
            ],
            by=None, at=at(PAID_ON),
        )  # fmt: skip
    assert not FeePayment.objects.exists()
    payments.pay_many(
        [line | {"call": one, "amount": 3_000} for one in (first, second)],
        by=None, at=at(PAID_ON),
    )  # fmt: skip

    assert numbers() == [1, 2]
    assert Entry.objects.filter(event="members.fee_paid").count() == 2


def test_receipts_to_post_are_said_in_the_order_of_a_dictionary():
    people = [belongs(without_mail("Ana", name)) for name in ("Zola", "Élysée", "Fanon")]
    lines = [{"call": call(one), "amount": 3_000, "fate": ""} for one in [*people, people[0]]]

    assert [one.last_name for one in summed(lines).by_post] == ["Élysée", "Fanon", "Zola"]


# --- sums, whatever happens ---

GESTURES = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "gift", "advance", "reverse", "choose", "correct"]),
        st.integers(min_value=1, max_value=6_000),
    ),
    max_size=14,
)


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(GESTURES)
def test_whatever_happens_the_sums_hold_to_the_cent(gestures):
    with transaction.atomic():
        made = call()
        for rank, (gesture, cents) in enumerate(gestures):
            try:
                with transaction.atomic():
                    act(made, gesture, cents, rank)
            except Refused:
                pass
            holds(made)
        transaction.set_rollback(True)


def act(made, gesture, cents, rank):
    if gesture == "reverse":
        paid = made.payments.standing().first()
        if paid:
            reverse(paid)
    elif gesture == "choose":
        calls.choose(made, by=made.person, at=at(CALLED_ON), amount=cents)
    elif gesture == "correct":
        calls.correct(made, by=None, at=at(CALLED_ON), amount=cents, reason="essai")
    else:
        payment(made, cents, reference=f"{rank}", fate="" if gesture == "pay" else gesture)


def holds(made):
    """Asked, paid and owed agree; receipts count 1, 2, 3…; what came in is all accounted for."""
    now = standing(made)
    came = made.payments.aggregate(sum=Sum("amount", default=0))["sum"]
    rest = made.payments.aggregate(sum=Sum("rest", default=0))["sum"]
    assert now.asked == now.paid + now.owed
    assert 0 <= now.paid <= now.asked
    assert came == now.paid + rest
    assert numbers() == list(range(1, len(numbers()) + 1))
    assert FeeYear.objects.get(pk=made.year_id).receipts_given == len(numbers())


# --- at the same second ---


@pytest.mark.django_db(transaction=True)
def test_receipts_given_at_the_same_second_leave_no_hole():
    made = [call(member("Anna", f"B{number}")) for number in range(4)]

    raised = together(*[lambda one=one: payment(one, 3_000) for one in made])

    assert raised == []
    assert sorted(numbers()) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_two_hands_do_not_pay_the_same_fee_twice():
    made = call()

    raised = together(
        lambda: payment(made, 3_000, means="cash"), lambda: payment(made, 3_000, means="cheque")
    )

    assert [type(one) for one in raised] == [payments.MoreThanOwed]
    assert standing(made).paid == 3_000


@pytest.mark.django_db(transaction=True)
def test_two_hands_call_a_year_once():
    for number in range(3):
        member("Anna", f"B{number}")
    made = call().year

    someone = member("Tard", since=CALLED_ON)
    raised = together(*[lambda: calls.call_year(made, by=None, at=at(CALLED_ON)) for _ in range(2)])

    assert raised == []
    assert someone.fee_calls.count() == 1
