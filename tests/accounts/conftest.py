"""What the tests of accounts share: a code read in its letter, an entry typed like a person."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from coopstudio.mail.models import Letter

CODE = re.compile(r"^(\d{3}) (\d{3})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def rested(db):
    """Nobody has knocked yet: no rate limit is already used."""
    cache.clear()


def last_letter(to, kind):
    return Letter.objects.filter(to=to, kind=f"members.{kind}").latest("pk")


def code_in(letter):
    return "".join(CODE.search(letter.text).groups())


def ask_code(client, email, **extra):
    return client.post("/compte/login/", {"login": email}, **extra)


def type_code(client, code, **extra):
    return client.post("/compte/login/code/confirm/", {"code": code}, **extra)


def enter(person, client=None):
    """Sign in as a person does, with the code of the letter. Returns the client."""
    client = client or Client()
    ask_code(client, person.email)
    type_code(client, code_in(last_letter(person.email, "sign_in_code")))
    return client


def is_in(client):
    return client.get("/accueil/").status_code == 200
