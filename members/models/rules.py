from django.conf import settings
from django.db import models
from django.utils import timezone

from coopstudio.french.dates import short_day
from members.querysets import RulesQuerySet


class Rules(models.Model):
    """A règlement intérieur, adopted on a day: what completes the statutes from then on.

    Its text stands elsewhere, and nobody changes what is written of it here. Each member of the day
    it was written down gets one letter, ``told_at`` the last of them; ``told_up_to`` is the key of
    the last person who got theirs.
    """

    adopted_on = models.DateField("adopté le", unique=True)
    validated_by = models.CharField("validé par", max_length=120)
    changes = models.TextField("ce qui change", max_length=2000)
    readable_at = models.URLField("où le lire")
    told_up_to = models.PositiveBigIntegerField("dit jusqu’à", default=0, editable=False)
    told_at = models.DateTimeField("dit à tous le", null=True, blank=True)
    written_at = models.DateTimeField("inscrit le", default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RulesQuerySet.as_manager()

    class Meta:
        verbose_name = "règlement intérieur"
        verbose_name_plural = "règlements intérieurs"

    def __str__(self):
        return f"Règlement intérieur {self.words}"

    @property
    def words(self):
        """« du 12 mai 2026 »."""
        return f"du {short_day(self.adopted_on)}"
