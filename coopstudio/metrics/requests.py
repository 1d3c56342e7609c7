"""Each answer is counted under the name of its address: how many, how long, how many broken.

A name is a pattern of ``urls.py``, never what stood in the address: no number, token nor word.
"""

import time
from bisect import bisect_left
from functools import cache

from django.conf import settings
from django.urls import get_resolver

from coopstudio.metrics.tally import Tally

NOWHERE = "(none)"
KINDS = ("2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SUM = len(KINDS) + len(BOUNDS) + 1
WIDTH = SUM + 1
"""The numbers of one name: by kind of answer, by bound (and beyond), and all their seconds."""


class Counted:
    """Counts every answer that is not a static file, errors of the house included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        note(match.view_name if match else NOWHERE, response.status_code,
             time.perf_counter() - begun)  # fmt: skip
        return response


def note(name, status, seconds):
    """Count one answer."""
    start = WIDTH * ranks().get(name, 0)
    kind = min(max(status // 100, 2), 5) - 2
    bound = len(KINDS) + bisect_left(BOUNDS, seconds)
    ours().add({start + kind: 1, start + bound: 1, start + SUM: seconds})


def counted():
    """{name: its numbers}, of those that were ever asked for."""
    numbers = ours().total()
    rows = {name: numbers[WIDTH * rank : WIDTH * (rank + 1)] for name, rank in ranks().items()}
    return {name: row for name, row in rows.items() if any(row)}


@cache
def ranks():
    """{name: rank} of every address of the house; the first is that of no address."""
    return {name: rank for rank, name in enumerate([NOWHERE, *sorted(_names())])}


@cache
def ours():
    layout = f"{KINDS}{BOUNDS}{list(ranks())}"
    return Tally(settings.VAR_DIR / "metrics", layout, WIDTH * len(ranks()))


def _names():
    return {name for name in _walk(get_resolver().url_patterns, "") if name}


def _walk(patterns, space):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"
