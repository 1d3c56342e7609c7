from django.conf import settings
from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One line of the journal: who did what to which thing. Never edited, never deleted.

    ``details`` holds ids, dates and amounts, never personal prose: the line outlives the person.
    """

    FINAL = True

    event = models.CharField(max_length=60)
    sentence = models.CharField(max_length=200)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="par"
    )
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"], name="journal_of_subject")
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y} {self.sentence}"

    @property
    def names_nobody(self):
        """A whole sentence, « La révision est close », before which no name stands."""
        return not self.sentence[:1].islower()


class JournalSeal(models.Model):
    """So many lines, up to the one of key ``last``, under one digest (SHA-256, hexadecimal) that
    holds the digest of the seal before: a line that was changed, added or cut is found again."""

    FINAL = True

    last = models.BigIntegerField("clé de la dernière ligne", unique=True)
    lines = models.PositiveIntegerField("lignes")
    digest = models.CharField("empreinte", max_length=64)
    at = models.DateTimeField("scellées le", default=timezone.now)

    class Meta:
        verbose_name = "sceau du journal"
        verbose_name_plural = "sceaux du journal"

    def __str__(self):
        return self.digest[:12]
