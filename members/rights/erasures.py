"""The list « ne pas restaurer »: salted hashes of what was erased, in a table and in a file.

A backup brings back the table as it was that day, so the list also stands in a file beside the
database (``settings.ERASURES_FILE``), which no restoration touches: ``manage.py replay_erasures``
reads both. A hash speaks of one row as it was born: a number given again later is not its victim.
"""

import hmac
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from members.models import DoNotRestore


def note(row, *, born, at=None):
    """Write down that this row was erased, now unless said otherwise. ``born``: the instant it
    began, which never changes."""
    digest = digests(row, born)[0]
    DoNotRestore.objects.get_or_create(digest=digest, defaults={"at": at} if at else {})
    transaction.on_commit(lambda: _append(digest), robust=True)


def listed():
    """Every hash of the list, from the table and from the file."""
    written = set(DoNotRestore.objects.values_list("digest", flat=True))
    path = Path(settings.ERASURES_FILE)
    return written | (set(path.read_text().split()) if path.exists() else set())


def digests(row, born):
    """The hash of a row, with the key of today and with those of before."""
    words = f"{row._meta.label_lower}:{row.pk}:{born.timestamp():.6f}".encode()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.new(f"erasures:{key}".encode(), words, sha256).hexdigest() for key in keys]


def _append(digest):
    path = Path(settings.ERASURES_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(f"{digest}\n")
