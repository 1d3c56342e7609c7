"""Letters that the demonstration really delivered, read from its Maildir."""

import mailbox
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import formatdate, make_msgid, parseaddr, parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from coopstudio.french.dates import moment


@dataclass(frozen=True)
class Delivered:
    """One letter as its reader finds it."""

    key: str
    to: str
    subject: str
    at: datetime
    text: str
    papers: list
    reply_to: str = ""
    message_id: str = ""

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
        reply_to=str(letter.get("Reply-To", "")),
        message_id=str(letter.get("Message-ID", "")),
    )


def reply_to(letter, words):
    """What the reader's machine sends when they answer: their words, then the letter, quoted."""
    told = "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())
    mail = EmailMessage()
    mail["From"], mail["To"] = letter.address, letter.reply_to
    mail["Subject"] = f"Re: {letter.subject}"
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain="demo.example")
    mail["In-Reply-To"] = mail["References"] = letter.message_id
    mail.set_content(f"{words}\n\nLe {moment(letter.at)}, Coop Studio a écrit :\n\n{told}\n")
    return mail.as_bytes(policy=SMTP)


def _parsed(message):
    return message_from_bytes(message.as_bytes(), policy=default)
