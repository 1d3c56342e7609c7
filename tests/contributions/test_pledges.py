"""Promises: said, slept on, confirmed or withdrawn, recalled twice, then left to a voice."""

from datetime import timedelta

import pytest

from contributions.actions import pledges
from contributions.models import Need, Pledge
from contributions.states import Form, PledgeState
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from coopstudio.states import ForbiddenMove
from members.models import MembershipRequest
from tests.contributions import factories
from tests.contributions.factories import AT, TODAY
from tests.members.factories import founder, member, person, request, treasurer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def letters(*kinds):
    found = Letter.objects.filter(kind__startswith="contributions.").order_by("pk")
    return [one.kind.removeprefix("contributions.") for one in found]


def test_a_promise_is_said_confirmed_contracted_and_free_again():
    salome = member("Salomé", "Kerdoncuff")
    need = Need.objects.create(label="Site", cents=360_000, opened_on=TODAY)

    pledge = pledges.declare(
        salome, by=salome, at=AT, form=Form.MONEY, cents=150_000, need=need,
        parts=[(TODAY + 30 * DAY, 100_000), (TODAY + 60 * DAY, 50_000)],
    )  # fmt: skip
    pledges.confirm(pledge, by=salome, at=AT + 3 * DAY)
    contract = factories.issued(150_000, person=salome)
    pledges.contracted(pledge, contract)
    freed = pledges.free(pledge)

    assert [part.cents for part in pledge.parts.all()] == [100_000, 50_000]
    assert pledge.expires_on == TODAY + 90 * DAY
    assert (freed.state, freed.contract) == (PledgeState.CONFIRMED, None)
    assert freed.expires_on == TODAY + 368 * DAY
    assert letters() == ["pledge_declared", "pledge_confirmed"]
    assert "1 500,00 €" in Letter.objects.first().text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_page_sent_twice_promises_once():
    salome = member("Salomé", "Kerdoncuff")
    said = {"by": salome, "at": AT, "form": Form.MONEY, "cents": 1_000}

    first = pledges.declare(salome, **said)
    with pytest.raises(pledges.SaidJustNow):
        pledges.declare(salome, **said)
    pledges.declare(salome, **said | {"cents": 2_000})
    pledges.withdraw(first, by=salome, at=AT)
    again = pledges.declare(salome, **said)

    assert again.pk != first.pk


def test_what_cannot_be_promised_is_refused_kindly():
    salome, nobody = member(), person()
    closed = Need.objects.create(label="Site", cents=1, opened_on=TODAY, closed_on=TODAY)
    said = {"by": salome, "at": AT, "form": Form.MONEY, "cents": 1_000}

    with pytest.raises(pledges.NotAMember):
        pledges.declare(nobody, **said | {"by": nobody})
    minor = member("Lou", "Marchal")
    request(minor, age="young", of_age_on=TODAY + DAY)
    with pytest.raises(pledges.NotOfAge, match="à partir de la majorité"):
        pledges.declare(minor, **said | {"by": minor})
    MembershipRequest.objects.update(of_age_on=TODAY)
    pledges.declare(minor, **said | {"by": minor})
    with pytest.raises(pledges.NotYours):
        pledges.declare(salome, **said | {"by": member()})
    with pytest.raises(pledges.PartsDoNotAddUp, match="9,99"):
        pledges.declare(salome, **said, parts=[(TODAY, 999)])
    with pytest.raises(pledges.NoSuchThing):
        pledges.declare(salome, **said | {"form": Form.WORK, "cents": 0})
    with pytest.raises(pledges.OnlyMoneyComesInParts):
        pledges.declare(
            salome, **said | {"form": Form.IN_KIND}, words="Un vélo", parts=[(TODAY, 1_000)]
        )
    with pytest.raises(pledges.ClosedNeed):
        pledges.declare(salome, **said, need=closed)
    with pytest.raises(Refused):
        pledges.declare(salome, **said | {"cents": 0})


def test_only_its_author_or_the_treasurer_who_heard_them_moves_it():
    salome, helene, fleur = member(), treasurer(), founder()
    pledge = factories.pledge(salome)

    with pytest.raises(pledges.NotYours):
        pledges.confirm(pledge, by=fleur, at=AT)
    with pytest.raises(pledges.NotYours):
        pledges.show(pledge, by=helene, shown=True)
    pledges.confirm(pledge, by=helene, at=AT)
    pledges.withdraw(pledge, by=salome, at=AT)
    with pytest.raises(ForbiddenMove):
        pledges.confirm(pledge, by=salome, at=AT)

    told = Letter.objects.get(kind="contributions.pledge_confirmed").text
    assert "Hélène D’Almeida a noté votre oui" in told


def test_who_does_not_confirm_hears_of_it_twice_then_somebody_calls():
    helene, salome = treasurer(), member()
    factories.pledge(salome)

    for days in (6, 7, 8, 21, 21, 27, 28, 40, 89, 90, 91, 92):
        pledges.tend(at=AT + days * DAY)

    assert letters() == [
        "pledge_declared", "pledge_reminder", "pledge_reminder", "pledge_to_hear", "pledge_expired",
    ]  # fmt: skip
    assert Letter.objects.get(kind="contributions.pledge_to_hear").to == helene.email
    assert salome.pledges.get().state == PledgeState.EXPIRED


def test_a_late_clock_says_one_thing_only():
    factories.pledge(member())

    pledges.tend(at=AT + 23 * DAY)

    assert letters() == ["pledge_declared", "pledge_reminder"]


def test_a_promise_is_prolonged_towards_a_later_day_only():
    salome = member()
    pledge = factories.pledge(salome)

    pledges.prolong(pledge, by=salome, until=TODAY + 200 * DAY)
    with pytest.raises(pledges.TooLate):
        pledges.prolong(pledge, by=salome, until=TODAY + 100 * DAY)
    with pytest.raises(pledges.NotOverYet):
        pledges.expire(pledge, at=AT + 200 * DAY)

    assert pledges.expire(pledge, at=AT + 201 * DAY).state == PledgeState.EXPIRED


def test_a_confirmed_promise_that_nobody_wrote_ends_after_a_year():
    salome = member()
    pledge = factories.pledge(salome)
    pledges.confirm(pledge, by=salome, at=AT)

    pledges.tend(at=AT + 365 * DAY)
    stays = salome.pledges.get().state
    pledges.tend(at=AT + 366 * DAY)

    assert (stays, salome.pledges.get().state) == (PledgeState.CONFIRMED, PledgeState.EXPIRED)


def test_a_year_after_a_promise_led_nowhere_its_author_and_words_go_and_its_amount_stays():
    """F17."""
    salome = member()
    pledge = factories.pledge(salome, form=Form.IN_KIND, conditions="Pas avant l’été")
    thing = pledge.goods.create(name="Un portable", condition="bon", words="Usé", serial="9917")
    bill = PrivateFile.objects.create(kind="pdf", size=3, name="facture.pdf", state="clean")
    thing.valuations.create(cents=1, method="market", words="Vu.", proof=bill, by=salome)
    pledges.withdraw(pledge, by=salome, at=AT)

    pledges.tend(at=AT + 364 * DAY)
    kept = salome.pledges.get().conditions
    pledges.tend(at=AT + 366 * DAY)

    left = Pledge.objects.get(person=None)
    thing.refresh_from_db()
    bill.refresh_from_db()
    assert (bill.name, bill.state) == ("", "erased")
    assert (kept, left.conditions, left.words) == ("Pas avant l’été", "", pledges.FORGOTTEN)
    assert (left.cents, thing.words, thing.serial) == (150_000, "", "")
    assert not Pledge.objects.visible_to(treasurer()).exists()
