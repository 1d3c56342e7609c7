"""What is sent is frozen: the first time, and each time the person completes it."""

from applications import documents
from applications.actions.drafts import touch
from applications.missing import missing_in
from applications.models import Revision
from applications.models.revisions import ANSWER
from coopstudio.refusals import Refused
from members.models import Person


class Lacking(Refused):
    message = "Une réponse attendue est vide : écrivez-y quelques mots, même une hésitation."


class NotCheckedYet(Refused):
    message = "Votre nouveau CV est en cours de vérification : renvoyez dans une minute."


class BadCv(Refused):
    message = "Votre nouveau CV n’a pas passé la vérification : joignez-en un autre."


def freeze(application, *, at, precisions=()):
    """Keep what is sent now, word for word, under its number; returns the copy for its person.
    ``precisions``: what was answered to the founders' questions, as lines."""
    words = documents.contents(application, sent_at=at)
    if lines := list(precisions):
        words["precisions"] = lines
    Revision.objects.create(
        application=application, number=application.revision, contents=words, sent_at=at
    )
    return documents.copy(application, words)


def revise(application, completion, *, at):
    """What the person changed becomes what is read; the one before stays frozen. The caller holds
    the application's lock and saves it. Returns the copy, and the file that was replaced."""
    _keep_the_one_before(application)
    replaced = None
    for field in completion.fields:
        if field in completion.words:
            setattr(application, field, completion.words[field])
    if completion.cv_id:
        _refuse_unchecked(completion.cv)
        replaced, application.cv = application.cv, completion.cv
    if missing_in(application):
        raise Lacking
    application.revision += 1
    touch(application, at)
    completion.cv, completion.sent_at, completion.closed_at = None, at, at
    completion.save(update_fields=["cv", "sent_at", "closed_at"])
    return freeze(application, at=at, precisions=_answered(completion)), replaced


def _answered(completion):
    """The questions and what was answered to them, if anything was."""
    if answer := completion.words.get(ANSWER):
        yield {"question": completion.questions, "answer": answer}


def founders_of(application, *, on):
    """Who is told of it: the founders of that day, but never of their own application."""
    return Person.objects.of_foundation(on=on).exclude(pk=application.person_id)


def _refuse_unchecked(cv):
    """The CV of before stays until the new one may be read."""
    if cv.is_being_checked:
        raise NotCheckedYet
    if not cv.is_clean:
        raise BadCv


def _keep_the_one_before(application):
    """An application sent before revisions were kept has its first one frozen now."""
    if not application.revisions.filter(number=application.revision).exists():
        Revision.objects.create(
            application=application,
            number=application.revision,
            contents=documents.contents(application),
            sent_at=application.submitted_at,
        )
