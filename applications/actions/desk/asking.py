"""A founder asks another one to read: one letter for all that is asked at once, once a day each."""

from django.db import transaction
from django.utils import timezone

from applications import emails
from applications.actions.readings import readers_to_come
from applications.events import Event
from applications.states import TO_READ, State
from coopstudio.db import locked
from coopstudio.journal.api import history, record
from coopstudio.refusals import Refused


class NotRead(Refused):
    message = "Elle n’est plus en première lecture : il n’y a plus rien à demander."


class StillCompleted(Refused):
    message = "La personne la complète : la lecture reprendra quand elle aura répondu."


class AlreadyRead(Refused):
    """The reading of who would be asked is written; says whose."""

    def __init__(self, of):
        super().__init__(f"{of.first_name} a déjà écrit sa lecture.")


class AlreadyAsked(Refused):
    message = "C’est déjà demandé aujourd’hui."


@transaction.atomic
def ask_to_read(applications, *, of, by, at):
    """Ask ``of`` to read these. Returns [(application, why it is refused, or None)…]."""
    told = [(one, _asked(one, of, by, at)) for one in applications]
    asked = [one for one, refusal in told if refusal is None]
    if asked:
        emails.reading_asked(asked, of, by, day=timezone.localdate(at))
    return told


def refusal_to_ask(application, *, of, at):
    """Why nothing would be asked of ``of`` for this application; None if it would."""
    if application.state == State.COMPLETING:
        return StillCompleted()
    if application.state not in TO_READ:
        return NotRead()
    if not readers_to_come(application, on=timezone.localdate(at)).filter(pk=of.pk).exists():
        return AlreadyRead(of)
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = history(application).filter(event=Event.REMINDED.value, at__gte=start)
    return AlreadyAsked() if today.filter(details__of=of.pk).exists() else None


def _asked(application, of, by, at):
    """The journal line of one, under its lock; or the refusal."""
    with locked(application) as application:
        refusal = refusal_to_ask(application, of=of, at=at)
        if refusal is None:
            record(Event.REMINDED, application, by=by, of=of.pk)
    return refusal
