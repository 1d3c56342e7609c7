"""Needs and what covers them (G17), whose euros paid what, what nobody is told of one person."""

from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from contributions.actions import entries, pledges
from contributions.actions.entries import credit, debit
from contributions.actions.plan import needs
from contributions.models import Account, Instalment, Need, Receipt
from contributions.plan import bars, interest_free, tracing
from contributions.plan.board import Board
from contributions.plan.by_need import NeedPage
from contributions.plan.coverage import Coverage, percent, rate
from contributions.plan.ending import Ending
from contributions.plan.tracing import Money, coverable, traced
from contributions.states import Nature, Priority, ResourceKind
from tests.contributions import factories
from tests.contributions.by_hand import tampered
from tests.contributions.factories import AT, BANK, TODAY
from tests.members.factories import member, treasurer
from tests.together import together

G17 = [240_000, 360_000, 180_000, 420_000, 100_000]


def brought(cents, committed=None, *, need=None, on=TODAY, person=None):
    """A contract in force, from a promise for this need, of which ``cents`` have arrived."""
    person = person or member()
    pledge = factories.pledge(person, committed or cents, need=need)
    pledges.confirm(pledge, by=person, at=AT)
    contract = factories.contract(committed or cents, person=person)
    pledges.contracted(pledge, contract)
    if cents:
        entry = factories.received(contract, cents, on=on)
        Receipt.objects.create(year=2027, contract=contract, entry=entry, cents=cents, on=on)
    return contract


def spent(cents, *, on=TODAY, account="62000000"):
    Account.objects.get_or_create(number=account, defaults={"name": "Services"})
    return factories.posted(
        Nature.MISC, debit(account, cents), credit(BANK, cents), book="BQ", on=on
    )


def need(label="Site", cents=360_000, **facts):
    told = {"why": "", "opened_on": TODAY} | facts
    return needs.open_need(by=None, at=AT, label=label, cents=cents, **told)


@pytest.fixture
def g17(db):
    """The plan of the golden example: seven people, a grant, own funds."""
    factories.books()
    for rank, cents in enumerate(G17):
        need(f"Besoin {rank}", cents, priority=Priority.VITAL)
    for cents, committed in [
        (100_000, 150_000), (80_000, 130_000), (120_000, 120_000), (90_000, 140_000),
        (60_000, 110_000), (40_000, 100_000), (30_000, 100_000),
    ]:  # fmt: skip
        brought(cents, committed)
    for kind, promised, received in [
        (ResourceKind.GRANT, 200_000, 0), (ResourceKind.OWN, 100_000, 100_000),
    ]:  # fmt: skip
        needs.add_resource(
            by=None, at=AT, kind=kind, label=kind.label, promised=promised, received=received,
            on=TODAY,
        )  # fmt: skip


def test_the_plan_of_the_golden_example_to_the_cent(g17):
    plan = Coverage(member(), on=TODAY)

    assert (plan.needed, plan.engaged, plan.cashed, plan.gap) == (
        1_300_000, 1_150_000, 620_000, 150_000,
    )  # fmt: skip
    assert (plan.apports.engaged, plan.apports.received, plan.apports.due) == (
        850_000, 520_000, 330_000,
    )  # fmt: skip
    assert (plan.engaged_rate, plan.cashed_rate) == ("88,46\u00a0%", "47,69\u00a0%")
    drawn = bars.resources(plan)
    assert [(part.look, part.x) for part in drawn] == [
        ("in", "0.000%"), ("due", "40.000%"), ("grant", "65.385%"), ("own", "80.769%"),
        ("gap", "88.462%"),
    ]  # fmt: skip
    assert [part.cents for part in bars.needs(plan)] == G17


def test_what_the_association_gave_up_expecting_is_not_counted(g17):
    contract = brought(0, 50_000)
    Instalment.objects.create(contract=contract, due_on=TODAY, cents=20_000)
    Instalment.objects.create(contract=contract, due_on=TODAY, cents=30_000, lapsed_at=AT)

    assert Coverage(treasurer(), on=TODAY).apports.due == 350_000


def test_a_total_of_one_or_two_people_is_for_who_keeps_the_books(db):
    factories.books()
    need()
    brought(100_000)
    two = brought(70_000)

    with_two = Coverage(member(), on=TODAY)
    seen = (with_two.engaged, with_two.apports.is_hidden)
    third = brought(0, 10_000)
    with_three = Coverage(member(), on=TODAY)
    for_helene = Coverage(treasurer(), on=TODAY)

    assert seen == (0, True)
    assert (with_three.engaged, with_three.cashed) == (180_000, None)
    assert [part.cents for part in bars.resources(with_three)] == [180_000, 180_000]
    assert (for_helene.cashed, for_helene.apports.due) == (170_000, 10_000)
    assert Board().totals["received"].cents is None
    factories.received(third, 10_000)
    assert Board().totals["received"].cents == 180_000
    assert Board().totals["waived"].cents == 0
    assert two.balance.received == 70_000


@settings(max_examples=80, deadline=None)
@given(part=st.integers(0, 10**9), whole=st.integers(1, 10**9))
def test_a_rate_is_the_nearest_hundredth(part, whole):
    assert abs(rate(part, whole) * whole - part * 10_000) * 2 <= whole
    assert percent(8_846) == "88,46\u00a0%"


def test_what_is_not_nothing_nor_all_is_never_said_to_be():
    said = [Ending(cents, 0, 0, 379_990).rate for cents in (0, 1, 379_989, 379_990)]

    assert [one.replace("\u00a0", " ") for one in said] == [
        "0,00 %", "moins de 0,01 %", "plus de 99,99 %", "100,00 %",
    ]  # fmt: skip


# --- whose euros paid what ---


def test_the_oldest_euro_pays_first_and_what_was_brought_for_a_need_pays_only_it():
    receipts = [Money("a", 1, 100), Money("b", None, 50), Money("c", 2, 70), Money("d", 1, 30)]
    uses = [Money("x", 1, 110), Money("y", 2, 90), Money("z", 1, 40)]

    assert traced(receipts, uses) == [
        ("a", "x", 100), ("d", "x", 10), ("c", "y", 70), ("b", "y", 20), ("d", "z", 20),
        ("b", "z", 20),
    ]  # fmt: skip
    assert coverable(1, receipts, uses) == 10
    assert coverable(2, receipts, uses) == 10


AMOUNTS = st.tuples(st.sampled_from([None, 1, 2, 3]), st.integers(1, 500))


@settings(max_examples=80, deadline=None)
@given(came=st.lists(AMOUNTS, max_size=8), went=st.lists(AMOUNTS, max_size=8))
def test_no_euro_is_spent_twice_and_none_is_spent_elsewhere(came, went):
    receipts = [Money(f"r{rank}", *told) for rank, told in enumerate(came)]
    uses = [Money(f"u{rank}", where or 1, cents) for rank, (where, cents) in enumerate(went)]

    paid = traced(receipts, uses)

    need_of = {one.key: one.need for one in [*receipts, *uses]}
    for one in receipts:
        assert sum(cents for key, _use, cents in paid if key == one.key) <= one.cents
    for one in uses:
        assert sum(cents for _key, use, cents in paid if use == one.key) <= one.cents
    assert all(need_of[key] in (None, need_of[use]) for key, use, _cents in paid)


def test_an_expense_is_attached_as_far_as_apports_cover_it(db):
    factories.books()
    site, other = need("Site"), need("Tournée")
    odile, lan = brought(30_000, need=site), brought(20_000)
    brought(50_000, need=other)
    bill = spent(60_000)

    with pytest.raises(needs.MoreThanReceived, match="500,00"):
        needs.use(site, bill, by=None, at=AT, cents=50_001, words="Le dessin")
    needs.use(site, bill, by=None, at=AT, cents=40_000, words="Le dessin")
    with pytest.raises(needs.UsedAlready):
        needs.use(site, bill, by=None, at=AT, cents=1, words="Encore")
    with pytest.raises(needs.MoreThanSpent, match="200,00"):
        needs.use(other, bill, by=None, at=AT, cents=20_001, words="Trop")
    with pytest.raises(needs.NothingSpent):
        needs.use(other, odile.receipts.get().entry, by=None, at=AT, cents=1, words="Un versement")

    page = NeedPage(Need.objects.get(label="Site"), treasurer())
    assert [(step.receipt.contract, step.cents) for step in page.steps] == [
        (odile, 30_000), (lan, 10_000),
    ]  # fmt: skip
    assert [one.cents for one in NeedPage(site, lan.person).steps] == [10_000]
    assert NeedPage(site, member()).steps == []
    entries.reverse(bill, by=None, at=AT, on=TODAY, label="Facture annulée")
    assert NeedPage(site, treasurer()).steps == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_who_attach_at_once_never_spend_the_same_euro(guarded, monkeypatch):
    """With the lock one is refused; without it, as a negative control, both read the same rest."""
    factories.books()
    site = need()
    with transaction.atomic():
        brought(10_000, need=site)
    bills = [spent(10_000), spent(10_000)]
    read = Barrier(2)
    left = tracing.left_for
    if not guarded:
        monkeypatch.setattr(tracing, "one_at_a_time", lambda: None)
        monkeypatch.setattr(tracing, "left_for", lambda one: (left(one), read.wait(10))[0])

    refused = together(
        *(partial(needs.use, site, bill, by=None, at=AT, cents=10_000, words="Dessin")
          for bill in bills)
    )  # fmt: skip

    assert [type(one) for one in refused] == ([needs.MoreThanReceived] if guarded else [])


def test_needs_and_resources_are_revised_then_leave_the_plan(db):
    helene, site = treasurer(), need()
    facts = {"label": "Subvention", "promised": 200_000, "received": 0, "paper": ""}
    grant = needs.add_resource(by=helene, at=AT, kind=ResourceKind.GRANT, on=TODAY, **facts)

    needs.change_need(site, by=helene, cents=400_000)
    needs.change_resource(grant, by=helene, **facts | {"received": 150_000})
    with pytest.raises(needs.MoreThanPromised):
        needs.change_resource(grant, by=helene, **facts | {"received": 200_001})
    with pytest.raises(needs.ClosedTooEarly):
        needs.close_need(site, by=helene, on=date(2026, 1, 1))
    before = Coverage(helene, on=TODAY)
    seen = (before.needed, before.cashed)
    needs.close_need(site, by=helene, on=TODAY)
    needs.end_resource(grant, by=helene, on=TODAY)
    with pytest.raises(needs.AlreadyClosed):
        needs.change_need(site, by=helene, cents=1)
    with pytest.raises(needs.AlreadyEnded):
        needs.end_resource(grant, by=helene, on=TODAY)

    assert seen == (400_000, 150_000)
    assert (Coverage(helene, on=TODAY).needs, Coverage(helene, on=TODAY).resources) == ([], [])


# --- no gain ---


def test_the_ledger_proves_that_nothing_but_what_is_brought_credits_an_apport(db):
    factories.books()
    contract = factories.contract(100_000)
    factories.received(contract, 100_000)
    taken = factories.decided(contract, 40_000)
    entries.reverse(taken, by=None, at=AT, on=TODAY, label="Tour annulé")

    proof = interest_free.proof()

    assert [(row.nature, row.is_reversal, row.cents, row.against) for row in proof.rows] == [
        ("receipt", False, 100_000, "5120"), ("repayment_decided", True, 40_000, "4688"),
    ]  # fmt: skip
    assert (proof.holds, proof.rates, proof.astray) == (True, [], 0)
    assert "WHEN 'receiptC' THEN 'received'" in proof.refuses
    factories.at_once()
    tampered("UPDATE contributions_line SET account_id = '10240000' WHERE account_id = '51200000'")
    proof = interest_free.proof()
    assert (proof.holds, proof.astray) == (False, 1)
