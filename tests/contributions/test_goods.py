"""A thing before its contract: described, valued, found right by two others, or looked at again."""

from datetime import date

import pytest

from contributions.actions import goods, pledges
from contributions.goods.dossier import Dossier
from contributions.models import Good
from contributions.states import Form, Method
from contributions.wear import returned
from coopstudio.mail.models import Letter
from tests.contributions import factories
from tests.contributions.factories import AT
from tests.members.factories import founder, member, treasurer

pytestmark = pytest.mark.django_db
LAPTOP = {"name": "Ordinateur portable", "condition": "très bon état", "months": 36}


@pytest.fixture
def laptop():
    owner = member("Maheswaran", "Sivapalan")
    pledge = factories.pledge(owner, 90_000, form=Form.IN_KIND)
    since = date(2027, 2, 1)
    return goods.describe(pledge, by=owner, at=AT, in_service_on=since, **LAPTOP)


def valued(good, cents, *, by=None):
    by = by or good.pledge.person
    return goods.value(good, by=by, at=AT, method=Method.MARKET, cents=cents, words="Annonces.")


def test_two_others_fix_a_value_and_a_disagreement_calls_for_another(laptop):
    helene, thomas = treasurer(), founder()

    first = valued(laptop, 110_000)
    goods.appraise(first, by=helene, at=AT, agrees=False, words="Trop cher d’un cinquième.")
    contested = Good.objects.get().value
    second = valued(laptop, 89_990)
    goods.appraise(second, by=helene, at=AT, agrees=True)
    with_one = Good.objects.get().value
    goods.appraise(second, by=thomas, at=AT, agrees=True)

    assert (contested, with_one, Good.objects.get().value) == (None, None, 89_990)
    kinds = Letter.objects.filter(kind__startswith="contributions.good").order_by("pk")
    assert [one.kind for one in kinds] == [
        "contributions.good_contested", "contributions.good_valued",
    ]  # fmt: skip
    assert {one.to for one in kinds} == {laptop.pledge.person.email}


def test_nobody_judges_their_own_thing_nor_their_own_value(laptop):
    helene, thomas, salome = treasurer(), founder(), member()
    valuation = valued(laptop, 89_990, by=helene)

    with pytest.raises(goods.OwnGood):
        goods.appraise(valuation, by=laptop.pledge.person, at=AT, agrees=True)
    with pytest.raises(goods.OwnValuation):
        goods.appraise(valuation, by=helene, at=AT, agrees=True)
    with pytest.raises(goods.NotForYou):
        goods.appraise(valuation, by=salome, at=AT, agrees=True)
    with pytest.raises(goods.WithoutWhy):
        goods.appraise(valuation, by=thomas, at=AT, agrees=False, words=" ")
    goods.appraise(valuation, by=thomas, at=AT, agrees=True)
    with pytest.raises(goods.SaidAlready):
        goods.appraise(valuation, by=thomas, at=AT, agrees=True)
    valued(laptop, 80_000)
    with pytest.raises(goods.NotTheLast):
        goods.appraise(valuation, by=founder(), at=AT, agrees=True)


def test_a_founder_who_brings_a_thing_needs_two_others():
    thomas, helene, fleur = founder(), treasurer(), founder("Odile", "Mathet")
    pledge = factories.pledge(thomas, 90_000, form=Form.IN_KIND)
    good = goods.describe(pledge, by=thomas, at=AT, **LAPTOP)
    valuation = valued(good, 89_990)

    with pytest.raises(goods.OwnGood):
        goods.appraise(valuation, by=thomas, at=AT, agrees=True)
    for one in (helene, fleur):
        goods.appraise(valuation, by=one, at=AT, agrees=True)

    assert Good.objects.get().value == 89_990


def test_what_is_not_a_thing_or_has_no_proof_is_refused(laptop):
    owner = laptop.pledge.person

    with pytest.raises(goods.NotAThing):
        goods.describe(factories.pledge(owner), by=owner, at=AT, **LAPTOP)
    with pytest.raises(goods.NotYourGood):
        goods.describe(laptop.pledge, by=member(), at=AT, **LAPTOP)
    with pytest.raises(goods.NeedsANotary):
        goods.correct(laptop, by=owner, name="Un appartement à Dijon")
    assert goods.correct(laptop, by=owner, name="Une maison de poupée").name.endswith("poupée")
    with pytest.raises(goods.WithoutProof):
        goods.value(laptop, by=owner, at=AT, method=Method.INVOICE, cents=1, words="Facture")
    with pytest.raises(goods.NothingAbove):
        valued(laptop, 0)


def test_a_contract_freezes_the_thing_and_its_value(laptop):
    owner, valuation = laptop.pledge.person, valued(laptop, 89_990)
    pledges.confirm(laptop.pledge, by=owner, at=AT)
    contract = factories.issued(89_990, person=owner, form=Form.IN_KIND)
    pledges.contracted(laptop.pledge, contract)

    for act in (
        lambda: goods.describe(laptop.pledge, by=owner, at=AT, **LAPTOP),
        lambda: goods.correct(laptop, by=owner, name="Autre"),
        lambda: valued(laptop, 100),
        lambda: goods.appraise(valuation, by=treasurer(), at=AT, agrees=True),
    ):
        with pytest.raises(goods.FrozenByContract):
            act()


def test_the_golden_laptop_wears_out_and_goes_back_to_the_cent(laptop):
    valued(laptop, 89_990)

    back = returned(89_990, 36, since=date(2027, 2, 1), on=date(2028, 1, 31))
    dossier = Dossier(Good.objects.with_all().get(), laptop.pledge.person, on=AT.date())

    assert (back.value, back.worn, back.left, back.total) == (89_990, 29_997, 59_993, 119_987)
    assert dossier.wear == [
        (2027, 27_497, 62_493), (2028, 29_997, 32_496), (2029, 29_996, 2_500), (2030, 2_500, 0),
    ]  # fmt: skip
    assert dossier.returns[0] == (
        date(2027, 12, 31), returned(89_990, 36, since=date(2027, 2, 1), on=date(2027, 12, 31)),
    )  # fmt: skip
