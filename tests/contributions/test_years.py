"""An exercice is opened after another, closed when all is right, and the next one takes over."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection

from contributions.actions import years
from contributions.actions.books import anchors, openings
from contributions.actions.entries import credit, debit, seal
from contributions.books.periods import twelve_months_from
from contributions.fec.reading import faults_of, outstanding_on
from contributions.models import Anchor, Chain, Entry, FiscalYear
from contributions.plan.starting import estate, treasury
from contributions.states import Nature
from contributions.verifying import verify
from coopstudio.mail.models import Letter
from tests.contributions.by_hand import tampered
from tests.contributions.factories import (
    BANK,
    contract,
    decided,
    keepers,
    of,
    paid,
    posted,
    received,
)
from tests.members.factories import PARIS

pytestmark = pytest.mark.django_db
CLOSED = datetime(2028, 2, 2, 18, 5, tzinfo=PARIS)
NEW_YEAR = date(2028, 1, 1)


@pytest.fixture
def lived():
    """An apport came, a part was decided, then paid in part; a gift came, a cost went."""
    people = keepers()
    opened(2027)
    brought = contract(150_000)
    received(brought, 100_000)
    decided(brought, 30_000)
    paid(brought, 10_000)
    posted(Nature.MISC, debit(BANK, 5_000), credit("75411000", 5_000), book="BQ")
    posted(Nature.MISC, debit("62700000", 1_200), credit(BANK, 1_200), book="BQ")
    posted(Nature.MISC, debit("86400000", 7_000), credit("87500000", 7_000))
    seal()
    return brought, people


def opened(of):
    return years.open_year(
        by=None, at=CLOSED, code=f"{of}", starts_on=date(of, 1, 1), ends_on=date(of, 12, 31)
    )


def told(entry):
    lines = entry.lines.order_by("account_id").values_list("account_id", "side", "cents")
    return {account: (side, cents) for account, side, cents in lines}


def test_a_closing_opens_the_next_year_with_what_was_left(lived):
    brought, people = lived
    closed = years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)
    following = FiscalYear.objects.get(code="2028")
    entry = following.entries.get()

    assert (closed.is_closed, following.starts_on, entry.on) == (True, NEW_YEAR, NEW_YEAR)
    assert (entry.nature, entry.book_id, entry.number) == (Nature.OPENING, "AN", 1)
    assert told(entry) == {
        of(brought): ("C", 70_000), "12000000": ("C", 3_800), "46880000": ("C", 20_000),
        BANK: ("D", 93_800),
    }  # fmt: skip
    assert (verify().wrong, faults_of(following)) == ([], [])
    assert brought.balance.outstanding == outstanding_on(date(2028, 12, 31)) == 70_000
    assert treasury() == 93_800
    assert (estate().has, estate().debts) == (93_800, 20_000)


def test_the_digest_is_told_to_two_people_with_the_opening_inside(lived):
    _, people = lived
    years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)

    anchor = Anchor.objects.get()
    letters = Letter.objects.filter(kind="contributions.anchored").order_by("to")

    assert (anchor.rank, anchor.digest) == (7, Chain.objects.get().digest)
    assert sorted(anchor.told.all(), key=lambda one: one.pk) == sorted(people, key=lambda p: p.pk)
    assert [one.to for one in letters] == sorted(one.email for one in people)
    assert all(anchor.digest in one.text for one in letters)


def test_a_digest_told_to_one_person_alone_is_told_to_nobody(lived):
    _, people = lived
    people[0].offices.update(ended_on=date(2027, 1, 1))

    with pytest.raises(anchors.NobodyToTell):
        years.close_year(FiscalYear.objects.get(), by=people[1], at=CLOSED)

    assert not FiscalYear.objects.get().is_closed


def test_a_loss_is_carried_on_the_other_side_and_years_add_up(lived):
    _, people = lived
    years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)
    second = FiscalYear.objects.get(code="2028")
    posted(
        Nature.MISC, debit("62700000", 9_000), credit(BANK, 9_000), book="BQ", on=date(2028, 3, 1)
    )
    posted(Nature.MISC, debit("12000000", 3_800), credit("11000000", 3_800), on=date(2028, 6, 1))
    seal()

    years.close_year(second, by=people[0], at=datetime(2029, 2, 2, 18, 0, tzinfo=PARIS))
    third = told(Entry.objects.get(year__code="2029"))

    assert (third["11000000"], third["12900000"]) == (("C", 3_800), ("D", 9_000))
    assert "12000000" not in third


def test_an_exercice_closes_once_its_last_day_is_over(lived):
    _, people = lived
    evening = datetime(2027, 12, 31, 23, 59, tzinfo=PARIS)

    with pytest.raises(years.NotOverYet, match="jusqu’au 31 décembre 2027"):
        years.close_year(FiscalYear.objects.get(), by=people[0], at=evening)

    midnight = datetime(2028, 1, 1, 0, 0, tzinfo=PARIS)
    assert years.close_year(FiscalYear.objects.get(), by=people[0], at=midnight).is_closed


def test_an_apport_that_would_owe_is_told_before_any_opening_trips_on_it(lived):
    brought, _ = lived
    year = FiscalYear.objects.get()
    before = openings.upside_down(year)
    with connection.cursor() as cursor:  # the owner takes the walls down
        cursor.execute("ALTER TABLE contributions_line DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE contributions_line SET side = 'D' WHERE account_id = %s", [of(brought)]
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contributions_line ENABLE TRIGGER USER")

    told = f"le compte {of(brought)} est débiteur de 1\u202f300,00\xa0€ au 31 décembre 2027."
    assert (before, openings.upside_down(year)) == ([], [told])


def test_a_closing_waits_for_a_file_without_fault(lived):
    _, people = lived
    with connection.cursor() as cursor:  # the owner takes the walls down
        cursor.execute("ALTER TABLE contributions_line DISABLE TRIGGER USER")
        cursor.execute("UPDATE contributions_line SET cents = cents + 1 WHERE side = 'D'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contributions_line ENABLE TRIGGER USER")

    with pytest.raises(years.FileHasFaults, match="n’est pas juste"):
        years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)


def test_a_closing_waits_for_a_chain_that_holds(lived):
    _, people = lived
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contributions_seal DISABLE TRIGGER USER")
        cursor.execute("UPDATE contributions_seal SET digest = repeat('0', 64) WHERE rank = 2")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contributions_seal ENABLE TRIGGER USER")

    with pytest.raises(years.LedgerDoesNotHold, match="ne dit plus"):
        years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2027, 1, 1), date(2027, 12, 31)), (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)  # fmt: skip
def test_an_exercice_of_twelve_months_ends_even_beside_a_leap_day(starts_on, ends_on):
    assert twelve_months_from(starts_on) == ends_on


def test_a_year_begins_the_day_after_the_one_before():
    opened(2027)

    with pytest.raises(years.YearsFollow):
        opened(2029)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda legs: [debit(BANK, 70_001), *legs[1:], credit("10200000", 1)], "does not open"),
        (lambda legs: legs[:1] + [credit("10240000", 70_000)], "does not open account 1024"),
    ],
)
def test_an_opening_says_what_the_year_before_left_and_nothing_else(change, said):
    """The negative control of the role of the pages: no opening adds to an apport (I20)."""
    people = keepers()
    first = opened(2027)
    brought = contract(70_000)
    received(brought, 70_000)
    seal()
    right = [debit(BANK, 70_000), credit(of(brought), 70_000, brought)]
    opened(2028)
    years.check_in(first, by=people[0], at=CLOSED)
    FiscalYear.objects.filter(pk=first.pk).update(closed_at=CLOSED, closed_by=people[0])
    posted(Nature.OPENING, *change(right), on=NEW_YEAR, book="AN")

    with pytest.raises(IntegrityError, match=said):
        seal()


def test_a_year_opens_once_and_after_a_closed_one():
    opened(2027)
    received(contract(100_00), 100_00)
    seal()
    after = opened(2028)
    openings.carry(FiscalYear.objects.get(code="2027"), after, by=None, at=CLOSED)

    with pytest.raises(IntegrityError, match="opens nothing"):
        seal()


def test_the_first_year_may_take_over_other_books_but_no_apport():
    opened(2027)
    brought = contract(100_00)
    posted(
        Nature.OPENING, debit(BANK, 10_00), credit(of(brought), 10_00, brought),
        on=date(2027, 1, 1), book="AN",
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="account 1034"):
        seal()


def test_an_exercice_that_was_closed_before_anybody_signed_its_file_holds_by_the_journal(lived):
    _, people = lived
    years.close_year(FiscalYear.objects.get(), by=people[0], at=CLOSED)

    assert tampered("DELETE FROM contributions_filecheck") == []
    (said,) = tampered("UPDATE contributions_entry SET label = 'autre' WHERE number = 1")[-1:]
    assert said.endswith("n’est pas celui qui fut relu.")
