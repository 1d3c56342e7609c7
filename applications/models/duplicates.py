from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models import Person


class Distinction(models.Model):
    """A founder said of two people who look alike that they are not the same: never asked again."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField("dit le", default=timezone.now)

    class Meta:
        verbose_name = "distinction"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinction_said_once"),
            models.CheckConstraint(
                name="distinction_goes_from_the_first_known", condition=Q(one__lt=F("other"))
            ),
        ]

    def __str__(self):
        return f"{self.one} et {self.other}"
