from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.states import Stateful
from governance.models.circles import Circle
from governance.models.decisions import Decision
from governance.models.mandates import CircleRole
from governance.models.meetings import Item
from governance.querysets.deeds import DeedQuerySet, TaskQuerySet
from governance.states import DEED_ARROWS, DeedState
from members.models import Person


class Deed(Stateful, models.Model):
    """An action: what a circle asks of somebody, by a day. It follows them until it is done.

    It comes back on the next agenda, and the circle may release them: nobody is left alone with it.
    """

    ARROWS = DEED_ARROWS

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="deeds")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="deeds", verbose_name="qui s’en charge"
    )
    words = models.CharField("ce qui est à faire", max_length=300)
    due_on = models.DateField("pour le")
    state = models.CharField("état", max_length=8, choices=DeedState, default=DeedState.OPEN)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="deeds")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="deeds"
    )
    task = models.ForeignKey(
        "governance.RoleTask", models.PROTECT, null=True, blank=True, related_name="deeds"
    )
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("demandée le", default=timezone.now)
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("ce qu’il en est", max_length=300, blank=True)

    objects = DeedQuerySet.as_manager()

    class Meta:
        verbose_name = "action"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["person", "due_on"], name="open_deeds", condition=Q(state=DeedState.OPEN)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="ended_deed_has_its_hour",
                condition=Q(state=DeedState.OPEN, ended_at=None)
                | (~Q(state=DeedState.OPEN) & Q(ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_deed_per_task_and_day",
                fields=["task", "due_on"],
                condition=Q(task__isnull=False),
            ),
        ]

    def __str__(self):
        return self.words


class RoleTask(models.Model):
    """What comes back with a role: every month, every quarter."""

    role = models.ForeignKey(CircleRole, models.PROTECT, related_name="tasks")
    words = models.CharField("ce qui revient", max_length=200)
    every_days = models.PositiveSmallIntegerField("tous les (jours)", default=30)
    next_on = models.DateField("la prochaine fois")
    ended_on = models.DateField("arrêtée le", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche d’un rôle"
        ordering = ["next_on", "pk"]
        constraints = [
            models.CheckConstraint(name="a_task_comes_back", condition=Q(every_days__gt=0))
        ]

    def __str__(self):
        return self.words


class Step(models.Model):
    """One step of a long change that a support circle carries, dated to its term."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="steps")
    rank = models.PositiveSmallIntegerField("rang")
    words = models.CharField("étape", max_length=200)
    due_on = models.DateField("pour le")
    done_at = models.DateTimeField("faite le", null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "étape d’un changement"
        verbose_name_plural = "étapes d’un changement"
        ordering = ["circle", "rank"]

    def __str__(self):
        return self.words
