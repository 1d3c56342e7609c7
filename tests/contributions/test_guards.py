"""What PostgreSQL refuses of the ledger by itself: each invariant, with its negative control."""

import os
from datetime import date, datetime

import psycopg
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from contributions.actions import entries, years
from contributions.actions.books import anchors
from contributions.actions.entries import credit, debit
from contributions.models import Account, Chain, Entry, FileCheck, FiscalYear, Line, Seal
from contributions.states import Nature
from contributions.verifying import verify
from coopstudio.french.money import euros
from coopstudio.start import rights
from tests.contributions.by_hand import tampered
from tests.contributions.factories import (
    AT,
    BANK,
    NEW_YEAR,
    OWED,
    TODAY,
    WITHOUT_RIGHT,
    books,
    contract,
    decided,
    keepers,
    of,
    paid,
    posted,
    received,
    year,
)
from tests.members.factories import PARIS, treasurer
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened(request, db):
    books()


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def balance(contract):
    contract.balance.refresh_from_db()
    return contract.balance


def at_once():
    """What the end of a transaction would check."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def raw_entry(**facts):
    facts = {
        "book_id": "OD",
        "year": year(2027),
        "on": TODAY,
        "piece": "P",
        "piece_on": TODAY,
        "label": "Essai",
        "validated_on": TODAY,
        "nature": Nature.MISC,
        "source_key": "brut",
    } | facts
    return Entry.objects.create(**facts)


def line(entry, account, side, cents, rank, contract=None):
    return Line.objects.create(
        entry=entry, account_id=account, side=side, cents=cents, rank=rank, contract=contract
    )


# --- what stands in the books ---


def test_an_apport_lives_to_the_cent():
    brought = contract(150_000)
    received(brought, 100_000)
    decided(brought, 30_000)
    paid(brought, 10_000)

    found = balance(brought)

    assert (found.received, found.repaid, found.paid) == (100_000, 30_000, 10_000)
    assert (found.outstanding, found.due) == (70_000, 20_000)


def test_an_entry_one_cent_off_is_refused():
    entry = raw_entry()
    line(entry, BANK, "D", 100, 1)
    line(entry, WITHOUT_RIGHT, "C", 99, 2)

    with refused("off by 1 cents"):
        at_once()


@pytest.mark.parametrize("lines", [0, 1])
def test_an_entry_has_two_lines(lines):
    entry = raw_entry()
    for rank in range(lines):
        line(entry, BANK, "D", 100, rank + 1)

    with refused("off by"):
        at_once()


def test_no_line_is_added_to_an_entry_that_is_sealed():
    """I4."""
    entry = received(contract(), 50_00)
    at_once()

    with refused("written already"):
        line(entry, BANK, "D", 100, 3)


@pytest.mark.parametrize("cents", [0, -1, 100_000_000_001])
def test_an_amount_is_above_zero_and_below_reason(cents):
    """I2: one side, whole cents."""
    entry = raw_entry()

    with refused("a_line_has_one_side_and_an_amount"):
        line(entry, BANK, "D", cents, 1)


def test_a_day_outside_its_year_is_refused():
    """I5."""
    with refused("outside fiscal year"):
        raw_entry(on=date(2028, 1, 1), validated_on=date(2028, 1, 1))


def test_a_label_that_would_break_a_flat_file_is_refused():
    """I2."""
    with refused("fits_a_flat_file"):
        raw_entry(label="Deux\tcolonnes")


def test_nothing_posted_is_ever_changed_or_deleted():
    """I3."""
    entry = received(contract(), 50_00)
    at_once()

    for rows in (Entry.objects, Line.objects, Seal.objects, Account.objects):
        with refused("final"), transaction.atomic():
            rows.update(**{"label": "x"} if rows.model is Entry else _any_change(rows.model))
        with refused("final"), transaction.atomic():
            rows.all()._raw_delete("default")
    assert entry.label == "Écriture d’essai"


def _any_change(model):
    return {Line: {"cents": 1}, Seal: {"digest": "0"}, Account: {"name": "x"}}[model]


# --- what an apport may never do ---


def test_no_more_is_received_than_was_committed():
    brought = contract(100_00)
    received(brought, 100_00)

    with refused("never_more_received_than_committed"):
        received(brought, 1)


def test_no_more_is_taken_back_than_was_brought():
    brought = contract(100_00)
    received(brought, 100_00)

    with refused("never_more_taken_back"):
        decided(brought, 100_01)


def test_no_more_is_paid_than_was_decided():
    brought = contract(100_00)
    received(brought, 100_00)
    decided(brought, 60_00)

    with refused("never_more_paid"):
        paid(brought, 60_01)


@pytest.mark.parametrize("nature", [Nature.MISC, Nature.DIVIDEND, Nature.DEPRECIATION])
def test_an_apport_bears_no_interest_by_any_way(nature):
    brought = contract()
    received(brought, 50_00)

    with refused("moves account 1034"):
        posted(nature, debit(BANK, 1), credit(of(brought), 1, brought))


def test_nobody_is_owed_what_another_brought():
    brought, other = contract(), contract()
    received(brought, 50_00)
    received(other, 50_00)
    posted(
        Nature.REPAYMENT_DECIDED,
        debit(of(brought), 10_00, brought),
        credit(OWED, 10_00, other),
    )

    with refused("owes to somebody"):
        at_once()


def test_a_line_names_the_contract_of_its_account():
    brought, other = contract(), contract()

    with refused("another contract"):
        posted(Nature.RECEIPT, debit(BANK, 1), credit(of(brought), 1, other))


def test_a_waiver_and_a_transmission_keep_the_whole():
    brought, heir = contract(100_00), contract(1)
    received(brought, 100_00)
    posted(
        Nature.WAIVER,
        debit(of(brought), 10_00, brought),
        credit(WITHOUT_RIGHT, 10_00),
    )
    posted(
        Nature.TRANSMISSION,
        debit(of(brought), 90_00, brought),
        credit(of(heir), 90_00, heir),
    )
    at_once()

    assert (balance(brought).outstanding, balance(heir).outstanding) == (0, 90_00)


def test_a_transmission_stays_among_apports():
    brought = contract()
    received(brought, 50_00)
    posted(Nature.TRANSMISSION, debit(of(brought), 50_00, brought), credit(WITHOUT_RIGHT, 50_00))

    with refused("no transmission moves account 10240000"):
        at_once()


def test_a_contract_keeps_its_terms():
    brought = contract()

    with refused("keeps its terms"):
        type(brought).objects.update(committed=1)


# --- mistakes ---


def test_a_mistake_is_answered_by_its_mirror_once():
    """I3: one reversal."""
    brought = contract()
    wrong = received(brought, 50_00)
    entries.reverse(wrong, by=None, at=AT, on=TODAY, label="Versement saisi deux fois")
    at_once()

    assert balance(brought).received == 0
    with pytest.raises(entries.AlreadyReversed):
        entries.reverse(wrong, by=None, at=AT, on=TODAY, label="Encore")


def test_a_reversal_that_is_no_mirror_is_refused():
    brought = contract()
    wrong = received(brought, 50_00)
    entry = raw_entry(nature=Nature.REVERSAL, reverses=wrong)
    line(entry, of(brought), "D", 49_00, 1, brought)
    line(entry, BANK, "C", 49_00, 2)

    with refused("does not mirror"):
        at_once()


def test_the_same_fact_is_posted_once():
    """I12."""
    brought = contract()
    first = received(brought, 10_00, source_key="releve:7")

    assert received(brought, 10_00, source_key="releve:7") == first
    assert balance(brought).received == 10_00


@pytest.mark.django_db(transaction=True)
def test_a_double_click_writes_once_and_both_are_answered():
    legs = [debit(BANK, 10_00), credit("10240000", 10_00)]
    made = []

    def click():
        made.append(posted(Nature.MISC, *legs, book="BQ", source_key="main:1"))

    raised = together(click, click)

    assert raised == []
    assert made[0] == made[1] == Entry.objects.get()


# --- years ---


def test_a_closed_year_takes_nothing_and_never_opens_again():
    """I5."""
    hélène, _fleur = keepers()
    wrong = received(contract(), 50_00)
    at_once()
    closed = years.close_year(year(2027), by=hélène, at=NEW_YEAR)

    with refused("is closed"), transaction.atomic():
        raw_entry()
    with pytest.raises(entries.NoOpenYear):
        received(contract(), 1)
    with pytest.raises(entries.NoOpenYear):
        entries.reverse(wrong, by=hélène, at=NEW_YEAR, on=TODAY, label="Erreur")
    mirror = entries.reverse(wrong, by=hélène, at=NEW_YEAR, on=NEW_YEAR.date(), label="Erreur")
    at_once()
    assert (mirror.year.code, mirror.on, verify().wrong) == ("2028", NEW_YEAR.date(), [])
    with refused("kept as it is"):
        FiscalYear.objects.filter(pk=closed.pk).update(closed_at=None)


def test_years_close_in_order():
    """I5."""
    later = year(2028)

    with pytest.raises(years.AnEarlierYearIsOpen):
        years.close_year(later, by=None, at=AT)
    with refused("before 2028 is open"):
        FiscalYear.objects.filter(pk=later.pk).update(closed_at=AT.replace(year=2029))


def test_a_year_is_over_before_it_closes():
    with refused("2027 is not over"):
        year_2027 = FiscalYear.objects.filter(code="2027")
        year_2027.update(closed_at=datetime(2027, 12, 31, 23, 59, tzinfo=PARIS))


def test_a_year_closes_on_the_file_that_somebody_read_and_by_somebody():
    """I19: who writes in the tables without us closes nothing that was not read as it stands."""
    (helene, _), found = keepers(), FiscalYear.objects.filter(code="2027")
    received(contract(), 50_00)
    at_once()
    closing = {"closed_at": NEW_YEAR, "closed_by": helene}

    with refused("somebody_closes_a_year"), transaction.atomic():
        found.update(closed_at=NEW_YEAR)
    with refused("was not read as it stands"), transaction.atomic():
        found.update(**closing)
    years.check_in(found.get(), by=treasurer("Autre"), at=NEW_YEAR)
    with refused("was not read as it stands"), transaction.atomic():
        found.update(**closing)
    years.check_in(found.get(), by=helene, at=NEW_YEAR)
    received(contract(), 1_00)
    at_once()
    with refused("was not read as it stands"), transaction.atomic():
        found.update(**closing)
    read = years.check_in(found.get(), by=helene, at=NEW_YEAR)
    with refused("is final"), transaction.atomic():
        FileCheck.objects.filter(pk=read.pk).update(lines=0)
    assert found.update(**closing) == 1
    assert verify().wrong == []


def test_a_year_closed_on_a_file_that_nobody_wrote_is_found():
    """Sums may be told rightly by hand; the digest of the file may not."""
    (helene, _), found = keepers(), FiscalYear.objects.get(code="2027")
    received(contract(), 50_00)
    at_once()
    FileCheck.objects.create(
        year=found, by=helene, at=NEW_YEAR, digest="0" * 64, entries=1, lines=2, cents=50_00
    )
    FiscalYear.objects.filter(pk=found.pk).update(closed_at=NEW_YEAR, closed_by=helene)

    (said,) = verify().wrong
    assert said.endswith("clos le 1er janvier 2028, n’est pas celui qui fut relu.")


@pytest.mark.parametrize(
    ("first", "facts"),
    [
        (date(2027, 6, 1), {}),  # two at once
        (date(2026, 1, 1), {}),  # behind one that is there already
        (date(2028, 1, 2), {}),  # a day is missing
        (date(2028, 1, 1), {"closed_at": AT}),  # closed at birth
    ],
)
def test_a_year_begins_the_day_after_the_last_one_and_open(first, facts):
    with refused("does not follow the last one"):
        FiscalYear.objects.create(
            code="autre", starts_on=first, ends_on=first.replace(month=12, day=31), **facts
        )


# --- the chain ---


def test_the_chain_holds_every_entry():
    brought = contract()
    received(brought, 50_00)
    decided(brought, 20_00)
    at_once()

    verdict = verify()

    assert (verdict.entries, verdict.wrong) == (2, [])
    assert Chain.objects.get().digest == verdict.digest


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE contributions_entry SET label = 'Autre'", "ne dit plus ce qu’elle disait"),
        ("UPDATE contributions_line SET cents = cents + 1", "ne dit plus ce qu’elle disait"),
        ("UPDATE contributions_line SET cents = 7 WHERE rank = 1", "n’est pas équilibrée"),
        ("DELETE FROM contributions_seal WHERE rank = 1", "n’a pas de sceau"),
        ("UPDATE contributions_chain SET rank = 9", "des écritures ont disparu"),
        ("UPDATE contributions_entry SET number = 9 WHERE number = 2", "il en manque"),
        (
            "UPDATE contributions_contractbalance SET received = received - 1",
            f"dit {euros(49_99)} (reçu), ses lignes {euros(50_00)}",
        ),
        (
            "UPDATE contributions_contractbalance SET committed = 999_99, "
            "received = received + 7, repaid = repaid + 7, paid = paid + 7",
            f"dit {euros(999_99)} (engagé), le contrat {euros(100_00)}",
        ),
        (
            "UPDATE contributions_line SET account_id = '10240000' WHERE side = 'D'",
            "touche le compte 10240000, ce que sa nature ne permet pas",
        ),
        (
            "UPDATE contributions_line SET side = CASE side WHEN 'D' THEN 'C' ELSE 'D' END",
            "Au 1er mars 2027, le compte 1034 du contrat APP-2027-0001 est du mauvais côté",
        ),
        (
            "UPDATE contributions_entry SET validated_on = '2027-05-01'",
            "se dit validée le 1er mai 2027, et fut écrite le 1er mars 2027",
        ),
    ],
)
def test_what_was_tampered_with_is_said_and_where(statement, said):
    brought = contract()
    received(brought, 30_00)
    received(brought, 20_00)
    at_once()

    assert any(said in sentence for sentence in tampered(statement))


def test_a_history_that_was_written_anew_is_not_the_one_that_was_confided():
    """Every seal is right, and so is the head: the digest that was told outside is not."""
    keepers()
    received(contract(), 30_00)
    received(contract(), 20_00)
    at_once()
    anchors.drop("Conseil de mars", by=None, at=AT)

    wrong = tampered(
        """UPDATE contributions_entry SET label = 'Autre' WHERE number = 1""",
        """WITH RECURSIVE anew AS (
              SELECT 0::bigint AS rank, repeat('0', 64) AS before, repeat('0', 64) AS digest
              UNION ALL
              SELECT s.rank, a.digest, seal_of(a.digest, entry_text(s.entry_id))::text
                FROM anew a JOIN contributions_seal s ON s.rank = a.rank + 1)
           UPDATE contributions_seal s SET previous = a.before, digest = a.digest
             FROM anew a WHERE a.rank = s.rank""",
        """UPDATE contributions_chain SET digest = (
              SELECT digest FROM contributions_seal ORDER BY rank DESC LIMIT 1)""",
    )

    assert wrong == [
        "L’empreinte confiée le 1er mars 2027 (Conseil de mars) n’est plus celle du sceau 2 : ce "
        "qui fut écrit jusque-là a changé depuis."
    ]


def test_a_head_that_was_told_outside_is_found_again_or_missed():
    received(contract(), 50_00)
    at_once()
    told = verify().digest

    assert verify(told).wrong == []
    assert "n’est plus dans la chaîne" in verify("f" * 64).wrong[0]


def test_the_command_reads_everything_again(capsys):
    received(contract(), 50_00)
    at_once()

    call_command("verify_ledger")

    assert "1 écritures relues : tout tient." in capsys.readouterr().out


# --- many at once ---


@pytest.mark.django_db(transaction=True)
def test_two_repayments_of_the_same_apport_do_not_both_pass():
    books()
    brought = contract(100_00)
    received(brought, 100_00)

    raised = together(lambda: decided(brought, 60_00), lambda: decided(brought, 60_00))

    assert len(raised) == 1
    assert balance(brought).outstanding == 40_00


def test_lines_take_their_contracts_in_one_order():
    """Two rounds that touch the same ones wait for each other, and neither is stopped."""
    first, second = contract(), contract()
    legs = credit(of(second), 1, second), credit(of(first), 1, first), debit(BANK, 2)

    entry = posted(Nature.RECEIPT, *legs)

    assert [one.contract for one in entry.lines.order_by("rank")] == [None, first, second]


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_hole():
    """I6."""
    books()
    brought = contract(100_000)

    def write(fails):
        with transaction.atomic():
            received(brought, 10)
            if fails:
                raise ValueError

    raised = together(*(lambda fails=one % 4 == 0: write(fails) for one in range(8)))

    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert (len(raised), numbers) == (2, [1, 2, 3, 4, 5, 6])
    assert verify().wrong == []


# --- the role of the pages ---

FORBIDDEN = [
    "UPDATE contributions_entry SET label = 'x'",
    "DELETE FROM contributions_line",
    "TRUNCATE contributions_seal",
    "INSERT INTO contributions_seal VALUES (1, 1, '', '', now())",
    "UPDATE contributions_chain SET rank = 0",
    "UPDATE contributions_contractbalance SET received = 1",
    "UPDATE contributions_counter SET last = 9",
    "UPDATE contributions_fiscalyear SET starts_on = '2020-01-01'",
    "UPDATE contributions_contract SET committed = 1",
    "DELETE FROM contributions_fiscalyear",
    "UPDATE contributions_anchor SET digest = 'x'",
    "DELETE FROM contributions_anchor_told",
    "UPDATE contributions_transfer SET cents = 1",
    "DELETE FROM contributions_transfer",
    "CREATE TEMP TABLE hole (contract_id bigint)",
    "SELECT line_moves_its_contract()",
    "SELECT entry_takes_its_number()",
    "ALTER TABLE contributions_entry DISABLE TRIGGER ALL",
    "DROP FUNCTION entry_balances() CASCADE",
    "SET session_replication_role = replica",
]


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="needs the embedded server")
@pytest.mark.django_db(transaction=True)
def test_the_role_of_the_pages_writes_entries_and_nothing_else():
    books()
    brought = contract()
    rights.grant(connection, "coop_app")
    facts = connection.get_connection_params()
    with psycopg.connect(dbname=facts["dbname"], host=facts["host"], user="coop_app") as pages:
        for statement in FORBIDDEN:
            with pytest.raises(psycopg.errors.InsufficientPrivilege), pages.transaction():
                pages.execute(statement)
        with pages.transaction():
            _written_by_hand(pages, brought)

    assert (balance(brought).received, verify().wrong) == (10, [])


def _written_by_hand(pages, brought):
    (entry,) = pages.execute(
        """INSERT INTO contributions_entry (book_id, year_id, number, "on", piece, piece_on, label,
             validated_on, nature, source_key, written_at)
           SELECT 'BQ', id, 0, %s, 'P', %s, 'À la main',
                  greatest(%s::date, day_in_paris(now())), 'receipt', 'main', now()
             FROM contributions_fiscalyear WHERE code = '2027' RETURNING id""",
        [TODAY, TODAY, TODAY],
    ).fetchone()
    for rank, (account, side, of_contract) in enumerate(
        [(BANK, "D", None), (of(brought), "C", brought.pk)], start=1
    ):
        pages.execute(
            """INSERT INTO contributions_line (entry_id, rank, account_id, contract_id, side, cents)
               VALUES (%s, %s, %s, %s, %s, 10)""",
            [entry, rank, account, of_contract, side],
        )
