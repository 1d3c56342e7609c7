"""Entering, and what protects an account."""

from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.timezone import localdate

from coopstudio.mail.api import address, letter
from members.accounts.devices import device_named
from members.emails.samples import PROTECTS, once, sample
from members.models import Person


def _first_name_at(email):
    known = Person.objects.filter(email__iexact=email).values_list("first_name", flat=True)
    return known.first() or ""


@letter(
    "members.sign_in_code",
    occasion="Quand une personne demande un code pour entrer.",
    sample=sample(code="481 726"),
    secret=True,
)
def sign_in_code(email, facts, *, write):
    write(to=email, key=once(), first_name=_first_name_at(email), code=_in_threes(facts["code"]))


@letter(
    "members.address_code",
    occasion="Quand une personne donne une nouvelle adresse : le code y part.",
    sample=sample(code="481 726"),
    secret=True,
)
def address_code(email, facts, *, write):
    write(
        to=email,
        key=once(),
        first_name=facts["user"].first_name,
        code=_in_threes(facts["code"]),
    )


@letter(
    "members.address_doubted",
    occasion="Quand qui entre par une adresse recopiée n’a pas pu dire à qui elle est ; à qui "
    "tient le registre.",
    sample=sample(name="Mehdi Zerrouki", email="mehdi@exemple.fr"),
    fixed=PROTECTS,
)
def address_doubted(person, keeper, *, write):
    write(
        to=keeper.letterbox,
        key=f"{person.pk}:{person.unproved_since.timestamp()}:{keeper.pk}",
        about=person,
        first_name=keeper.first_name,
        name=person.full_name,
        email=person.email,
        link=address(reverse("members:life", args=[person.pk])),
    )


@letter(
    "members.unknown_address",
    occasion="Quand quelqu’un demande à entrer avec une adresse que nous ne connaissons pas ; "
    "une fois par jour et par adresse au plus.",
    sample=sample(),
    stranger=True,
    fixed=PROTECTS,
)
def unknown_address(email, facts, *, write):
    write(to=email, key=_once_a_day(email), call=address("/appel/"), link=_sign_in())


@letter(
    "members.password_reset",
    occasion="Quand une personne a oublié son mot de passe.",
    sample=sample(link=address("/compte/password/reset/key/exemple/")),
    secret=True,
)
def password_reset(email, facts, *, write):
    write(
        to=email,
        key=once(),
        first_name=facts["user"].first_name,
        link=address(urlsplit(facts["password_reset_url"]).path),
    )


@letter(
    "members.account_changed",
    occasion="Quand ce qui protège un compte change : adresse, mot de passe, clé, codes.",
    sample=sample(
        change="password_changed", device="Firefox, Windows", at=datetime(2026, 12, 3, 13, 30)
    ),
    fixed=PROTECTS,
)
def account_changed(email, change, facts, *, write):
    """``change`` is allauth's name of what happened; the sentence stands in the template."""
    write(
        to=email,
        key=once(),
        first_name=_first_name_at(facts.get("to_email", email)),
        change=change,
        new_address=facts.get("to_email", ""),
        device=device_named(facts.get("user_agent", "")),
        at=facts["timestamp"],
        link=address(reverse("mfa_index")),
    )


def _sign_in():
    return address(reverse("account_login"))


def _in_threes(code):
    """« 481 726 »: read in two breaths, typed with or without the space."""
    return f"{code[:3]} {code[3:]}"


def _once_a_day(email):
    fingerprint = sha256(email.lower().encode()).hexdigest()[:24]
    return f"{fingerprint}:{localdate()}"
