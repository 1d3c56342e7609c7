"""The round of the post: one letter at a time, one transaction a letter, one line for all.

A letter is claimed by the lock of its row, which is held while the mail server is spoken to: two
rounds never carry the same letter, and a worker that is killed loses nothing. It may double the
one letter that the server was just taking, under the same Message-ID.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from coopstudio.documents.api import file_name
from coopstudio.mail.envelope import Envelope
from coopstudio.mail.line import LetterRefused, Line, LineDown
from coopstudio.mail.models import Letter

DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360)]
LINE_DELAY = timedelta(minutes=1)
PATIENCE = timedelta(hours=24)
ROUND = 120  # seconds, well within CELERY_TASK_TIME_LIMIT
CONVERSATION = "120s"  # four answers of at most 10 s each, twice, and some ease
WORDS_KEPT = timedelta(days=90)
State = Letter.State


@dataclass
class Round:
    """What one round did: how many letters left, and whether it stopped before the last."""

    sent: int = 0
    has_more: bool = False


def deliver_due(*, seconds=ROUND):
    """Post the letters whose hour has come, for so many seconds at most. Returns the Round."""
    done, end = Round(), time.monotonic() + seconds
    _fail_orphaned()
    with _patient_connection(), Line() as line:
        while time.monotonic() < end:
            try:
                letter = _carry_next(line, timezone.now())
            except LineDown:
                _give_up_old(timezone.now())
                return done
            if letter is None:
                return done
            done.sent += letter.state == State.SENT
    done.has_more = True
    return done


CLAIM = """
    UPDATE mail_letter SET state = 'sent', sent_at = %(now)s, attempts = attempts + 1, error = ''
     WHERE id = (SELECT letter.id
                   FROM mail_letter AS letter
                   LEFT JOIN documents_document AS document ON document.id = letter.document_id
                  WHERE letter.state = 'waiting' AND letter.next_try_at <= %(now)s
                    AND (letter.document_id IS NULL OR document.state = 'issued')
                  ORDER BY letter.next_try_at
                  LIMIT 1
                    FOR UPDATE OF letter SKIP LOCKED)
    RETURNING *
"""
"""One statement locks the first due letter and notes that it has left; the commit makes it true."""


def _carry_next(line, now):
    """Carry the first letter that nobody else holds; None when there is none."""
    with transaction.atomic():
        letter = next(iter(Letter.objects.raw(CLAIM, {"now": now})), None)
        if letter is None:
            return None
        trouble = _carry(letter, line, now)
    if isinstance(trouble, LineDown):
        raise trouble
    return letter


def _carry(letter, line, now):
    """Speak to the server; note on the letter what it refused. Returns the trouble, or None."""
    try:
        line.carry(as_message(letter))
    except LineDown as trouble:
        _put_off(letter, trouble, now, LINE_DELAY)
        return trouble
    except LetterRefused as refusal:
        _put_off(letter, refusal, now, None if refusal.is_for_ever else _delay(letter))
        return refusal
    if letter.is_secret:
        letter.forget_words()
        letter.save()
    return None


def _put_off(letter, trouble, now, delay):
    letter.state, letter.sent_at, letter.error = State.WAITING, None, str(trouble)[:300]
    letter.give_up_at = letter.give_up_at or now + PATIENCE
    if delay is None or now + delay > letter.give_up_at:
        letter.state = State.FAILED
    else:
        letter.next_try_at = now + delay
    letter.save()


def _delay(letter):
    return DELAYS[min(letter.attempts, len(DELAYS)) - 1]


def _give_up_old(now):
    """The line is down: what has waited a whole day for it waits for a person from now on."""
    due = Letter.objects.due(now)
    due.filter(give_up_at=None).update(give_up_at=now + PATIENCE)
    due.filter(give_up_at__lte=now).update(
        state=State.FAILED, error="le serveur de courrier n’a pas répondu pendant 24 heures"
    )


def _fail_orphaned():
    Letter.objects.orphaned().update(
        state=State.FAILED, error="le document à joindre n’a pas pu être produit"
    )


def as_message(letter):
    """The letter as it leaves: plain text, HTML, and what is joined to it."""
    message = Envelope(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        headers={
            "Message-ID": f"<{letter.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("rendez-vous.ics", letter.calendar, "text/calendar")
    if letter.document_id:
        paper = letter.document
        message.attach(file_name(paper), bytes(paper.content), "application/pdf")
    return message


def forget_old_words(*, before=None):
    """Erase what letters of more than 90 days said; their kind, address and dates stay."""
    before = before or timezone.now() - WORDS_KEPT
    old = Letter.objects.written_before(before).exclude(state=State.WAITING).with_words()
    return old.update(subject="", text="", html="", calendar="")


@contextmanager
def _patient_connection():
    """The house cuts transactions that sleep for 30 s; a slow mail server is given longer."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{CONVERSATION}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET idle_in_transaction_session_timeout")
