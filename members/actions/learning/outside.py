"""A training that nobody here can give: asked for, decided by an organ, followed or not."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.events import Event
from members.models import OutsideTraining, Person
from members.states import OutsideState, Role


class DecidedLater(Refused):
    message = "La date de la décision est dans le futur : l’organe doit d’abord se réunir."


class DecidedTooEarly(Refused):
    message = "La décision est plus ancienne que la demande : vérifiez sa date."


class NotYours(Refused):
    message = "Cette demande est celle d’une autre personne."


class AlreadyWithYou(Refused):
    message = "Vous êtes déjà de cette demande."


class Decided(Refused):
    message = "Une réponse est déjà inscrite pour cette demande."


@transaction.atomic
def wish(*, by, at, **facts):
    """Ask for it. ``facts``: craft, words, organisation, website, cost (cents), people."""
    training = OutsideTraining.objects.create(asked_by=by, asked_at=at, **facts)
    record(Event.OUTSIDE_WISHED, training, by=by, cost=training.cost)
    for keeper in Person.objects.holding(Role.SECRETARY, on=timezone.localdate(at)):
        emails.outside_wished(training, keeper)
    return training


def join(training, *, by):
    """I would like it too: a training for several is decided otherwise than for one."""
    with locked(training) as training:
        if training.state != OutsideState.WISHED:
            raise Decided
        if training.asked_by_id == by.pk or training.also.filter(pk=by.pk).exists():
            raise AlreadyWithYou
        training.also.add(by)
        training.people = max(training.people, training.also.count() + 1)
        training.save(update_fields=["people"])
        record(Event.OUTSIDE_JOINED, training, by=by)
    return training


def unask(training, *, by, at):
    """I take my own request back; no reason is asked."""
    with locked(training) as training:
        if training.asked_by_id != by.pk:
            raise NotYours
        training.move_to(OutsideState.UNASKED)
        training.closed_at = at
        training.save()
        record(Event.OUTSIDE_UNASKED, training, by=by)
    return training


def grant(training, *, by, at, **decision):
    """The organ says yes. ``decision``: organ, decided_on, reference of its minutes."""
    with locked(training) as training:
        training.move_to(OutsideState.GRANTED)
        _decide(training, decision, by=by, at=at)
    return training


def not_grant(training, *, by, at, **decision):
    """The organ says no, this time."""
    with locked(training) as training:
        training.move_to(OutsideState.NOT_GRANTED)
        training.closed_at = at
        _decide(training, decision, by=by, at=at)
    return training


def follow(training, *, by, at, outcome):
    """It took place: what came of it, for everybody."""
    with locked(training) as training:
        training.move_to(OutsideState.FOLLOWED)
        _close(training, outcome, by=by, at=at)
    return training


def drop(training, *, by, at, outcome):
    """It did not take place after all: why, so that others know."""
    with locked(training) as training:
        training.move_to(OutsideState.LET_GO)
        _close(training, outcome, by=by, at=at)
    return training


def _decide(training, decision, *, by, at):
    if decision["decided_on"] > timezone.localdate(at):
        raise DecidedLater
    if decision["decided_on"] < timezone.localdate(training.asked_at):
        raise DecidedTooEarly
    for name, value in decision.items():
        setattr(training, name, value)
    training.save()
    record(Event.OUTSIDE_DECIDED, training, by=by, decided_on=f"{training.decided_on}")
    for person in [training.asked_by, *training.also.order_by("pk")]:
        emails.outside_decided(training, person)


def _close(training, outcome, *, by, at):
    if by.pk != training.asked_by_id and not training.also.filter(pk=by.pk).exists():
        raise NotYours
    training.outcome, training.closed_at = outcome, at
    training.save()
    record(Event.OUTSIDE_CLOSED, training, by=by)
