"""Quarantine: a file may be read once a scanner has looked at it, or at once if there is none.

The guard that always stands is the rewriting (``gate``). Where ``COOP_CLAMD`` names the socket of
a ClamAV service (``/run/clamav/clamd.ctl`` or ``host:port``), it looks too; while it is away,
files wait.
"""

import logging
import socket
import struct

from django.conf import settings
from django.db import transaction

from coopstudio.files import store
from coopstudio.files.models import PrivateFile

log = logging.getLogger(__name__)
State = PrivateFile.State
CHUNK = 1 << 16


def scan(file_id):
    """Decide for one file; leave it waiting when the scanner does not answer."""
    with transaction.atomic():
        waiting = PrivateFile.objects.select_for_update(skip_locked=True)
        file = waiting.filter(pk=file_id, state=State.QUARANTINED).first()
        if file is None:
            return
        try:
            trouble = found_in(file)
        except OSError as silence:
            log.warning("A file cannot be looked at now: %s", silence)
            return
        file.move_to(State.REFUSED if trouble else State.CLEAN)
        file.save()
        if trouble:
            log.warning("File %s refused: %s", file.pk, trouble)
            transaction.on_commit(lambda: store.drop(file), robust=True)


def scan_waiting():
    ids = PrivateFile.objects.filter(state=State.QUARANTINED).order_by("received_at")
    for pk in list(ids.values_list("pk", flat=True)[:100]):
        scan(pk)


def sweep():
    """Throw away stored bytes, older than an hour, of which no living row speaks."""
    old = list(store.old_names())
    living = PrivateFile.objects.filter(pk__in=[pk for pk, _ in old if pk])
    living = living.exclude(state__in=[State.REFUSED, State.ERASED])
    spoken_of = set(living.values_list("pk", flat=True))
    for pk, name in old:
        if pk not in spoken_of:
            store.throw(name)


def found_in(file):
    """The name of what the scanner found, or an empty string. Raises OSError when it is away."""
    try:
        stream = store.opened(file)
    except FileNotFoundError:
        return "the bytes are gone"
    except store.Changed as change:
        return str(change)
    with stream:
        return _scanned(stream) if settings.CLAMD else ""


def _scanned(content):
    with _scanner() as wire:
        wire.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            wire.sendall(struct.pack("!I", len(chunk)) + chunk)
        wire.sendall(struct.pack("!I", 0))
        answer = wire.makefile("rb").read().decode(errors="replace").strip("\0\n ")
    if answer.endswith(" FOUND"):
        return answer
    if not answer.endswith(" OK"):
        raise OSError(answer or "no answer")
    return ""


def greet():
    """Raises OSError unless the scanner answers."""
    with _scanner() as wire:
        wire.sendall(b"zPING\0")
        answer = wire.makefile("rb").read().strip(b"\0\n ")
    if answer != b"PONG":
        raise OSError(answer.decode(errors="replace") or "no answer")


def _scanner():
    if settings.CLAMD.startswith("/"):
        wire = socket.socket(socket.AF_UNIX)
        wire.settimeout(20)
        wire.connect(settings.CLAMD)
        return wire
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=20)
