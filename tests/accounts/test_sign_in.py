"""Entering: a code, a password, or not at all."""

from itertools import count

import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from coopstudio.mail.models import Letter
from members.models import Person
from tests.accounts.conftest import ask_code, code_in, enter, is_in, last_letter, type_code
from tests.members import factories

PASSWORD = "trois péniches sur la Saône"  # noqa: S105
NOON = "2026-12-03 12:00+01:00"


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


def try_password(client, person, password=PASSWORD, **extra):
    return client.post("/compte/login/", {"login": person.email, "password": password}, **extra)


def test_one_enters_with_the_code_of_the_letter(client):
    member = factories.member("Océane")

    asked = ask_code(client, member.email)
    letter = last_letter(member.email, "sign_in_code")
    entered = type_code(client, code_in(letter))

    assert asked["Location"] == "/compte/login/code/confirm/"
    assert letter.text.startswith("Bonjour Océane,")
    assert letter.is_secret
    assert entered["Location"] == "/accueil/"
    assert is_in(client)


def test_the_code_is_taken_with_its_space(client):
    member = factories.member()
    ask_code(client, member.email)
    code = code_in(last_letter(member.email, "sign_in_code"))

    type_code(client, f" {code[:3]} {code[3:]} ")

    assert is_in(client)


def test_somebody_who_candidates_arrives_at_their_application(client):
    someone = factories.person()
    ask_code(client, someone.email)

    entered = type_code(client, code_in(last_letter(someone.email, "sign_in_code")))

    assert entered["Location"] == "/ma-candidature/"


def test_a_wrong_code_is_refused_in_french_and_may_be_typed_again(client):
    member = factories.member()
    ask_code(client, member.email)
    code = code_in(last_letter(member.email, "sign_in_code"))
    wrong = "000000" if code != "000000" else "111111"

    refused = type_code(client, wrong)
    type_code(client, code)

    assert refused.status_code == 422
    assert "Ce n’est pas le bon code" in refused.content.decode()
    assert is_in(client)


def test_three_wrong_codes_close_the_door(client):
    member = factories.member()
    ask_code(client, member.email)
    code = code_in(last_letter(member.email, "sign_in_code"))
    for _ in range(3):
        type_code(client, "x")

    type_code(client, code)

    assert not is_in(client)


def test_a_code_is_worth_fifteen_minutes(client):
    member = factories.member()
    with time_machine.travel(NOON, tick=False) as clock:
        ask_code(client, member.email)
        code = code_in(last_letter(member.email, "sign_in_code"))
        clock.shift(15 * 60 + 1)

        type_code(client, code)

        assert not is_in(client)


def test_a_code_serves_once(client):
    member = factories.member()
    enter(member, client)
    code = code_in(last_letter(member.email, "sign_in_code"))
    other = Client()

    type_code(other, code)

    assert not is_in(other)


def test_an_address_that_nobody_has_gets_the_same_answer(client):
    member = factories.member(email="connue@exemple.fr")

    known = ask_code(Client(), member.email, follow=True)
    unknown = ask_code(Client(), "inconnu@exemple.fr", follow=True)

    assert known.status_code == unknown.status_code == 200
    assert shown(known, "connue") == shown(unknown, "inconnu")


def shown(response, name):
    """The page without what changes at each visit."""
    page = response.content.decode().replace(name, "…")
    token = response.context["csrf_token"]
    return page.replace(str(token), "")


def test_a_stranger_is_told_so_by_letter_once_a_day(client):
    for _ in range(2):
        ask_code(Client(), "inconnu@exemple.fr")

    written = Letter.objects.filter(to="inconnu@exemple.fr")

    assert [letter.kind for letter in written] == ["members.unknown_address"]


def test_one_may_enter_with_a_password(client):
    member = with_password(factories.member())

    try_password(client, member)

    assert is_in(client)


def test_a_password_is_hashed_once_whether_its_person_is_known_or_not(client, monkeypatch):
    """Time is what a hash takes: as many of them, as long an answer."""
    known, hashed = with_password(factories.member()), []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or encode(*given)
    )

    try_password(client, known, "au hasard")
    of_somebody = len(hashed)
    hashed.clear()
    try_password(client, Person(email="personne@exemple.fr"), "au hasard")

    assert of_somebody == len(hashed) == 1


def test_after_five_wrong_passwords_the_right_one_is_refused(client, caplog):
    """What counts is not a status but whether the right password opens."""
    member = with_password(factories.member())
    for _ in range(5):
        try_password(client, member, "au hasard, une fois de plus")

    refused = try_password(client, member)

    assert "Trop d’essais" in refused.content.decode()
    assert not is_in(client)
    written = [line.message for line in caplog.records if line.name == "members.accounts.adapter"]
    assert written == [
        *["Entrée refusée : email_password_mismatch"] * 5,
        "Entrée refusée : too_many_login_attempts",
    ]


def test_behind_the_proxy_each_address_has_its_own_limit(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        ask_code(Client(), "a@exemple.fr", HTTP_X_FORWARDED_FOR="192.0.2.1")

    same = ask_code(Client(), "a@exemple.fr", HTTP_X_FORWARDED_FOR="192.0.2.1")
    forged = ask_code(Client(), "a@exemple.fr", HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.1")
    other = ask_code(Client(), "a@exemple.fr", HTTP_X_FORWARDED_FOR="192.0.2.2")

    assert [same.status_code, forged.status_code, other.status_code] == [429, 429, 302]


def test_a_home_of_ipv6_is_one_machine_however_many_addresses_it_takes(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    number = count()

    def asked(address):
        email = f"{next(number)}@exemple.fr"  # each has a limit of its own, beside this one
        return ask_code(Client(), email, REMOTE_ADDR=address).status_code

    assert [asked(f"2001:db8:0:1::{n}") for n in (1, 2, 3)] == [302, 302, 429]
    assert asked("2001:db8:0:2::1") == 302
    assert [asked(to) for to in ("192.0.2.7", "::ffff:192.0.2.7", "192.0.2.7")] == [302, 302, 429]
    assert asked("::ffff:192.0.2.8") == 302


def test_nobody_is_sent_more_than_three_codes_a_minute(client):
    member = factories.member()
    for _ in range(4):
        ask_code(Client(), member.email)

    assert Letter.objects.filter(to=member.email).count() == 3


def test_one_is_never_led_to_another_site(client):
    member = factories.member()
    client.post("/compte/login/?next=https://evil.example", {"login": member.email})
    code = code_in(last_letter(member.email, "sign_in_code"))

    entered = client.post(
        "/compte/login/code/confirm/?next=https://evil.example",
        {"code": code, "next": "https://evil.example"},
    )

    assert entered["Location"] == "/accueil/"


def test_one_is_led_where_one_wanted_to_go(client):
    member = factories.member()
    asked = client.post("/compte/login/", {"login": member.email, "next": "/aide/"})
    code = code_in(last_letter(member.email, "sign_in_code"))

    entered = client.post(asked["Location"], {"code": code, "next": "/aide/"})

    assert entered["Location"] == "/aide/"


def test_sign_up_is_closed_and_says_where_to_begin(client):
    page = client.get("/compte/signup/").content.decode()

    assert "On n’entre pas par un formulaire" in page
    assert 'href="/appel/"' in page


def test_pages_of_what_we_do_not_use_do_not_exist(client):
    for path in ("signup/passkey/", "phone/change/", "phone/verify/", "2fa/webauthn/signup/"):
        assert client.get(f"/compte/{path}").status_code in (302, 404)
        assert enter(factories.member()).get(f"/compte/{path}").status_code == 404


def test_the_key_of_the_session_changes_at_the_door(client):
    client.get("/appel/")
    session = client.session
    session["draft"] = 7
    session.save()
    before = session.session_key

    enter(factories.member(), client)

    assert client.session.session_key != before
    assert client.session["draft"] == 7
