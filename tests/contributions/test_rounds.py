"""A round: sources, a frozen base, a decision, two people, one entry, a notice for each."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from contributions.actions import entries, opt_outs, rounds, transmissions, waivers
from contributions.actions.books import mirrors
from contributions.actions.entries import credit, debit
from contributions.actions.rounds.deciding import (
    AlreadyProposed,
    BaseMoved,
    NotTheOrgan,
    Repayment,
    key_of,
)
from contributions.actions.rounds.posting import (
    AnotherConfirms,
    BeforeItsBase,
    NoDecision,
    NotSignedYet,
    NotTheirs,
)
from contributions.actions.rounds.preparing import (
    ARoundIsGoing,
    BeyondTheSource,
    GuardHolds,
    MinimumServesNobody,
    NotBeingPrepared,
    NoTerms,
    NothingToShare,
    OnceAYear,
)
from contributions.actions.rounds.reopening import SomebodyElseCarriesIt, TheCircleSpeaks
from contributions.actions.sides import SharedSince
from contributions.events import Event
from contributions.home import words
from contributions.models import Chain, Entry, RepaymentRound, Share, Transmission
from contributions.proving import printed_head
from contributions.rounds.conflicts import BothSides
from contributions.rounds.proof import proof_of, worked_again
from contributions.rounds.wanted import unshared
from contributions.rounds.working import Way, in_euros, worked
from contributions.states import Nature, RoundState, Rule
from contributions.treasury.home import Treasury
from coopstudio.documents.models import Document
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from governance.actions import decisions
from governance.documents import act_draft
from governance.models import Proposal
from governance.states import ActKind, ProposalState
from tests.contributions.factories import carried, contract, paid, posted, received
from tests.contributions.round_factories import AT, CUT_OFF, PEOPLE, World, amended
from tests.governance.factories import circle
from tests.members.factories import member
from tests.together import together

pytestmark = pytest.mark.django_db
G1 = [136_36, 30_30, 250_05, 9_09, 112_23, 454_55, 7_42]
RULES = {
    Rule.PRO_RATA: G1,
    Rule.OLDEST: [1000_00, 0, 0, 0, 0, 0, 0],
    Rule.EQUAL: [163_68, 163_68, 163_68, 99_99, 163_68, 163_67, 81_62],
    Rule.HARDSHIP: [104_65, 23_26, 191_89, 6_98, 318_69, 348_84, 5_69],
}
ROWS = [
    {"contract": rank, "person": rank, "outstanding": cents, "rank": rank, "is_out": False,
     "lots": [[f"2027-0{rank}-10", cents]]}
    for rank, (_, _, cents) in enumerate(PEOPLE, start=1)
]  # fmt: skip


# --- the working ---


@pytest.mark.parametrize("rule", Rule)
def test_the_four_rules_give_the_figures_of_the_example(rule):
    given = worked(Way(rule, 1000_00, percent=30, requests=((5, 250_00),)), ROWS)

    assert [one.cents for one in given.values()] == RULES[rule]


def test_each_share_tells_its_division_and_its_odd_cent():
    given = worked(Way(Rule.PRO_RATA, 1000_00), ROWS)

    assert given[1].fraction == "100000 × 150000 / 1100000 = 13636 reste 400000"
    assert given[3].fraction == "100000 × 275050 / 1100000 = 25004 reste 600000, plus 1"
    assert [key for key, one in given.items() if one.is_odd] == [3, 6]
    evenly = worked(Way(Rule.EQUAL, 1000_00), ROWS)
    assert [in_euros(one).replace("\u202f", " ").replace("\u00a0", " ") for one in (
        given[3].fraction, evenly[1].fraction, evenly[7].fraction, f"20000 + {given[1].fraction}",
    )] == [
        "1 000,00 € × 2 750,50 € / 11 000,00 €, soit 250,04 €, plus un centime",
        "818,39 € entre 5 personnes, soit 163,67 €, plus un centime",
        "tout son reste",
        "200,00 € + 1 000,00 € × 1 500,00 € / 11 000,00 €, soit 136,36 €",
    ]  # fmt: skip


rows = st.lists(
    st.tuples(st.integers(1, 10**7), st.integers(1, 4), st.integers(1, 9)), min_size=1, max_size=9
)


@given(rows, st.sampled_from(list(Rule)), st.integers(1, 10**8), st.integers(0, 100))
@settings(max_examples=120, deadline=None)
def test_shares_sum_to_the_envelope_whatever_the_rule(told, rule, envelope, percent):
    """I10."""
    base = [
        {"contract": rank, "person": who, "outstanding": cents, "rank": rank, "is_out": False,
         "lots": [[f"2027-0{month}-10", cents]]}
        for rank, (cents, who, month) in enumerate(told, start=1)
    ]  # fmt: skip
    asked = ((1, told[0][0]),)

    given = worked(Way(rule, envelope, percent=percent, requests=asked), base)

    assert sum(one.cents for one in given.values()) == min(envelope, sum(one[0] for one in told))
    assert all(0 <= given[row["contract"]].cents <= row["outstanding"] for row in base)
    assert all(len(one.fraction) <= 120 for one in given.values())


# --- preparing ---


def test_the_books_offer_half_the_dividend_and_the_whole_advance():
    """An advance that became shares, or was lost, brought no money to share."""
    world = World()
    for account in ("26100000", "65800000"):
        posted(Nature.MISC, debit(account, 70_00), credit("26700000", 70_00), on=CUT_OFF)

    tour = world.prepared()

    assert [(one.kind, one.cents) for one in tour.sources.all()] == [
        ("advance", 200_00), ("dividend", 800_00),
    ]  # fmt: skip
    assert f"{tour}" == "2028-1"


def test_no_round_without_terms_and_one_round_at_a_time():
    world = World()
    world.prepared()

    with pytest.raises(ARoundIsGoing):
        world.prepared()
    with pytest.raises(NoTerms):
        rounds.prepare(by=world.helene, at=AT, on=date(2026, 12, 31))


def test_what_a_round_drew_is_not_drawn_again():
    world = World()
    tour = world.prepared()
    source = tour.sources.get(kind="dividend")
    with pytest.raises(BeyondTheSource):
        rounds.draw(source, by=world.helene, cents=800_01)
    rounds.draw(source, by=world.helene, cents=500_00)
    rounds.compute(tour, by=world.helene, at=AT)
    world_posted(world, tour)
    with pytest.raises(OnceAYear, match="2028-1"):
        world.prepared()

    again = rounds.prepare(by=world.helene, at=AT, on=date(2029, 1, 5))

    assert [(one.kind, one.cents) for one in again.sources.all()] == [("dividend", 300_00)]


def world_posted(world, tour):
    tour.refresh_from_db()
    rounds.propose(tour, world.circle, by=world.helene, at=AT)
    tour.refresh_from_db()
    return world_decided(world, tour)


def world_decided(world, tour):
    rounds.consented(tour, decision=world.decision_of(tour), at=AT)
    rounds.post(tour, by=world.helene, at=AT)
    return rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())


def test_the_envelope_stops_at_the_floor_of_the_treasury():
    world = World(treasury_floor=11_800_01)

    with pytest.raises(GuardHolds, match="trésorerie après le tour"):
        world.computed()


def test_the_envelope_stops_at_what_is_outstanding():
    world = World(people=PEOPLE[3:4], treasury_floor=0)

    with pytest.raises(GuardHolds, match="reste à reprendre"):
        world.computed()


def test_an_empty_ledger_shares_nothing():
    with pytest.raises(NothingToShare):
        World(people=[]).computed()


def test_a_computed_round_froze_its_base():
    world = World()
    tour = world.computed()

    assert [one.cents for one in tour.shares.order_by("rank")] == G1
    assert [row["outstanding"] for row in tour.base] == [cents for _, _, cents in PEOPLE]
    assert len(tour.digest) == 64
    with pytest.raises(NotBeingPrepared):
        rounds.add_source(tour, by=world.helene, words="Fête", cents=5_00)
    assert Letter.objects.filter(kind="contributions.round_prepared").count() == 7


def test_who_lets_it_pass_or_changed_their_mind_leaves_their_share_to_the_others():
    world = World()
    tour = world.prepared()
    brigitte = world.by_name("Brigitte")
    with pytest.raises(opt_outs.NotYours):
        opt_outs.pass_round(tour, brigitte, by=world.helene, at=AT)
    opt_outs.pass_round(tour, brigitte, by=brigitte.person, at=AT)
    leo = world.by_name("Léo")
    record(Event.CONTRACT_RETRACTED, leo, by=leo.person)

    rounds.compute(tour, by=world.helene, at=AT)

    assert not tour.shares.filter(contract__in=[brigitte, leo]).exists()
    assert sum(one.cents for one in tour.shares.all()) == 1000_00


def test_a_right_that_passed_on_since_the_cut_off_takes_part_at_the_same_rank():
    world = World()
    heir = member("Lise", "Courvoisier")
    transmissions.pass_on(
        world.by_name("Brigitte"), [(heir, 5000_00)], by=world.helene, at=AT, on=AT.date(),
        why=Transmission.Why.DEATH, deed="Acte de notoriété",
    )  # fmt: skip

    tour = world.computed()

    assert [row["outstanding"] for row in tour.base] == [cents for _, _, cents in PEOPLE]
    assert tour.base[5]["person"] == heir.pk
    assert [one.cents for one in tour.shares.order_by("rank")] == G1


def test_a_minimum_that_serves_nobody_is_told_at_once_and_what_it_leaves_too():
    tour = World().prepared(minimum=100_000_00)

    with pytest.raises(MinimumServesNobody, match="Baissez le minimum"):
        rounds.compute(tour, by=tour.prepared_by, at=AT)
    given = [Share(outstanding=900_00, cents=0), Share(outstanding=5000_00, cents=5000_00)]
    assert unshared(5500_00, given) == "Le minimum laisse 500,00\u00a0€ sans partage. "


def test_what_feeds_a_round_is_taken_back_once_that_round_is_given_up():
    world = World()
    tour = world.prepared()
    told = {"by": world.helene, "at": AT, "on": AT.date(), "label": "Mauvais montant"}

    with pytest.raises(mirrors.FeedsARound, match="2028-1 : retirez-la d’abord"):
        mirrors.take_back(world.dividend, **told)
    rounds.cancel(tour, by=world.helene, at=AT, on=AT.date(), why="Un mauvais montant.")

    assert mirrors.take_back(world.dividend, **told).reverses == world.dividend


# --- deciding ---


def test_a_receipt_that_moves_the_base_stops_everything():
    world = World()
    tour = world.computed()
    entries.reverse(
        Entry.objects.filter(nature="receipt").first(), by=None, at=AT, on=AT.date(), label="Erreur"
    )

    with pytest.raises(BaseMoved):
        rounds.propose(tour, world.circle, by=world.helene, at=AT)


def test_the_circle_reads_the_whole_and_nobody_s_amount():
    world = World()
    tour = world.proposed()
    text = tour.proposal.versions.get().text

    assert "1\u202f000,00\u00a0€ au prorata" in text
    assert "7 apports" in text
    assert not [name for _, name, _ in PEOPLE if name in text]
    assert "136,36" not in text
    with pytest.raises(AlreadyProposed):
        rounds.propose(tour, world.circle, by=world.helene, at=AT)
    assert Repayment.describe(key_of(tour)) == (
        "Le tour de reprises 2028-1 peut être comptabilisé, à deux"
    )


def test_the_organ_of_the_terms_decides():
    world = World()
    other = circle("Offre", prefix="CO", people=[world.helene])

    with pytest.raises(NotTheOrgan, match="cercle Ressources"):
        rounds.propose(world.computed(), other, by=world.helene, at=AT)


def test_the_decision_in_force_consents_once():
    world = World()
    tour = world.proposed()
    decision = world.decision_of(tour)

    for _ in range(2):
        decisions.proceed(decision, at=AT)

    tour.refresh_from_db()
    assert (tour.state, tour.decision) == (RoundState.CONSENTED, decision)


def test_a_round_taken_up_again_is_proposed_again_and_its_older_proposal_is_withdrawn():
    world = World()
    tour = world.proposed()
    first = tour.proposal
    with pytest.raises(SomebodyElseCarriesIt, match="Hélène Guyot"):
        rounds.reopen(tour, by=world.claire, at=AT)
    rounds.reopen(tour, by=world.helene, at=AT)
    tour.refresh_from_db()
    rounds.compute(tour, by=world.helene, at=AT)
    tour.refresh_from_db()
    again = rounds.propose(tour, world.circle, by=world.helene, at=AT)

    first.refresh_from_db(), again.refresh_from_db()
    assert (first.state, first.reason) == (
        ProposalState.WITHDRAWN, "La préparation du tour de reprises 2028-1 reprend.",
    )  # fmt: skip
    assert (again.state, again.object_key) == (ProposalState.BASKET, key_of(tour))
    Proposal.objects.filter(pk=again.pk).update(state=ProposalState.CONSENT)
    with pytest.raises(TheCircleSpeaks):
        rounds.reopen(tour, by=world.helene, at=AT)
    Proposal.objects.filter(pk=again.pk).update(state=ProposalState.BASKET)
    rounds.cancel(tour, by=world.helene, at=AT, on=AT.date(), why="Une source en double.")
    again.refresh_from_db()
    assert again.state == ProposalState.WITHDRAWN


def test_a_round_taken_up_again_does_not_hear_the_older_decision():
    world = World()
    tour = world.proposed()
    decision = world.decision_of(tour)
    opt_outs.OptOut.objects.create(round=tour, contract=world.contracts[0])
    tour.move_to(RoundState.DRAFT)
    tour.proposal = None
    tour.save()

    decisions.proceed(decision, at=AT)

    tour.refresh_from_db()
    assert (tour.state, tour.decision) == (RoundState.DRAFT, None)
    assert Proposal.objects.get().circle.tensions.count() == 2


# --- posting ---


def awaited(world):
    """What waits on the home of who keeps the books, and of the second person."""
    return tuple(
        [one.title for one in words.awaited_of(who, now=AT)] for who in (world.helene, world.claire)
    )


def test_two_people_post_one_entry_and_everybody_has_a_notice():
    world = World()
    tour = world.consented()
    with pytest.raises(NotSignedYet):
        rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())
    with pytest.raises(NotTheirs):
        rounds.post(tour, by=world.claire, at=AT)
    assert awaited(world) == (["Comptabiliser le tour de reprises 2028-1"], [])
    rounds.post(tour, by=world.helene, at=AT)
    assert awaited(world) == ([], ["Relire et confirmer le tour de reprises 2028-1"])
    (told,) = Treasury(now=AT, today=AT.date(), writes=True).queues[-1].items
    assert (told.title, told.link, told.note.endswith("une autre personne confirme")) == (
        "Hélène Guyot", f"/tours/{tour.pk}/", True,
    )  # fmt: skip
    with pytest.raises(AnotherConfirms):
        rounds.confirm(tour, by=world.helene, at=AT, on=AT.date())

    tour = rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())
    assert awaited(world) == ([], [])

    lines = [(one.account_id[:4], one.side, one.cents) for one in tour.entry.lines.all()]
    assert lines == [leg for cents in G1 for leg in (("1034", "D", cents), ("4688", "C", cents))]
    assert (tour.entry.label, tour.entry.piece) == ("Tour de reprises 2028-1", "CR-2028-001")
    assert world.contracts[0].balance.outstanding == 1363_64
    assert Letter.objects.filter(kind="contributions.repayment_notice").count() == 7
    notice = Document.objects.filter(kind="contributions.repayment_notice").earliest("asked_at")
    assert notice.data["fraction"] == "100000 × 150000 / 1100000 = 13636 reste 400000"
    assert (carried(notice)["centimes"], carried(notice)["base"]) == (136_36, tour.digest)


def test_no_act_of_a_round_is_older_than_what_it_answers():
    world = World()
    leo = world.by_name("Léo")
    wish = waivers.ask(leo, by=leo.person, at=AT, cents=1_00)
    waived = waivers.write_down(wish, by=world.helene, at=AT, on=AT.date()).entry
    tour = rounds.post(world.consented(), by=world.helene, at=AT)

    with pytest.raises(BeforeItsBase, match="31 mai 2028"):
        rounds.confirm(tour, by=world.claire, at=AT, on=date(2027, 12, 31))
    rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())
    with pytest.raises(entries.BeforeWhatItAnswers):
        rounds.cancel(tour, by=world.helene, at=AT, on=date(2027, 12, 31), why="Erreur")
    with pytest.raises(entries.NotThereYet, match="n’était pas encore due pour"):
        paid(world.contracts[0], 1, on=date(2028, 6, 15))
    with pytest.raises(SharedSince):
        mirrors.take_back(waived, by=world.helene, at=AT, on=AT.date(), label="Un zéro de trop")


def test_who_decides_and_who_is_paid_read_that_the_contract_says_another_rule():
    world = World()
    lan = contract(500_00, person=member("Lan", "Nguyễn Thị"), in_force_on=date(2027, 8, 1))
    amended(lan, rule="pro_rata", minimum=5_00)
    received(lan, 200_00, on=date(2027, 8, 10))
    received(lan, 60_00, on=date(2028, 6, 2))
    tour = world.proposed(rule=Rule.EQUAL)
    text = tour.proposal.versions.get().text

    world_decided(world, tour)

    assert text.endswith(
        "Ce tour se partage « égal par personne », et 1 contrat signé dit « au prorata, minimum "
        "5,00\u00a0€ ». Y consentir, c’est s’en écarter pour ce tour, en le sachant."
    )
    assert lan.balance.outstanding == 123_61
    told = {
        one.data["contract"]: [one.data[name] for name in ("odd", "left", "since", "departs")]
        for one in Document.objects.filter(kind="contributions.repayment_notice")
    }
    first_served = "ils vont aux apports entrés en vigueur les premiers"
    assert told[lan.reference] == [
        "", "123,61\u00a0€", "60,00\u00a0€", "au prorata, minimum 5,00\u00a0€",
    ]  # fmt: skip
    assert told[world.contracts[0].reference] == [first_served, "1\u202f363,60\u00a0€", "", ""]
    letter = Letter.objects.get(kind="contributions.repayment_notice", text__contains=lan.reference)
    assert "Il restera 123,61" in letter.text
    assert "avec les 60,00" in letter.text


def test_nothing_is_posted_without_a_decision():
    world = World()

    with pytest.raises(NoDecision):
        rounds.post(world.proposed(), by=world.helene, at=AT)


def test_whoever_is_paid_signs_nothing_unless_the_assembly_decided():
    world = World()
    world.contracts[0].person.offices.create(role="treasurer", started_on=date(2026, 3, 2))
    salome = type(world.helene).objects.get(pk=world.contracts[0].person_id)
    tour = world.consented()

    assert words.awaited_of(salome, now=AT) == []
    with pytest.raises(BothSides):
        rounds.post(tour, by=salome, at=AT)


def test_the_assembly_of_all_may_let_somebody_who_is_paid_sign():
    world = World(envelope_organ="assemblée générale")
    world.contracts[0].person.offices.create(role="treasurer", started_on=date(2026, 3, 2))
    salome = type(world.helene).objects.get(pk=world.contracts[0].person_id)
    tour = world.proposed()
    decision = world.decision_of(tour, act_kind=ActKind.ASSEMBLY)
    rounds.consented(tour, decision=decision, at=AT)

    assert rounds.post(tour, by=salome, at=AT).posted_by == salome
    entries.seal()
    assert act_draft(decision).data["witnesses"] == [printed_head()]
    assert Chain.objects.get().digest in printed_head()


def test_a_posted_round_is_undone_by_its_mirror_before_any_transfer():
    world = World()
    tour = world.posted()

    rounds.cancel(tour, by=world.helene, at=AT, on=AT.date(), why="Une source en double.")

    assert world.contracts[0].balance.outstanding == 1500_00
    assert Letter.objects.filter(kind="contributions.round_cancelled").count() == 7
    assert [one.cents for one in world.prepared().sources.all()] == [200_00, 800_00]


def test_what_a_circle_agreed_to_is_given_up_or_taken_up_again_before_it_is_posted():
    world = World()
    tour = world.consented()

    with transaction.atomic():
        gone = rounds.cancel(tour, by=world.helene, at=AT, on=AT.date(), why="Plus tard.")
        assert (gone.state, gone.entry) == (RoundState.CANCELLED, None)
        transaction.set_rollback(True)
    again = rounds.reopen(tour, by=world.helene, at=AT)

    assert (again.state, again.decision, again.shares.count()) == (RoundState.DRAFT, None, 0)
    with pytest.raises(NoDecision):
        rounds.post(again, by=world.helene, at=AT)


def test_a_share_that_was_touched_stops_the_posting():
    world = World()
    tour = world.consented()
    tour.shares.filter(rank=1).update(cents=1)

    with pytest.raises(BaseMoved):
        rounds.post(tour, by=world.helene, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_entry():
    world = World()
    tour = rounds.post(world.consented(), by=world.helene, at=AT)

    def confirm(by):
        return lambda: rounds.confirm(tour, by=by, at=AT, on=AT.date())

    raised = together(confirm(world.claire), confirm(world.thomas))

    assert [type(one) for one in raised] == [NoDecision]
    assert Entry.objects.filter(nature="repayment_decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_posted_round_is_read_again_from_the_books_to_the_byte():
    world = World()
    tour = world.posted()
    late = contract(50_00, in_force_on=date(2027, 9, 1))
    received(late, 50_00, on=date(2027, 9, 10))

    assert proof_of(tour) == worked_again(RepaymentRound.objects.get())
