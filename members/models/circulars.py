"""What the office writes freely to members, while it is being written."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Circular(models.Model):
    """One letter to many members, until the last of them has theirs: then this row goes, and the
    letters remain.

    ``stamp`` tells the same words of the same day to the same people; ``told_up_to`` is the key of
    the last person whose letter is written.
    """

    stamp = models.CharField("empreinte", max_length=16, unique=True)
    category = models.ForeignKey("members.Category", models.PROTECT, null=True, related_name="+")
    subject = models.CharField("objet", max_length=120)
    words = models.TextField("lettre", max_length=6000)
    told_up_to = models.PositiveBigIntegerField("écrite jusqu’à", default=0, editable=False)
    written_at = models.DateTimeField("confiée le", default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lettre aux membres"
        verbose_name_plural = "lettres aux membres"

    def __str__(self):
        return self.subject
