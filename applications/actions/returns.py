"""An application that was closed is taken up again: same dossier, its history stays."""

from django.utils import timezone

from applications import emails, sweeping
from applications.actions.applications import refuse_if_another_is_under_way
from applications.actions.completions import await_completion, has_news
from applications.actions.pauses import begin_again, is_begun
from applications.actions.readings import cross_if_all_read
from applications.actions.revisions import founders_of, revise
from applications.events import Event
from applications.models import Completion
from applications.states import State
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.states import ForbiddenMove
from members.rights.consents import has_given
from members.states import Purpose

CLOSED = {State.DECLINED, State.WITHDRAWN}
PREPARED = (
    "Vous aviez commencé à préparer votre reprise : ce que vous aviez changé est gardé ici. "
    "Relisez-le, complétez-le si vous le souhaitez, puis envoyez-le."
)


class NoAccord(Refused):
    message = (
        "La personne n’a pas donné son accord pour être recontactée : c’est à elle de reprendre, "
        "si elle le souhaite."
    )


def prepare_return(application, *, by, at):
    """Open one's answers again, to change what has changed before it is sent."""
    with locked(application) as application:
        if application.state not in CLOSED:
            raise ForbiddenMove
        completion, _ = Completion.objects.get_or_create(
            application=application,
            closed_at=None,
            defaults={"asked_by": by, "asked_at": at, "fields": Completion.Field.values},
        )
    return completion


def take_up(application, *, by, at):
    """Read it again: by its person, with what they changed; or by a founder, if they agreed to be
    written to again. A new cycle begins if the readings of before were shared. What the person was
    preparing meanwhile becomes precisions, which are theirs to send."""
    with locked(application) as application:
        is_own = application.person_id == by.pk
        if application.state not in CLOSED:
            raise ForbiddenMove
        if not is_own and not has_given(application.person, Purpose.KEEP):
            raise NoAccord
        refuse_if_another_is_under_way(application.person)
        never_read = is_own and not is_begun(application)
        application.move_to(State.SUBMITTED if never_read else State.READING)
        is_anew = application.is_crossed
        begin_again(application, at=at)
        copy, replaced = _revised(application, is_own, by, at)
        application.save()
        if replaced:
            sweeping.erase_file(replaced)
        record(Event.TAKEN_UP, application, by=by, cycle=application.cycle)
        is_prepared = not is_own and _prepared_becomes_precisions(application, by=by, at=at)
        news = {"is_prepared": is_prepared, "is_anew": is_anew}
        _tell(application, copy, by=by, at=at, **news)
        cross_if_all_read(application, at=at)
    return application


def _revised(application, is_own, by, at):
    """What its person sends again is a new revision; a founder changes none of their words."""
    if not is_own:
        return None, None
    completion = application.completions.filter(closed_at=None).first()
    completion = completion or Completion.objects.create(
        application=application, asked_by=by, asked_at=at, fields=Completion.Field.values
    )
    return revise(application, completion, at=at)


def _prepared_becomes_precisions(application, *, by, at):
    """Whether the person had begun to come back by themselves: nothing they wrote is lost, and
    nothing leaves without them."""
    completion = application.completions.filter(closed_at=None).first()
    if completion is None:
        return False
    if not has_news(application, completion):
        completion.closed_at = at
        completion.save(update_fields=["closed_at"])
        return False
    completion.asked_by, completion.asked_at, completion.questions = by, at, PREPARED
    completion.save(update_fields=["asked_by", "asked_at", "questions"])
    await_completion(application, completion, by=by)
    return True


def _tell(application, copy, *, by, at, is_anew, **news):
    mark = at.isoformat()
    emails.taken_up(application, copy, by=by, key=mark, is_anew=is_anew, **news)
    for founder in founders_of(application, on=timezone.localdate(at)).exclude(pk=by.pk):
        emails.taken_up_told(application, founder, key=mark, is_anew=is_anew)
