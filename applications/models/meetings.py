import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import MeetingQuerySet
from members.models import Person

MOST_SLOTS = 5


class Meeting(models.Model):
    """A rencontre between a person and the founders: proposed slots, one chosen, then held."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="meetings")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("proposée le", default=timezone.now)
    place = models.CharField("lieu ou lien de visio", max_length=300)
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=60)
    uid = models.UUIDField("identité dans les agendas", default=uuid.uuid4, editable=False)
    sequence = models.PositiveSmallIntegerField("changements annoncés", default=0)
    at = models.DateTimeField("fixée au", null=True, blank=True)
    held_at = models.DateTimeField("tenue, notée le", null=True, blank=True)
    called_off_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "rencontre"
        constraints = [
            models.UniqueConstraint(
                name="one_open_meeting_per_application",
                fields=["application"],
                condition=Q(held_at__isnull=True, called_off_at__isnull=True),
            ),
            models.CheckConstraint(
                name="held_meeting_had_its_hour",
                condition=Q(held_at__isnull=True) | Q(at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Rencontre, {self.application.reference}"

    @property
    def is_open(self):
        return self.held_at is None and self.called_off_at is None


class Slot(models.Model):
    """An hour proposed for a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="slots")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "créneau"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "at"], name="slot_once")]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M}"
