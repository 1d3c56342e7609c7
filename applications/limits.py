"""How often a stranger may make us write, or begin: per address typed, per machine, in all.

Counted in windows of the clock, one request at a time: a hundred at the same second are a hundred.
"""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection

from coopstudio.refusals import Refused

A_DAY = 24 * 3600
AN_HOUR = 3600
TO_AN_ADDRESS = 3  # a day
FROM_A_MACHINE = 20  # an hour
IN_ALL = 200  # an hour
TEN_MINUTES = 600
COPIES = 3  # of one's data: a second one when the first was lost on the way, not forty at once
DRAFTS = 30  # begun from a machine, an hour: a whole workshop may stand behind one address


class TooManyDrafts(Refused):
    message = "Beaucoup de brouillons viennent de cet endroit : réessayez dans une heure."


def may_write_to(email):
    """Whether one more letter may leave today for this address, known here or not; counts it."""
    here = _within("address", email.lower(), TO_AN_ADDRESS, A_DAY)
    return here and _within("house", "", IN_ALL, AN_HOUR)


def may_ask(request):
    """Whether this machine may ask for one more letter within the hour; counts it."""
    return _within("machine", get_adapter().get_client_ip(request), FROM_A_MACHINE, AN_HOUR)


def may_copy(person):
    """Whether this person may take one more copy of their data now, one at a time; counts it."""
    return _within("copy", person.pk, COPIES, TEN_MINUTES)


def refuse_too_many_drafts(request):
    """Count one more draft begun from this machine. Raises TooManyDrafts."""
    if not _within("drafts", get_adapter().get_client_ip(request), DRAFTS, AN_HOUR):
        raise TooManyDrafts


def _within(kind, key, most, seconds):
    """Count one more in this window; whether it still is among the first ``most``."""
    window = int(time.time() // seconds)
    key = hashlib.sha256(f"applications:{kind}:{key}:{window}".encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    count = cache.get(key, 0) + 1
    cache.set(key, count, seconds)
    return count <= most
