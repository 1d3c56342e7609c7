from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.calls import CallVersion
from applications.querysets import RehearsalQuerySet


class Rehearsal(models.Model):
    """Une arrivée vécue: a founder walks a newcomer's way with one version of the call.

    Nothing else stays of it than what they noted at each stop.
    """

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="rehearsals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rehearsals")
    started_at = models.DateTimeField("commencée le", default=timezone.now)
    ended_at = models.DateTimeField("finie le", null=True, blank=True)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        verbose_name = "arrivée vécue"
        verbose_name_plural = "arrivées vécues"
        ordering = ["-started_at", "-pk"]

    def __str__(self):
        return f"{self.person}, {self.version}"


class RehearsalNote(models.Model):
    """What a founder felt, then thought, at one stop of the way."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="notes")
    stop = models.CharField("étape", max_length=16)
    felt = models.TextField("ce que j’ai ressenti", max_length=2000)
    thought = models.TextField("ce que j’ai pensé", max_length=2000, blank=True)
    noted_at = models.DateTimeField("notée le", default=timezone.now)

    class Meta:
        verbose_name = "note d’une arrivée"
        ordering = ["noted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rehearsal", "stop"], name="one_note_for_each_stop"),
            models.CheckConstraint(name="a_note_says_what_was_felt", condition=~Q(felt="")),
        ]

    def __str__(self):
        return f"{self.stop} : {self.felt[:40]}"
