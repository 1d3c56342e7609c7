"""Signatures: whose turn it is, what proves them, and nothing in force without two people."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from contributions.actions import contracts, retracting, sides, signing, waivers
from contributions.actions.accounts import account_of, open_books
from contributions.actions.signing import codes, online, paper, reminding, turns
from contributions.contracts.canonical import digest
from contributions.models import Certification, Contract, Signature, SigningCode
from contributions.states import ContractState, Form, Party, PledgeState, SignatureWay
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions import contract_factories as ready
from tests.contributions import factories
from tests.contributions.factories import AT, TODAY, valued
from tests.files.corpus import pdf
from tests.members.factories import founder, treasurer

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def world():
    ready.terms()
    return ready.people()


@pytest.fixture
def contract(world):
    helene, fleur, ines = world
    parts = [(TODAY + 30 * DAY, 300_00), (TODAY + 60 * DAY, 600_00)]
    return ready.issue(ready.pledge(ines, parts=parts), helene, fleur)


def signatory(contract, party):
    return contract.versions.last().signatories.get(party=party)


def letters(kind):
    return list(
        Letter.objects.filter(kind=f"contributions.{kind}")
        .order_by("pk")
        .values_list("to", flat=True)
    )


def test_the_contributor_signs_then_the_association_and_the_contract_is_in_force(contract):
    ready.signs(contract, Party.CONTRIBUTOR, at=AT + DAY)
    first = Contract.objects.get(pk=contract.pk)
    assert (first.state, first.in_force_on) == (ContractState.SIGNED, None)

    contract = ready.signs(contract, Party.ASSOCIATION, at=AT + 2 * DAY)

    proof = signatory(contract, Party.CONTRIBUTOR).signature
    assert (contract.state, contract.in_force_on) == (ContractState.IN_FORCE, TODAY + 2 * DAY)
    assert [(one.due_on, one.cents) for one in contract.instalments.order_by("due_on")] == [
        (TODAY + 30 * DAY, 300_00), (TODAY + 60 * DAY, 600_00),
    ]  # fmt: skip
    assert proof.digest == digest(proof.evidence)
    assert proof.evidence["ip"] == "203.0.113.7"
    assert (
        proof.evidence["document_sha256"]
        == Document.objects.get(kind="contributions.contract_to_sign").sha256
    )
    assert letters("contract_to_countersign") == ["fleur@exemple.fr"]
    assert letters("contract_signed") == ["ines@exemple.fr", "fleur@exemple.fr"]
    copy = Document.objects.get(kind="contributions.contract_signed")
    assert set(copy.data["archive"]["files"]) == {
        "contrat.json", "preuve-contributor.json", "preuve-association.json",
    }  # fmt: skip


def test_a_signature_is_refused_out_of_turn_by_another_or_with_other_words(contract):
    """I16: nobody signs in the place of another."""
    helene = treasurer()
    ours = signatory(contract, Party.ASSOCIATION)
    theirs = signatory(contract, Party.CONTRIBUTOR)

    with pytest.raises(turns.TheContributorSignsFirst):
        signing.send_code(ours, by=ours.person, at=AT)
    with pytest.raises(turns.NotYourSignature):
        signing.send_code(theirs, by=helene, at=AT)
    with pytest.raises(online.NotYourName):
        ready.signs(contract, Party.CONTRIBUTOR, name="Inès")
    with pytest.raises(online.NotTheMention):
        ready.signs(contract, Party.CONTRIBUTOR, mention="Lu et approuvé")
    with pytest.raises(online.AnotherPaper):
        ready.signs(contract, Party.CONTRIBUTOR, shown="0" * 64)
    theirs.person.memberships.update(ended_on=TODAY - DAY)
    with pytest.raises(turns.NotAMemberAnyMore):
        signing.send_code(theirs, by=theirs.person, at=AT)
    assert not Signature.objects.exists()


def test_the_name_and_the_mention_are_read_without_capitals_nor_accents(contract):
    mention = contract.versions.last().facts["mentions"]["contributor"]

    ready.signs(
        contract, Party.CONTRIBUTOR, name="INES carvalho",
        mention=mention.upper().replace("É", "E").replace("’", "'").replace("(", ""),
    )  # fmt: skip

    assert signatory(contract, Party.CONTRIBUTOR).has_signed


def test_a_code_lives_ten_minutes_and_bears_five_tries(contract):
    theirs = signatory(contract, Party.CONTRIBUTOR)

    with pytest.raises(codes.CodeIsOver):
        codes.prove(theirs, "000000", at=AT)
    signing.send_code(theirs, by=theirs.person, at=AT)
    figures = Letter.objects.get(kind="contributions.signing_code").subject[:6]
    wrong = f"{(int(figures) + 1) % 1_000_000:06}"
    for left in (4, 3, 2, 1):
        with pytest.raises(codes.WrongCode, match=f"reste {left}"):
            codes.prove(theirs, wrong, at=AT)
    with pytest.raises(codes.WrongCode):
        codes.prove(theirs, wrong, at=AT)
    with pytest.raises(codes.CodeIsOver):
        codes.prove(theirs, figures, at=AT)
    signing.send_code(theirs, by=theirs.person, at=AT + MINUTE)
    with pytest.raises(codes.CodeIsOver):
        codes.prove(theirs, figures, at=AT + 11 * MINUTE)
    for _ in range(4):
        signing.send_code(theirs, by=theirs.person, at=AT + 12 * MINUTE)
    with pytest.raises(codes.TooManyCodes):
        signing.send_code(theirs, by=theirs.person, at=AT + 13 * MINUTE)
    assert SigningCode.objects.count() == 6


def test_a_paper_counts_once_two_people_who_did_not_sign_it_certified_the_copy(contract, world):
    helene, fleur, ines = world
    version = contract.versions.last()
    thomas = founder("Thomas", "Rey", email="thomas@exemple.fr")
    told = {
        "by": helene, "at": AT + 2 * DAY, "on": TODAY + DAY, "upload": scan(),
        "original_at": "Classeur des contrats, au siège", "both": True,
    }  # fmt: skip

    with pytest.raises(paper.SignedOnAnotherDay):
        signing.sign_on_paper(version, **told | {"on": TODAY - DAY})
    ines.memberships.update(ended_on=TODAY + DAY)
    with pytest.raises(turns.NotAMemberAnyMore):
        signing.sign_on_paper(version, **told | {"on": TODAY + 2 * DAY})
    signing.sign_on_paper(version, **told)
    with pytest.raises(paper.NotForThemselves):
        signing.certify(version, by=fleur, at=AT + 2 * DAY)
    signing.certify(version, by=helene, at=AT + 2 * DAY)
    with pytest.raises(paper.CertifiedBefore):
        signing.certify(version, by=helene, at=AT + 2 * DAY)
    before = Contract.objects.get(pk=contract.pk)
    contract = signing.certify(version, by=thomas, at=AT + 3 * DAY)

    assert before.state == ContractState.ISSUED
    assert (contract.state, contract.in_force_on) == (ContractState.IN_FORCE, TODAY + DAY)
    assert Certification.objects.count() == 4
    with pytest.raises(paper.NothingToCertify):
        signing.certify(version, by=founder(), at=AT + 3 * DAY)
    told = Document.objects.get(kind="contributions.contract_signed").data["signatures"]
    assert {one["way"] for one in told} == {"paper"}


def scan():
    return SimpleUploadedFile("signe.pdf", pdf(), content_type="application/pdf")


def test_things_enter_the_books_when_their_contract_enters_into_force(world):
    helene, fleur, ines = world
    factories.books()
    open_books()
    promise = ready.pledge(ines, 1_000_00, form=Form.IN_KIND)
    good = promise.goods.create(name="Ordinateur portable", condition="bon")
    valued(good, 899_90)

    contract = ready.in_force(promise, helene, fleur)

    contract.balance.refresh_from_db()
    good.refresh_from_db()
    assert contract.balance.received == 899_90
    assert good.entry.on == TODAY


def test_who_must_sign_is_told_twice_then_the_contract_is_left(contract):
    for days in (6, 8, 9, 22, 59, 61):
        reminding.tend(at=AT + days * DAY)

    contract.refresh_from_db()
    assert letters("contract_reminder") == ["ines@exemple.fr"] * 2
    assert letters("contract_lapsed") == ["ines@exemple.fr"]
    assert contract.state == ContractState.LAPSED


def test_the_association_is_told_from_the_day_its_turn_came(contract):
    ready.signs(contract, Party.CONTRIBUTOR, at=AT + 20 * DAY)

    reminding.tend(at=AT + 26 * DAY)
    assert letters("contract_reminder") == []
    reminding.tend(at=AT + 27 * DAY)

    assert letters("contract_reminder") == ["fleur@exemple.fr"]


def test_one_changes_ones_mind_within_fourteen_days_and_gets_back_what_came(world):
    helene, fleur, ines = world
    factories.books()
    contract = ready.in_force(ready.pledge(ines), helene, fleur)
    factories.received(contract, 300_00)

    with pytest.raises(retracting.NotTheirs):
        retracting.retract(contract, by=helene, at=AT + DAY)
    with pytest.raises(retracting.TheDaysAreOver):
        retracting.retract(contract, by=ines, at=AT + 15 * DAY)
    contract = retracting.retract(contract, by=ines, at=AT + 14 * DAY)
    assert contract.state == ContractState.IN_FORCE
    with pytest.raises(sides.Retracted):
        waivers.ask(contract, by=ines, at=AT + 15 * DAY, cents=1)
    contract = retracting.give_back(contract, by=helene, at=AT + 15 * DAY, on=TODAY + 15 * DAY)

    contract.balance.refresh_from_db()
    assert contract.state == ContractState.RESOLVED
    assert contract.balance.outstanding == 0
    assert letters("contract_retracted") == ["ines@exemple.fr", "helene@exemple.fr"]


def test_what_was_taken_of_an_apport_is_undone_before_one_changes_ones_mind(world):
    helene, fleur, ines = world
    factories.books()
    contract = ready.in_force(ready.pledge(ines), helene, fleur)
    factories.received(contract, 300_00)
    factories.decided(contract, 1)

    with pytest.raises(retracting.TakenAlready, match="déjà été reprise"):
        retracting.retract(contract, by=ines, at=AT)


def test_what_changed_before_anything_came_ends_at_once(world):
    helene, fleur, ines = world
    contract = ready.in_force(ready.pledge(ines), helene, fleur)

    contract = retracting.retract(contract, by=ines, at=AT)

    assert contract.state == ContractState.RESOLVED
    with pytest.raises(retracting.NothingToGiveBack):
        retracting.give_back(contract, by=helene, at=AT, on=TODAY)


# --- PostgreSQL holds it, whoever writes ---


def refused(constraint, act):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        _committed(act)
    assert refusal.value.__cause__.diag.constraint_name == constraint


def _committed(act):
    act()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def in_force(contract):
    Contract.objects.filter(pk=contract.pk).update(state=ContractState.IN_FORCE, in_force_on=TODAY)


def signed(contract, party, **facts):
    facts = {"way": SignatureWay.ONLINE, "digest": "b" * 64, "signed_at": AT} | facts
    return Signature.objects.create(signatory=signatory(contract, party), **facts)


def test_no_contract_is_in_force_without_the_signatures_of_two_people(contract, world):
    """I16."""
    helene, _fleur, ines = world

    refused("two_people_signed", lambda: in_force(contract))
    refused("the_contributor_signs_first", lambda: signed(contract, Party.ASSOCIATION))
    signed(contract, Party.CONTRIBUTOR)
    refused("two_people_signed", lambda: in_force(contract))
    refused(
        "nobody_signs_both_sides",
        lambda: contract.versions.last().signatories.create(
            party=Party.ASSOCIATION, person=ines, quality="x", mandate="y"
        ),
    )
    refused(
        "followers_hold_a_transmission",
        lambda: Contract.objects.create(
            year=2027, number=0, person=ines, committed=0, follows=contract,
            state=ContractState.IN_FORCE, in_force_on=TODAY,
        ),
    )  # fmt: skip
    refused(
        "a_contract_commits_something",
        lambda: Contract.objects.create(
            year=2027, number=0, person=ines, committed=1, follows=contract
        ),
    )
    refused(
        "versions_count_from_one",
        lambda: contract.versions.create(
            number=0, clauses=[], facts={}, digest="c" * 64, issued_by=helene
        ),
    )
    signed(contract, Party.ASSOCIATION)
    _committed(lambda: in_force(contract))


def test_a_copy_that_one_person_certified_puts_nothing_in_force(contract, world):
    helene, fleur, ines = world
    signing.sign_on_paper(
        contract.versions.last(), by=helene, at=AT, on=TODAY, upload=scan(),
        original_at="au siège", both=True,
    )  # fmt: skip
    copies = list(Signature.objects.all())

    def certified(by):
        for copy in copies:
            Certification.objects.create(signature=copy, by=by)

    refused("others_certify", lambda: certified(ines))
    refused("others_certify", lambda: certified(fleur))
    certified(helene)
    refused("two_people_signed", lambda: in_force(contract))


def test_what_is_lent_never_enters_an_account_of_apports(world):
    helene, fleur, ines = world
    factories.books()
    contract = ready.in_force(ready.pledge(ines, 100_00, form=Form.WORK), helene, fleur)
    account_of(contract)
    refused("what_is_lent_is_never_taken_back", lambda: factories.received(contract, 100_00))


def test_a_promise_that_was_contracted_is_not_contracted_twice(contract):
    helene, fleur = treasurer(), founder()

    with pytest.raises(contracts.NotConfirmed):
        contracts.issue(contract.pledge, **ready.asked(helene, fleur))
    assert contract.pledge.state == PledgeState.CONTRACTED
