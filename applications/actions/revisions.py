"""What is sent is frozen: the first time, and each time the person completes it."""

from applications import documents
from applications.actions.drafts import touch
from applications.missing import missing_in
from applications.models import Revision
from coopstudio.refusals import Refused
from members.models import Person
from members.states import Role


class Lacking(Refused):
    message = "Une réponse attendue est vide : écrivez-y quelques mots, même une hésitation."


def freeze(application, *, at):
    """Keep what is sent now, word for word, under its number; returns the copy for its person."""
    words = documents.contents(application, sent_at=at)
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
        replaced, application.cv = application.cv, completion.cv
    if missing_in(application):
        raise Lacking
    application.revision += 1
    touch(application, at)
    completion.cv, completion.sent_at, completion.closed_at = None, at, at
    completion.save(update_fields=["cv", "sent_at", "closed_at"])
    return freeze(application, at=at), replaced


def founders_of(application, *, on):
    """Who is told of it: the founders of that day, but never of their own application."""
    return Person.objects.holding(Role.FOUNDER, on=on).exclude(pk=application.person_id)


def _keep_the_one_before(application):
    """An application sent before revisions were kept has its first one frozen now."""
    if not application.revisions.filter(number=application.revision).exists():
        Revision.objects.create(
            application=application,
            number=application.revision,
            contents=documents.contents(application),
            sent_at=application.submitted_at,
        )
