"""P8 with eight writers at once: as many processes, each with its connection, on one chain.

They begin together; a turn is timed from the first to begin to the last to end, and the acts
(ours, raw SQL with the same triggers, django-hordak) are taken in turn, A B C A B C.
"""

import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

WRITERS, EACH, TURNS = 8, 25, 12
_hand = {}


@contextmanager
def writers():
    """Eight processes that have Django; a barrier makes each take its part, and begin at once."""
    context = multiprocessing.get_context("spawn")
    facts = {"initializer": _begin, "initargs": (context.Barrier(WRITERS),)}
    with ProcessPoolExecutor(WRITERS, mp_context=context, **facts) as pool:
        yield pool


def rates(pool, names):
    """Entries a second of each act of ``bench.ledger.ACTS``: medians of the turns."""
    told = {name: [] for name in names}
    for turn in range(TURNS + 1):
        for name in names if turn % 2 else names[::-1]:
            spans = list(pool.map(_write, [name] * WRITERS))
            spent = max(end for _, end in spans) - min(begun for begun, _ in spans)
            if turn:  # the first one warms up
                told[name].append(WRITERS * EACH / spent)
    return {name: statistics.median(found) for name, found in told.items()}


def _begin(barrier):
    import django  # noqa: PLC0415

    django.setup()
    _hand["barrier"] = barrier


def _write(name):
    from bench.ledger import ACTS  # noqa: PLC0415 (needs Django)

    act = ACTS[name]
    _hand["barrier"].wait(120)
    begun = time.monotonic()
    for _ in range(EACH):
        act()
    return begun, time.monotonic()
