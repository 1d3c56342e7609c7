"""An apport arrives: entry, receipt, letter; what is expected, recalled, given up, put right."""

from datetime import date, datetime, timedelta

import pytest

from contributions.actions import accounts, entries, payments, settling
from contributions.actions.sides import NotInForce, TheirOwn
from contributions.models import Entry, Instalment, Receipt
from contributions.states import ContractState
from contributions.tasks import tend_apports
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions.factories import (
    AT,
    BANK,
    TODAY,
    at_once,
    books,
    carried,
    contract,
    decided,
    issued,
    paid,
)
from tests.members.factories import PARIS, member, treasurer
from tests.together import together

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)


@pytest.fixture(autouse=True)
def _opened(db):
    books()
    accounts.open_books()


def in_parts(*parts, **facts):
    made = contract(sum(cents for _day, cents in parts), **facts)
    for day, cents in parts:
        Instalment.objects.create(contract=made, due_on=day, cents=cents)
    return made


def received(made, cents, by=None, **more):
    return payments.receive(made, by=by, at=AT, on=TODAY, cents=cents, **more)


def left(made):
    return [(one.due_on, cents) for one, cents in payments.expected(made)]


def letters(kind):
    return list(Letter.objects.filter(kind=f"contributions.{kind}").order_by("pk"))


def test_once_all_has_arrived_nobody_is_asked_to_write_more_down(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    made, hélène = contract(150_000, person=member()), treasurer()
    client.force_login(hélène)
    page, form = f"/apports/{made.pk}/", f"/apports/{made.pk}/versement/"
    assert "Inscrire un versement" in client.get(page).text
    assert client.get(form).status_code == 200

    received(made, 150_000)

    assert "Inscrire un versement" not in client.get(page).text
    assert "Rien n’est attendu ici" in client.get(form, follow=True).text


def test_what_arrives_is_in_the_books_on_a_receipt_and_in_a_letter():
    hélène, made = treasurer(), contract(150_000)

    first = received(made, 50_000, hélène, means=Receipt.Means.CHEQUE, piece="chèque 0001234")
    second = received(made, 25_050, hélène)

    assert [f"{first}", f"{second}"] == ["REC-2027-0001", "REC-2027-0002"]
    assert list(first.entry.lines.order_by("rank").values_list("account_id", "side", "cents")) == [
        (BANK, "D", 50_000),
        (made.account.number, "C", 50_000),
    ]
    assert (first.entry.book_id, first.entry.piece) == ("BQ", "chèque 0001234")
    paper = Document.objects.get(kind="contributions.receipt", subject_id=second.pk)
    assert (paper.data["amount"], paper.data["came"], paper.data["missing"]) == (
        "250,50\u00a0€", "750,50\u00a0€", "749,50\u00a0€",
    )  # fmt: skip
    assert (carried(paper)["centimes"], carried(paper)["apporte_en_tout"]) == (25_050, 75_050)
    told = letters("receipt_given")
    assert [one.document_id is not None for one in told] == [True, True]
    assert "n’est pas un reçu fiscal" in told[0].text


def test_cash_is_in_the_book_of_cash():
    made = received(contract(100_00), 40_00, means=Receipt.Means.CASH)

    assert (made.entry.book_id, made.entry.lines.get(side="D").account_id) == ("CA", "53000000")


def test_the_same_line_of_the_bank_makes_one_receipt():
    made = contract(100_00)

    assert received(made, 40_00, source_key="bank:7") == received(made, 40_00, source_key="bank:7")
    assert Receipt.objects.count() == Entry.objects.count() == 1


def test_by_hand_the_same_twice_is_refused_until_it_has_another_reference():
    made = contract(100_00)
    received(made, 40_00, piece="A")

    with pytest.raises(payments.AlreadyEntered):
        received(made, 40_00, piece="A")

    assert received(made, 40_00, piece="B").number == 2


def test_two_pieces_that_begin_alike_make_two_receipts_and_a_key_never_another_one():
    made = contract(100_00)
    words = "VIREMENT INSTANTANE DE MADAME ALIX MODELE REF 000"

    both = [received(made, 40_00, piece=f"{words}{rank}") for rank in (1, 2)]

    assert [f"{one}" for one in both] == ["REC-2027-0001", "REC-2027-0002"]
    with pytest.raises(payments.AlreadyEntered):
        received(made, 20_00, source_key=both[0].entry.source_key)


def test_more_than_what_is_committed_is_refused_in_a_sentence():
    made = contract(100_00)
    received(made, 60_00)

    with pytest.raises(payments.MoreThanCommitted, match="n’attend plus que 40,00\u00a0€"):
        received(made, 40_01)

    assert (Receipt.objects.count(), Letter.objects.count()) == (1, 1)


def test_nobody_writes_down_what_they_bring_themselves():
    hélène = treasurer()

    with pytest.raises(TheirOwn):
        received(contract(100_00, person=hélène), 10_00, hélène)


def test_nothing_arrives_before_the_second_signature():
    with pytest.raises(NotInForce):
        received(issued(100_00), 10_00)


def test_what_comes_fills_the_oldest_instalment_first():
    made = in_parts((MARCH, 500_00), (APRIL, 500_00), (MAY, 500_00))

    received(made, 700_00)

    assert left(made) == [(APRIL, 300_00), (MAY, 500_00)]
    assert [one.due_on for one, _ in payments.expected(made, APRIL)] == [APRIL]


def test_what_is_given_up_is_owed_by_nobody_and_expected_no_more():
    hélène = treasurer()
    made = in_parts((MARCH, 500_00), (APRIL, 500_00))
    received(made, 700_00)

    payments.lapse(made.instalments.get(due_on=APRIL), by=hélène, at=AT)

    assert left(made) == []
    assert "sans pénalité" in letters("instalment_lapsed")[0].text
    with pytest.raises(payments.MoreThanCommitted):
        received(made, 1_00)
    with pytest.raises(payments.AlreadyLapsed):
        payments.lapse(made.instalments.get(lapsed_at=None, due_on=APRIL), by=hélène, at=AT)


def test_an_apport_of_which_nothing_ever_came_is_resolved():
    made = in_parts((MARCH, 500_00))

    payments.lapse(made.instalments.get(), by=treasurer(), at=AT)

    made.refresh_from_db()
    assert (made.state, made.ended_at) == (ContractState.RESOLVED, AT)


def test_a_mistaken_receipt_is_answered_by_a_reversal_and_is_expected_again():
    hélène = treasurer()
    made = in_parts((MARCH, 500_00))
    receipt = received(made, 500_00, hélène, piece="chèque 12")

    payments.reverse(receipt, by=hélène, at=AT, on=TODAY, why="Le chèque est revenu.")

    assert left(made) == [(MARCH, 500_00)]
    assert "Le chèque est revenu." in letters("receipt_reversed")[0].text
    with pytest.raises(entries.AlreadyReversed):
        payments.reverse(receipt, by=hélène, at=AT, on=TODAY, why="Encore.")
    assert received(made, 500_00, hélène, piece="chèque 12").number == 2


def test_a_receipt_of_which_a_part_was_taken_back_is_not_reversed():
    made = contract(500_00)
    receipt = received(made, 500_00)
    decided(made, 100_00)

    with pytest.raises(payments.PartlyTakenBack):
        payments.reverse(receipt, by=None, at=AT, on=TODAY, why="Erreur.")


def test_an_apport_that_was_wholly_taken_back_and_paid_is_settled():
    made = contract(500_00)
    received(made, 500_00)
    decided(made, 500_00)

    assert settling.settle(made, by=None, at=AT).state == ContractState.IN_FORCE
    paid(made, 500_00)
    assert settling.settle(made, by=None, at=AT).state == ContractState.SETTLED


def clock(monkeypatch, day):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=PARIS)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    at_once()
    tend_apports()
    tend_apports()


def test_reminders_leave_three_times_once_each_then_somebody_calls(monkeypatch):
    treasurer()
    in_parts((APRIL, 500_00))
    for days in range(-9, 40):
        clock(monkeypatch, APRIL + timedelta(days=days))

    told = letters("payment_reminder")
    assert [one.key.rpartition(":")[2] for one in told] == ["-7", "3", "15"]
    assert [one.kind.rpartition(".")[2] for one in letters("payment_silent")] == ["payment_silent"]


def test_reminders_stop_when_it_arrives_and_a_stopped_clock_sends_one(monkeypatch):
    made = in_parts((MARCH, 500_00), (APRIL, 500_00))
    received(made, 500_00)

    clock(monkeypatch, APRIL + timedelta(days=16))
    received(made, 500_00, piece="second")
    clock(monkeypatch, APRIL + timedelta(days=40))

    assert [one.key.rpartition(":")[2] for one in letters("payment_reminder")] == ["15"]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_write_down_the_same_last_euros_make_one_receipt():
    made = contract(100_00, person=member())
    accounts.account_of(made)

    raised = together(
        lambda: received(made, 60_00, piece="A"), lambda: received(made, 60_00, piece="B")
    )

    assert [type(one) for one in raised] == [payments.MoreThanCommitted]
    assert made.receipts.get().number == 1
