"""One address per thread and per reader, that nobody can guess: where an answer to a letter goes.

``reponse+fil-1z-2b-<proof>@domain``: what is answered, for whom, and the proof that we wrote it.
Small letters and figures only, since mail servers do not all keep capitals.
"""

import re
from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "coopstudio.mail.inbound"
PROOF = 20  # signs of 5 bits
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TOKEN = re.compile(r"(?P<kind>[a-z]+)(?P<numbers>(?:-[0-9a-z]{1,13})+)-(?P<proof>[a-z2-7]{20})")


def reply_address(kind, *numbers):
    """Where the reader of a letter answers it; empty when the house receives no mail."""
    name, _, domain = settings.REPLY_ADDRESS.rpartition("@")
    if not name:
        return ""
    told = "-".join([kind, *map(_in_36, numbers)])
    return f"{name}+{told}-{_proof(told, settings.SECRET_KEY)}@{domain}"


def asked_at(address):
    """(kind, numbers) of one of our reply addresses; None for any other."""
    name, _, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    local, _, where = address.lower().rpartition("@")
    before, _, token = local.partition("+")
    found = TOKEN.fullmatch(token)
    if not name or (before, where) != (name, domain) or found is None:
        return None
    told, proof = token[: -PROOF - 1], found["proof"]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(proof, _proof(told, key)) for key in keys):
        return None
    return found["kind"], [int(number, 36) for number in found["numbers"][1:].split("-")]


def is_ours(address):
    """Whether a mail from there would come from the house itself."""
    houses = {settings.CONTACT_EMAIL.lower(), settings.REPLY_ADDRESS.lower()}
    return address.lower() in houses or asked_at(address) is not None


def _proof(told, key):
    digest = salted_hmac(SALT, told, secret=key, algorithm="sha256").digest()
    return b32encode(digest).decode().lower()[:PROOF]


def _in_36(number):
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
