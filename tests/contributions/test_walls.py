"""Each wall of PostgreSQL by its name: what is undone by hand is refused, whoever's hand it is."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection, transaction

from contributions.actions import entries, waivers, years
from contributions.actions.accounts import open_books
from contributions.actions.entries import credit, debit
from contributions.models import (
    Account,
    Contract,
    Entry,
    FiscalYear,
    Lettering,
    Line,
    Transmission,
    Version,
)
from contributions.states import Nature
from contributions.verifying import verify
from tests.contributions.by_hand import answer
from tests.contributions.factories import (
    AT,
    BANK,
    NEW_YEAR,
    OWED,
    TODAY,
    at_once,
    books,
    contract,
    decided,
    issued,
    keepers,
    of,
    paid,
    posted,
    received,
    signs_for_us,
    the_owner_says,
    year,
)
from tests.members.factories import member
from tests.together import together

pytestmark = pytest.mark.django_db
LATER, EARLIER = TODAY + timedelta(days=20), TODAY - timedelta(days=20)
KEYS = count(1)


# --- entries ---


@pytest.mark.parametrize(
    ("nature", "account", "side"),
    [
        (Nature.RECEIPT, "65800000", "C"),  # interest, added to what was brought
        (Nature.IN_KIND, "65800000", "C"),
        (Nature.WAIVER, BANK, "D"),  # money that leaves without a round
        (Nature.RETURN_IN_KIND, BANK, "D"),
        (Nature.REPAYMENT_DECIDED, BANK, "D"),
    ],
)
def test_an_account_1034_is_answered_by_the_accounts_of_its_nature(nature, account, side):
    books()
    open_books()
    brought = contract()
    received(brought, 50_00)
    own, other = (credit, debit) if side == "C" else (debit, credit)

    said = answer(lambda: posted(nature, own(of(brought), 10, brought), other(account, 10)))

    assert said == "entries_say_their_nature"


def test_what_is_due_is_paid_by_the_bank_and_never_kept_as_a_gift():
    books()
    open_books()
    brought = contract()
    received(brought, 50_00)
    decided(brought, 50_00)
    legs = debit(OWED, 50_00, brought), credit("75411000", 50_00)

    assert answer(lambda: posted(Nature.REPAYMENT_PAID, *legs)) == "entries_say_their_nature"
    assert answer(lambda: paid(brought, 50_00)) is None


def test_no_contract_stands_below_zero_on_any_day():
    """Whoever writes past the actions: dated before what it answers, an entry is refused."""
    books()
    brought, heir = contract(), contract(1)
    gift = received(brought, 50_00, on=TODAY)
    at_once()

    def round_of(on):
        legs = debit(of(brought), 10_00, brought), credit(OWED, 10_00, brought)
        return raw(Nature.REPAYMENT_DECIDED, *legs, on=on)

    assert answer(lambda: mirror(gift, on=EARLIER)) == "a_reversal_comes_after"
    assert answer(lambda: round_of(EARLIER)) == "apports_never_go_below_zero"
    passed = debit(of(brought), 10_00, brought), credit(of(heir), 10_00, heir)
    assert answer(lambda: raw(Nature.TRANSMISSION, *passed, on=EARLIER)) == (
        "apports_never_go_below_zero"
    )
    owed = round_of(LATER)
    paid_on = debit(OWED, 10_00, brought), credit(BANK, 10_00)
    assert answer(lambda: raw(Nature.REPAYMENT_PAID, *paid_on)) == "apports_never_go_below_zero"
    assert answer(lambda: mirror(owed, on=TODAY)) == "a_reversal_comes_after"
    assert answer(lambda: raw(Nature.REPAYMENT_PAID, *paid_on, on=LATER)) is None


def test_no_apport_is_made_of_what_nobody_holds():
    """4672: what waits before the signatures is taken from what came, never from nothing."""
    books()
    open_books()
    brought = contract()
    made = debit("46720000", 10_00, brought), credit(of(brought), 10_00, brought)
    assert answer(lambda: raw(Nature.RECEIPT, *made)) == "apports_never_go_below_zero"

    raw(Nature.MISC, debit(BANK, 10_00), credit("46720000", 10_00, brought))

    assert answer(lambda: raw(Nature.RECEIPT, *made)) is None


def test_an_entry_is_validated_the_day_it_is_written():
    books()
    brought = contract()
    legs = debit(BANK, 1), credit(of(brought), 1, brought)
    early = {"on": date(2027, 1, 5), "piece_on": date(2027, 1, 5)}

    said = answer(lambda: raw(Nature.RECEIPT, *legs, validated_on=date(2027, 1, 5), **early))

    assert said == "validated_the_day_it_is_written"


def raw(nature, *legs, on=TODAY, **facts):
    """An entry that no action looked at."""
    the_owner_says("reading again")
    facts = {"piece_on": on, "validated_on": max(on, TODAY), "written_at": AT} | facts
    entry = Entry.objects.create(
        book_id="OD", year=year(2027), on=on, piece="P", label="Brut", nature=nature,
        source_key=f"brut:{next(KEYS)}", **facts,
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(entry=entry, rank=rank, account_id=leg.account, contract=leg.contract, side=leg.side,
             cents=leg.cents)
        for rank, leg in enumerate(legs, start=1)
    )  # fmt: skip
    return entry


def mirror(entry, *, on):
    legs = [
        (debit if line.side == "C" else credit)(line.account_id, line.cents, line.contract)
        for line in entry.lines.order_by("rank")
    ]
    return raw(Nature.REVERSAL, *legs, on=on, reverses=entry)


def test_letters_answer_each_other_to_the_cent():
    books()
    brought = contract()
    received(brought, 50_00)
    due = decided(brought, 50_00).lines.get(account_id=OWED)
    half = paid(brought, 20_00).lines.get(account_id=OWED)
    at_once()
    the_owner_says("nothing more")

    lettered = [Lettering(line=one, code="AA", on=TODAY) for one in (due, half)]

    assert answer(lambda: Lettering.objects.bulk_create(lettered)) == "letters_balance"


# --- what the ledger keeps by itself ---


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contributions_chain SET rank = 9",
        "UPDATE contributions_counter SET last = 9",
        "UPDATE contributions_contractbalance SET received = 1",
        "DELETE FROM contributions_contractbalance",
        "INSERT INTO contributions_seal VALUES (1, 9, repeat('0', 64), repeat('0', 64), now())",
    ],
)
def test_the_owner_writes_nothing_of_it_by_hand(statement):
    books()
    received(contract(), 50_00)
    at_once()

    assert "written by the ledger itself" in answer(statement)


def test_nothing_is_emptied_unless_the_owner_says_so():
    books()
    received(contract(), 50_00)
    at_once()
    empty = "TRUNCATE contributions_seal CASCADE"

    assert answer(empty) == "contributions_seal is never emptied"
    assert answer(f"SET LOCAL coop.owner_says = 'emptying'; {empty}") is None


# --- contracts ---


def test_nothing_is_received_under_a_contract_that_waits_for_its_signatures():
    books()
    waits = issued()

    assert answer(lambda: received(waits, 10_00)) == "contract_in_force"


def test_what_was_signed_never_changes():
    """I14."""
    books()
    contract()

    assert answer(lambda: Version.objects.update(facts={})) == (
        "contributions_version is final: UPDATE refused"
    )
    assert answer("DELETE FROM contributions_signature") == (
        "contributions_signature is final: DELETE refused"
    )


def test_a_right_that_passes_on_is_what_its_entry_says():
    """A follower commits nothing, begins when the first one did, and holds what came to it."""
    books()
    old, ada = contract(), member("Ada")
    received(old, 40_00)

    def follower(on=TODAY, cents=40_00, nature=Nature.TRANSMISSION, told=40_00):
        heir = Contract.objects.create(
            year=2027, number=0, person=ada, committed=0, follows=old, state="in_force",
            in_force_on=on,
        )  # fmt: skip
        own = f"1034{heir.pk:04}"
        Account.objects.create(number=own, name="Suite", contract=heir)
        legs = debit(of(old), cents, old), credit(own, cents, heir)
        facts = {"contract": old, "to": heir, "why": "death", "deed": "Acte", "on": TODAY}
        Transmission.objects.create(**facts, cents=told, entry=posted(nature, *legs))

    assert answer(lambda: follower(told=1)) == "a_transmission_is_its_entry"
    assert answer(lambda: follower(on=EARLIER)) == "followers_hold_a_transmission"
    assert answer(follower) is None


def test_what_was_given_up_stays_as_it_was_written():
    books()
    brought = contract()
    received(brought, 50_00)
    wish = waivers.ask(brought, by=brought.person, at=AT, cents=10_00)
    waivers.write_down(wish, by=signs_for_us(), at=AT, on=TODAY)

    for statement in (
        "UPDATE contributions_waiver SET cents = 1",
        "DELETE FROM contributions_waiver",
    ):
        assert "is written in the books" in answer(statement)


# --- many at once ---


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_one_entry_the_second_is_told():
    books()
    wrong = received(contract(), 50_00)

    def undo():
        entries.reverse(wrong, by=None, at=AT, on=TODAY, label="Saisi deux fois")

    raised = together(undo, undo)

    assert [type(one) for one in raised] == [entries.AlreadyReversed]
    assert (Entry.objects.count(), verify().wrong) == (2, [])


@pytest.mark.django_db(transaction=True)
def test_a_closing_waits_for_the_entry_under_way():
    """What was being written stands in the opening of the next year, or nowhere."""
    books()
    hélène, _fleur = keepers()
    brought = contract(100_00)
    received(brought, 50_00)

    def slowly():
        with transaction.atomic(), connection.cursor() as cursor:
            received(brought, 20_00)
            cursor.execute("SELECT pg_sleep(0.4)")

    def close():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")
        years.close_year(FiscalYear.objects.get(code="2027"), by=hélène, at=NEW_YEAR)

    assert together(slowly, close) == []
    carried = Line.objects.get(entry__nature=Nature.OPENING, contract=brought)
    assert (carried.cents, verify().wrong) == (70_00, [])
