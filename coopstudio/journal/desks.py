"""Who reads which part of the journal: each app says it in its ``desks.py``.

A desk is what some offices answer for together. What was confided to two people, what one writes
for oneself and what circles live among themselves stand in none: those stories are read where they
happened, by whoever may open that page.
"""

from dataclasses import dataclass

DESKS = {}


@dataclass(frozen=True)
class Desk:
    """``may(person)`` reads the lines of ``events``, by their keys; ``named``: the offices whose
    holders act there in the name of the house, or None for any of them; ``tells(lines)`` says
    what a sentence is about: {key of a line: words}."""

    word: str
    may: callable
    events: frozenset
    named: frozenset | None
    tells: callable


def desk(key, word, *, may, events, named=None, tells=lambda lines: {}):
    """Open a part of the journal; a second app may add its events to the part of another."""
    known = DESKS[key].events if key in DESKS else frozenset()
    DESKS[key] = Desk(word, may, known | {event.value for event in events}, named, tells)


def desks_of(person):
    """{key: desk}: the parts that this person reads."""
    return {key: one for key, one in DESKS.items() if one.may(person)}


def reads_journal(person):
    """Somebody who answers for a part of what the house does."""
    return bool(desks_of(person))
