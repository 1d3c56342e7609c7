"""Write a letter in the same transaction as the fact it speaks of; the post leaves after commit.

A kind of letter is one function in an app's ``emails.py``, declared with ``@letter`` so that the
staff page can show it with sample data, and one template holding its subject and its body.
"""

from dataclasses import dataclass
from functools import wraps

from django.db import transaction
from django.template.loader import render_to_string

from coopstudio.mail.layout import as_html
from coopstudio.mail.models import Letter
from coopstudio.mail.tasks import ring

KINDS = {}


@dataclass(frozen=True)
class Kind:
    """One sort of letter: its name, when it leaves, and how to write it with sample data."""

    name: str
    occasion: str
    template: str
    sample: callable


def letter(name, *, occasion, sample):
    """Declare a kind. ``name`` is ``app.noun``; its template is ``app/emails/noun.txt``.

    ``occasion`` is the French sentence that says when it leaves; ``sample()`` gives the context
    of a believable letter, without touching the database. The decorated function receives
    ``write``, a ``write_letter`` already bound to this kind.
    """
    app, noun = name.split(".")
    kind = KINDS[name] = Kind(name, occasion, f"{app}/emails/{noun}.txt", sample)

    def declare(function):
        @wraps(function)
        def write_this(*args, **kwargs):
            return function(*args, write=_writer(kind), **kwargs)

        return write_this

    return declare


def _writer(kind):
    def write(*, to, key, document=None, calendar="", **context):
        """Write one letter unless ``key`` was already used; the post is rung after commit."""
        subject, text, html = compose(kind, context)
        written, is_new = Letter.objects.get_or_create(
            key=f"{kind.name}:{key}",
            defaults={
                "kind": kind.name,
                "to": to,
                "subject": subject,
                "text": text,
                "html": html,
                "document": document,
                "calendar": calendar,
            },
        )
        if is_new:
            transaction.on_commit(ring)
        return written

    return write


def compose(kind, context):
    """Subject (one line), plain text and HTML of a letter, from its one template."""
    subject = " ".join(
        render_to_string(f"{kind.template}#subject", context, using="letters").split()
    )
    text = render_to_string(f"{kind.template}#body", context, using="letters").strip()
    return subject, text, as_html(subject, text)
