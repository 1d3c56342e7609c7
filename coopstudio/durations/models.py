from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from coopstudio.durations.kinds import BOUNDS, Kind


class Duration(models.Model):
    """A durée de conservation: how long one kind of data is kept, from one day on.

    Never changed: another one takes over, from another day. It begins after it was written, so
    that nobody finds that the rule had been another one, and holds if somebody else confirms it.
    """

    FINAL = True

    kind = models.CharField("de quoi", max_length=10, choices=Kind)
    length = models.PositiveSmallIntegerField("durée")
    """In the unit of its kind: months or years."""
    since_on = models.DateField("à partir du")
    decided_by = models.CharField("décidée par", max_length=200)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inscrite par"
    )
    written_at = models.DateTimeField("inscrite le", default=timezone.now)

    class Meta:
        verbose_name = "durée de conservation"
        verbose_name_plural = "durées de conservation"
        constraints = [
            models.CheckConstraint(
                name="duration_begins_after_it_was_written",
                condition=Q(since_on__gt=TruncDate("written_at")),
                violation_error_message="Une durée ne vaut qu’à partir du lendemain.",
            ),
            models.CheckConstraint(
                name="duration_stays_within_its_bounds",
                condition=Q.create(
                    [
                        Q(kind=kind, length__gte=one.least, length__lte=one.most)
                        for kind, one in BOUNDS.items()
                    ],
                    connector=Q.OR,
                ),
                violation_error_message="Cette durée n’est pas défendable.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.words}"

    @property
    def words(self):
        """« 3 mois »."""
        return BOUNDS[self.kind].said(self.length)

    @property
    def is_confirmed(self):
        return hasattr(self, "confirmation")


class Confirmation(models.Model):
    """Somebody else than who proposed a duration read it again: it will hold from its day on."""

    FINAL = True

    duration = models.OneToOneField(Duration, models.PROTECT, related_name="confirmation")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="confirmée par"
    )
    at = models.DateTimeField("confirmée le", default=timezone.now)

    class Meta:
        verbose_name = "durée confirmée"
        verbose_name_plural = "durées confirmées"

    def __str__(self):
        return f"{self.duration}, {self.at:%d/%m/%Y}"
