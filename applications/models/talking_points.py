from django.db import models
from django.utils import timezone

from applications.models.applications import Application
from applications.models.calls import Passage
from applications.querysets import TalkingPointQuerySet
from members.models import Person


class TalkingPoint(models.Model):
    """A passage of the call that a founder wants to talk about: with one person, or with everybody
    whom they meet for the first time (``application`` is empty).

    ``words``: why, or what to ask; empty, the passage speaks for itself. It enters the trame.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="talking_points")
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="talking_points"
    )
    words = models.TextField("ce que l’on aimerait en dire", max_length=1000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField("marqué le", default=timezone.now)

    objects = TalkingPointQuerySet.as_manager()

    class Meta:
        verbose_name = "passage à aborder"
        verbose_name_plural = "passages à aborder"
        ordering = ["marked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "passage", "application"],
                name="one_talking_point_per_founder_and_passage",
                nulls_distinct=False,
                violation_error_message="Vous avez déjà marqué ce passage.",
            )
        ]

    def __str__(self):
        return f"{self.by} : {self.passage}"

    @property
    def is_for_everybody(self):
        return self.application_id is None
