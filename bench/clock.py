"""Two things measured side by side: A B A B, warmed up, compared by their medians."""

import gc
import statistics
import time
from dataclasses import dataclass

WARM_UP = 5
ROUNDS = 40


@dataclass(frozen=True)
class Pair:
    """Medians in milliseconds of the product's act (``ours``) and of its limit (``bare``)."""

    ours: float
    bare: float

    @property
    def ratio(self):
        return self.ours / self.bare


def alternate(ours, bare, *, rounds=ROUNDS, warm_up=WARM_UP):
    """Run both acts in turn and return their Pair. The order changes at each round."""
    for _ in range(warm_up):
        ours()
        bare()
    times = {ours: [], bare: []}
    gc.disable()
    try:
        for turn in range(rounds):
            for act in (ours, bare) if turn % 2 else (bare, ours):
                times[act].append(timed(act))
    finally:
        gc.enable()
    return Pair(statistics.median(times[ours]), statistics.median(times[bare]))


def timed(act):
    """Milliseconds that one run of ``act`` takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
