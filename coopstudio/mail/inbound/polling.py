"""Fetch the mail that waits in a box (IMAP). A letter is marked as read once it is written here.

Whatever happens in between, it comes again and is recognised by its Message-ID.
"""

import imaplib
import logging
import re
from contextlib import contextmanager, suppress

from django.conf import settings
from django.utils import timezone

from coopstudio.mail.inbound.door import Unreadable, take_in

log = logging.getLogger(__name__)
PATIENCE = 20  # seconds for each answer of the server
ROUND = 200  # letters at most in one round
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def fetch_new():
    """Take in every unread mail of the box. Returns how many; 0 when no box is set."""
    if not settings.INBOX["host"]:
        return 0
    with _box() as box:
        return sum(_taken(box, uid) for uid in _unread(box)[:ROUND])


@contextmanager
def _box():
    known = settings.INBOX
    door = imaplib.IMAP4_SSL if known["ssl"] else imaplib.IMAP4
    box = door(known["host"], known["port"], timeout=PATIENCE)
    try:
        box.login(known["user"], known["password"])
        _sure(box.select(known["folder"]))
        yield box
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            box.logout()


def _unread(box):
    return _sure(box.uid("SEARCH", "UNSEEN"))[0].split()


def _taken(box, uid):
    """Whether one mail was taken in; one that cannot be is left aside, and logged."""
    size = SIZE.search(b" ".join(_pieces(box.uid("FETCH", uid, "(RFC822.SIZE)"))))
    is_heavy = size is not None and int(size[1]) > settings.INBOUND_LIMIT
    asked = "(BODY.PEEK[HEADER])" if is_heavy else "(BODY.PEEK[])"
    raw = next((part for part in _parts(box.uid("FETCH", uid, asked))), None)
    try:
        if raw is not None:
            take_in(raw, at=timezone.now(), is_heavy=is_heavy)
    except Unreadable as trouble:
        log.warning("A mail of the box cannot be read: %s", trouble)
    except Exception:  # one mail must not keep the others from coming in
        log.exception("A mail of the box was not taken in")
        return False
    _sure(box.uid("STORE", uid, "+FLAGS", r"(\Seen)"))
    return raw is not None


def _parts(answer):
    """The bytes that the server joined to its answer."""
    return [piece[1] for piece in _sure(answer) if isinstance(piece, tuple)]


def _pieces(answer):
    return [piece[0] if isinstance(piece, tuple) else piece for piece in _sure(answer) if piece]


def _sure(answer):
    """What the server answered. Raises imaplib.IMAP4.error when it said no."""
    said, data = answer
    if said != "OK":
        raise imaplib.IMAP4.error(f"the box answered {said}")
    return data
