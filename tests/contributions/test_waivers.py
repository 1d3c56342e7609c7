"""One gives up a part of one's right: golden 96,55; minds change; what is due is paid first."""

from datetime import date

import pytest

from contributions.actions import accounts, waivers
from contributions.actions.books import mirrors
from contributions.actions.sides import TheirOwn
from contributions.models import Waiver
from contributions.states import ContractState
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions.factories import (
    AT,
    TODAY,
    WITHOUT_RIGHT,
    books,
    carried,
    contract,
    decided,
    paid,
    received,
)
from tests.members.factories import member, treasurer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened(db):
    books()
    accounts.open_books()


@pytest.fixture
def bastien(db):
    """500,00 brought, 103,45 taken back and paid."""
    made = contract(500_00, person=member("Bastien", "Morel"))
    received(made, 500_00)
    decided(made, 103_45)
    paid(made, 103_45)
    return made


def asked(made, cents, **more):
    return waivers.ask(made, by=made.person, at=AT, cents=cents, **more)


def test_a_waiver_of_96_55_leaves_the_apports_and_offers_no_tax_receipt(bastien):
    hélène = treasurer()
    wish = asked(bastien, 96_55, words="Pour l’année qui vient.")

    written = waivers.write_down(wish, by=hélène, at=AT, on=TODAY)

    assert list(written.entry.lines.order_by("pk").values_list("account_id", "side", "cents")) == [
        (WITHOUT_RIGHT, "C", 96_55),
        (bastien.account.number, "D", 96_55),
    ]
    bastien.balance.refresh_from_db()
    assert (bastien.balance.waived, bastien.balance.outstanding) == (96_55, 300_00)
    paper = Document.objects.get(kind="contributions.waiver")
    assert (paper.data["amount"], paper.data["left"]) == ("96,55\u00a0€", "300,00\u00a0€")
    assert paper.data["words"] == "Pour l’année qui vient."
    assert (carried(paper)["centimes"], carried(paper)["reste"]) == (96_55, 300_00)
    letter = Letter.objects.get(kind="contributions.waiver_written")
    assert letter.document == paper
    assert "ne sert pas pour les impôts" in letter.text
    assert Letter.objects.filter(kind="contributions.waiver_waits", to=hélène.email).exists()
    assert Letter.objects.filter(kind="contributions.waiver_noted").count() == 1


def test_one_changes_ones_mind_until_it_is_written(bastien):
    wish = asked(bastien, 96_55)
    other = treasurer()

    with pytest.raises(waivers.NotTheirs):
        waivers.take_back(wish, by=other, at=AT)
    waivers.take_back(wish, by=bastien.person, at=AT)

    with pytest.raises(waivers.NoLongerAsked):
        waivers.write_down(wish, by=other, at=AT, on=TODAY)
    assert Waiver.objects.get().entry is None


def test_only_its_contributor_gives_up_and_never_writes_it_down_alone(bastien):
    with pytest.raises(waivers.NotTheirs):
        waivers.ask(bastien, by=treasurer(), at=AT, cents=1_00)
    with pytest.raises(TheirOwn):
        waivers.write_down(asked(bastien, 1_00), by=bastien.person, at=AT, on=TODAY)


def test_one_gives_up_at_most_what_is_left_wishes_that_wait_included(bastien):
    asked(bastien, 300_00)

    with pytest.raises(waivers.MoreThanLeft, match="96,55"):
        asked(bastien, 96_56)


def test_what_a_round_decided_is_paid_first(bastien):
    decided(bastien, 100_00)

    with pytest.raises(waivers.AlreadyDue, match="100,00\u00a0€ vous sont déjà dus"):
        asked(bastien, 396_55)


def test_a_waiver_is_not_written_before_it_was_asked(bastien):
    with pytest.raises(waivers.BeforeItWasAsked):
        waivers.write_down(asked(bastien, 1_00), by=None, at=AT, on=date(2027, 2, 28))


def test_a_waiver_written_by_mistake_is_undone_and_its_contributor_is_told_why(bastien):
    hélène = treasurer()
    written = waivers.write_down(asked(bastien, 96_55), by=hélène, at=AT, on=TODAY)

    mirror = mirrors.take_back(written.entry, by=hélène, at=AT, on=TODAY, label="Un zéro de trop")

    bastien.balance.refresh_from_db()
    assert (mirror.reverses, bastien.balance.waived) == (written.entry, 0)
    letter = Letter.objects.get(kind="contributions.waiver_undone")
    assert ("Un zéro de trop" in letter.text, "396,55\u00a0€" in letter.text) == (True, True)


def test_an_apport_wholly_given_up_is_extinct_unless_that_was_a_mistake():
    made = contract(200_00)
    received(made, 200_00)

    hélène = treasurer()
    written = waivers.write_down(asked(made, 200_00), by=hélène, at=AT, on=TODAY)

    made.refresh_from_db()
    assert made.state == ContractState.WAIVED
    mirrors.take_back(written.entry, by=hélène, at=AT, on=TODAY, label="Un zéro de trop")
    made.refresh_from_db()
    assert (made.state, made.ended_at) == (ContractState.IN_FORCE, None)
