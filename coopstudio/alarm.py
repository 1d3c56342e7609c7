"""The alarm clock beside the truth: after commit, tell a worker that something waits.

What waits stands in the database, and the rounds of ``CELERY_BEAT_SCHEDULE`` find it in any case:
so a broker that is down is worth a line in the log, never an error to the person who acts.
"""

import logging
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bell:
    """A task to publish, by its dotted name, with its ids. Two bells that say the same are one.

    Celery is read with the first ring: a web process starts without it.
    """

    task: str
    ids: tuple

    def __call__(self):
        try:
            import_string(self.task).delay(*self.ids)
        except Exception as trouble:
            log.warning("The broker did not take %s: %s", self.task, trouble)


def ring_after_commit(task, *ids):
    """Ring once the caller's transaction is committed, and once only for the same words."""
    bell = Bell(task, ids)
    if not any(waiting == bell for _, waiting, _ in connection.run_on_commit):
        transaction.on_commit(bell)
