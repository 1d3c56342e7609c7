"""What a person changes in their own account: address, password."""

import pytest

from coopstudio.mail.models import Letter
from tests.accounts.conftest import ask_code, code_in, enter, is_in, last_letter, type_code
from tests.accounts.test_sign_in import with_password
from tests.members import factories

NEW = "nouvelle@exemple.fr"


def give_address(client, email):
    return client.post("/compte/email/", {"email": email, "action_add": ""})


def confirm(client, code):
    return client.post("/compte/confirm-email/", {"code": code})


def test_an_address_changes_once_the_new_one_has_answered(django_capture_on_commit_callbacks):
    member = factories.member(email="ancienne@exemple.fr")
    inside = enter(member)

    give_address(inside, NEW)
    member.refresh_from_db()
    before = member.email
    with django_capture_on_commit_callbacks(execute=True):
        confirm(inside, code_in(Letter.objects.get(kind="members.address_code", to=NEW)))
    member.refresh_from_db()

    assert before == "ancienne@exemple.fr"
    assert member.email == NEW
    assert [address.email for address in member.emailaddress_set.all()] == [NEW]


def test_the_old_address_is_told(django_capture_on_commit_callbacks):
    member = factories.member("Océane", email="ancienne@exemple.fr")
    inside = enter(member)

    give_address(inside, NEW)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(inside, code_in(last_letter(NEW, "address_code")))

    told = last_letter("ancienne@exemple.fr", "account_changed").text
    assert told.startswith("Bonjour Océane,")
    assert f"est maintenant {NEW}" in told


def test_an_address_of_somebody_else_is_never_taken_nor_revealed():
    other = factories.member(email="prise@exemple.fr")
    curious = factories.member()
    inside = enter(curious)

    taken = give_address(inside, other.email)
    confirm(inside, code_in(last_letter(other.email, "address_code")))
    free = give_address(enter(factories.member()), "libre@exemple.fr")

    curious.refresh_from_db()
    assert taken["Location"] == free["Location"] == "/compte/confirm-email/"
    assert curious.email != other.email
    assert not curious.emailaddress_set.filter(email=other.email).exists()


def test_a_password_is_possible_never_required():
    member = factories.member()
    inside = enter(member)

    chosen = "70 81 92 03 14 25 36"  # no sort of sign is asked for, nor refused
    inside.post("/compte/password/set/", {"password1": chosen, "password2": chosen})

    member.refresh_from_db()
    assert member.check_password(chosen)
    assert is_in(inside)


@pytest.mark.parametrize(
    "word", ["court", "motdepasse", "123456789012", "Coop-Studio-2026!", "institut.nuits-21"]
)
def test_a_weak_password_is_refused_in_french(word):
    inside = enter(factories.member())

    refused = inside.post("/compte/password/set/", {"password1": word, "password2": word})

    assert refused.status_code == 422
    assert "mot de passe" in refused.content.decode()


def test_a_change_asks_once_more_who_one_is():
    inside = enter(with_password(factories.member()))

    asked = give_address(inside, NEW)

    assert asked["Location"].startswith("/compte/reauthenticate/")
    assert not Letter.objects.filter(to=NEW).exists()


def test_a_forgotten_password_is_chosen_again_by_a_link_of_one_hour(client):
    member = with_password(factories.member())
    client.post("/compte/password/reset/", {"email": member.email})
    letter = last_letter(member.email, "password_reset")
    link = next(word for word in letter.text.split() if "/password/reset/key/" in word)

    form = client.get(link.replace("http://localhost:8000", ""), follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"password1": "une barque neuve au matin", "password2": "une barque neuve au matin"},
    )

    member.refresh_from_db()
    assert member.check_password("une barque neuve au matin")
    assert letter.is_secret


def test_a_link_never_carries_the_name_of_another_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    member = with_password(factories.member())

    client.post("/compte/password/reset/", {"email": member.email}, headers={"host": "evil.test"})

    assert "evil.test" not in last_letter(member.email, "password_reset").text


def test_a_forgotten_password_reveals_nobody(client):
    member = factories.member()

    known = client.post("/compte/password/reset/", {"email": member.email})
    unknown = client.post("/compte/password/reset/", {"email": "inconnu@exemple.fr"})

    assert known["Location"] == unknown["Location"]
    assert last_letter("inconnu@exemple.fr", "unknown_address")


def test_an_account_that_is_closed_receives_no_code(client):
    member = factories.member(is_active=False)

    ask_code(client, member.email)
    type_code(client, "123456")

    assert not Letter.objects.filter(kind="members.sign_in_code").exists()
    assert not is_in(client)
