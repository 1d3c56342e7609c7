"""No sequence of acts breaks an invariant: acts of the house, raw SQL with the rights of pages.

Each example plays many acts, most of them wrong, one transaction each; PostgreSQL keeps what is
right and refuses the rest. After each example everything is added up again, by another way.
"""

import os
from collections import defaultdict
from contextlib import suppress

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributions.actions import entries
from contributions.actions.entries import Leg
from contributions.models import ContractBalance, Entry, Line
from contributions.states import Nature, Side
from contributions.verifying import verify
from coopstudio.refusals import Refused
from coopstudio.start import rights
from tests.contributions.factories import (
    AT,
    BANK,
    OWED,
    TODAY,
    WITHOUT_RIGHT,
    books,
    contract,
    of,
    posted,
    year,
)

COMMITTED = (100_00, 50_00, 0 + 1)
NATURES = [one for one in Nature if one not in (Nature.REVERSAL, Nature.OPENING)]
PLACES = ["own", "own", OWED, BANK, WITHOUT_RIGHT]
leg = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(Side.values), st.sampled_from([1, 30_00, 60_00]),
    st.integers(0, 2),
)  # fmt: skip
act = st.one_of(
    st.tuples(st.just("pair"), st.sampled_from(NATURES), leg, st.sampled_from(PLACES)),
    st.tuples(st.just("legs"), st.sampled_from(NATURES), st.lists(leg, min_size=1, max_size=4)),
    st.tuples(st.just("reverse"), st.integers(0, 12)),
)


@pytest.fixture
def apports(transactional_db):
    books()
    return [contract(cents) for cents in COMMITTED]


def legs_of(found, said):
    """Lines of an entry to be, right or wrong."""
    return [
        Leg(of(found[one]) if place == "own" else place, side, cents,
            found[one] if place in ("own", OWED) else None)
        for place, side, cents, one in said
    ]  # fmt: skip


def played(found, doing):
    """Do one act of the house in a transaction of its own."""
    kind, *facts = doing
    if kind == "reverse":
        known = list(Entry.objects.order_by("pk"))
        if known:
            entry = known[facts[0] % len(known)]
            entries.reverse(entry, by=None, at=AT, on=TODAY, label="Essai")
        return
    nature, said = facts[:2]
    if kind == "pair":
        place, side, cents, one = said
        other = Side.CREDIT if side == Side.DEBIT else Side.DEBIT
        said = [said, (facts[2], other, cents, one)]
    posted(nature, *legs_of(found, said))


def the_truth():
    """What the lines say, added up by hand: (outstanding, due) of each contract."""
    told = defaultdict(lambda: [0, 0])
    for line in Line.objects.exclude(contract=None):
        signed = line.cents if line.side == Side.CREDIT else -line.cents
        told[line.contract_id][0 if line.account_id.startswith("1034") else 1] += signed
    return told


def assert_all_holds():
    truth = the_truth()
    for balance in ContractBalance.objects.all():
        outstanding, due = truth[balance.pk]
        assert (balance.outstanding, balance.due) == (outstanding, due)
        assert 0 <= balance.outstanding <= balance.committed or balance.taken_on
        assert 0 <= balance.received <= balance.committed
        assert 0 <= balance.paid <= balance.repaid
    numbers = Entry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert verify().wrong == []


@given(doing=st.lists(act, min_size=6, max_size=14))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sequence_of_acts_breaks_an_invariant(apports, doing):
    """I1, I6, I7, I8, I9, I11, I13, I20."""
    for one in doing:
        with suppress(Refused, DatabaseError), transaction.atomic():
            played(apports, one)

    assert_all_holds()


def test_right_acts_pass_and_wrong_ones_do_not(apports):
    """The negative control: the walk above would notice a wall that refused all, or nothing."""
    brought = [("own", "C", 60_00, 0), (BANK, "D", 60_00, 0)]
    right = [
        ("legs", Nature.RECEIPT, brought),
        ("pair", Nature.REPAYMENT_DECIDED, ("own", "D", 30_00, 0), OWED),
        ("pair", Nature.REPAYMENT_PAID, (OWED, "D", 30_00, 0), BANK),
        ("reverse", 2),
    ]
    wrong = [
        ("legs", Nature.RECEIPT, brought),  # more than was committed
        ("pair", Nature.DIVIDEND, ("own", "C", 1, 0), BANK),  # interest
        ("pair", Nature.REPAYMENT_PAID, (OWED, "D", 60_00, 0), BANK),  # more than was decided
        ("legs", Nature.MISC, [(BANK, "D", 1, 0)]),
    ]
    for one in right:
        with transaction.atomic():
            played(apports, one)
    for one in wrong:
        with pytest.raises((Refused, DatabaseError)), transaction.atomic():
            played(apports, one)

    assert_all_holds()


# --- raw SQL, with the rights of the pages ---

ENTRY = """
    INSERT INTO contributions_entry (book_id, year_id, number, "on", piece, piece_on, label,
      validated_on, nature, source_key, written_at)
    VALUES ('OD', %s, %s, %s, 'P', %s, 'Brut', greatest(%s::date, day_in_paris(now())), %s, %s,
      now())
    RETURNING id
"""
LINE = """
    INSERT INTO contributions_line (entry_id, rank, account_id, contract_id, side, cents)
    VALUES (%s, %s, %s, %s, %s, %s)
"""
HOSTILE = [
    "SET CONSTRAINTS ALL IMMEDIATE",
    "UPDATE contributions_contractbalance SET received = received + 1",
    "UPDATE contributions_line SET cents = cents + 1",
    "DELETE FROM contributions_seal",
    "INSERT INTO contributions_seal VALUES (1, 99, repeat('0', 64), repeat('0', 64), now())",
    "UPDATE contributions_counter SET last = last + 1",
    "SET session_replication_role = replica",
    "INSERT INTO contributions_contractbalance (contract_id, committed) VALUES (9, 9)",
    "UPDATE contributions_verification SET wrong = '[]'",
    "INSERT INTO contributions_account VALUES ('10349999', 'Faux', NULL)",
    # the hand of the ledger, borrowed on a table of one's own
    """CREATE TEMP TABLE hole (entry_id bigint, account_id text, contract_id bigint, side text,
         cents bigint);
       CREATE TRIGGER sly AFTER INSERT ON hole
         FOR EACH ROW EXECUTE FUNCTION line_moves_its_contract();
       INSERT INTO hole SELECT e.id, '10340001', c.id, 'C', -1
         FROM contributions_entry e, contributions_contract c WHERE e.nature = 'receipt'""",
    """CREATE TEMP TABLE gap (book_id text, year_id bigint, "on" date, number int, xact xid8);
       CREATE TRIGGER sly BEFORE INSERT ON gap
         FOR EACH ROW EXECUTE FUNCTION entry_takes_its_number();
       INSERT INTO gap SELECT 'OD', id, starts_on, 0 FROM contributions_fiscalyear""",
    "SET coop.owner_says = 'reading again'",
    "SET coop.owner_says = 'emptying'",
    "TRUNCATE contributions_seal, contributions_entry CASCADE",
    "UPDATE contributions_fiscalyear SET closed_at = '2099-01-01'",
    "UPDATE contributions_fiscalyear SET closed_at = now()",
    "UPDATE contributions_fiscalyear SET closed_by_id = (SELECT max(id) FROM members_person)",
    """UPDATE contributions_fiscalyear SET closed_at = '2028-02-01',
         closed_by_id = (SELECT max(id) FROM members_person)""",
    "UPDATE contributions_filecheck SET digest = repeat('0', 64)",
    "INSERT INTO contributions_fiscalyear (code, starts_on, ends_on) "
    "VALUES ('avant', '2026-01-01', '2026-12-31')",
]
hostile = st.one_of(
    st.tuples(st.just("sql"), st.sampled_from(HOSTILE)),
    st.tuples(
        st.just("entry"), st.sampled_from(list(Nature)), st.integers(-1, 40),
        st.lists(leg, max_size=3), st.booleans(), st.sampled_from(HOSTILE),
    ),
)  # fmt: skip


def raw(pages, found, doing, key):
    """One act by hand; a late line, a statement that hurts in the middle of it."""
    kind, *facts = doing
    if kind == "sql":
        pages.execute(facts[0])
        return
    nature, number, said, is_late, between = facts
    balanced = [*said, *[(p, "C" if s == "D" else "D", c, o) for p, s, c, o in said]]
    (entry,) = pages.execute(
        ENTRY, [year(2027).pk, number, TODAY, TODAY, TODAY, nature, key]
    ).fetchone()
    for rank, one in enumerate(legs_of(found, balanced), start=1):
        if is_late and rank == len(balanced):
            pages.execute(between)
        contract_id = one.contract.pk if one.contract else None
        pages.execute(LINE, [entry, rank, one.account, contract_id, one.side, one.cents])


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="needs the embedded server")
@given(doing=st.lists(hostile, min_size=5, max_size=12))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_raw_sql_of_the_pages_breaks_no_invariant(apports, doing):
    """I1 to I13 and I20, without a line of Python between the hand and the tables."""
    rights.grant(connection, "coop_app")
    facts = connection.get_connection_params()
    known = Entry.objects.count()
    with psycopg.connect(dbname=facts["dbname"], host=facts["host"], user="coop_app") as pages:
        for rank, one in enumerate(doing):
            with suppress(psycopg.Error), pages.transaction():
                raw(pages, apports, one, f"brut:{known}:{rank}")

    assert_all_holds()
