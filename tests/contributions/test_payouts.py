"""Where somebody is repaid: their own word, proved anew, a second person, two days, letters."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from contributions.actions import payouts
from contributions.actions.accounts import open_books
from contributions.actions.bank import open_bank
from contributions.actions.payouts import (
    AlreadyEnded,
    NoLongerWaits,
    NotOurs,
    OnlyTheirOwn,
    ProveAgain,
    SomebodyElseConfirms,
)
from contributions.bank.ibans import NotAnIban, checked
from contributions.models import PayoutAccount
from coopstudio.mail.models import Letter
from tests.contributions.round_factories import AT, IBANS, OURS
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db


def asked(person, iban=OURS, *, at=AT, **facts):
    facts = {"by": person, "at": at, "holder": person.full_name, "proved_at": at} | facts
    return payouts.ask(person, iban=iban, **facts)


@pytest.mark.parametrize("iban", [OURS, *IBANS.values()])
def test_accounts_of_the_example_are_taken(iban):
    assert checked(iban) == iban


@pytest.mark.parametrize(
    "iban", ["FR7630006000011234567890188", "FR5430006000011234567890100", "FR76", ""]
)
def test_a_wrong_key_is_refused_the_national_one_too(iban):
    with pytest.raises(NotAnIban):
        checked(iban)


def test_only_its_owner_gives_it_and_proves_it_anew():
    alix, other = member("Alix", "Modèle"), member()

    with pytest.raises(OnlyTheirOwn):
        asked(alix, by=other)
    for proved in (None, AT - timedelta(minutes=16), AT + timedelta(minutes=1)):
        with pytest.raises(ProveAgain):
            asked(alix, proved_at=proved)


def test_a_second_person_confirms_and_two_days_pass():
    """I17."""
    alix, claire = member("Alix", "Modèle"), founder()
    made = asked(alix)
    for who in (alix, member()):
        with pytest.raises(SomebodyElseConfirms):
            payouts.confirm(made, by=who, at=AT, heard="0189")

    payouts.confirm(made, by=claire, at=AT, heard="0189")

    assert payouts.payout_of(alix, AT + timedelta(hours=47)) is None
    assert payouts.payout_of(alix, AT + timedelta(hours=48)) == made
    with pytest.raises(NoLongerWaits):
        payouts.confirm(made, by=claire, at=AT, heard="0189")
    assert [one.kind for one in Letter.objects.order_by("pk")] == [
        "contributions.payout_given", "contributions.payout_confirmed",
    ]  # fmt: skip


def test_a_change_keeps_the_old_one_until_it_is_confirmed_and_tells_its_person():
    alix, claire = member("Alix", "Modèle"), founder()
    old = payouts.confirm(asked(alix), by=claire, at=AT, heard="01 89")
    later = AT + timedelta(days=9)

    new = asked(alix, IBANS["Bastien"], at=later)

    assert payouts.payout_of(alix, later) == old
    assert "0189" in Letter.objects.filter(kind="contributions.payout_given").last().text
    payouts.confirm(new, by=claire, at=later, heard="3000")
    assert payouts.payout_of(alix, later) is None
    assert PayoutAccount.objects.get(pk=old.pk).ended_at == later


def test_whoever_doubts_ends_it():
    made = asked(member("Alix", "Modèle"))

    payouts.end(made, by=founder(), at=AT)

    with pytest.raises(AlreadyEnded):
        payouts.end(made, by=made.person, at=AT)
    with pytest.raises(NoLongerWaits):
        payouts.confirm(made, by=founder("Inès", "Roy"), at=AT, heard="0189")


# --- pages ---


def sign_in(client, person, *, minutes=0):
    """Signed in that many minutes ago."""
    client.force_login(person)
    session = client.session
    at = (timezone.now() - timedelta(minutes=minutes)).timestamp()
    session["account_authentication_methods"] = [{"method": "code", "at": at}]
    session["account_authentication_methods_user"] = f"{person.pk}"
    session.save()


def test_an_old_session_gives_no_account(client):
    """I17: the proof is fresh."""
    alix = member("Alix", "Modèle")
    sign_in(client, alix, minutes=20)

    page = client.get("/mes-apports/compte/").content.decode()
    client.post("/mes-apports/compte/", {"holder": "Alix Modèle", "iban": OURS})

    assert "Prouvez d’abord que c’est vous" in page
    assert 'name="iban"' not in page
    assert not PayoutAccount.objects.exists()


def test_who_has_a_password_is_asked_for_it(client):
    alix = member("Alix", "Modèle")
    alix.set_password("un mot de passe à soi")
    alix.save()
    EmailAddress.objects.filter(user=alix).update(verified=True)
    sign_in(client, alix)

    answer = client.get("/mes-apports/compte/preuve/")

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_fresh_session_gives_one_and_others_read_four_signs(client):
    alix, claire = member("Alix", "Modèle"), founder()
    sign_in(client, alix)

    wrong = client.post("/mes-apports/compte/", {"holder": "Alix", "iban": OURS[:-1] + "8"})
    right = client.post("/mes-apports/compte/", {"holder": "Alix Modèle", "iban": OURS})

    assert (wrong.status_code, right.status_code) == (422, 302)
    sign_in(client, claire)
    page = client.get("/tours/comptes/").content.decode()
    assert [one for one in ("0189", "ne porte pas le nom") if one in page] == []
    where = f"/tours/comptes/{PayoutAccount.objects.get().pk}/"
    misheard = client.post(where, {"heard": "0198"})
    assert misheard.status_code == 422
    assert 'value="0198"' in misheard.content.decode()
    client.post(where, {"heard": "01 89"})
    assert PayoutAccount.objects.get().confirmed_by == claire
    assert "•••• 0189" in client.get("/tours/comptes/").content.decode()


def test_a_strange_account_is_told_to_whoever_confirms_it_and_ours_is_refused(client):
    alix, bastien, lan = (
        member("Alix", "Modèle"),
        member("Bastien", "Roux"),
        member("Lan", "Nguyễn"),
    )
    ours = "FR7610011000201234567890188"
    open_books()
    open_bank(by=None, name="Courant", holder="Institut", iban=ours, bic="", opened_on=AT.date())
    with pytest.raises(NotOurs):
        asked(alix, ours)
    asked(bastien, OURS)
    asked(alix, OURS)
    sign_in(client, lan)
    answer = client.post(
        "/mes-apports/compte/", {"holder": "Entreprise Machin", "iban": IBANS["Bastien"]},
        follow=True,
    )  # fmt: skip
    assert "Son titulaire ne porte pas votre nom" in answer.content.decode()

    client.force_login(founder())
    page = client.get("/tours/comptes/").content.decode()

    assert page.count("a donné le même compte") == 2
    assert page.count("ne porte pas le nom de cette personne") == 1
