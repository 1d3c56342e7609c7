"""Who could be proposed to whom today: the matching, fed with what members say and show.

It is worked out once in ten minutes for everybody, or as soon as an exchange moves: a page only
looks up its reader, whose part is packed apart. What comes out is shown, never imposed, and nobody
is ranked.
"""

import pickle
from collections import defaultdict

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q

from members.learning.matching import Learner, Strand, match
from members.models import Leg, Partner, Person, Skill
from members.states import ExchangeState, Level

KEY, KEPT = "learning:found", 600


def concerning(person, *, on):
    """(circles, lessons) that this person could say yes to that day, in the order found."""
    known = cache.get(KEY)
    if known is None or known[0] != on:
        known = (on, _parts(found(on=on)))
        cache.set(KEY, known, KEPT)
    part = known[1].get(person.pk)
    return pickle.loads(part) if part else ([], [])  # noqa: S301 (packed below)


def found(*, on):
    """What may be proposed that day: circles, lessons, what is crowded, what nobody offers."""
    return match(learners(on=on), not_again=turned_down())


def _parts(found):
    """{key of somebody: what concerns them}, each packed: ten thousand are kept, one is read."""
    parts = defaultdict(lambda: ([], []))
    for circle in found.circles:
        for strand in circle:
            parts[strand.giver][0].append(circle)
    for lesson in found.lessons:
        for key in (lesson.giver, lesson.taker):
            parts[key][1].append(lesson)
    return {key: pickle.dumps(part) for key, part in parts.items()}


def forget():
    """An exchange moved: work it out again, once that is certain."""
    transaction.on_commit(lambda: cache.delete(KEY), robust=True)


def learners(*, on):
    """Members who show what they know, those who have waited longest first. What they exchange
    already is left out."""
    said = Skill.objects.shown().filter(person__in=Person.objects.present(on=on).values("pk"))
    rows = said.exclude(level=Level.DO).order_by("pk").values_list("person", "craft", "level")
    gives, wants = {}, {}
    busy = in_exchange()
    for key, craft, level in rows:
        gives.setdefault(key, set())
        wants.setdefault(key, set())
        if (key, craft) not in busy:
            (gives if level == Level.TEACH else wants)[key].add(craft)
    return [Learner(key, frozenset(gives[key]), frozenset(wants[key])) for key in gives]


def in_exchange():
    """(person, craft) of every wish and offer that an open exchange already holds."""
    legs = Leg.objects.filter(exchange__closed_at=None).values_list("giver", "taker", "craft")
    return {(key, craft) for giver, taker, craft in legs for key in (giver, taker)}


def turned_down():
    """The strands that one of their two people did not want, or that have been lived."""
    theirs = Q(giver=F("exchange__partners__person")) | Q(taker=F("exchange__partners__person"))
    refused = theirs & Q(exchange__partners__answer=Partner.Answer.NO)
    lived = Q(exchange__state=ExchangeState.COMPLETED)
    rows = Leg.objects.filter(refused | lived).values_list("giver", "taker", "craft")
    return frozenset(Strand(*row) for row in rows)
