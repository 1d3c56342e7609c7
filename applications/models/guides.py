from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from members.models import Person


class Guide(models.Model):
    """The trame of the first conversation, as founders made it theirs. Until they do, there is
    none: the page shows what ``applications.trame`` draws from what was written."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="guides")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("enregistrée le", default=timezone.now)
    told_at = models.DateTimeField("part adressée à la personne, le", null=True, blank=True)

    class Meta:
        verbose_name = "trame"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "cycle"], name="one_guide_per_application_and_cycle"
            )
        ]

    def __str__(self):
        return f"Trame, {self.application.reference}"


class GuideLine(models.Model):
    """One line of a trame. ``source`` tells what it was drawn from (« reaction:12 »), so that
    nothing comes twice; what founders add has none. A dropped line is kept, so as not to return."""

    class Part(models.TextChoices):
        EXPLORE = "explore", "À explorer"
        QUESTIONS = "questions", "Ses questions"
        AGREE = "agree", "Accords"
        ASKS = "asks", "Nos questions"
        MISSING = "missing", "Ce qui manque"
        OPENINGS = "openings", "Trois ouvertures"

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="lines")
    part = models.CharField("partie", max_length=9, choices=Part)
    rank = models.PositiveSmallIntegerField("rang")
    words = models.TextField("en quelques mots", max_length=10_000)
    hint = models.CharField("d’où elle vient", max_length=200, blank=True)
    kind = models.CharField("réaction", max_length=8, blank=True)
    source = models.CharField("tirée de", max_length=40, blank=True)
    is_for_person = models.BooleanField("adressée à la personne", default=False)
    is_dropped = models.BooleanField("écartée", default=False)

    class Meta:
        verbose_name = "ligne de la trame"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "source"], name="source_once_in_a_guide", condition=~Q(source="")
            )
        ]

    def __str__(self):
        return self.words[:60]
