"""The round of the post: one letter at a time, each noted as soon as the server has taken it.

A round holds the few letters that it is about to carry by advisory locks of its session: two
rounds never carry the same one, and a worker that is killed lets go of them at once. It loses
nothing, and may double the one letter that the server was just taking, under the same Message-ID;
one that is asked to end (SIGTERM) ends its letter first, and doubles none.
Only a machine that loses its current may double those of its last half second: what has left is
committed at once, and written to the disk a little later, as the mail server does.
"""

import re
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import current_thread, main_thread
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone

from coopstudio.documents.api import file_name
from coopstudio.mail.envelope import Envelope
from coopstudio.mail.line import LetterRefused, Line, LineDown
from coopstudio.mail.models import Letter
from coopstudio.mail.querysets import NO_WORDS

DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360)]
LINE_DELAY = timedelta(minutes=1)
PATIENCE = timedelta(hours=24)
ROUND = 45  # seconds: a worker that is asked to leave has a minute to end its round
HANDFUL = 25  # letters held at a time
WORDS_KEPT = timedelta(days=90)
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
State = Letter.State
NOT_GONE = State.WAITING, State.PAPER


@dataclass
class Round:
    """What one round did: how many letters left, and whether it stopped before the last."""

    sent: int = 0
    has_more: bool = False


def deliver_due(*, seconds=ROUND):
    """Post the letters whose hour has come, for so many seconds at most. Returns the Round."""
    done, end = Round(), time.monotonic() + seconds
    _fail_orphaned()
    _say("SET synchronous_commit = off")
    try:
        with Line() as line:
            while held := _hold(timezone.now()):
                for letter in Letter.objects.waiting_among(held):
                    if time.monotonic() >= end:
                        done.has_more = True
                        return done
                    with undisturbed():
                        done.sent += _carry(letter, line)
                _say(LET_GO)
    except LineDown:
        _give_up_old(timezone.now())
    finally:
        _say(LET_GO)
        _say("RESET synchronous_commit")
    return done


HOLD = """
    SELECT due.id
      FROM (SELECT letter.id
              FROM mail_letter AS letter
              LEFT JOIN documents_document AS document ON document.id = letter.document_id
             WHERE letter.state = 'waiting' AND letter.next_try_at <= %s
               AND (letter.document_id IS NULL OR document.state = 'issued')
               AND NOT EXISTS (SELECT FROM mail_silence WHERE address = lower(letter."to"))
             ORDER BY letter.next_try_at
            OFFSET 0) AS due
     WHERE pg_try_advisory_lock(due.id)
     LIMIT %s
"""
"""The first due letters that nobody else holds, looked at one by one until the hand is full."""

LET_GO = "SELECT pg_advisory_unlock_all()"
LEFT = """
    UPDATE mail_letter
       SET state = 'sent', sent_at = %(now)s, attempts = attempts + 1, error = '',
           subject = CASE WHEN is_secret THEN '' ELSE subject END,
           text = CASE WHEN is_secret THEN '' ELSE text END,
           html = CASE WHEN is_secret THEN '' ELSE html END,
           calendar = CASE WHEN is_secret THEN '' ELSE calendar END
     WHERE id = %(pk)s
"""
"""What opens something is forgotten as it leaves. (The ORM takes longer than the database here.)"""


def _hold(now):
    """The keys of a handful of due letters. Another round may just have carried one of them."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [now, HANDFUL])
        return [key for (key,) in cursor.fetchall()]


def _say(statement, facts=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)


@contextmanager
def undisturbed():
    """Whoever asks this process to end is heard after the letter, not between the server's word
    and our note of it: a reload that speaks to every process at once doubles nothing."""
    if current_thread() is not main_thread():  # Python hears signals in the main one alone
        yield
        return
    heard = []
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)
        if heard:
            signal.raise_signal(signal.SIGTERM)


def _carry(letter, line):
    """Speak to the server, note at once what came of it. Returns whether the letter has left."""
    letter.attempts += 1
    try:
        line.carry(as_message(letter))
    except LineDown as trouble:
        _put_off(letter, trouble, LINE_DELAY)
        raise
    except LetterRefused as refusal:
        _put_off(letter, refusal, None if refusal.is_for_ever else _delay(letter))
        return False
    _say(LEFT, {"now": timezone.now(), "pk": letter.pk})
    return True


def _put_off(letter, trouble, delay):
    now = timezone.now()
    facts = {"error": str(trouble)[:300], "give_up_at": letter.give_up_at or now + PATIENCE}
    if delay is None or now + delay > facts["give_up_at"]:
        facts["state"] = State.FAILED
    else:
        facts["next_try_at"] = now + delay
    Letter.objects.filter(pk=letter.pk).update(attempts=letter.attempts, **facts)


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
            **_thread(letter),
            **_stop(letter),
        },
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        _invite(message, letter.calendar)
    if letter.document_id and letter.document.content:  # read before it left, it may be unmade
        paper = letter.document
        message.attach(file_name(paper), bytes(paper.content), "application/pdf")
    return message


def _invite(message, calendar):
    """The entry twice, as readers of mail like it: beside the words, saying what to do with it
    (RFC 6047: the method of the part is the one of the calendar), and as a file to open."""
    method = METHOD.search(calendar)
    told = f"text/calendar; method={method[1]}" if method else "text/calendar"
    message.attach_alternative(calendar, told)
    message.attach("rendez-vous.ics", calendar.encode(), "application/ics")


def _thread(letter):
    """Where an answer goes, and what it follows: the reader's machine groups a thread by these."""
    told = {"Reply-To": letter.reply_to, "References": letter.references}
    told["In-Reply-To"] = letter.references.rpartition(" ")[2]
    return {name: words for name, words in told.items() if words}


def _stop(letter):
    """The one click by which its reader's machine silences such letters (RFC 2369, RFC 8058)."""
    if not letter.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def forget_old_words(*, before=None):
    """Erase what letters of more than 90 days said; their kind, address and dates stay."""
    before = before or timezone.now() - WORDS_KEPT
    old = Letter.objects.written_before(before).exclude(state__in=NOT_GONE).with_words()
    return old.update(**NO_WORDS)
