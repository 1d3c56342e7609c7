"""Each night the journal is read again under its seals, and the page of health says what it found.

The last digest of a night when all held is looked for again: seals made anew show, and go on
showing for as long as they stand.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from coopstudio.french.dates import short_moment
from coopstudio.french.money import number
from coopstudio.french.typography import plural
from coopstudio.health import Check, looked_at
from coopstudio.journal import seals

KEPT_AS = "house:journal-read"
NAME = "Journal"
OLDEST = timedelta(days=2)


def faults(head="", *, at):
    """What does not hold, in French sentences; ``head``: a digest told outside, to be found."""
    wrong = seals.verify(head)
    if late := seals.without_seal(at=at):
        wrong.append(f"Sans sceau depuis plus d’un jour : {number(late)} ligne{plural(late)}.")
    return wrong


def read_nightly(*, at):
    """Once a day, whatever the rounds: what was found, or None when it was read today."""
    before = cache.get(KEPT_AS, {})
    if before and timezone.localdate(_hour_of(before)) == timezone.localdate(at):
        return None
    known = before.get("head", "")
    found = faults(known, at=at)
    head = known if found else seals.head()
    cache.set(KEPT_AS, {"at": at.isoformat(), "wrong": found, "head": head}, timeout=None)
    return found


@looked_at
def last_reading():
    """Did the journal hold, when it was last read again from its first line?"""
    last = cache.get(KEPT_AS)
    if last is None:
        return Check(NAME, True, "Pas encore relu.")
    at = _hour_of(last)
    is_recent, day = timezone.now() - at < OLDEST, short_moment(at)
    held = f"Relu le {day}, il tenait." if is_recent else f"N’est plus relu depuis le {day}."
    is_well = is_recent and not last["wrong"]
    return Check(NAME, is_well, " ".join(last["wrong"]) or held, grave=bool(last["wrong"]))


def _hour_of(read):
    return datetime.fromisoformat(read["at"])
