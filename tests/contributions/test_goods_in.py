"""A thing enters the books, wears out, goes back as it is: golden example G9, to the cent."""

from datetime import date, datetime

import pytest
from django.db.models import Sum

from contributions.actions import accounts, goods_in, retracting, years
from contributions.actions.books import mirrors
from contributions.actions.sides import Retracted, TheirOwn
from contributions.apports import things
from contributions.books.closing import Closing
from contributions.events import Event
from contributions.models import FiscalYear, Good, Line, Pledge, Receipt
from contributions.states import ContractState, Form, PledgeState
from contributions.verifying import verify
from coopstudio.documents.models import Document
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from tests.contributions.factories import (
    AT,
    at_once,
    books,
    carried,
    contract,
    decided,
    valued,
    year,
)
from tests.members.factories import PARIS, founder, member, treasurer

pytestmark = pytest.mark.django_db
BROUGHT, BACK = date(2027, 2, 1), date(2028, 1, 31)
THEN = datetime(2028, 1, 31, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _opened(db):
    books()
    year(2028)
    accounts.open_books()


def laptop(value=89_990, **facts):
    """A laptop of Chloé, whose value two others found right, under a contract in force."""
    made = contract(value, form=Form.IN_KIND, in_force_on=BROUGHT, person=member("Chloé"))
    pledge = Pledge.objects.create(
        person=made.person, form=Form.IN_KIND, cents=value, state=PledgeState.CONTRACTED,
        contract=made,
    )  # fmt: skip
    good = Good.objects.create(
        pledge=pledge, name="Un ordinateur | portable", condition="bon état", months=36, **facts
    )
    return valued(good, value)


def lines(entry):
    return {(one.account_id, one.side): one.cents for one in entry.lines.all()}


def worth(account):
    return sum(
        line.cents if line.side == "D" else -line.cents
        for line in Line.objects.filter(account_id=account)
    )


def test_a_thing_comes_in_for_its_value_with_its_receipt():
    good = goods_in.bring_in(laptop(), by=founder(), at=AT, on=BROUGHT)

    made = good.pledge.contract
    assert lines(good.entry) == {("21830000", "D"): 89_990, (made.account.number, "C"): 89_990}
    assert good.in_service_on == BROUGHT
    assert Receipt.objects.get().means == Receipt.Means.IN_KIND
    assert Document.objects.get().data["thing"] == "Un ordinateur | portable"
    with pytest.raises(goods_in.AlreadyBroughtIn):
        goods_in.bring_in(good, by=None, at=AT, on=BROUGHT)


def test_a_thing_whose_value_is_not_agreed_does_not_come_in():
    good = laptop()
    bare = Good.objects.create(pledge=good.pledge, name="Une table", condition="bon")

    with pytest.raises(goods_in.NotValued):
        goods_in.bring_in(bare, by=None, at=AT, on=BROUGHT)


def test_a_year_never_closes_on_a_wear_that_nobody_wrote():
    hélène, exercice = treasurer(), FiscalYear.objects.get(code="2027")
    founder()
    goods_in.bring_in(laptop(), by=hélène, at=AT, on=BROUGHT)

    with pytest.raises(years.WearIsMissing, match="274,97"):
        years.close_year(exercice, by=hélène, at=THEN)
    assert "274,97" in " ".join(one.words for one in Closing(exercice, today=BACK).checks)


def test_nobody_brings_in_their_own_thing():
    good = laptop()

    with pytest.raises(TheirOwn):
        goods_in.bring_in(good, by=good.pledge.contract.person, at=AT, on=BROUGHT)


def test_a_laptop_goes_back_as_it_is_to_the_cent():
    hélène = treasurer()
    good = goods_in.bring_in(laptop(), by=hélène, at=AT, on=BROUGHT)

    in_2027 = goods_in.depreciate(good, by=hélène, at=THEN, on=date(2027, 12, 31))
    good = goods_in.give_back(good, by=hélène, at=THEN, on=BACK)

    january = good.entry.__class__.objects.get(on=BACK, nature="depreciation")
    made, back = good.pledge.contract, good.returned_entry
    made.refresh_from_db()
    assert lines(in_2027) == {("68112000", "D"): 27_497, ("28183000", "C"): 27_497}
    assert lines(january) == {("68112000", "D"): 2_500, ("28183000", "C"): 2_500}
    assert lines(back) == {
        (made.account.number, "D"): 89_990, ("28183000", "D"): 29_997,
        ("21830000", "C"): 89_990, ("75880000", "C"): 29_997,
    }  # fmt: skip
    assert back.lines.filter(side="D").aggregate(sum=Sum("cents"))["sum"] == 119_987
    assert (made.state, made.balance.outstanding) == (ContractState.SETTLED, 0)
    paper = Document.objects.get(kind="contributions.good_return")
    assert (paper.data["net"], carried(paper)["usure_centimes"]) == ("599,93\u00a0€", 29_997)
    at_once()
    assert verify().wrong == []


def test_a_thing_that_goes_home_by_a_change_of_mind_wears_no_more():
    hélène = treasurer()
    good = goods_in.bring_in(laptop(), by=hélène, at=AT, on=BROUGHT)
    made = good.pledge.contract
    goods_in.depreciate(good, by=hélène, at=THEN, on=date(2027, 12, 31))
    record(Event.CONTRACT_RETRACTED, made, by=made.person)
    with pytest.raises(Retracted):
        goods_in.give_back(good, by=hélène, at=THEN, on=BACK)

    made = retracting.give_back(made, by=hélène, at=THEN, on=BACK)

    at_once()
    assert made.state == ContractState.RESOLVED
    assert worth("21830000") == worth("28183000") == worth("68112000") == 0
    assert things.here(today=BACK) == verify().wrong == []
    with pytest.raises(goods_in.AlreadyGone):
        goods_in.depreciate(good, by=hélène, at=THEN, on=BACK)


def test_wear_is_written_once_and_in_order():
    hélène = treasurer()
    good = goods_in.bring_in(laptop(), by=hélène, at=AT, on=BROUGHT)
    goods_in.depreciate(good, by=hélène, at=THEN, on=date(2027, 12, 31))

    with pytest.raises(goods_in.NothingWorn):
        goods_in.depreciate_all(by=hélène, at=THEN, on=date(2027, 12, 31))
    with pytest.raises(goods_in.BeforeItWore):
        goods_in.depreciate(good, by=hélène, at=THEN, on=date(2027, 6, 30))


def test_wear_written_by_mistake_is_undone_the_last_first_and_written_anew():
    hélène = treasurer()
    good = goods_in.bring_in(laptop(), by=hélène, at=AT, on=BROUGHT)
    first = goods_in.depreciate(good, by=hélène, at=THEN, on=date(2027, 12, 31))
    second = goods_in.depreciate(good, by=hélène, at=THEN, on=date(2028, 1, 30))
    back = {"by": hélène, "at": THEN, "on": BACK, "label": "Trop tôt"}

    with pytest.raises(goods_in.WoreSince):
        mirrors.take_back(first, **back)
    mirrors.take_back(second, **back)
    again = goods_in.depreciate(good, by=hélène, at=THEN, on=BACK)

    assert lines(again) == {("68112000", "D"): 2_500, ("28183000", "C"): 2_500}
    assert worth("28183000") == -29_997


def test_a_thing_of_which_a_part_was_taken_back_in_money_does_not_go_back_whole(client):
    good = goods_in.bring_in(laptop(), by=None, at=AT, on=BROUGHT)
    decided(good.pledge.contract, 100_00)

    with pytest.raises(goods_in.LessThanItsValue):
        goods_in.give_back(good, by=None, at=THEN, on=BACK)
    client.force_login(treasurer())
    page = client.get(f"/biens-apportes/{good.pk}/restitution/").text
    assert "ne se rend plus tel quel" in page
    assert "Rendre le bien" not in page


def test_a_return_that_did_not_take_place_is_undone_and_may_be_written_anew():
    """What it wore stays written; the second return is another entry than the first."""
    hélène = treasurer()
    good = goods_in.bring_in(laptop(), by=hélène, at=AT, on=BROUGHT)
    first = goods_in.give_back(good, by=hélène, at=THEN, on=BACK).returned_entry
    back = {"by": hélène, "at": THEN, "on": BACK, "label": "C’était un autre ordinateur"}

    mirror = mirrors.take_back(first, **back)

    good.refresh_from_db()
    made = good.pledge.contract
    made.refresh_from_db()
    assert (mirror.reverses, good.returned_entry) == (first, None)
    assert (made.state, made.balance.outstanding) == (ContractState.IN_FORCE, 89_990)
    assert (worth("21830000"), worth("28183000")) == (89_990, -29_997)
    letter = Letter.objects.get(kind="contributions.good_stayed")
    assert letter.text.count("899,90\u00a0€") == letter.text.count("un autre ordinateur") == 1
    again = goods_in.give_back(good, by=hélène, at=THEN, on=BACK)
    assert again.returned_entry not in (first, mirror)
    assert (worth("21830000"), worth("28183000")) == (0, 0)
    at_once()
    assert verify().wrong == []
