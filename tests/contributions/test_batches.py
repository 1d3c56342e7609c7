"""Transfers of a round leave once, sent by another person; what comes back stays due."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree as Xml
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contributions.actions import batches, matching, payouts, rounds
from contributions.actions.batches import making
from contributions.actions.batches.banking import (
    AlreadyTold,
    AnotherSum,
    LeftAgain,
    NotLeftYet,
    NotSent,
    PaidBeforeItWasWritten,
)
from contributions.actions.batches.making import (
    AlreadySent,
    AnotherSends,
    DoubtedAccount,
    Dropped,
    NoBank,
    NothingLeft,
    NotPosted,
)
from contributions.actions.books import mirrors
from contributions.actions.rounds.posting import AlreadyLeft
from contributions.bank.guesses import Guesser
from contributions.bank.transfers import SPACE
from contributions.home import words
from contributions.models import (
    BankAccount,
    Batch,
    Contract,
    Lettering,
    Line,
    RepaymentRound,
    Transfer,
)
from contributions.states import ContractState, RoundState, TransferState
from contributions.treasury.home import Treasury
from contributions.verifying import verify
from coopstudio.mail.models import Letter
from tests.contributions.factories import BANK, at_once, bank_line, signs_for_us
from tests.contributions.round_factories import AT, IBANS, OURS, World, bank, payout
from tests.together import together

pytestmark = pytest.mark.django_db
PEOPLE = [("Alix", "Modèle", 310_36), ("Bastien", "Modèle", 103_45), ("Chloé", "Œuvre", 186_19)]
ON = AT.date() + timedelta(days=3)


def ready(accounts=tuple(IBANS), **facts):
    """A posted round of 600,00 € between three people, whose accounts may be used."""
    world = World(people=PEOPLE, treasury_floor=0, **facts)
    tour = world.prepared()
    dividend = tour.sources.get(kind="dividend")
    rounds.draw(dividend, by=world.helene, cents=400_00)
    rounds.compute(tour, by=world.helene, at=AT)
    tour.refresh_from_db()
    rounds.propose(tour, world.circle, by=world.helene, at=AT)
    tour.refresh_from_db()
    rounds.consented(tour, decision=world.decision_of(tour), at=AT)
    rounds.post(tour, by=world.helene, at=AT)
    world.tour = rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())
    bank()
    for first in accounts:
        one = world.by_name(first)
        payout(one.person, IBANS[first], by=world.thomas)
    return world


def made(world):
    return batches.make(world.tour, by=world.helene, at=AT, on=ON)


def sent(world):
    return batches.send(made(world), by=world.claire, at=AT)


def said(batch, path):
    names = "/".join(f"{{{SPACE}}}{name}" for name in path.split("/"))
    return [one.text for one in Xml.fromstring(batches.file_of(batch)).iterfind(f".//{names}")]


def test_the_file_of_the_example_comes_out_to_the_cent_and_to_the_byte():
    world = ready()
    batch = made(world)

    assert said(batch, "GrpHdr/CtrlSum") == ["600.00"]
    assert said(batch, "Amt/InstdAmt") == ["310.36", "103.45", "186.19"]
    assert said(batch, "PmtId/EndToEndId") == [f"{one.reference}-2028-1" for one in world.contracts]
    assert said(batch, "Cdtr/Nm") == ["Alix Modele", "Bastien Modele", "Chloe OEuvre"]
    assert said(batch, "CdtrAcct/Id/IBAN") == list(IBANS.values())
    assert said(batch, "DbtrAcct/Id/IBAN") == [OURS]
    assert b"PstlAdr" not in batches.file_of(batch)
    assert batches.file_of(Batch.objects.get()) == batches.file_of(batch)


def test_who_has_no_account_yet_waits_for_the_next_batch():
    world = ready(accounts=["Alix", "Bastien"])
    first = sent(world)
    with pytest.raises(NothingLeft):
        made(world)
    assert [one.contract.person.first_name for one in batches.left_out(world.tour, AT)] == ["Chloé"]

    payout(world.by_name("Chloé").person, IBANS["Chloé"], by=world.thomas)
    second = made(world)

    assert (first.key, second.key) == ("TOUR-2028-1", "TOUR-2028-1-2")
    assert (first.total, second.total) == (413_81, 186_19)


def test_another_person_sends_it_and_each_is_told():
    world = ready()
    batch = made(world)
    with pytest.raises(AnotherSends):
        batches.send(batch, by=world.helene, at=AT)
    waits = [words.awaited_of(one, now=AT) for one in (world.helene, world.claire)]
    assert [[one.title for one in told] for told in waits] == [
        [], ["Remettre à la banque le lot TOUR-2028-1"],
    ]  # fmt: skip

    batches.send(batch, by=world.claire, at=AT)
    assert words.awaited_of(world.claire, now=AT) == []

    world.tour.refresh_from_db()
    assert world.tour.state == RoundState.SENT
    assert Letter.objects.filter(kind="contributions.transfer_leaving").count() == 3
    with pytest.raises(AlreadySent):
        batches.send(batch, by=world.claire, at=AT)
    with pytest.raises(AlreadySent):
        batches.drop(batch, by=world.helene, why="erreur de jour")
    with pytest.raises(AlreadyLeft):
        rounds.cancel(world.tour, by=world.helene, at=AT, on=AT.date(), why="trop tard")


def test_a_batch_waits_at_home_once_somebody_doubts_an_account():
    """Its file stays too; dropped, it leaves no more, and the next one holds who may be paid."""
    world = ready()
    batch = made(world)
    payouts.end(world.by_name("Chloé").person.payout_accounts.get(), by=world.claire, at=AT)

    with pytest.raises(DoubtedAccount, match="Chloé Œuvre"):
        batches.send(batch, by=world.claire, at=AT)
    with pytest.raises(DoubtedAccount):
        batches.file_of(batch)
    batches.drop(batch, by=world.helene, why="compte douteux")
    with pytest.raises(Dropped):
        batches.file_of(batch)

    assert sent(world).total == 413_81


@pytest.mark.parametrize("line_first", [True, False])
def test_the_line_of_a_batch_is_what_still_waits_of_it_whatever_came_first(line_first):
    world = ready()
    batch = sent(world)
    alix = batch.transfers.get(share__contract=world.by_name("Alix"))
    facts = {"by": world.helene, "at": AT}
    _, whole = bank_line(-600_00, on=ON)
    _, rest = bank_line(-289_64, on=ON)

    if line_first:
        matching.as_batch(whole, batch=batch, **facts)
        with pytest.raises(AlreadyTold):
            batches.paid(alix, on=ON, source_key="seul", **facts)
    else:
        batches.paid(alix, on=ON, source_key="seul", **facts)
        with pytest.raises(AnotherSum, match="289,64"):
            matching.as_batch(whole, batch=batch, **facts)
        assert Guesser([rest]).of(rest)[0].kind == "batch"
        matching.as_batch(rest, batch=batch, **facts)

    left = Line.objects.filter(entry__nature="repayment_paid", account_id=BANK)
    assert sum(one.cents for one in left) == 600_00


def test_a_batch_dropped_before_it_left_frees_what_it_held():
    world = ready()
    batches.drop(made(world), by=world.helene, why="erreur de jour")

    again = made(world)

    with pytest.raises(NotSent):
        batches.awaited(Transfer.objects.first(), by=world.helene, at=AT)
    assert again.key == "TOUR-2028-1-2"
    assert said(again, "PmtId/EndToEndId")[0].endswith("-2028-1-2")


def test_paid_transfers_end_the_debt_letter_it_and_settle_the_apport():
    world = ready()
    batch = sent(world)

    batches.batch_paid(batch, by=world.helene, at=AT, on=AT.date(), source_key="banque:1")

    world.tour.refresh_from_db()
    alix = world.by_name("Alix")
    assert world.tour.state == RoundState.PAID
    assert (alix.balance.due, alix.balance.paid) == (0, 310_36)
    assert Contract.objects.get(pk=alix.pk).state == ContractState.SETTLED
    assert Lettering.objects.count() == 6
    with pytest.raises(IntegrityError, match="keeps its terms"), transaction.atomic():
        Contract.objects.update(state=ContractState.IN_FORCE, ended_at=None)
    with pytest.raises(AlreadyTold):
        batches.batch_paid(batch, by=world.helene, at=AT, on=AT.date(), source_key="banque:1")


def _to_be_given_back():
    """What the treasurer's home says of it."""
    queues = Treasury(now=AT, today=AT.date(), writes=True).queues
    items = next(one.items for one in queues if one.key == "rendre")
    return {one.title.split()[0]: one.note for one in items}


def test_a_batch_asks_once_whether_its_round_is_over():
    """Asked after each of its transfers, a thousand of them read a thousand shares a thousand
    times."""
    batch = sent(ready())
    with CaptureQueriesContext(connection) as asked:
        batches.batch_paid(batch, by=signs_for_us(), at=AT, on=ON, source_key="releve")

    over = [one for one in asked.captured_queries if '"cents" > 0 AND NOT' in one["sql"]]
    letters = [one for one in asked.captured_queries if "LENGTH(" in one["sql"]]
    assert (len(over), len(letters)) == (1, 3)
    assert all("LIMIT 1" in one["sql"] for one in letters)
    assert RepaymentRound.objects.get().state == RoundState.PAID


def test_a_returned_transfer_stays_due_and_leaves_again_under_another_key():
    world = ready()
    batch = sent(world)
    batches.batch_paid(batch, by=world.helene, at=AT, on=AT.date(), source_key="banque:1")
    back = batch.transfers.get(share__contract=world.by_name("Bastien"))
    early = {"on": AT.date() - timedelta(days=1), "why": "compte clos", "source_key": "banque:0"}
    with pytest.raises(NotLeftYet, match="16 juin 2028"):
        batches.returned(back, by=world.helene, at=AT, **early)

    batches.returned(
        back, by=world.helene, at=AT, on=AT.date(), why="compte clos", source_key="banque:2"
    )

    world.tour.refresh_from_db()
    assert world.tour.state == RoundState.SENT
    bastien = Contract.objects.get(pk=world.by_name("Bastien").pk)
    assert (bastien.balance.due, bastien.state, bastien.ended_at) == (103_45, "in_force", None)
    assert Letter.objects.get(kind="contributions.transfer_returned").text.count("compte clos") == 1
    assert _to_be_given_back() == {"Bastien": "son virement est revenu"}
    again = batches.send(made(world), by=world.claire, at=AT)
    batches.batch_paid(again, by=world.helene, at=AT, on=AT.date(), source_key="banque:3")
    world.tour.refresh_from_db()
    bastien.refresh_from_db()
    assert (world.tour.state, bastien.state) == (RoundState.PAID, ContractState.SETTLED)
    assert Lettering.objects.count() == 8


def test_a_payment_told_by_mistake_is_undone_and_its_transfer_awaits_its_answer():
    """No second transfer leaves for it; the same answer of the bank is then written anew."""
    world = ready()
    batch = sent(world)
    facts = {"by": world.helene, "at": AT}
    batches.batch_paid(batch, on=AT.date(), source_key="banque:1", **facts)
    wrong = batch.transfers.get(share__contract=world.by_name("Alix")).paid_entry

    mirrors.take_back(wrong, on=AT.date(), label="Payé le lendemain", **facts)

    alix = world.by_name("Alix")
    alix.refresh_from_db()
    alix.balance.refresh_from_db()
    world.tour.refresh_from_db()
    assert (alix.state, alix.balance.due) == (ContractState.IN_FORCE, 310_36)
    assert world.tour.state == RoundState.SENT
    with pytest.raises(NothingLeft):
        made(world)
    batches.batch_paid(batch, on=ON, source_key="banque:1", **facts)
    world.tour.refresh_from_db()
    alix.refresh_from_db()
    assert (world.tour.state, alix.state) == (RoundState.PAID, ContractState.SETTLED)
    assert Lettering.objects.count() == 8


def test_nothing_is_paid_before_it_was_written_and_sent():
    world = ready()
    batch = made(world)
    facts = {"by": world.helene, "at": AT, "source_key": "b"}
    one = batch.transfers.first()

    with pytest.raises(NotSent):
        batches.paid(one, on=AT.date(), **facts)
    batches.send(batch, by=world.thomas, at=AT)
    with pytest.raises(PaidBeforeItWasWritten):
        batches.paid(one, on=AT.date() - timedelta(days=1), **facts)


def test_nothing_leaves_of_a_round_that_is_not_posted_nor_without_a_bank():
    world = ready()
    BankAccount.objects.all().delete()
    with pytest.raises(NoBank):
        made(world)
    rounds.cancel(world.tour, by=world.helene, at=AT, on=AT.date(), why="une source en double")

    with pytest.raises(NotPosted):
        made(world)


@pytest.mark.django_db(transaction=True)
def test_two_batches_at_once_are_one():
    world = ready()

    raised = together(lambda: made(world), lambda: made(world))

    assert [type(one) for one in raised] == [NothingLeft]
    assert Batch.objects.count() == 1


def test_without_the_lock_postgresql_still_refuses_the_second_batch(monkeypatch):
    """Negative control: both see that nothing is under way; the second transfer is refused."""
    world = ready()
    orders = making._orders(world.tour, AT)
    made(world)
    monkeypatch.setattr(making, "_orders", lambda tour, at: orders)

    with pytest.raises(IntegrityError), transaction.atomic():
        made(world)
    assert Batch.objects.count() == 1


def test_a_return_told_by_mistake_is_undone_and_the_transfer_is_paid():
    """Unless the sum left again meanwhile: two transfers never pay one share."""
    world = ready(accounts=["Alix"])
    facts = {"by": world.helene, "at": AT, "on": AT.date()}
    one = batches.paid(sent(world).transfers.get(), source_key="banque:1", **facts)
    wrong = batches.returned(one, why="?", source_key="banque:2", **facts).returned_entry
    label = "La banque parlait d’un autre"
    second = made(world)
    with pytest.raises(LeftAgain):
        mirrors.take_back(wrong, label=label, **facts)
    batches.drop(second, by=world.helene, why="retiré")

    mirrors.take_back(wrong, label=label, **facts)

    alix = Contract.objects.get(pk=world.by_name("Alix").pk)
    one.refresh_from_db()
    assert (one.state, one.returned_entry, one.why) == (TransferState.PAID, None, "")
    assert (alix.state, alix.balance.due) == (ContractState.SETTLED, 0)
    letters = Lettering.objects.filter(line__contract=alix).values("code").distinct()
    assert (letters.count(), Lettering.objects.count()) == (2, 4)
    assert Letter.objects.get(kind="contributions.transfer_arrived").text.count(label) == 1
    with pytest.raises(NothingLeft):
        made(world)
    at_once()
    assert verify().wrong == []


def test_a_return_told_by_mistake_before_it_was_paid_is_awaited_again():
    """The bank debits the whole batch on one line: without this, nothing could answer it."""
    world = ready(accounts=["Alix"])
    facts = {"by": world.helene, "at": AT}
    one = sent(world).transfers.get()
    batches.returned(one, on=AT.date(), why="?", source_key="banque:1", **facts)
    second = made(world)
    with pytest.raises(LeftAgain):
        batches.awaited(one, **facts)
    batches.drop(second, by=world.helene, why="retiré")

    batches.awaited(one, **facts)

    one.refresh_from_db()
    assert (one.state, one.why) == (TransferState.READY, "")
    assert batches.batch_paid(one.batch, on=AT.date(), source_key="banque:2", **facts) == [one]
    assert Letter.objects.filter(kind="contributions.transfer_arrived").count() == 1


def test_the_line_of_the_bank_waits_again_when_its_answer_is_undone():
    """It told something else, which somebody will say; the line of a whole batch stays matched."""
    world = ready(accounts=["Alix", "Bastien"])
    facts, undo = {"by": world.helene, "at": AT}, {"on": AT.date(), "label": "Celui d’un autre"}
    alix, _bastien = sent(world).transfers.order_by("pk")
    sums = (-alix.cents, alix.cents, -413_81)
    left, back, whole = (bank_line(cents, on=AT.date())[1] for cents in sums)
    alix = matching.as_transfer(left, transfer=alix, **facts)
    alix = matching.as_transfer(back, transfer=alix, **facts)

    mirrors.take_back(alix.returned_entry, **undo, **facts)
    assert states(back, left) == ["waiting", "matched"]
    mirrors.take_back(Transfer.objects.get(pk=alix.pk).paid_entry, **undo, **facts)
    assert states(back, left) == ["waiting", "waiting"]

    matching.as_batch(whole, batch=alix.batch, **facts)
    mirrors.take_back(Transfer.objects.get(pk=alix.pk).paid_entry, **undo, **facts)
    assert states(whole, back) == ["matched", "waiting"]


def states(*operations):
    return [type(one).objects.get(pk=one.pk).state for one in operations]


def test_a_returned_transfer_is_not_paid_again_without_the_mirror_of_its_return():
    world = ready(accounts=["Alix"])
    facts = {"by": world.helene, "at": AT, "on": AT.date()}
    one = batches.paid(sent(world).transfers.get(), source_key="banque:1", **facts)
    batches.returned(one, why="?", source_key="banque:2", **facts)

    with pytest.raises(IntegrityError, match="as it was ordered"), transaction.atomic():
        Transfer.objects.update(state="paid", returned_entry=None)
