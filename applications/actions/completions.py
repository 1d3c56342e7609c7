"""A founder asks for precisions; the person changes the answers named, and sends them once more."""

from contextlib import contextmanager

from django.utils import timezone

from applications import emails, sweeping
from applications.actions.applications import answer_day
from applications.actions.readings import cross_if_all_read
from applications.actions.revisions import founders_of, revise
from applications.events import Event
from applications.models import Completion
from applications.models.revisions import ANSWER
from applications.states import State
from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NoQuestion(Refused):
    message = "Écrivez ce que vous aimeriez savoir : la personne le lira tel quel."


class NoField(Refused):
    message = "Dites quelles réponses la personne pourra reprendre : au moins une."


class NothingAsked(Refused):
    message = "Ces précisions ne sont plus attendues : elles sont parties, ou la lecture a repris."


class NothingNew(Refused):
    message = (
        "Rien de nouveau encore : répondez à la question, ou reprenez une réponse, puis envoyez."
    )


def ask_completion(application, *, by, at, questions, fields):
    """Ask the person for precisions; they may change the answers named, and those only."""
    if not questions.strip():
        raise NoQuestion
    if not fields:
        raise NoField
    with locked(application) as application:
        application.completions.filter(closed_at=None).update(closed_at=at)
        completion = Completion.objects.create(
            application=application, asked_by=by, asked_at=at, questions=questions, fields=fields
        )
        await_completion(application, completion, by=by)
        emails.completion_asked(completion)
    return completion


def await_completion(application, completion, *, by):
    """The application waits for these precisions. The caller holds its lock."""
    application.move_to(State.COMPLETING)
    application.save(update_fields=["state"])
    record(Event.COMPLETION_ASKED, application, by=by, completion=completion.pk)


def save_completion(completion, *, at, **words):
    """Keep what is being written, for the person alone. ``words``: the answers named, and what
    answers the questions if some were asked; no other."""
    with _opened(completion) as (application, completion):
        if not words.get(ANSWER) and ANSWER not in completion.words:
            words.pop(ANSWER, None)
        open_ones = {*completion.fields, ANSWER} if completion.questions else completion.fields
        completion.words |= {name: v for name, v in words.items() if name in open_ones}
        completion.saved_at = application.touched_at = at
        completion.save(update_fields=["words", "saved_at"])
        application.save(update_fields=["touched_at"])
    return completion


def keep_new_cv(completion, *, upload, at):
    """Take in a CV that will replace the other once it is sent. Raises files.FileRefused."""
    with _opened(completion) as (_application, completion):
        if "cv" not in completion.fields:
            raise NothingAsked
        old, completion.cv = completion.cv, files.take_in(upload)
        completion.saved_at = at
        completion.save(update_fields=["cv", "saved_at"])
        if old:
            sweeping.erase_file(old)
    return completion


def send_completion(completion, *, by, at):
    """Send the precisions: a new revision, a copy, and the reading goes on where it stood."""
    with _opened(completion) as (application, completion):
        if application.state != State.COMPLETING:
            raise NothingAsked
        if not has_news(application, completion):
            raise NothingNew
        application.move_to(State.READING)
        copy, replaced = revise(application, completion, at=at)
        application.answer_by = answer_day(at)
        application.save()
        if replaced:
            sweeping.erase_file(replaced)
        record(Event.COMPLETED, application, by=by, revision=application.revision)
        emails.completion_received(application, copy)
        for founder in founders_of(application, on=timezone.localdate(at)):
            emails.completion_sent(application, founder)
        cross_if_all_read(application, at=at)
    return application


def resume_reading(application, *, by, at):
    """Read on without waiting for the precisions: what was not sent is let go."""
    with locked(application) as application:
        completion = application.completions.filter(closed_at=None).first()
        if completion is None or application.state != State.COMPLETING:
            raise NothingAsked
        application.move_to(State.READING)
        application.save(update_fields=["state"])
        completion.closed_at = at
        completion.save(update_fields=["closed_at"])
        record(Event.READING_RESUMED, application, by=by)
        emails.reading_resumed(completion, by=by)
        cross_if_all_read(application, at=at)
    return application


def has_news(application, completion):
    """Whether what was written differs from what was sent."""
    words = dict(completion.words)
    if words.pop(ANSWER, "") or completion.cv_id:
        return True
    return any(getattr(application, name) != new for name, new in words.items())


@contextmanager
def _opened(completion):
    """The application, then its open completion, both locked in that order."""
    with locked(completion.application) as application, locked(completion) as completion:
        if completion.closed_at:
            raise NothingAsked
        completion.application = application
        yield application, completion
