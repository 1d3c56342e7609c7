"""A right passes on: same sum, same rank, another contract; the total of 1034 does not move."""

import pytest
from django.db.models import Sum

from contributions.actions import accounts, payments, transmissions
from contributions.actions.books import mirrors
from contributions.actions.sides import TheirOwn
from contributions.apports.page import Apport
from contributions.apports.statement import rank_of
from contributions.models import ContractBalance, Instalment, Transmission
from contributions.states import ContractState
from contributions.verifying import verify
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions.factories import (
    AT,
    TODAY,
    at_once,
    books,
    carried,
    contract,
    decided,
    received,
)
from tests.members.factories import member, person, treasurer

pytestmark = pytest.mark.django_db
DEATH, ASSIGNMENT = Transmission.Why.DEATH, Transmission.Why.ASSIGNMENT


@pytest.fixture(autouse=True)
def _opened(db):
    books()
    accounts.open_books()


@pytest.fixture
def old(db):
    """500,00 committed, 400,00 brought, in force before another one."""
    made = contract(500_00, person=member("Bastien", "Morel"))
    Instalment.objects.create(contract=made, due_on=TODAY, cents=500_00)
    received(made, 400_00)
    contract(100_00, person=member("Alix"))
    return made


def pass_on(made, *shares, why=DEATH, by=None):
    facts = {"on": TODAY, "deed": "acte de notoriété, Maître Roux, 12 février 2027"}
    return transmissions.pass_on(made, list(shares), by=by, at=AT, why=why, **facts)


def total():
    return ContractBalance.objects.aggregate(sum=Sum("outstanding"))["sum"]


def test_two_heirs_hold_what_was_left_with_the_same_rank(old):
    ada, blaise = person("Ada"), person("Blaise")
    before = total()

    passed = pass_on(old, (ada, 250_00), (blaise, 150_00), by=treasurer())

    old.refresh_from_db()
    heirs = [one.to for one in passed]
    assert (old.state, old.balance.outstanding, total()) == (ContractState.PASSED_ON, 0, before)
    assert [one.balance.outstanding for one in heirs] == [250_00, 150_00]
    assert {(one.follows, one.in_force_on, one.committed) for one in heirs} == {(old, TODAY, 0)}
    assert [rank_of(one) for one in (old, *heirs)] == [1, 1, 1]
    assert len({one.entry_id for one in passed}) == 1
    assert not payments.expected(old)
    papers = Document.objects.filter(kind="contributions.transmission")
    assert sorted(carried(one)["centimes"] for one in papers) == [150_00, 250_00]
    assert sorted(one.to for one in Letter.objects.all()) == sorted([ada.email, blaise.email])
    at_once()
    assert verify().wrong == []


def test_a_death_passes_the_whole_right_and_nothing_more(old):
    ada = person("Ada")

    with pytest.raises(transmissions.NotAll, match="400,00"):
        pass_on(old, (ada, 399_99))
    with pytest.raises(transmissions.MoreThanLeft):
        pass_on(old, (ada, 400_01))
    with pytest.raises(transmissions.Twice):
        pass_on(old, (ada, 100_00), (ada, 300_00))
    with pytest.raises(transmissions.ToNobody):
        pass_on(old)


def test_a_part_is_assigned_to_a_member_and_both_are_told(old):
    with pytest.raises(transmissions.NotAMember):
        pass_on(old, (person("Ada"), 100_00), why=ASSIGNMENT)

    pass_on(old, (member("Léa"), 100_00), why=ASSIGNMENT)

    old.refresh_from_db()
    assert (old.state, old.balance.outstanding) == (ContractState.IN_FORCE, 300_00)
    kinds = sorted(one.kind for one in Letter.objects.all())
    assert kinds == ["contributions.transmission_left", "contributions.transmission_told"]


def test_who_receives_or_gives_does_not_write_it_down(old):
    hélène = treasurer()

    with pytest.raises(TheirOwn):
        pass_on(old, (hélène, 400_00), by=hélène)
    with pytest.raises(TheirOwn):
        pass_on(old, (hélène, 400_00), by=old.person)
    with pytest.raises(transmissions.ToThemselves):
        pass_on(old, (old.person, 400_00))


def test_what_is_owed_already_stays_owed_to_the_one_before(old):
    decided(old, 100_00)

    pass_on(old, (person("Ada"), 300_00))

    old.refresh_from_db()
    assert (old.state, old.balance.due) == (ContractState.IN_FORCE, 100_00)


def test_a_right_that_passed_by_mistake_comes_back_and_everybody_is_told(old):
    """The deed said otherwise: it passes anew, to whom it says."""
    ada, blaise, helene = person("Ada"), person("Blaise"), treasurer()
    (passed,) = pass_on(old, (ada, 400_00), by=helene)
    told = {"by": helene, "at": AT, "on": TODAY, "label": "L’acte nomme Blaise."}
    before = total()

    mirrors.take_back(passed.entry, **told)

    old.refresh_from_db()
    passed.to.refresh_from_db()
    assert (old.state, old.balance.outstanding, total()) == (ContractState.IN_FORCE, 400_00, before)
    assert (passed.to.state, passed.to.balance.outstanding) == (ContractState.RESOLVED, 0)
    assert Apport(old, today=TODAY).passed == []
    letter = Letter.objects.get(kind="contributions.transmission_undone")
    assert (letter.to, letter.text.count("L’acte nomme Blaise.")) == (ada.email, 1)
    (again,) = pass_on(old, (blaise, 400_00), by=helene)
    assert again.to.balance.outstanding == 400_00
    at_once()
    assert verify().wrong == []


def test_a_right_that_lived_since_does_not_come_back(old):
    helene = treasurer()
    (passed,) = pass_on(old, (member("Léa"), 100_00), why=ASSIGNMENT, by=helene)
    decided(passed.to, 1_00)

    with pytest.raises(transmissions.LivedSince, match=f"{passed.to.reference} a vécu"):
        mirrors.take_back(passed.entry, by=helene, at=AT, on=TODAY, label="Erreur")
