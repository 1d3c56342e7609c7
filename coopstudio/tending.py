"""How a round goes from row to row: each alone, so that one that breaks stops no other."""

import logging
from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from coopstudio.refusals import Refused

log = logging.getLogger(__name__)


@contextmanager
def alone(row, counts=None):
    """One row of a round, in its own transaction.

    What is not due any more, or has gone meanwhile, is left alone. What breaks is undone, logged
    by its number, and counted in ``counts["failed"]``; the round goes on with the next.
    """
    before = dict(counts or {})
    try:
        with transaction.atomic():
            yield
    except (Refused, ObjectDoesNotExist):
        _take_back(counts, before)
    except Exception:
        _take_back(counts, before)
        log.exception("A round left %s %s aside.", row._meta.label_lower, row.pk)
        if counts is not None:
            counts["failed"] += 1


def _take_back(counts, before):
    """What was counted of a row that was undone."""
    if counts is not None:
        counts.clear()
        counts.update(before)
