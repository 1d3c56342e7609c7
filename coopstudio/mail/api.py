"""Write a letter in the same transaction as the fact it speaks of; the post leaves after commit.

A kind of letter is one function in an app's ``emails.py``, declared with ``@letter`` so that the
staff page can show it with sample data, and one template holding its subject and its body.
"""

import re
from dataclasses import dataclass
from functools import partial, wraps

from django.conf import settings
from django.template.loader import render_to_string

from coopstudio.alarm import ring_after_commit
from coopstudio.mail.layout import as_html
from coopstudio.mail.models import Letter
from coopstudio.mail.querysets import names_of

KINDS = {}
OTHER_WORDS = []
STOP = "Ne plus recevoir de lettres à ce sujet\u00a0:"
ENDS_OF_LINE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # not the French no-break spaces


@dataclass(frozen=True)
class Kind:
    """One sort of letter: its name, when it leaves, and how to write it with sample data."""

    name: str
    occasion: str
    template: str
    sample: callable
    is_secret: bool = False
    is_to_stranger: bool = False
    fixed: str = ""
    has_subject: bool = True
    until: str = ""


def address(path):
    """The whole address of a page of ours, for letters: ``SITE_URL`` and the path."""
    return settings.SITE_URL + path


def letter(name, *, occasion, sample, secret=False, stranger=False, fixed="", until=""):
    """Declare a kind. ``name`` is ``app.noun``; its template is ``app/emails/noun.txt``.

    ``occasion`` is the French sentence that says when it leaves; ``sample()`` gives the context
    of a believable letter, without touching the database. A ``secret`` letter carries a code or
    a link that opens something: nobody reads it here, and its words are erased once it has left.
    A letter to a ``stranger`` may go to somebody whom the house does not know: its address is
    forgotten with its words. ``fixed`` is the French sentence that says why its words are not for
    founders to change. ``until``: of a letter that the clock writes, how often, and when it stops.
    The decorated function receives ``write``, already bound to this kind.
    """
    app, noun = name.split(".")
    template = f"{app}/emails/{noun}.txt"
    words = {"fixed": fixed, "until": until}
    kind = KINDS[name] = Kind(name, occasion, template, sample, secret, stranger, **words)

    def declare(function):
        @wraps(function)
        def write_this(*args, **kwargs):
            return function(*args, write=_writer(kind), **kwargs)

        return write_this

    return declare


def _writer(kind):
    def write(
        *, to, key, about=None, document=None, calendar="", reply_to="", references="",
        unsubscribe="", **context,
    ):  # fmt: skip
        """Write one letter to one address, unless ``key`` was already used for this kind.

        ``about``: the row it speaks of, with which its words are forgotten whoever received it.
        ``document``: the letter leaves once it is issued, and carries it. ``calendar``: the text
        of an .ics file. ``reply_to``: where an answer goes (``coopstudio.mail.inbound``);
        ``references``: the Message-IDs it answers, so that a thread stays together.
        ``unsubscribe``: for a letter that is not owed, the address where one gesture stops its
        like. The rest is what the template needs. The post is rung after commit.
        """
        subject, text, html = compose(kind, context, unsubscribe=unsubscribe)
        written, is_new = Letter.objects.get_or_create(
            key=f"{kind.name}:{key}",
            defaults={
                "kind": kind.name,
                "to": to,
                "about": "".join(names_of([about] if about else [])),
                "subject": subject,
                "text": text,
                "html": html,
                "document": document,
                "calendar": calendar,
                "reply_to": reply_to,
                "references": references,
                "unsubscribe": unsubscribe,
                "is_secret": kind.is_secret,
            },
        )
        if is_new:
            ring_after_commit("coopstudio.mail.tasks.deliver")
        return written

    return write


def reworded_by(own_words):
    """Let a room above give letters words of its own, instead of their template's.

    ``own_words(kinds)`` returns, for those kinds that have some, ``{name: fill}``, where
    ``fill(context)`` is their subject and their body.
    """
    OTHER_WORDS.append(own_words)


def fillers(kinds):
    """For each of these kinds, what fills its words: ``{name: fill}``."""
    found = {kind.name: partial(from_template, kind) for kind in kinds}
    for own_words in OTHER_WORDS:
        found |= own_words(kinds)
    return found


def compose(kind, context, fill=None, *, unsubscribe=""):
    """Subject (one line), plain text and HTML of a letter, in the words of today.

    ``fill``: its filler, when ``fillers`` were already asked for.
    """
    subject, text = (fill or fillers([kind])[kind.name])(context)
    subject = ENDS_OF_LINE.sub(" ", subject).strip(" ")[:200]
    html = as_html(subject, text, unsubscribe=unsubscribe)
    return subject, f"{text}\n\n-- \n{STOP} {unsubscribe}" if unsubscribe else text, html


def from_template(kind, context):
    """(subject, body) in the house's own words, whatever was written since."""
    subject, body = (
        render_to_string(f"{kind.template}#{part}", context, using="letters")
        for part in ("subject", "body")
    )
    return subject, body.strip()
