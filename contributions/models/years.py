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
        ]

    def __str__(self):
        return self.code

    @property
    def is_closed(self):
        return self.closed_at is not None


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
