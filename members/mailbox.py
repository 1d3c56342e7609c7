"""Letters that the demonstration really delivered, read from its Maildir."""

import mailbox
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
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


def delivered_to(email):
    """The letters of that address, latest first."""
    letters = (_read(key, message) for key, message in _box() if email in message["To"].lower())
    return sorted(letters, key=lambda letter: letter.at, reverse=True)


def delivered(key):
    """The letter known under ``key``; None when there is none."""
    return next((_read(one, message) for one, message in _box() if one == key), None)


def _box():
    folder = Path(settings.VAR_DIR) / "mailbox"
    if not folder.exists():
        return []
    return mailbox.Maildir(folder, factory=None, create=False).items()


def _read(key, message):
    letter = message_from_bytes(message.as_bytes(), policy=default)
    return Delivered(
        key=key,
        to=str(letter["To"]),
        subject=str(letter["Subject"]),
        at=parsedate_to_datetime(letter["Date"]),
        text=letter.get_body(("plain",)).get_content(),
        papers=[part.get_filename() for part in letter.iter_attachments()],
    )
