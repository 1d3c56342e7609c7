from django.db import models
from django.utils import timezone

from coopstudio.french.typography import de
from members.models import Person


class Portrait(models.Model):
    """What a founder offers, seeks, and where their limits are, as written on a day. The latest is
    the one that is read; earlier ones are kept."""

    founder = models.ForeignKey(Person, models.PROTECT, related_name="portraits")
    offers = models.TextField("ce que j’offre", max_length=4000)
    seeks = models.TextField("ce que je cherche", max_length=4000)
    limits = models.TextField("mes limites", max_length=4000)
    is_public = models.BooleanField("lisible par tout le monde", default=False)
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    class Meta:
        verbose_name = "portrait de la fondation"
        verbose_name_plural = "portraits de la fondation"
        indexes = [models.Index(fields=["founder", "-written_at"], name="portraits_by_founder")]

    def __str__(self):
        return f"Portrait {de(self.founder)}"
