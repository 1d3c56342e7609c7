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

    @property
    def last_wish(self):
        """The wish as it stands: the supplements may have moved it."""
        said = [one.wish for one in self.supplements.all() if one.wish]
        return said[-1] if said else self.wish

    @property
    def wish_word(self):
        return self.Wish(self.last_wish).label if self.last_wish else ""


class Supplement(models.Model):
    """What a founder adds to their written reading once the person has completed theirs, still
    blind: the first words stay as they were."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="supplements")
    revision = models.PositiveSmallIntegerField("écrit sur la révision")
    words = models.TextField("ce que cela change pour moi", max_length=4000)
    wish = models.CharField("envie d’une rencontre", max_length=8, choices=Reading.Wish, blank=True)
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    class Meta:
        verbose_name = "complément de lecture"
        verbose_name_plural = "compléments de lecture"
        ordering = ("written_at", "pk")

    def __str__(self):
        return f"Complément de {self.reading.reader}"
