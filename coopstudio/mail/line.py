"""The conversation with the mail server, and what its answers mean."""

import smtplib
from contextlib import suppress
from email.errors import MessageError

from django.core.mail import mailers

CLOSING = 421  # « I am closing this conversation »: says nothing about the letter


class LineDown(Exception):  # noqa: N818 (a fact)
    """The mail server cannot be reached, or hangs up: no letter is at fault."""


class LetterRefused(Exception):  # noqa: N818 (a fact)
    """The server does not take this letter: for ever (codes 500 and above) or for now."""

    def __init__(self, code, words):
        words = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
        self.is_for_ever = code >= 500
        super().__init__(f"{code} {' '.join(words.split())}"[:300])


class Line:
    """One connection, opened for the first letter and kept for all the others."""

    def __init__(self):
        self.backend = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.hang_up()

    def carry(self, message):
        """Give one message to the server. Raises LetterRefused or LineDown.

        A server may hang up after so many letters: an old line is then opened afresh, once.
        """
        if self.backend is not None:
            try:
                return self._say(message)
            except LineDown:
                self.hang_up()
        self._open()
        return self._say(message)

    def hang_up(self):
        with suppress(OSError):
            if self.backend is not None:
                self.backend.close()
        self.backend = None

    def _open(self):
        backend = mailers.default
        try:
            backend.open()
        except OSError as trouble:
            raise LineDown(str(trouble)) from trouble
        self.backend = backend

    def _say(self, message):
        try:
            self.backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _verdict(*next(iter(refusal.recipients.values()))) from refusal
        except smtplib.SMTPDataError as refusal:
            raise _verdict(refusal.smtp_code, refusal.smtp_error) from refusal
        except (ValueError, MessageError) as refusal:  # cannot be written
            raise LetterRefused(553, refusal) from refusal
        except OSError as trouble:  # every other error of smtplib is one too
            raise LineDown(str(trouble)) from trouble


def _verdict(code, words):
    refusal = LetterRefused(code, words)
    return LineDown(str(refusal)) if code == CLOSING else refusal
