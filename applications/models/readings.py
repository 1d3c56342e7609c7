from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import ReadingQuerySet
from coopstudio.french.search import words_of
from members.models import Person


class Reading(models.Model):
    """A founder's own reading of an application, written blind: nobody else reads it until all
    founders have written theirs. One in each cycle of the application."""

    class Wish(models.TextChoices):
        YES = "yes", "oui"
        DISCUSS = "discuss", "à discuter"
        NO = "no", "non"

    application = models.ForeignKey(Application, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    revision = models.PositiveSmallIntegerField("écrite sur la révision", default=1)
    touches = models.TextField("ce qui me touche", max_length=4000, blank=True)
    questions = models.TextField("ce qui me questionne", max_length=4000, blank=True)
    asks = models.TextField("ce que j’aimerais lui demander", max_length=4000, blank=True)
    wish = models.CharField("envie d’une rencontre", max_length=8, choices=Wish, blank=True)
    why = models.TextField("pourquoi", max_length=4000, blank=True)
    unfolded_at = models.DateTimeField("identité dépliée avant lecture le", null=True, blank=True)
    saved_at = models.DateTimeField("brouillon enregistré le", default=timezone.now)
    written_at = models.DateTimeField("écrite le", null=True, blank=True)

    search = words_of("touches", "questions", "asks", "why")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lecture"
        indexes = [GinIndex(fields=["search"], name="readings_by_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reader", "cycle"], name="one_reading_per_founder"
            ),
            models.CheckConstraint(
                name="written_reading_says_its_wish",
                condition=Q(written_at__isnull=True) | ~Q(wish=""),
                violation_error_message="Dites votre envie d’une rencontre.",
            ),
        ]

    def __str__(self):
        return f"Lecture de {self.reader}"
