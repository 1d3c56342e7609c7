"""A long change goes by steps, each dated to the term of its support circle at the latest."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.college import has_a_voice
from governance.events import Event
from governance.models import Step


class OnlySupportCircles(Refused):
    message = "Les étapes sont celles d’un cercle de soutien, qui a un terme."


class NotOfTheCircle(Refused):
    message = "Les étapes se tiennent dans le cercle, par une personne qui y siège."


class AfterTheTerm(Refused):
    message = "Une étape se date avant le terme du cercle, ou ce jour-là."


class AlreadyDone(Refused):
    message = "Cette étape est déjà faite."


class NotDone(Refused):
    message = "Cette étape n’est pas faite."


def add(circle, *, by, at, words, due_on):
    """One more step, dated to the term of the circle at the latest."""
    with locked(circle) as circle:
        _check(circle, by, at=at)
        if due_on > circle.ends_on:
            raise AfterTheTerm
        rank = circle.steps.count() + 1
        step = Step.objects.create(circle=circle, rank=rank, words=words, due_on=due_on)
        record(Event.STEP_ADDED, step, by=by, circle=circle.pk)
    return step


def move(step, *, by, at, due_on):
    """The step keeps its words and takes another day."""
    with locked(step) as step:
        _check(step.circle, by, at=at)
        if step.done_at:
            raise AlreadyDone
        if due_on > step.circle.ends_on:
            raise AfterTheTerm
        before, step.due_on = step.due_on, due_on
        step.save(update_fields=["due_on"])
        record(Event.STEP_MOVED, step, by=by, before=str(before), after=str(due_on))
    return step


def finish(step, *, by, at):
    """This step is behind us."""
    with locked(step) as step:
        _check(step.circle, by, at=at)
        if step.done_at:
            raise AlreadyDone
        step.done_at, step.done_by = at, by
        step.save(update_fields=["done_at", "done_by"])
        record(Event.STEP_DONE, step, by=by)
    return step


def take_up(step, *, by, at):
    """It was not quite behind us."""
    with locked(step) as step:
        _check(step.circle, by, at=at)
        if not step.done_at:
            raise NotDone
        step.done_at, step.done_by = None, None
        step.save(update_fields=["done_at", "done_by"])
        record(Event.STEP_TAKEN_UP, step, by=by)
    return step


def _check(circle, person, *, at):
    if not circle.is_support or circle.is_closed:
        raise OnlySupportCircles
    if not has_a_voice(person, circle, on=timezone.localdate(at)):
        raise NotOfTheCircle
