"""One place to search in everything: each app declares what it lets people find, and to whom.

A kind is one function in an app's ``search.py``, asked once, that returns its first rows. What a
person may not read must not be searched at all: neither an excerpt nor a count may tell it.
"""

from dataclasses import dataclass
from html import escape

from django.contrib.postgres.search import SearchHeadline
from django.utils.safestring import mark_safe

from coopstudio.french.search import asked_of

KINDS = {}
SHOWN = 5  # of each kind; one more tells whether there are others
START, STOP = "\x02", "\x03"


@dataclass(frozen=True)
class Hit:
    """One thing found. ``excerpt`` is safe: the words around what was asked for, marked."""

    title: str
    address: str
    excerpt: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kind:
    word: str
    rank: int
    find: callable
    may: callable
    whole: callable


@dataclass(frozen=True)
class Found:
    """What was found of one kind; ``more``: the address of the rest, or "" when all is shown."""

    key: str
    word: str
    hits: list
    has_more: bool
    more: str


def searched(key, word, *, rank, may, whole=lambda words: ""):
    """Declare a kind: ``find(person, words, most)`` gives at most so many hits. A decorator.

    ``may(person)`` says who searches there; ``whole(words)`` gives the address of the whole list.
    """

    def declare(find):
        KINDS[key] = Kind(word, rank, find, may, whole)
        return find

    return declare


def found_by(person, words):
    """What this person finds, kind by kind; the kinds in which nothing answers are left out."""
    for key, kind in sorted(KINDS.items(), key=lambda one: one[1].rank):
        hits = list(kind.find(person, words, SHOWN + 1)) if kind.may(person) else []
        if hits:
            has_more = len(hits) > SHOWN
            yield Found(key, kind.word, hits[:SHOWN], has_more, kind.whole(words))


def around(text, words):
    """An expression: some twenty words of ``text`` around what was asked for (see ``marked``)."""
    asked = None
    for minus, one in asked_of(words):
        if not minus:
            asked = one if asked is None else asked | one
    return SearchHeadline(
        text,
        asked,
        config="fr",
        start_sel=START,
        stop_sel=STOP,
        max_words=28,
        min_words=14,
        max_fragments=1,
    )


def says_something(words):
    """Whether something is asked for; words that are only refused ask for nothing."""
    return any(not minus for minus, _ in asked_of(words))


def marked(excerpt):
    """The excerpt as safe HTML, what was asked for in ``<mark>``."""
    text = escape(" ".join((excerpt or "").split()))
    parts = text.split(START)
    told = [part.replace(STOP, "</mark>", 1).replace(STOP, "") for part in parts[1:]]
    head = parts[0].replace(STOP, "")
    marks = (f"<mark>{part}" if "</mark>" in part else part for part in told)
    return mark_safe(head + "".join(marks))  # noqa: S308 (escaped above)
