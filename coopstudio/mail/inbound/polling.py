"""Fetch the mail that waits in a box (IMAP). A letter is marked as read once it is written here.

Whatever happens in between, it comes again and is recognised by its Message-ID. One that cannot be
taken in is flagged in the box, for a person to see, and only tried again after those that are new.
"""

import imaplib
import logging
import random
import re
from contextlib import contextmanager, suppress

from django.conf import settings
from django.utils import timezone

from coopstudio.mail.inbound.door import Unreadable, take_in

log = logging.getLogger(__name__)
PATIENCE = 20  # seconds for each answer of the server
ROUND = 200  # letters at most in one round
AGAIN = 20  # of those that failed before: not always the same, so that each has its turn
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def fetch_new():
    """Take in every unread mail of the box. Returns how many; 0 when no box is set."""
    if not settings.INBOX["host"]:
        return 0
    with _box() as box:
        failed = _unread(box, "FLAGGED")
        chosen = random.sample(failed, min(AGAIN, len(failed)))  # noqa: S311 (no secret)
        return sum(_taken(box, uid) for uid in [*_unread(box, "UNFLAGGED")[:ROUND], *chosen])


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


def _unread(box, which):
    return _sure(box.uid("SEARCH", "UNSEEN", which))[0].split()


def _taken(box, uid):
    """Whether one mail was taken in; one that cannot be is flagged, and logged."""
    try:
        is_there = _handed_in(box, uid)
    except (imaplib.IMAP4.abort, OSError):  # the box itself has gone
        raise
    except Exception:  # one mail must not keep the others from coming in
        log.exception("A mail of the box was not taken in")
        _sure(box.uid("STORE", uid, "+FLAGS", r"(\Flagged)"))
        return False
    _sure(box.uid("STORE", uid, "+FLAGS", r"(\Seen)"))
    return is_there


def _handed_in(box, uid):
    """Whether there was a mail to hand over."""
    size = SIZE.search(b" ".join(_pieces(box.uid("FETCH", uid, "(RFC822.SIZE)"))))
    is_heavy = size is not None and int(size[1]) > settings.INBOUND_LIMIT
    asked = "(BODY.PEEK[HEADER])" if is_heavy else "(BODY.PEEK[])"
    raw = next((part for part in _parts(box.uid("FETCH", uid, asked))), None)
    try:
        if raw is not None:
            take_in(raw, at=timezone.now(), is_heavy=is_heavy)
    except Unreadable as trouble:
        log.warning("A mail of the box cannot be read: %s", trouble)
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
