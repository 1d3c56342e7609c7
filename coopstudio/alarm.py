"""The alarm clock beside the truth: after commit, tell a worker that something waits.

What waits stands in the database, and the rounds of ``rounds.py`` find it in any case:
so a broker that is down is worth a line in the log, never an error nor a wait to the person who
acts. One bell is tried, for a second at most; then this process rings none for half a minute.
"""

import logging
import time
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

PAUSE = 30
"""Seconds without a bell once the broker did not answer."""

AT_ONCE = {"socket_connect_timeout": 1, "socket_timeout": 1, "max_retries": 0}
"""The patience of somebody who waits for a page; a worker, which waits for work, has more."""


class Silence:
    """What this process remembers of a broker that did not answer."""

    def __init__(self):
        self.ends_at = 0.0

    def begin(self):
        self.ends_at = time.monotonic() + PAUSE

    def lasts(self):
        return time.monotonic() < self.ends_at


silence = Silence()


@dataclass(frozen=True)
class Bell:
    """A task to publish, by its dotted name, with its ids. Two bells that say the same are one.

    Celery is read with the first ring: a web process starts without it.
    """

    task: str
    ids: tuple

    def __call__(self):
        if silence.lasts():
            return
        try:
            _publish(import_string(self.task), self.ids)
        except Exception as trouble:
            silence.begin()
            log.warning("The broker did not take %s: %s", self.task, trouble)


def ring_after_commit(task, *ids):
    """Ring once the caller's transaction is committed, and once only for the same words."""
    bell = Bell(task, ids)
    if not any(waiting == bell for _, waiting, _ in connection.run_on_commit):
        transaction.on_commit(bell)


def _publish(task, ids):
    """Over a line that is kept open, and given up at the first trouble."""
    from kombu.pools import producers  # noqa: PLC0415 (heavy)

    line = task.app.connection_for_write(transport_options=AT_ONCE)
    with producers[line].acquire(block=True, timeout=1) as producer:
        task.apply_async(ids, producer=producer, retry=False)
