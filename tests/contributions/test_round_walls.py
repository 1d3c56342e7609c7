"""A round that is posted stays, money goes where it was confirmed: PostgreSQL says so by itself."""

import os
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from contributions.actions import entries, payouts
from contributions.actions.batches.making import ConfirmedTooRecently
from contributions.actions.entries import credit, debit
from contributions.models import PayoutAccount, RepaymentRound
from contributions.states import Nature
from coopstudio.start import rights
from tests.contributions.by_hand import answer, tampered
from tests.contributions.factories import OWED, at_once, books, contract, of, received
from tests.contributions.round_factories import AT, EARLY, IBANS, World, on_its_way, payout
from tests.contributions.test_batches import made, ready
from tests.members.factories import member

pytestmark = pytest.mark.django_db
BY_HAND = [
    "UPDATE contributions_repaymentround SET base = '[]'",
    "UPDATE contributions_repaymentround SET cut_off_on = '2027-01-01'",
    "UPDATE contributions_repaymentround SET rule = 'equal', digest = ''",
    "UPDATE contributions_repaymentround SET state = 'draft'",
    "UPDATE contributions_repaymentround SET state = 'paid'",
    "DELETE FROM contributions_repaymentround",
    "UPDATE contributions_share SET fraction = 'x'",
    "DELETE FROM contributions_share",
    "UPDATE contributions_source SET cents = cents + 1",
    "INSERT INTO contributions_source (round_id, kind, words, cents) "
    "SELECT id, 'other', 'Un reste', 1 FROM contributions_repaymentround",
]


def test_a_round_that_is_posted_stays_and_so_does_what_it_pays():
    world = ready()
    at_once()

    assert [one for one in BY_HAND if "it stays as it is" not in (answer(one) or "")] == []
    assert answer("UPDATE contributions_repaymentround SET state = 'cancelled'") == (
        "a_round_is_cancelled_by_its_mirror"
    )
    undone = {"by": None, "at": AT, "on": AT.date(), "label": "À la main"}
    assert answer(lambda: entries.reverse(world.tour.entry, **undone)) == (
        "a_round_is_cancelled_by_its_mirror"
    )
    batch = made(world)
    for statement in (
        "UPDATE contributions_transfer SET cents = 1",
        "DELETE FROM contributions_transfer",
    ):
        assert "stays as it was ordered" in answer(statement)
    payouts.end(batch.transfers.first().payout, by=world.claire, at=AT)
    assert answer("UPDATE contributions_batch SET sent_at = now()") == (
        "money_goes_where_it_was_confirmed"
    )
    assert [
        one.replace("\u202f", " ").replace("\u00a0", " ")
        for one in tampered("UPDATE contributions_share SET cents = 1 WHERE cents = 10345")
    ] == ["Le tour 2028-1 donne 0,01 € au contrat APP-2027-0002, son écriture 103,45 €."]


def test_a_round_is_its_entry_and_gives_its_envelope():
    """I10: shares and lines are compared both ways; what no round decided is repaid to nobody."""
    world = World()
    tour = world.consented()
    other = contract(10_00)
    received(other, 10_00, on=AT.date())
    shares = [(one.contract, one.cents) for one in tour.shares.select_related("contract__account")]
    key = iter(range(9))

    def told(given):
        legs = [
            leg
            for one, cents in given
            for leg in (debit(of(one), cents, one), credit(OWED, cents, one))
        ]
        return entries.post(
            legs, by=None, at=AT, on=AT.date(), nature=Nature.REPAYMENT_DECIDED, book_id="OD",
            source_key=f"à la main {next(key)}", piece="P", label="À la main",
        )  # fmt: skip

    def put(given):
        RepaymentRound.objects.filter(pk=tour.pk).update(
            state="posted", entry=told(given), posted_by=world.helene, confirmed_by=world.claire
        )

    def shrunk():
        first, cents = shares[0]
        tour.shares.filter(contract=first).update(cents=cents - 1)
        put([(first, cents - 1), *shares[1:]])

    assert answer(lambda: told(shares)) == "rounds_decide_repayments"
    assert answer(lambda: put([*shares, (other, 1_00)])) == "a_round_is_its_entry"
    assert answer(lambda: put(shares[1:])) == "a_round_is_its_entry"
    assert answer(shrunk) == "a_round_gives_its_envelope"
    assert answer(lambda: put(shares)) is None


def test_an_account_where_somebody_is_paid_is_replaced_and_never_changed():
    theirs = PayoutAccount.objects.filter(pk=payout(member("Alix")).pk)
    before = EARLY - timedelta(days=9)

    def changed(**said):
        return answer(lambda: theirs.update(**said)) or "yes"

    told = [
        changed(holder="Autre"), changed(bic="AGRIFRPP"), changed(iban=IBANS["Alix"]),
        changed(asked_at=before), changed(confirmed_at=before), changed(usable_from=EARLY),
    ]  # fmt: skip
    theirs.update(ended_at=AT)
    told += [changed(ended_at=None), changed(ended_at=before)]

    assert [one for one in told if "is replaced, never changed" not in one] == []


GIVEN = """
    INSERT INTO contributions_payoutaccount
      (person_id, holder, iban, bic, asked_at, proved_at, confirmed_by_id, confirmed_at,
       usable_from)
    SELECT person_id, 'Autre', 'DE89370400440532013000', '', '2020-01-01', '2020-01-01', {}
      FROM contributions_payoutaccount
"""
ENTRY = """
    INSERT INTO contributions_entry (book_id, year_id, number, "on", piece, piece_on, label,
      validated_on, nature, source_key, written_at)
    SELECT 'OD', id, 0, starts_on, 'P', starts_on, 'Brut', '2099-01-01', 'misc', 'brut',
           '2099-01-01'
      FROM contributions_fiscalyear
"""
AS_THE_PAGES = """
    CREATE OR REPLACE FUNCTION writes_as_owner() RETURNS boolean
        LANGUAGE sql STABLE AS 'SELECT false'
"""
PAID_TWO_DAYS_AGO = ";".join([
    "UPDATE contributions_payoutaccount SET ended_at = now()",
    GIVEN.format("NULL::bigint, NULL::timestamptz, NULL::timestamptz"),
    """UPDATE contributions_payoutaccount
          SET confirmed_by_id = (SELECT max(id) FROM members_person), confirmed_at = '2020-01-02',
              usable_from = '2020-01-05'
        WHERE ended_at IS NULL""",
    """INSERT INTO contributions_transfer (batch_id, share_id, payout_id, key, cents, state, why)
       SELECT t.batch_id, t.share_id, p.id, 'autre', t.cents, 'ready', ''
         FROM contributions_transfer t, contributions_payoutaccount p WHERE p.ended_at IS NULL""",
])  # fmt: skip


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="needs the embedded server")
@pytest.mark.django_db(transaction=True)
def test_the_pages_choose_no_hour():
    """An account confirmed in the past is not used today (I17), whatever they say that only the
    owner may say; nothing is written to-morrow."""
    books()
    on_its_way(contract())
    member("Zoé")
    rights.grant(connection, "coop_app")
    facts = connection.get_connection_params()
    confirmed = "(SELECT max(id) FROM members_person), '2020-01-02', '2020-01-05'"
    with psycopg.connect(dbname=facts["dbname"], host=facts["host"], user="coop_app") as pages:
        pages.execute("SET coop.owner_says = 'lived before'")
        pages.commit()
        for statements, wall in (
            (GIVEN.format(confirmed), "given_then_confirmed"),
            (PAID_TWO_DAYS_AGO, "money_goes_where_it_was_confirmed"),
            (ENTRY, "entries_are_written_as_they_come"),
        ):
            with pytest.raises(psycopg.IntegrityError) as refusal, pages.transaction():
                pages.execute(statements)
            assert refusal.value.diag.constraint_name == wall


def test_who_prepares_transfers_reads_why_an_account_waits():
    """The hour of the pages says that it may be used; PostgreSQL saw it confirmed a moment ago."""
    world = ready()
    at_once()

    with connection.cursor() as cursor:
        cursor.execute(AS_THE_PAGES)
    with pytest.raises(ConfirmedTooRecently):
        made(world)
