"""Take in a file that somebody gives us, hand it back to those who may read it, erase it."""

import hashlib
import logging
import re
import unicodedata
import uuid

from django.conf import settings
from django.db import transaction
from django.http import FileResponse
from django.utils.http import content_disposition_header

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.files import store
from coopstudio.files.gate import (
    FileRefused,
    look_at,
    look_at_picture,
    repainted,
    rewritten,
)
from coopstudio.files.models import Opening, PrivateFile

__all__ = [
    "FileRefused",
    "NotYetChecked",
    "door",
    "erase",
    "may_open",
    "serve",
    "shown",
    "take_in",
    "take_in_picture",
]
log = logging.getLogger(__name__)
DOORS = []
SANDBOX = "sandbox; default-src 'none'"
KINDS = {PrivateFile.Kind.PDF: "application/pdf", PrivateFile.Kind.PICTURE: "image/jpeg"}
INLINE = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def door(may_open):
    """Open private files to some: ``may_open(person, file)`` is true for a file that they may read.

    A decorator; an app puts its doors in its ``documents.py``. Without any, nobody enters.
    """
    DOORS.append(may_open)
    return may_open


def may_open(person, file):
    """Whether one of the doors lets this person in."""
    return any(lets_in(person, file) for lets_in in DOORS)


class NotYetChecked(FileRefused):
    """The file cannot be handed over: in quarantine, refused by the scan, erased, or lost."""

    message = "Ce fichier est en cours de vérification. Revenez dans une minute."


NOT_SERVED = {
    PrivateFile.State.REFUSED: "Ce fichier n’a pas passé la vérification : il n’a pas été gardé.",
    PrivateFile.State.ERASED: "Ce fichier a été effacé.",
}
LOST = "Ce fichier est introuvable sur nos disques. Prévenez l’administration."


def take_in(upload):
    """Check, rewrite and store an uploaded PDF in the caller's transaction.

    Returns its PrivateFile, in quarantine until the worker has scanned it. Raises FileRefused.
    """
    look_at(upload, limit=settings.UPLOAD_LIMIT)
    content, pages = rewritten(upload.read())
    return _kept(content, name=clean_name(upload.name), pages=pages)


def take_in_picture(upload):
    """Check an uploaded JPG or PNG, paint it anew as a square JPEG, store it like a PDF.

    Its name is not kept. Returns its PrivateFile, in quarantine as well. Raises FileRefused.
    """
    look_at_picture(upload, limit=settings.PICTURE_LIMIT)
    content = repainted(upload.read())
    return _kept(content, name="photo.jpg", kind=PrivateFile.Kind.PICTURE)


def _kept(content, **facts):
    sha256 = hashlib.sha256(content).hexdigest()
    file = PrivateFile(id=uuid.uuid4(), size=len(content), sha256=sha256, **facts)
    try:
        store.keep(file, content)
    except OSError as full:
        log.error("A file could not be stored: %s", full)
        raise FileRefused(
            "Le fichier n’a pas pu être enregistré. Rien n’est perdu de ce que vous avez écrit : "
            "réessayez un peu plus tard."
        ) from full
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except Exception:
        store.drop(file)
        raise
    ring_after_commit("coopstudio.files.tasks.scan", str(file.pk))
    return file


def serve(file, *, by, inline=False):
    """An HTTP answer with the bytes of a clean file, locked in a sandbox; the opening is logged.

    ``by`` is the person who opens it; ``inline`` shows it in the browser instead of saving it.
    Raises NotYetChecked.
    """
    stream = _opened(file)
    Opening.objects.create(file=file, by=by)
    answer = FileResponse(stream, content_type=KINDS[file.kind])
    return sandboxed(answer, file.name, inline=inline)


def shown(picture):
    """An HTTP answer with a clean picture, as a page shows it: no opening is written, for it is
    part of a page. A browser asks again each time whether it may still show it. Raises
    NotYetChecked."""
    answer = FileResponse(_opened(picture), content_type=KINDS[picture.kind])
    sandboxed(answer, picture.name, inline=True)
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = f'"{picture.sha256[:32]}"'
    return answer


def _opened(file):
    if not file.is_clean:
        raise NotYetChecked(NOT_SERVED.get(file.state))
    try:
        return store.opened(file)
    except OSError as loss:
        log.error("A clean file cannot be read: %s", loss)
        raise NotYetChecked(LOST) from loss


def sandboxed(answer, name, *, inline):
    """The same answer, of which a browser may run nothing, guess nothing and keep nothing.

    The readers of PDF inside browsers refuse a whole sandbox: what they show ``inline`` may load
    nothing either, and is a PDF that we have written ourselves.
    """
    answer["Content-Disposition"] = content_disposition_header(not inline, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = INLINE if inline else SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def erase(file):
    """Take the bytes away for good, after commit; the row stays, for the openings it had."""
    with locked(file) as fresh:
        fresh.move_to(PrivateFile.State.ERASED)
        fresh.name, fresh.sha256 = "", ""
        fresh.save()
        transaction.on_commit(lambda: store.drop(fresh), robust=True)
    return fresh


def clean_name(name):
    """What is shown of the name that came: one line, no path, no trap, at most 150 signs."""
    words = unicodedata.normalize("NFC", name or "")
    words = words.replace("\x00", "").replace("\\", "/").rpartition("/")[2]
    words = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in words)
    words = re.sub(r'[<>:"|?*;]', "", " ".join(words.split())).strip()
    stem = re.sub(r"\.pdf$", "", words, flags=re.IGNORECASE).strip(". ")
    return f"{stem[:146] or 'document'}.pdf"
