"""What somebody in difficulty writes is enciphered: ledger and dumps say nothing of it.

The key is drawn from ``SECRET_KEY`` for this use alone, and each text is tied to its own place.
"""

import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"coop.contributions.hardships.v1"
NONCE = 12
LENGTH = 8_400
"""Bytes of every text: its length tells nothing either."""


def closed(words, *, place):
    """The words, as bytes that say nothing."""
    nonce = os.urandom(NONCE)
    plain = words.encode().ljust(LENGTH)
    return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, plain, _tie(place))


def opened(sealed, *, place):
    """The words again; empty when they were effaced, or closed elsewhere."""
    raw = bytes(sealed)
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            plain = _cipher(key).decrypt(raw[:NONCE], raw[NONCE:], _tie(place))
        except (InvalidTag, ValueError):
            continue
        return plain.decode().rstrip()
    return ""


def place_of(round_id, contract_id):
    return f"{round_id}:{contract_id}"


def _tie(place):
    return f"{PURPOSE.decode()}:{place}".encode()


@cache
def _cipher(secret):
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return ChaCha20Poly1305(drawn)
