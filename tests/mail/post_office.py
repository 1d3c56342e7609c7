"""A post office for tests: letters to write, and servers that behave as badly as asked."""

import smtplib
from contextlib import contextmanager
from itertools import count

from django.core.mail.backends.base import BaseEmailBackend

from coopstudio.mail.models import Letter

numbers = count(1)


def letter(to="noemie@exemple.fr", **facts):
    number = next(numbers)
    return Letter.objects.create(
        **{
            "kind": "tests.hello",
            "key": f"tests.hello:{number}",
            "to": to,
            "subject": f"Bonjour {number}",
            "text": "Bonjour Noémie,\n\nÀ bientôt.\n\nFleur et Thomas",
            "html": "<p>Bonjour Noémie,</p>",
            **facts,
        }
    )


class Counter(BaseEmailBackend):
    """A mail server that takes what its ``rule`` lets pass, and remembers the calls."""

    rule = staticmethod(lambda message: None)
    taken, opened, refuses_to_open = [], 0, None

    def open(self):
        if Counter.refuses_to_open:
            raise Counter.refuses_to_open
        Counter.opened += 1
        return True

    def send_messages(self, messages):
        for message in messages:
            Counter.rule(message)
            Counter.taken.append(message)
        return len(messages)


@contextmanager
def counter(settings, rule=lambda message: None, *, closed=None):
    """The house posts through a Counter. ``rule`` raises for what it refuses."""
    settings.MAILERS = {"default": {"BACKEND": "tests.mail.post_office.Counter"}}
    Counter.rule, Counter.taken, Counter.opened = staticmethod(rule), [], 0
    Counter.refuses_to_open = closed
    yield Counter


def refusing(address, code, words="no"):
    """A rule: this address is refused with that code, the others are welcome."""

    def rule(message):
        if address in message.to:
            raise smtplib.SMTPRecipientsRefused({address: (code, words.encode())})

    return rule
