"""Letters that the demonstration really delivered, read from its Maildir; and those of its story,
which left before anybody looked: the outbox alone keeps them."""

import mailbox
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime, formatdate, make_msgid, parseaddr, parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from coopstudio.french.dates import moment
from coopstudio.mail.models import Letter
from coopstudio.mail.post import as_message

PAST = "story-"


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
    box = [(key, message) for key, message in _box() if _address(message) == email.lower()]
    known = {message["Message-ID"] for _, message in box}
    past = [(f"{PAST}{one.pk}", as_sent(one)) for one in _sent().addressed_to([email])]
    box += [(key, message) for key, message in past if message["Message-ID"] not in known]
    letters = (_read(key, message) for key, message in box)
    return sorted(letters, key=lambda letter: letter.at, reverse=True)


def addresses():
    """Every address that received a letter, in alphabetical order."""
    return sorted({_address(message) for _, message in _box()})


def delivered(key):
    """The letter known under ``key``; None when there is none."""
    message = _message(key)
    return _read(key, message) if message else None


def paper(key, rank):
    """What is joined to a letter, as (name, type, bytes), counted from 1; None beyond."""
    message = _message(key)
    parts = list(_parsed(message).iter_attachments()) if message else []
    if not 1 <= rank <= len(parts):
        return None
    part = parts[rank - 1]
    return part.get_filename(), part.get_content_type(), part.get_payload(decode=True)


def as_sent(letter):
    """A letter of the outbox, with the day on which it left."""
    message = as_message(letter).message()
    del message["Date"]
    message["Date"] = format_datetime(letter.sent_at)
    return message


def _message(key):
    if key.startswith(PAST):
        rank = key.removeprefix(PAST)
        letter = _sent().filter(pk=rank).first() if rank.isdecimal() else None
        return as_sent(letter) if letter else None
    return next((message for one, message in _box() if one == key), None)


def _sent():
    """Those that left, and whose words are still there."""
    return Letter.objects.filter(state=Letter.State.SENT).exclude(text="")


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
        at=_in_paris(parsedate_to_datetime(letter["Date"])),
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


def _in_paris(when):
    """The post writes « -0000 » for an hour of nowhere in particular: it is one of UTC."""
    return localtime(when if when.tzinfo else when.replace(tzinfo=UTC))


def _parsed(message):
    return message_from_bytes(message.as_bytes(), policy=default)
