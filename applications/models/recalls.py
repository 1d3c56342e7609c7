from django.db import models
from django.utils import timezone

from applications.models.applications import Application


class Recall(models.Model):
    """Something waited for did not come, and somebody was told of it, once: the person first, then
    the founders. ``about`` names what was awaited, so that another wait is told anew."""

    class Kind(models.TextChoices):
        COMPLETION = "completion", "les précisions demandées"
        WORD = "word", "la parole de la personne, après la rencontre"
        INVITATION = "invitation", "le bulletin d’adhésion"
        PAUSE = "pause", "un oui ou un non à la proposition d’attendre"
        ANSWER = "answer", "la réponse promise par la fondation"

    class Side(models.TextChoices):
        PERSON = "person", "la personne"
        FOUNDERS = "founders", "la fondation"

    application = models.ForeignKey(Application, models.PROTECT, related_name="recalls")
    kind = models.CharField("attendu", max_length=10, choices=Kind)
    side = models.CharField("prévenue", max_length=8, choices=Side)
    about = models.CharField("de quoi", max_length=40)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "rappel"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "side", "about"],
                name="one_recall_of_each_wait_and_side",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()}, {self.application.reference}"
