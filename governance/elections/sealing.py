"""Folded ballots: enciphered until all are opened together, so that nobody reads one before (E1).

The key is drawn from ``SECRET_KEY`` for this use alone. Each ballot is tied to its own place in its
own round (moved elsewhere it opens no more), padded to one length for all, and holds no hour.
"""

import json
import os
from base64 import b64decode, b64encode
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"coop.governance.ballots.v1"
NONCE = 12
LENGTH = 8_400
"""Bytes of every ballot: the longest reason in the widest letters, a key, and their marks."""


class CannotOpen(Exception):  # noqa: N818 (a fact, not an error of the caller)
    """This ballot was folded under another key, or for another place."""


def seal(place, *, person, reason):
    """The name (a key) and the reason, as a text that says nothing, not even its length."""
    words = json.dumps([person, reason], ensure_ascii=False).encode()
    nonce = os.urandom(NONCE)
    closed = _cipher(settings.SECRET_KEY).encrypt(nonce, words.ljust(LENGTH), _tie(place))
    return b64encode(nonce + closed).decode()


def unseal(place, sealed):
    """(key of the person named, reason). Raises CannotOpen; older keys of the house open too."""
    raw = b64decode(sealed)
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            words = _cipher(key).decrypt(raw[:NONCE], raw[NONCE:], _tie(place))
        except InvalidTag:
            continue
        person, reason = json.loads(words)
        return person, reason
    raise CannotOpen


def _tie(place):
    return f"{PURPOSE.decode()}:{place}".encode()


@cache
def _cipher(secret):
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return ChaCha20Poly1305(drawn)
