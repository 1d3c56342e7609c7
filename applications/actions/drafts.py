"""A draft is begun, saved as often as one likes, found again by a link, and left in peace."""

import uuid
from datetime import timedelta
from functools import reduce
from operator import or_

from django.utils import timezone

from applications import emails, sweeping
from applications.actions.keeping import forgetting
from applications.events import Event
from applications.links import StaleLink
from applications.models import Application
from applications.states import State
from coopstudio.db import locked
from coopstudio.durations.api import Kind, read
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.rights import erasures

WARNED = (timedelta(days=30), timedelta(days=7))
LAST_WORD = WARNED[-1]
"""A draft that nobody touches is kept 90 days, or what the duration of its last day says; its
author is told 30 days before and 7 days before. However late the clock comes, seven days pass
between the last letter and the end."""


class AlreadySent(Refused):
    message = "Cette candidature est déjà envoyée : elle ne change plus."


class CallIsClosed(Refused):
    message = (
        "L’appel est clos pour le moment : aucune candidature ne s’y commence. Vous pouvez nous "
        "laisser une question, nous y répondrons."
    )


class StillNeeded(Refused):
    message = "Ce brouillon sert encore."


def begin(version, *, at, by=None):
    """Open an empty draft on the version of the call that the person reads, while it is open."""
    if not version.call.is_open:
        raise CallIsClosed
    who = {}
    if by:
        who = {"person": by, "confirmed_at": at, "email": by.email, "phone": by.phone}
        who |= {"first_name": by.first_name, "last_name": by.last_name}
        who |= {"postcode": by.postcode, "town": by.town}
    return Application.objects.create(version=version, started_at=at, touched_at=at, **who)


def save(draft, *, at, **words):
    """Keep what was just written, complete or not. ``words``: fields of Application."""
    with locked(draft) as draft:
        _refuse_if_sent(draft)
        for field, value in words.items():
            setattr(draft, field, value)
        touch(draft, at)
        draft.save()
    return draft


def keep_cv(draft, *, upload, at):
    """Take in a CV in place of the one before. Raises files.FileRefused with its sentence."""
    with locked(draft) as draft:
        _refuse_if_sent(draft)
        old, draft.cv = draft.cv, files.take_in(upload)
        touch(draft, at)
        draft.save()
        if old:
            sweeping.erase_file(old)
    return draft


def drop_cv(draft, *, at):
    """The CV goes, its bytes too."""
    with locked(draft) as draft:
        _refuse_if_sent(draft)
        old, draft.cv = draft.cv, None
        touch(draft, at)
        draft.save()
        if old:
            sweeping.erase_file(old)
    return draft


def send_link(draft, *, at):
    """Send the link by which this draft is taken up again, on any device."""
    with locked(draft) as draft:
        _refuse_if_sent(draft)
        draft.linked_to = draft.email
        draft.save(update_fields=["linked_to"])
        emails.resume(draft, at=at)


def confirm(draft, *, person, at):
    """The address answers: the draft is this person's, and its link does not open again."""
    with locked(draft) as fresh:
        opened, now = (draft.link_key, draft.email), (fresh.link_key, fresh.email)
        if fresh.state != State.DRAFT or opened != now:
            raise StaleLink
        fresh.person, fresh.email, fresh.confirmed_at = person, person.email, at
        fresh.link_key = uuid.uuid4()
        touch(fresh, at)
        fresh.save()
    return fresh


def kept_for(draft):
    """How long it is kept: the duration of the day on which its author last touched it."""
    return timedelta(days=read().on(Kind.DRAFT, timezone.localdate(draft.touched_at)))


def to_warn(*, at):
    """The drafts whose author is told that they will go, whichever duration they have."""
    return _in_their_eras(
        at, lambda found, kept: found.to_warn(at, [kept - early for early in WARNED])
    )


def forsaken(*, at):
    """The drafts whose time has come."""
    return _in_their_eras(
        at, lambda found, kept: found.forsaken(at, kept, kept - LAST_WORD, LAST_WORD)
    )


def warn(draft, *, at):
    """Tell its author, twice, that a draft left alone will go; opening it keeps it."""
    with locked(draft) as draft:
        if not to_warn(at=at).filter(pk=draft.pk).exists():
            raise StillNeeded
        kept = kept_for(draft)
        draft.warned_at = at
        draft.save(update_fields=["warned_at"])
        on = timezone.localdate(max(draft.touched_at + kept, at + LAST_WORD))
        is_last = at >= draft.touched_at + kept - LAST_WORD
        emails.expiring(draft, on=on, at=at, is_last=is_last, days=kept.days)


def expire(draft, *, at):
    """Erase a draft left alone all that time, with its file; one line stays, which names nobody."""
    with locked(draft) as draft:
        if not forsaken(at=at).filter(pk=draft.pk).exists():
            raise StillNeeded
        _erase(draft)
        record(Event.DRAFT_EXPIRED, draft.version)


def give_up(draft):
    """Its author lets it go at once; one line stays, which names nobody."""
    with locked(draft) as draft:
        _refuse_if_sent(draft)
        _erase(draft)
        record(Event.DRAFT_GIVEN_UP, draft.version)


def touch(draft, at):
    """The person was here: the days are counted afresh. The caller saves."""
    draft.touched_at, draft.warned_at = at, None


def _in_their_eras(at, asked):
    """``asked`` of the drafts of each era of the duration, with how long that era keeps them."""
    eras = read().eras(Kind.DRAFT, today=timezone.localdate(at))
    found = [
        asked(Application.objects.touched_between(start, end), timedelta(days=days))
        for start, end, days in eras
    ]
    return reduce(or_, found)


def _refuse_if_sent(draft):
    if draft.state != State.DRAFT:
        raise AlreadySent


def _erase(draft):
    """The draft, all that hangs on it, its file, and what the post knows of it."""
    erasures.note(draft, born=draft.started_at)
    sweeping.take_away(Application, Application.objects.filter(pk=draft.pk))
    forgetting.let_go(draft, draft.email, draft.linked_to)
