"""How long one stays in, and what puts one out at once."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.conftest import enter, is_in
from tests.accounts.test_sign_in import PASSWORD, with_password
from tests.members import factories

NOON = "2026-12-03 12:00+01:00"
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.mark.parametrize(("who", "pause"), [(factories.founder, HOUR), (factories.member, 3 * DAY)])
@pytest.mark.parametrize(("more", "stays"), [(-MINUTE, True), (MINUTE, False)])
def test_a_session_that_nobody_uses_closes(who, pause, more, stays):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(who())
        assert is_in(client)
        clock.shift(pause + more)

        assert is_in(client) is stays


@pytest.mark.parametrize(
    ("who", "step", "longest"),
    [(factories.treasurer, HOUR // 2, 12 * HOUR), (factories.member, 2 * DAY, 14 * DAY)],
)
@pytest.mark.parametrize(("more", "stays"), [(-MINUTE, True), (MINUTE, False)])
def test_a_session_closes_even_when_used(who, step, longest, more, stays):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(who())
        for _ in range(longest // step - 1):
            is_in(client)
            clock.shift(step)
        is_in(client)
        clock.shift(step + more)

        assert is_in(client) is stays


def test_a_session_that_closed_says_so():
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(factories.member())
        is_in(client)
        clock.shift(4 * DAY)

        page = client.get("/accueil/", follow=True)

    assert page.redirect_chain == [("/compte/login/?next=/accueil/", 302)]
    assert "Votre session s’est refermée" in page.content.decode()


def test_a_closed_account_is_out_at_once():
    member = factories.member()
    client = enter(member)

    member.is_active = False
    member.save()

    assert not is_in(client)


def test_a_role_given_back_shortens_nothing_and_opens_nothing():
    founder = factories.founder()
    client = enter(founder)
    founder.offices.update(ended_on="2026-11-01")

    with time_machine.travel(NOON):
        assert client.get("/candidatures/").status_code in (302, 404)


def test_a_new_password_closes_the_other_sessions(client):
    member = with_password(factories.member())
    here, elsewhere = enter(member), enter(member)
    here.post("/compte/reauthenticate/", {"password": PASSWORD})

    here.post(
        "/compte/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "quatre péniches et un canal",
            "password2": "quatre péniches et un canal",
        },
    )

    assert is_in(here)
    assert not is_in(elsewhere)


def test_one_may_close_every_other_session():
    member = factories.member()
    here, elsewhere = enter(member), enter(member)

    here.post("/compte/sessions/")

    assert is_in(here)
    assert not is_in(elsewhere)


def test_sessions_are_named_as_one_knows_them():
    browser = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    client = enter(factories.member(), Client(headers={"user-agent": browser}))

    page = client.get("/compte/sessions/").content.decode()

    assert "Firefox, Windows" in page
    assert "cet appareil" in page


def test_a_page_of_somebody_signed_in_reads_session_and_person():
    client = enter(factories.founder())
    is_in(client)

    with CaptureQueriesContext(connection) as queries:
        client.get("/aide/")

    read = [re.search(r'SELECT "(\w+)"', one["sql"]) for one in queries]
    assert [found[1] for found in read if found] == ["django_session", "members_person"]
