import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from governance.models.circles import Circle
from governance.querysets.self_checks import SelfCheckQuerySet
from members.models import Person


class SelfCheck(models.Model):
    """Once a year a circle looks at how it works together: each answers alone, under a seal."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="self_checks")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("ouverte le", default=timezone.now)
    closes_at = models.DateTimeField("se ferme le")
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "autoévaluation"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_self_check_per_circle",
                fields=["circle"],
                condition=Q(closed_at=None),
                violation_error_message="Une autoévaluation de ce cercle est déjà ouverte.",
            ),
            models.CheckConstraint(
                name="self_check_closes_after_it_opened",
                condition=Q(closes_at__gt=F("opened_at")),
            ),
        ]

    def __str__(self):
        return f"Autoévaluation de {self.circle}, {timezone.localdate(self.opened_at):%Y}"


class SelfCheckPlace(models.Model):
    """Somebody is asked in a self-check. It knows that they answered, never what."""

    check_of = models.ForeignKey(SelfCheck, models.PROTECT, related_name="places")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    has_answered = models.BooleanField("a répondu", default=False)

    class Meta:
        verbose_name = "place à l’autoévaluation"
        verbose_name_plural = "places à l’autoévaluation"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="asked_once_in_a_self_check", fields=["check_of", "person"]
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.check_of}"


class SelfCheckAnswer(models.Model):
    """What one person of the circle said of the eight principles: no name, no hour, no order.

    PostgreSQL takes one for each place that answered, while the self-check is open, and keeps it.
    """

    FINAL = True

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_of = models.ForeignKey(SelfCheck, models.PROTECT, related_name="answers")
    marks = ArrayField(models.PositiveSmallIntegerField(), size=8, verbose_name="repères")
    """From 1 to 5, one for each principle, in their order."""

    class Meta:
        verbose_name = "réponse à l’autoévaluation"
        verbose_name_plural = "réponses à l’autoévaluation"

    def __str__(self):
        return f"Une réponse, {self.check_of}"
