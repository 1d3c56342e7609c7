"""How often a stranger may make us write: per address typed, and per machine that asks."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache

A_DAY = 24 * 3600
AN_HOUR = 3600
LETTERS_A_DAY = 3
LETTERS_AN_HOUR = 20


def may_write_to(email):
    """Whether one more letter may leave today for this address, known here or not; counts it."""
    return _within("address", email.lower(), LETTERS_A_DAY, A_DAY)


def may_ask(request):
    """Whether this machine may ask for one more letter within the hour; counts it."""
    return _within("machine", get_adapter().get_client_ip(request), LETTERS_AN_HOUR, AN_HOUR)


def _within(kind, key, most, seconds):
    key = f"applications:{kind}:{hashlib.sha256(key.encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two lines
        return True
