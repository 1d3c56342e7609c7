import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.states import Rhythm
from members.models import Person


class Diary(models.Model):
    """The secret address at which somebody's own diary reads what their circles expect of them.

    Renewed, the address of before opens nothing any more; closed, none does.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="diary")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField("ouverte le", default=timezone.now)
    closed_at = models.DateTimeField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "calendrier personnel"
        verbose_name_plural = "calendriers personnels"
        constraints = [
            models.CheckConstraint(
                name="a_diary_closes_after_it_opened",
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("made_at")),
            )
        ]

    def __str__(self):
        return f"Calendrier de {self.person}"

    @property
    def is_open(self):
        return self.closed_at is None


class Digest(models.Model):
    """How often somebody reads in one letter what happens in their circles, and what it told."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="digest")
    rhythm = models.CharField("rythme", max_length=6, choices=Rhythm, default=Rhythm.WEEKLY)
    told_for = models.DateField("dernière période dite", null=True, blank=True)
    """The first day of the last week, or the last day, of which the letter was written."""

    class Meta:
        verbose_name = "lettre des cercles"
        verbose_name_plural = "lettres des cercles"

    def __str__(self):
        return f"Lettre de {self.person}, {self.get_rhythm_display()}"
