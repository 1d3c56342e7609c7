"""Addresses to which the house never writes by itself again.

The wall is in PostgreSQL (a trigger on the letters): a letter written to such an address, by any
road, is kept as « retenue » and never leaves. The round of the post looks again before it carries.
"""

from datetime import timedelta

from django.db.models.functions import Lower

from coopstudio.mail.models import Letter, Silence
from coopstudio.mail.paper import is_paper

STALE = timedelta(days=30)


def hush(addresses, *, at):
    """Write no more to these addresses; what waits for them does not leave. Returns how many."""
    small = {address.lower() for address in addresses}
    for address in sorted(small):
        Silence.objects.get_or_create(address=address, defaults={"since": at})
    theirs = Letter.objects.alias(small=Lower("to")).filter(small__in=small)
    waiting = theirs.filter(state__in=["waiting", "paper"])
    return waiting.update(state=Letter.State.SILENCED)


def speak_again(addresses):
    """The house may write to these addresses. What was held back stays so: see ``put_back``."""
    Silence.objects.filter(address__in={address.lower() for address in addresses}).delete()


def put_back(addresses, *, at):
    """The silence was a mistake: letters on paper that it held, and that are not older than
    ``STALE``, wait again to be posted. An e-mail stays held back: its hour has passed."""
    boxes = {address.lower() for address in addresses if is_paper(address)}
    held = Letter.objects.alias(small=Lower("to")).filter(small__in=boxes)
    held = held.filter(state=Letter.State.SILENCED, written_at__gt=at - STALE).exclude(text="")
    return held.update(state=Letter.State.PAPER)


def is_silenced(address):
    return Silence.objects.filter(address=address.lower()).exists()
