"""The hour that the rounds read: this one, or one to come when a week is only rehearsed.

Actions read no clock, they are given an hour; a round asks for it here, and nowhere else.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_rehearsed = ContextVar("the hour that is rehearsed", default=None)


def now():
    """The hour at which a round goes, with its zone."""
    return _rehearsed.get() or timezone.now()


def today():
    """The day at which a round goes, in France."""
    return timezone.localdate(now())


@contextmanager
def at(moment):
    """Here it is ``moment``, for the rounds of this thread alone."""
    token = _rehearsed.set(moment)
    try:
        yield
    finally:
        _rehearsed.reset(token)
