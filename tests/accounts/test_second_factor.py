"""A second proof: an application, codes on paper, and those who may not do without."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from coopstudio.mail.models import Letter
from tests.accounts.conftest import ask_code, code_in, enter, is_in, last_letter, type_code
from tests.members import factories

PRIVILEGED = [factories.founder, factories.treasurer, factories.administrator]


@pytest.fixture(autouse=True)
def second_factor_asked(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = True


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def add_application(client):
    """As a person does: read the secret, type the code. Returns the secret."""
    page = client.get("/compte/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/compte/2fa/totp/activate/", {"code": code_of(secret)})
    return secret


@pytest.mark.parametrize("who", PRIVILEGED)
def test_without_a_second_factor_only_security_and_public_pages_open(who):
    client = enter(who())

    assert client.get("/accueil/")["Location"] == "/compte/2fa/"
    assert client.get("/compte/sessions/")["Location"] == "/compte/2fa/"
    assert "Ajoutez une seconde preuve" in client.get("/compte/2fa/").content.decode()
    assert client.get("/compte/2fa/totp/activate/").status_code == 200
    assert client.get("/aide/").status_code == 200


@pytest.mark.parametrize("who", PRIVILEGED)
def test_with_a_second_factor_the_house_opens(who):
    client = enter(who())

    add_application(client)

    assert is_in(client)


def test_members_may_do_without():
    assert is_in(enter(factories.member()))


def test_the_demonstration_may_do_without_and_says_so(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    client = enter(factories.founder())

    assert is_in(client)
    assert "la seconde preuve est facultative" in client.get("/compte/2fa/").content.decode()


def test_a_code_of_the_application_is_asked_after_the_code_of_the_letter(client):
    founder = factories.founder()
    secret = add_application(enter(founder))
    Authenticator.objects.update(data={"secret": secret})

    ask_code(client, founder.email)
    halfway = type_code(client, code_in(last_letter(founder.email, "sign_in_code")))
    outside = is_in(client)
    trust = client.post("/compte/2fa/authenticate/", {"code": code_of(secret)})
    client.post(trust["Location"], {"action": "skip"})

    assert halfway["Location"] == "/compte/2fa/authenticate/"
    assert not outside
    assert is_in(client)


def test_a_wrong_code_of_the_application_is_refused(client):
    founder = factories.founder()
    add_application(enter(founder))
    ask_code(client, founder.email)
    type_code(client, code_in(last_letter(founder.email, "sign_in_code")))

    refused = client.post("/compte/2fa/authenticate/", {"code": "000000"})

    assert refused.status_code == 422
    assert "Ce n’est pas le bon code" in refused.content.decode()


def recovery_codes_of(client):
    """They come with the first second factor, and are shown at once."""
    page = client.get("/compte/2fa/recovery-codes/").content.decode()
    return re.findall(r"<code>(\d{8})</code>", page)


def through_second_door(client, founder, code):
    ask_code(client, founder.email)
    type_code(client, code_in(last_letter(founder.email, "sign_in_code")))
    trust = client.post("/compte/2fa/authenticate/", {"code": code})
    if trust.status_code == 302:
        client.post(trust["Location"], {"action": "skip"})
    return is_in(client)


def test_a_code_of_paper_opens_once():
    founder = factories.founder()
    inside = enter(founder)
    add_application(inside)
    codes = recovery_codes_of(inside)

    assert len(codes) == 10
    assert through_second_door(Client(), founder, codes[0])
    assert not through_second_door(Client(), founder, codes[0])


def test_codes_of_paper_may_be_downloaded():
    inside = enter(factories.founder())
    add_application(inside)
    codes = recovery_codes_of(inside)

    paper = inside.get("/compte/2fa/recovery-codes/download/")

    assert paper["Content-Disposition"].startswith("attachment")
    assert all(code in paper.content.decode() for code in codes)


def test_who_must_have_a_second_factor_keeps_the_last_one():
    founder = factories.founder()
    inside = enter(founder)
    add_application(inside)
    inside.post("/compte/2fa/reauthenticate/", {"code": recovery_codes_of(inside)[0]})

    refused = inside.post("/compte/2fa/totp/deactivate/")

    assert refused.status_code == 422
    assert "Votre fonction demande un second facteur" in refused.content.decode()
    assert founder.authenticator_set.filter(type="totp").exists()


def test_a_change_of_what_protects_an_account_is_told_by_letter(
    django_capture_on_commit_callbacks,
):
    founder = factories.founder()
    inside = enter(founder)

    with django_capture_on_commit_callbacks(execute=True):
        add_application(inside)

    told = Letter.objects.filter(to=founder.email, kind="members.account_changed")
    assert "Une application qui donne des codes protège" in told.first().text


def test_recovery_codes_alone_are_no_second_factor():
    founder = factories.founder()
    Authenticator.objects.create(
        user=founder, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0}
    )

    assert not founder.has_second_factor
