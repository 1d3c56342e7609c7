"""What the calendar brings of the register: recalls before a review, then on its day (V4)."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import history, record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import tensions
from governance.events import Event
from governance.models import Decision
from governance.register.keeping import everybody, is_there, recalled
from governance.states import PAST, Force


class AlreadyTold(Refused):
    message = "Cette révision est déjà rappelée."


def recall(decision, *, at):
    """A month before, tell who answers for the text and who writes; that day, the circle."""
    today = timezone.localdate(at)
    with locked(decision) as decision:
        due = Decision.objects.dated().get(pk=decision.pk).due_on
        if due > today:
            _tell_those_who_keep(decision, due, on=today)
        else:
            _tell_the_circle(decision, due, on=today)
    return decision


def watch(decision, *, at):
    """Somebody named in a text in force left its circle: the circle is told, once (3.5)."""
    named = decision.version.responsible
    if named is None or decision.force in (*PAST, Force.ADOPTED):
        return None
    if is_there(named, decision.kept_by, on=timezone.localdate(at)):
        return None
    return tensions.drop(
        decision.kept_by, by=None, at=at, decision=decision,
        key=f"responsable:{decision.pk}:{named.pk}",
        subject=f"Plus personne ne répond de {decision.code}",
        words=f"« {decision.title} » nommait quelqu’un qui n’est plus là. D’ici une nouvelle "
        "décision, la personne leader du cercle en répond.",
    )  # fmt: skip


def _tell_those_who_keep(decision, due, *, on):
    _refuse_if_told(decision, Event.REVIEW_NEAR, due)
    record(Event.REVIEW_NEAR, decision, due=f"{due}")
    for person in recalled(decision, on=on):
        emails.review_near(decision, person, due=due)


def _tell_the_circle(decision, due, *, on):
    _refuse_if_told(decision, Event.REVIEW_DUE, due)
    record(Event.REVIEW_DUE, decision, due=f"{due}")
    for person in everybody(decision, on=on):
        emails.review_today(decision, person, due=due)


def _refuse_if_told(decision, event, due):
    if history(decision).filter(event=event.value, details__due=f"{due}").exists():
        raise AlreadyTold
