"""Where every mail comes in, whichever way it came: once, in one transaction, to who asked for it.

An app says what it does of the answers to its letters, in its ``replies.py``, with ``@answers``.
"""

import logging
from dataclasses import replace

from django.db import transaction

from coopstudio.mail import actions
from coopstudio.mail.inbound.reading import Unreadable, read
from coopstudio.mail.models import Arrival
from coopstudio.refusals import Refused

log = logging.getLogger(__name__)
HANDLERS = {}
Outcome = Arrival.Outcome


class NobodyThere(LookupError):  # noqa: N818 (a fact)
    """What this address was made for has gone."""


def answers(kind):
    """Receive what is answered to the letters of a ``kind`` (small letters, see ``reply_address``).

    A decorator: ``handler(numbers, mail, *, at)`` acts on a ``reading.Mail`` and returns an
    ``Arrival.Outcome``. It may raise NobodyThere, or Refused; whatever else it raises, the mail is
    not taken and will be offered again. A mail that ``is_heavy`` has no words: its head alone came.
    """

    def declare(handler):
        HANDLERS[kind] = handler
        return handler

    return declare


def take_in(raw, *, at, is_heavy=False):
    """Take in one mail, as bytes. The same one a second time changes nothing. Returns its Arrival.

    ``is_heavy``: only its head was fetched. Raises Unreadable when these bytes are no mail.
    """
    mail = replace(read(raw), is_heavy=is_heavy)
    is_asked = mail.asked is not None and mail.asked[0] in HANDLERS
    known = {"at": at, "sender": mail.sender, "outcome": Outcome.NOBODY}
    known["raw"] = raw if is_asked else None  # nobody asked for it: nothing to look into
    with transaction.atomic():
        arrival, is_new = Arrival.objects.get_or_create(message_id=mail.message_id, defaults=known)
        if is_new and mail.returned and actions.come_back(mail.returned, at=at):
            arrival.outcome = Outcome.RETURNED
        elif is_new and is_asked:
            arrival.outcome = _handed_over(mail, at)
        if is_new:
            arrival.save(update_fields=["outcome"])
    if is_new:
        log.info("A mail came in: %s", arrival.outcome)
    return arrival


def _handed_over(mail, at):
    """What became of a mail that bears one of our addresses."""
    kind, numbers = mail.asked
    if mail.is_automatic:
        return Outcome.AUTOMATIC
    if not (mail.text or mail.papers or mail.is_heavy):
        return Outcome.EMPTY
    try:
        with transaction.atomic():
            return HANDLERS[kind](numbers, mail, at=at)
    except NobodyThere:
        return Outcome.NOBODY
    except Refused:
        return Outcome.REFUSED


def forget_old(*, before):
    """Drop the bytes and the sender of the mails that came before that moment."""
    old = Arrival.objects.filter(at__lt=before).exclude(raw=None, sender="")
    return old.update(raw=None, sender="")


__all__ = ["HANDLERS", "NobodyThere", "Unreadable", "answers", "forget_old", "take_in"]
