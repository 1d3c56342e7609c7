from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from contributions.querysets.years import YearQuerySet
from members.models import Person


class FiscalYear(models.Model):
    """An exercice: the days whose entries it holds. Once closed it is closed for ever, in order."""

    code = models.CharField("exercice", max_length=12, unique=True)
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour")
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    CHANGES = ("closed_at", "closed_by_id")
    """All that the pages may ever change of it."""

    objects = YearQuerySet.as_manager()

    class Meta:
        verbose_name = "exercice"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="fiscal_year_ends_after_it_began",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="Un exercice se termine après avoir commencé.",
            ),
            ExclusionConstraint(
                name="fiscal_years_never_overlap",
                expressions=[
                    (
                        Func("starts_on", "ends_on", Value("[]"), function="daterange"),
                        "&&",
                    )
                ],
                violation_error_message="Deux exercices ne se chevauchent pas.",
            ),
            models.CheckConstraint(
                name="somebody_closes_a_year",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message="Un exercice se clôt par quelqu’un, à une heure.",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_closed(self):
        return self.closed_at is not None


class FileCheck(models.Model):
    """Somebody had the file of an exercice read, and nothing in it was wrong: what it held then.
    Without it PostgreSQL closes no exercice (I19). ``cents``: its debits."""

    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="file_checks")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le")
    digest = models.CharField("empreinte du fichier", max_length=64)
    entries = models.PositiveIntegerField("écritures")
    lines = models.PositiveIntegerField("lignes")
    cents = models.BigIntegerField("débits (centimes)")

    FINAL = True

    class Meta:
        verbose_name = "contrôle du fichier"
        verbose_name_plural = "contrôles du fichier"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"Fichier de l’exercice {self.year}, relu le {self.at:%d/%m/%Y}"


class Book(models.Model):
    """A journal of the accounting: banque, opérations diverses, à-nouveaux."""

    code = models.CharField("code", max_length=4, primary_key=True)
    name = models.CharField("libellé", max_length=60)

    FINAL = True

    class Meta:
        verbose_name = "journal comptable"
        verbose_name_plural = "journaux comptables"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"
