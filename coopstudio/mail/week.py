"""The week to come: which letters the rounds will write, if nothing changes until then.

The rounds themselves are played, hour after hour, in a transaction that is then undone: what is
foretold cannot disagree with what leaves. Kept of each letter: its day, its kind and the key of the
person; neither words nor address.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache as cache_for_ever
from itertools import groupby

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.module_loading import import_string

from coopstudio import clock
from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Letter
from coopstudio.rounds import DAY, ROUNDS, TEN_MINUTES, UNTOLD

PLACE = "mail:week"
NIGHT, MISSED = range(1, 6), timedelta(hours=30)
LENGTH, STEP = timedelta(days=7), timedelta(hours=3)
DAILY = 8
"""Of so many steps one plays every round; the others only those that go many times an hour."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Coming:
    """One letter that will leave: ``person`` is a key, or None for somebody we do not know."""

    on: date
    kind: str
    person: int | None


@dataclass(frozen=True)
class Week:
    """What was foretold, and when."""

    told_at: datetime
    letters: tuple = ()

    def by_day(self):
        """[(day, [(kind, how many)])], for those who watch over the post."""
        for day, letters in groupby(self.letters, key=lambda one: one.on):
            counts = Counter(one.kind for one in letters)
            yield day, [(KINDS[name], count) for name, count in sorted(counts.items())]

    def of(self, person):
        """[(day, kinds)] of what this person will get."""
        mine = sorted({(one.on, one.kind) for one in self.letters if one.person == person.pk})
        return [
            (day, [KINDS[name] for _day, name in found])
            for day, found in groupby(mine, key=lambda one: one[0])
        ]


def last():
    """The week as it was last foretold; None when it never was."""
    return cache.get(PLACE)


def foretell_daily(*, at):
    """Foretell the week once a night, when nobody waits for the rows that are played; or at once
    when it was never told, or a night was missed."""
    told, here = last(), timezone.localtime(at)
    is_old = told is None or at - told.told_at > MISSED
    is_night = here.hour in NIGHT and (is_old or timezone.localdate(told.told_at) != here.date())
    if is_old or is_night:
        cache.set(PLACE, foretell(at=at), timeout=None)


def foretell(*, at):
    """The week that begins at this hour. Nothing of it happens."""
    with transaction.atomic():
        found = list(_play(at))
        transaction.set_rollback(True)
    keys = _keys_of({address for _day, _kind, address in found})
    return Week(at, tuple(Coming(day, kind, keys.get(to.lower())) for day, kind, to in found))


def _play(at):
    """(day, kind, address) of each letter that the rounds write, from hour to hour."""
    newest = _newest()
    for step in range(LENGTH // STEP + 1):
        moment = at + step * STEP
        with clock.at(moment):
            for go in _rounds(up_to=DAY if step % DAILY == 0 else TEN_MINUTES):
                _go(go)
        written = Letter.objects.filter(pk__gt=newest).order_by("pk")
        for pk, kind, to in written.values_list("pk", "kind", "to"):
            newest = pk
            yield timezone.localdate(moment), kind, to


@cache_for_ever
def _rounds(*, up_to):
    """The rounds that write letters, and go at least once in so many seconds."""
    return [
        import_string(task)
        for name, (task, every) in ROUNDS.items()
        if every <= up_to and name not in UNTOLD
    ]


def _newest():
    return Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _go(go):
    """One round; one that breaks is said, and the week goes on without it."""
    try:
        with transaction.atomic():
            go()
    except Exception:
        log.exception("The week was foretold without %s.", go.name)


def _keys_of(addresses):
    """{address: key} of those people whom we know."""
    people = get_user_model().objects.annotate(address=Lower("email"))
    found = people.filter(address__in={one.lower() for one in addresses})
    return dict(found.values_list("address", "pk"))
