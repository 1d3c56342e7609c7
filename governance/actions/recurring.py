"""What comes back with a role: each time becomes an action of whoever holds the role that day.

The mandate passes on, and the action passes with it. Where nobody holds the role, it is the
leader's, so that nothing falls to the ground.
"""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions.deeds import AlreadyEnded, CircleIsClosed, DayIsPast, NotOfTheCircle, give
from governance.college import has_a_voice, holder
from governance.events import Event
from governance.models import Mandate, RoleTask
from governance.states import DeedState, OfficeKind

AHEAD = 7
"""Days before its day from which the next time is an action, half the rhythm at most."""


class NotDueYet(Refused):
    message = "Ce n’est pas encore le moment de cette tâche."


class NobodyThere(Refused):
    message = "Personne ne tient ce rôle, ni la conduite du cercle : cette tâche attend quelqu’un."


class AlreadyInGoodHands(Refused):
    message = "Cette action est déjà chez la personne qui tient le rôle."


class AlreadyStopped(Refused):
    message = "Cette tâche est déjà arrêtée."


def plan(role, *, by, at, words, every_days, next_on):
    """From now on, this comes back with the role."""
    on = timezone.localdate(at)
    if role.closed_on or not role.circle.is_open:
        raise CircleIsClosed
    if not has_a_voice(by, role.circle, on=on):
        raise NotOfTheCircle
    if next_on < on:
        raise DayIsPast
    task = RoleTask.objects.create(role=role, words=words, every_days=every_days, next_on=next_on)
    record(Event.TASK_PLANNED, task, by=by, role=role.pk, every=every_days)
    return task


def stop(task, *, by, at):
    """It comes back no more; what was already asked stays to be done."""
    on = timezone.localdate(at)
    with locked(task) as task:
        if task.ended_on:
            raise AlreadyStopped
        if not has_a_voice(by, task.role.circle, on=on):
            raise NotOfTheCircle
        task.ended_on = on
        task.save(update_fields=["ended_on"])
        record(Event.TASK_STOPPED, task, by=by)
    return task


def fall_due(task, *, at):
    """Its time comes: it is an action of whoever holds the role. Times that were missed are not
    asked one by one: the next one is the first that is still to come."""
    on = timezone.localdate(at)
    with locked(task) as task:
        if task.ended_on or on < appears_on(task):
            raise NotDueYet
        person = carrier(task.role, on=on)
        if person is None:
            raise NobodyThere
        due_on, task.next_on = task.next_on, _next(task, after=on)
        task.save(update_fields=["next_on"])
        return give(task.role.circle, person=person, words=task.words, due_on=due_on, by=None,
                    at=at, task=task)  # fmt: skip


def hand_over(deed, *, at):
    """The role changed hands: its action goes with it, and who takes it is told."""
    with locked(deed) as deed:
        if deed.state != DeedState.OPEN:
            raise AlreadyEnded
        person = carrier(deed.task.role, on=timezone.localdate(at))
        if person is None or _holds(deed, on=timezone.localdate(at)):
            raise AlreadyInGoodHands
        before, deed.person = deed.person, person
        deed.save(update_fields=["person"])
        record(Event.DEED_HANDED_OVER, deed, before=before.pk, after=person.pk)
        emails.deed_handed_over(deed, before=before)
    return deed


def appears_on(task):
    """The day from which the next time is asked."""
    return task.next_on - timedelta(days=min(AHEAD, task.every_days // 2))


def carrier(role, *, on):
    """Who holds this role that day, the first who came; the leader when nobody does, or None."""
    held = Mandate.objects.filter(role=role).on(on).select_related("person").first()
    return held.person if held else holder(role.circle, OfficeKind.LEADER, on=on)


def _holds(deed, *, on):
    """Is its person one of those who carry the role? Several may hold the same role."""
    held = Mandate.objects.filter(role=deed.task.role).on(on)
    if held.exists():
        return held.filter(person=deed.person).exists()
    return carrier(deed.task.role, on=on) == deed.person


def _next(task, *, after):
    """The first of its days after that one."""
    behind = max((after - task.next_on).days, 0)
    return task.next_on + timedelta(days=task.every_days * (behind // task.every_days + 1))
