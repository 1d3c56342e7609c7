"""The six steps of the call, the common thread of a person's way through the house.

Each app tells its own steps by their facts; here they are only put in line. No step can be ticked.
"""

from dataclasses import dataclass, field
from functools import partial

from django import template
from django.utils.functional import SimpleLazyObject

register = template.Library()


@dataclass(frozen=True)
class Fact:
    """What is true of one step today. ``done`` comes from facts.

    ``words`` is the short fact, ``more`` what explains it, ``link`` (word, address) what I can do.
    ``rests``: the way stops here for now, and what comes after promises nothing.
    """

    title: str
    words: str
    done: bool = False
    rests: bool = False
    more: list = field(default_factory=list)
    link: tuple = ()


def later(tell, *given):
    """A Fact that is asked for when somebody reads it: a home shows the current step alone."""
    return SimpleLazyObject(partial(tell, *given))


@register.simple_tag
def in_line(*parts):
    """Steps and lists of steps, in the order of the call, each with its rank and how it looks."""
    facts = [fact for part in parts for fact in (part if isinstance(part, list) else [part])]
    first = next((rank for rank, fact in enumerate(facts) if not fact.done), len(facts))
    return [
        {
            "rank": rank + 1,
            "fact": fact,
            "is_current": rank == first,
            "look": later(_look, fact, rank, first),
        }
        for rank, fact in enumerate(facts)
    ]


def _look(fact, rank, first):
    return "now" if rank <= first or fact.done else "soon" if rank < 4 else "far"
