"""Who could learn from whom. Pure: people in, proposals out; nobody is ranked, nothing is written.

First circles, where nobody gives more than they receive: two who exchange, then rings of three.
What a circle does not fill becomes a lesson: one who knows, one who wants to learn. What nobody
offers is told as it is. People come in the order in which they have waited, and are served so;
each wish and each offer is used once, and the same people give the same proposals.
"""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field, replace
from itertools import permutations

SIZES = (2, 3)
MOST_LESSONS = 3
"""How many may be sent to one person who offers: more would be a burden, and a session is due."""


class NotASignature(ValueError):  # noqa: N818 (a sentence, not an error)
    """A text that says no proposal."""


@dataclass(frozen=True)
class Learner:
    """Somebody, by their key, with the crafts they can pass on and those they want to learn."""

    key: int
    gives: frozenset
    wants: frozenset


@dataclass(frozen=True, order=True)
class Strand:
    """``giver`` passes ``craft`` on to ``taker``."""

    giver: int
    taker: int
    craft: str

    def __str__(self):
        return f"{self.giver}-{self.taker}-{self.craft}"


@dataclass
class Found:
    """``circles``: tuples of strands, two or three; ``lessons``: strands; ``crowded`` and
    ``unmet``: how many wishes are too many for those who offer, or offered by nobody, by craft."""

    circles: list = field(default_factory=list)
    lessons: list = field(default_factory=list)
    crowded: Counter = field(default_factory=Counter)
    unmet: Counter = field(default_factory=Counter)


def match(people, *, not_again=frozenset()):
    """What may be proposed to these ``people``; ``not_again``: strands that are not."""
    people, found, used = list(people), Found(), _Used()
    edges = _edges(people)
    for cycle in _cycles({craft for edge in edges for craft in edge}):
        found.circles += _filled(cycle, edges, used, not_again)
    _teach(people, found, used, not_again)
    return found


def signature(strands):
    """Who passes what to whom, always in the same words: a proposal is made once."""
    return " ".join(str(strand) for strand in sorted(strands))


def read(text):
    """The strands of a signature. Raises NotASignature, or ValueError, for anything else."""
    strands = []
    for one in text.split():
        giver, taker, craft = one.split("-", 2)
        strands.append(Strand(int(giver), int(taker), craft))
    if not 1 <= len(strands) <= max(SIZES) or signature(strands) != text:
        raise NotASignature(text)
    return tuple(strands)


def is_circle(strands):
    """Whether everybody in it gives once and takes once, and all hang together."""
    gives = {strand.giver: strand.taker for strand in strands}
    takers = {strand.taker for strand in strands}
    if len(gives) != len(strands) or takers != set(gives) or any(k == v for k, v in gives.items()):
        return False
    seen, key = set(), next(iter(gives))
    while key not in seen:
        seen.add(key)
        key = gives[key]
    return len(seen) == len(gives)


class _Used:
    """The wishes that are filled and the offers that are given."""

    def __init__(self):
        self.wishes, self.offers = set(), set()

    def is_free(self, key, given, wanted):
        return (key, given) not in self.offers and (key, wanted) not in self.wishes

    def note(self, strands):
        self.wishes |= {(strand.taker, strand.craft) for strand in strands}
        self.offers |= {(strand.giver, strand.craft) for strand in strands}


def _edges(people):
    """Those who give one craft and want another, for each couple of crafts, first come first."""
    edges = defaultdict(list)
    for one in people:
        for given in one.gives - one.wants:
            for wanted in one.wants - one.gives:
                edges[given, wanted].append(one.key)
    return edges


def _cycles(crafts):
    """Every circle of crafts, once: each begins at its smallest."""
    for size in SIZES:
        for cycle in permutations(sorted(crafts), size):
            if cycle[0] == min(cycle):
                yield cycle


def _filled(cycle, edges, used, not_again):
    """The circles of people along one circle of crafts."""
    steps = list(zip(cycle, cycle[1:] + cycle[:1], strict=True))
    queues = [[key for key in edges.get(step, ()) if used.is_free(key, *step)] for step in steps]
    while all(queues):
        keys = _next(queues, cycle, not_again)
        if keys is None:
            queues[0].pop(0)
            continue
        strands = _strands(keys, cycle)
        used.note(strands)
        for queue, key in zip(queues, keys, strict=True):
            queue.remove(key)
        yield strands


def _next(queues, cycle, not_again):
    """The first people whom nothing keeps apart, the first of all being served; None without."""
    first = queues[0][0]
    for second in queues[1]:
        if Strand(second, first, cycle[1]) in not_again:
            continue
        for keys in [(first, second)] if len(queues) == 2 else _thirds(first, second, queues[2]):
            if not any(strand in not_again for strand in _strands(keys, cycle)):
                return keys
    return None


def _thirds(first, second, queue):
    return ((first, second, third) for third in queue)


def _strands(keys, cycle):
    """Each gives the craft at their place to the one before them, who wants it."""
    return tuple(
        Strand(key, keys[rank - 1], craft)
        for rank, (key, craft) in enumerate(zip(keys, cycle, strict=True))
    )


def _teach(people, found, used, not_again):
    """What no circle filled: each wish meets, in turn, somebody who offers."""
    offers = defaultdict(deque)
    for one in people:
        for craft in one.gives - one.wants:
            offers[craft].append(one.key)
    offered, load = frozenset(offers), Counter(key for key, _craft in used.offers)
    for one in people:
        for craft in sorted(one.wants):
            if (one.key, craft) in used.wishes:
                continue
            if craft not in offered:
                found.unmet[craft] += 1
            elif giver := _turn(offers[craft], Strand(0, one.key, craft), load, not_again):
                found.lessons.append(Strand(giver, one.key, craft))
            else:
                found.crowded[craft] += 1


def _turn(queue, wish, load, not_again):
    """The next of the queue whom one may ask, who then goes last; None when all have enough."""
    for _ in range(len(queue)):
        giver = queue.popleft()
        if load[giver] >= MOST_LESSONS:
            continue
        queue.append(giver)
        if giver != wish.taker and replace(wish, giver=giver) not in not_again:
            load[giver] += 1
            return giver
    return None
