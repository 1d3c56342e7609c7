"""Letters that the demonstration really delivered, read from its Maildir."""

import mailbox
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Delivered:
    """One letter as its reader finds it."""

    key: str
    to: str
    subject: str
    at: datetime
    text: str
    papers: list

    @property
    def address(self):
        return parseaddr(self.to)[1].lower()


def delivered_to(email):
    """The letters of that address, latest first."""
    letters = (_read(key, message) for key, message in _box() if _address(message) == email.lower())
    return sorted(letters, key=lambda letter: letter.at, reverse=True)


def addresses():
    """Every address that received a letter, in alphabetical order."""
    return sorted({_address(message) for _, message in _box()})


def delivered(key):
    """The letter known under ``key``; None when there is none."""
    return next((_read(one, message) for one, message in _box() if one == key), None)


def paper(key, rank):
    """What is joined to a letter, as (name, type, bytes), counted from 1; None beyond."""
    message = next((message for one, message in _box() if one == key), None)
    parts = list(_parsed(message).iter_attachments()) if message else []
    if not 1 <= rank <= len(parts):
        return None
    part = parts[rank - 1]
    return part.get_filename(), part.get_content_type(), part.get_payload(decode=True)


def _box():
    folder = Path(settings.VAR_DIR) / "mailbox"
    if not folder.exists():
        return []
    return mailbox.Maildir(folder, factory=None, create=False).items()


def _address(message):
    return parseaddr(message["To"])[1].lower()


def _read(key, message):
    letter = _parsed(message)
    return Delivered(
        key=key,
        to=str(letter["To"]),
        subject=str(letter["Subject"]),
        at=parsedate_to_datetime(letter["Date"]),
        text=letter.get_body(("plain",)).get_content(),
        papers=[part.get_filename() for part in letter.iter_attachments()],
    )


def _parsed(message):
    return message_from_bytes(message.as_bytes(), policy=default)
