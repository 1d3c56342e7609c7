from django.db import models
from django.utils import timezone


class Verification(models.Model):
    """The ledger was read again from its first line: what was found, and whether all of it held."""

    at = models.DateTimeField("le", default=timezone.now)
    entries = models.PositiveIntegerField("écritures relues")
    digest = models.CharField("empreinte", max_length=64)
    outstanding = models.BigIntegerField("reste à reprendre (centimes)", default=0)
    """What the accounts 1034 and the contracts both say, when they do."""
    wrong = models.JSONField("ce qui ne tient pas", default=list)

    FINAL = True

    class Meta:
        verbose_name = "relecture du registre"
        verbose_name_plural = "relectures du registre"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"Relecture du {self.at:%d/%m/%Y}"

    @property
    def is_right(self):
        return not self.wrong
