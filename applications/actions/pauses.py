"""« Pas maintenant » : both sides agree on a day, and the application sleeps until then."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from applications import emails
from applications.actions import notes
from applications.actions.applications import answer_day
from applications.actions.drafts import touch
from applications.actions.readings import cross_if_all_read
from applications.actions.revisions import founders_of
from applications.actions.stopping import end_proposal, stop
from applications.events import Event
from applications.models import Pause, Reading
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.states import ForbiddenMove
from members.actions import consents
from members.rights.consents import TO_WAIT, has_given
from members.states import Purpose

LONGEST = timedelta(days=730)
"""Two years: as long as somebody may be kept to be written to again."""


class NoReason(Refused):
    message = "Dites pourquoi, en quelques mots : l’autre côté les lira."


class NotThatDay(Refused):
    message = "Choisissez un jour à venir, dans les deux ans."


class AlreadyProposed(Refused):
    message = "C’est déjà proposé : la personne n’a pas encore répondu."


class NothingProposed(Refused):
    message = "Cette proposition n’attend plus de réponse."


class AnotherProposed(Refused):
    message = "Un autre jour vous a été proposé entre-temps : relisez avant de répondre."


class NoAccord(Refused):
    message = "Pour garder votre dossier jusque-là, il nous faut votre accord : cochez la case."


def propose_pause(application, *, by, at, until, reason, warned=False):
    """A founder proposes to wait until a day; the person says yes or no. It lapses on that day, and
    another proposal takes its place. ``warned``: sensitive words were shown, and confirmed."""
    with _considered(application, at, until, reason) as application:
        if application.pauses.proposed(on=timezone.localdate(at)).filter(
            until=until, reason=reason, asked_by=by
        ):
            raise AlreadyProposed  # a second click
        end_proposal(application, at=at)
        pause = _noted(application, by=by, at=at, until=until, reason=reason)
        record(Event.PAUSE_PROPOSED, application, by=by, pause=pause.pk)
        if warned:
            notes.confirm_note(application, by=by)
        emails.pause_proposed(pause)
    return pause


def ask_pause(application, *, by, at, until, reason, agrees=False):
    """The person would rather wait: they agree to be kept meanwhile, and it sleeps at once."""
    with _considered(application, at, until, reason) as application:
        _agree_to_be_kept(application, agrees, at)
        end_proposal(application, at=at)
        pause = _noted(application, by=by, at=at, until=until, reason=reason)
        _begin(application, pause, by=by, at=at)
    return pause


def agree_to_pause(pause, *, by, at, agrees=False):
    """The person says yes to what a founder proposed."""
    with _proposed(pause) as (application, pause):
        if pause.until <= timezone.localdate(at):
            raise NotThatDay
        _agree_to_be_kept(application, agrees, at)
        _begin(application, pause, by=by, at=at)
    return pause


def refuse_pause(pause, *, by, at):
    """The person says no: everything goes on as it was."""
    with _proposed(pause) as (application, pause):
        pause.ended_at = at
        pause.save(update_fields=["ended_at"])
        record(Event.PAUSE_REFUSED, application, by=by, pause=pause.pk)
        for founder in founders_of(application, on=timezone.localdate(at)):
            emails.pause_told(pause, founder, agreed=False)
    return pause


def wake(application, *, by, at):
    """Take it up where it slept, on its day (``by`` is None) or sooner: read again if it had been
    crossed, in a new cycle."""
    with locked(application) as application:
        if application.state != State.PAUSED:
            raise ForbiddenMove
        application.move_to(State.READING if is_begun(application) else State.SUBMITTED)
        begin_again(application, at=at)
        touch(application, at)
        application.save()
        pause = application.pauses.filter(ended_at=None).first()
        application.pauses.filter(ended_at=None).update(ended_at=at)
        record(Event.WOKEN, application, by=by)
        key = pause.pk if pause else f"{application.pk}:{at.isoformat()}"
        emails.woken(application, application, by=by, key=key)
        for founder in founders_of(application, on=timezone.localdate(at)):
            emails.woken(application, founder, by=by, key=key)
        cross_if_all_read(application, at=at)
    return application


def is_begun(application):
    """Whether somebody has begun to read it, before it slept or was closed."""
    return application.is_crossed or Reading.objects.of(application).exists()


def begin_again(application, *, at):
    """A new promise; and new readings if those of before were shared. The caller saves."""
    if application.is_crossed:
        application.cycle += 1
        application.crossed_at = None
    application.paused_until = None
    application.answer_by = answer_day(at)


@contextmanager
def _considered(application, at, until, reason):
    today = timezone.localdate(at)
    if not reason.strip():
        raise NoReason
    if not today < until <= today + LONGEST:
        raise NotThatDay
    with locked(application) as application:
        if not application.can_move_to(State.PAUSED):
            application.move_to(State.PAUSED)  # says why not
        yield application


@contextmanager
def _proposed(pause):
    """The application, then what was proposed and not answered yet, both locked."""
    with locked(pause.application) as application, locked(pause) as pause:
        if pause.ended_at or pause.began_at:
            raise NothingProposed
        if not application.can_move_to(State.PAUSED):
            raise NothingProposed
        pause.application = application
        yield application, pause


def _noted(application, *, by, at, until, reason):
    return Pause.objects.create(
        application=application, asked_by=by, asked_at=at, until=until, reason=reason
    )


def _begin(application, pause, *, by, at):
    application.move_to(State.PAUSED)
    application.paused_until = pause.until
    touch(application, at)
    application.save()
    pause.began_at = at
    pause.save(update_fields=["began_at"])
    stop(application, at=at, but=pause)
    record(Event.PAUSED, application, by=by, pause=pause.pk)
    emails.paused(pause)
    for founder in founders_of(application, on=timezone.localdate(at)):
        emails.pause_told(pause, founder, agreed=True)


def _agree_to_be_kept(application, agrees, at):
    """Keeping somebody's dossier for later needs their accord, given before or in this gesture."""
    if has_given(application.person, Purpose.KEEP):
        return
    if not agrees:
        raise NoAccord
    consents.give(application.person, Purpose.KEEP, text=TO_WAIT, at=at)
