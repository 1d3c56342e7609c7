"""A contract: what it refuses to leave without, what it freezes, how it changes and ends."""

from datetime import date, timedelta

import pytest

from contributions.actions import clauses, contracts
from contributions.contracts import canonical, composing, library
from contributions.contracts.filling import AnEmptyVariable, AnUnknownVariable, filled
from contributions.models import Clause, Contract, Version
from contributions.states import ContractState, Form, Party, PledgeState
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions import contract_factories as ready
from tests.contributions.factories import AT, TODAY, valued
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    ready.terms()
    return ready.people()


def test_a_contract_leaves_frozen_with_its_number_its_fingerprint_and_its_letter(world):
    helene, fleur, ines = world
    promise = ready.pledge(ines, parts=[(TODAY + 30 * DAY, 300_00), (TODAY + 60 * DAY, 600_00)])

    contract = contracts.issue(promise, **ready.asked(helene, fleur))

    promise.refresh_from_db()
    version = contract.versions.get()
    codes = [one["code"] for one in version.clauses]
    assert (contract.reference, contract.state) == ("APP-2027-0001", ContractState.ISSUED)
    assert (promise.state, promise.contract) == (PledgeState.CONTRACTED, contract)
    assert version.facts["words"] == "neuf cents euros"
    assert [one["cents"] for one in version.facts["instalments"]] == [300_00, 600_00]
    assert version.digest == canonical.digest_of(version.clauses, version.facts)
    assert set(codes) >= library.required(Form.MONEY)
    assert not [one for one in version.clauses if "{" in one["text"].replace("{echeancier}", "")
                .replace("{besoins}", "")]  # fmt: skip
    assert [(one.party, one.person) for one in version.signatories.all()] == [
        (Party.CONTRIBUTOR, ines), (Party.ASSOCIATION, fleur),
    ]  # fmt: skip
    letter = Letter.objects.get(kind="contributions.contract_to_sign")
    assert (letter.to, letter.document.kind) == (ines.email, "contributions.contract_to_sign")


def test_a_contract_without_right_says_it_everywhere(world):
    helene, fleur, ines = world
    promise = ready.pledge(ines, 400_00, form=Form.WORK, words="Deux jours de maquettes")

    contract = contracts.issue(promise, **ready.asked(helene, fleur))

    version = contract.versions.get()
    codes = {one["code"] for one in version.clauses}
    words = " ".join(one["text"] for one in version.clauses)
    assert {"objet-sans-reprise", "travail", "risque-sans-reprise"} <= codes
    assert not codes & {"reprise-montant", "reprise-partage", "reprise-evenements", "dissolution"}
    assert "n’ouvre aucun droit de reprise" in words
    assert "bon pour apport sans droit" in version.facts["mentions"]["contributor"]


def test_things_leave_for_the_value_that_two_others_found_right(world):
    helene, fleur, ines = world
    promise = ready.pledge(ines, 1_000_00, form=Form.IN_KIND)
    good = promise.goods.create(name="Ordinateur portable", condition="bon", serial="X1")

    with pytest.raises(contracts.WithoutAgreedValue):
        contracts.issue(promise, **ready.asked(helene, fleur))
    valued(good, 899_90)
    contract = contracts.issue(promise, **ready.asked(helene, fleur))

    assert contract.committed == 899_90
    assert [one["cents"] for one in contract.versions.get().facts["goods"]] == [899_90]


def test_a_contract_does_not_leave_without(world):
    helene, fleur, ines = world
    promise = ready.pledge(ines)
    asked = ready.asked(helene, fleur)

    def refused(refusal, **more):
        with pytest.raises(refusal):
            contracts.issue(promise, **asked | more)

    refused(AnEmptyVariable, mandate=" ")
    refused(AnEmptyVariable, said=ready.said(born_in=""))
    refused(AnEmptyVariable, said=ready.said(rna=""))
    refused(composing.WordsAreNotTheAmount, said=ready.said(words="neuf mille euros"))
    refused(composing.PartsAreNotTheAmount, said=ready.said(needs=((promise.need, 899_99),)))
    refused(contracts.BothSides, signs_for=ines)
    refused(contracts.BothSides, by=ines)
    refused(contracts.MayNotSignForUs, signs_for=member())
    refused(contracts.NoStatutesArticle, on=date(2026, 8, 1))
    refused(contracts.OlderThanItsPromise, on=TODAY - DAY)
    clauses.lay_down()
    clauses.end(Clause.objects.get(code="risque"), by=fleur, on=TODAY)
    refused(composing.AMandatoryClauseIsMissing)
    assert Contract.objects.count() == Version.objects.count() == 0


def test_a_contract_needs_a_member_of_that_day_and_an_article_of_the_statutes(world):
    """I15, F3."""
    helene, fleur, _ines = world
    gone = member(until=TODAY - DAY)

    with pytest.raises(contracts.NotAMemberThatDay):
        contracts.issue(ready.pledge(gone), **ready.asked(helene, fleur))
    with pytest.raises(contracts.NotAMemberThatDay):
        contracts.issue(ready.pledge(person()), **ready.asked(helene, fleur))
    ready.terms(from_on=TODAY, statutes_article="")
    with pytest.raises(contracts.NoStatutesArticle):
        contracts.issue(ready.pledge(member()), **ready.asked(helene, fleur))


def test_a_preview_says_draft_and_leaves_the_promise_free(world):
    helene, fleur, ines = world
    promise = ready.pledge(ines)

    draft = contracts.preview(promise, **ready.asked(helene, fleur))

    promise.refresh_from_db()
    assert (draft.kind, draft.data["is_draft"]) == ("contributions.contract_draft", True)
    assert promise.state == PledgeState.CONFIRMED
    assert not Contract.objects.exists()


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_contract_left_unsigned_on_one_side_frees_its_promise(world, is_signed):
    helene, fleur, ines = world
    promise = ready.pledge(ines)
    contract = ready.issue(promise, helene, fleur)
    if is_signed:
        ready.signs(contract, Party.CONTRIBUTOR, at=AT)

    contracts.lapse(contract, by=ines, at=AT, why="Je préfère apporter moins.")
    again = contracts.issue(promise, **ready.asked(helene, fleur))

    contract.refresh_from_db()
    assert (contract.state, contract.ended_at) == (ContractState.LAPSED, AT)
    assert again.reference == "APP-2027-0002"


def test_an_amendment_is_another_version_with_the_same_amount_signed_anew(world):
    helene, fleur, ines = world
    contract = ready.in_force(ready.pledge(ines), helene, fleur)
    change = {
        "by": helene, "at": AT + DAY, "on": TODAY + DAY, "why": "Inès a déménagé.",
        "signs_for": fleur, "quality": "présidente", "mandate": "conseil du 2 mars 2027",
    }  # fmt: skip

    version = contracts.amend(contract, **change, address="1, place du Marché, 21000 Dijon")
    with pytest.raises(contracts.AnotherVersionWaits):
        contracts.amend(contract, **change)
    ready.printed(version)
    ready.signs(contract, Party.CONTRIBUTOR, at=AT + DAY)
    contract = ready.signs(contract, Party.ASSOCIATION, at=AT + DAY)

    first = contract.versions.get(number=1)
    assert (version.number, version.facts["cents"]) == (2, first.facts["cents"])
    assert "place du Marché" in version.clauses[0]["text"]
    assert "Tanneries" in first.clauses[0]["text"]
    assert contract.in_force_on == TODAY
    assert first.facts["instalments"] == [{"on": "", "days": 30, "cents": 900_00}]
    assert [one.due_on for one in contract.instalments.all()] == [TODAY + 30 * DAY]
    assert Document.objects.filter(kind="contributions.contract_signed").count() == 2


@pytest.mark.parametrize(
    ("name", "said"), [("Odile", "d’Odile, qu’Odile relit"), ("Lan", "de Lan, que Lan relit")]
)
def test_a_contract_elides_before_a_name(name, said):
    assert filled("de {apporteur}, que {apporteur} relit", {"apporteur": name}) == said


def test_the_library_is_laid_down_once_and_each_version_ends_the_one_before():
    clauses.lay_down()
    count = Clause.objects.count()
    clauses.lay_down()
    first = Clause.objects.get(code="egalite")

    second = clauses.write(
        first, by=None, at=AT, title="Égalité", text="Aucun apport ne passe avant un autre.",
        from_on=TODAY, validated_by="Maître Anne Lenoir, le 2 mars 2027",
    )  # fmt: skip

    first.refresh_from_db()
    assert Clause.objects.count() == count + 1 == len(library.articles()) + 1
    assert (first.ended_on, second.version, first.validated_by) == (TODAY, 2, "")
    assert list(Clause.objects.on(TODAY).filter(code="egalite")) == [second]
    assert list(Clause.objects.on(TODAY - DAY).filter(code="egalite")) == [first]
    with pytest.raises(AnUnknownVariable):
        clauses.write(second, by=None, at=AT, title="X", text="{inconnue}", from_on=TODAY)
    with pytest.raises(clauses.BeginsTooEarly):
        clauses.write(second, by=None, at=AT, title="X", text="Y", from_on=TODAY - DAY)
    with pytest.raises(clauses.AlreadyEnded):
        clauses.end(first, by=None, on=TODAY)
