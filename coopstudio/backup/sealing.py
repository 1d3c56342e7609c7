"""A stream that nobody reads without the key, nor changes, cuts or reorders unseen.

AES-256-GCM over chunks of a mebibyte; each nonce is the rank of its chunk, and the last chunk says
that it is the last. The key of a file comes from ours and from a salt of its own (HKDF).
"""

import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"COOP1\n"
CHUNK = 1 << 20
SALT, TAG, KEY = 16, 16, 32
SIZE = struct.Struct(">I?")


class Broken(ValueError):  # noqa: N818 (a fact, told in French)
    """The file is not ours, was damaged, or was sealed with another key."""


def new_key():
    """A key for COOP_BACKUP_KEY, to be kept elsewhere than the backups."""
    return urlsafe_b64encode(os.urandom(KEY)).decode()


class Writer:
    """A file to write in, whose bytes leave sealed into ``out``. Not closed, it is refused."""

    def __init__(self, out, key):
        salt = os.urandom(SALT)
        self.out, self.waiting, self.rank = out, bytearray(), 0
        self.cipher = _cipher(key, salt)
        out.write(MAGIC + salt)

    def write(self, content):
        self.waiting += content
        while len(self.waiting) > CHUNK:
            self._leave(bytes(self.waiting[:CHUNK]), is_last=False)
            del self.waiting[:CHUNK]
        return len(content)

    def close(self):
        self._leave(bytes(self.waiting), is_last=True)

    def _leave(self, content, *, is_last):
        head = SIZE.pack(len(content) + TAG, is_last)
        self.out.write(head + self.cipher.encrypt(_nonce(self.rank), content, head))
        self.rank += 1


class Reader:
    """The bytes that were sealed, in their order. Raises Broken at the first that are not."""

    def __init__(self, source, key):
        start = source.read(len(MAGIC) + SALT)
        if not start.startswith(MAGIC) or len(start) < len(MAGIC) + SALT:
            raise Broken("Ce fichier n’est pas une sauvegarde de la maison.")
        self.source, self.ready, self.rank, self.is_over = source, b"", 0, False
        self.cipher = _cipher(key, start[len(MAGIC) :])

    def read(self, size):
        while len(self.ready) < size and not self.is_over:
            self.ready += self._next()
        given, self.ready = self.ready[:size], self.ready[size:]
        return given

    def _next(self):
        head = self.source.read(SIZE.size)
        if len(head) < SIZE.size:
            raise Broken("La sauvegarde est coupée : sa fin manque.")
        length, is_last = SIZE.unpack(head)
        if length > CHUNK + TAG:
            raise Broken("La sauvegarde est abîmée.")
        try:
            found = self.cipher.decrypt(_nonce(self.rank), self.source.read(length), head)
        except InvalidTag as error:
            said = "Cette clé n’ouvre pas la sauvegarde, ou la sauvegarde est abîmée."
            raise Broken(said) from error
        self.rank, self.is_over = self.rank + 1, is_last
        return found


def _cipher(key, salt):
    try:
        ours = urlsafe_b64decode(key)
    except ValueError:
        ours = b""
    if len(ours) != KEY:
        raise Broken(
            "COOP_BACKUP_KEY n’est pas une clé : « manage.py backup --new-key » en fait une."
        )
    return AESGCM(HKDF(SHA256(), KEY, salt, b"coop backup").derive(ours))


def _nonce(rank):
    return rank.to_bytes(12, "big")
